from __future__ import annotations

import shutil
import subprocess
import sys

import pruning
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("gcc") and shutil.which("readelf")),
    reason="compiles libraries of Linux",
)


def library(path, *needs):
    command = [
        "gcc",
        "-shared",
        "-fPIC",
        "-nostdlib",
        "-g",
        "-x",
        "c",
        "-",
        "-o",
        path,
        f"-Wl,-soname,{path.name}",
    ]
    linked = ["-Wl,--no-as-needed", "-x", "none", *needs] if needs else []
    subprocess.run([*command, *linked], input="int f(void) { return 1; }", text=True, check=True)
    return path


def test_what_only_a_left_out_file_needed_goes_with_all_that_it_needed(tmp_path, monkeypatch):
    base = library(tmp_path / "libbase.so.1")
    middle = library(tmp_path / "libmiddle.so.1", base)
    used = library(tmp_path / "libused.so.1")
    plugin = library(tmp_path / "plugin.so", used)
    entries = [
        ("libbase.so.1", str(base), "BINARY"),
        ("libmiddle.so.1", str(middle), "BINARY"),
        ("libused.so.1", str(used), "BINARY"),
        ("PySide6/plugin.so", str(plugin), "BINARY"),
        ("libbase.so", "libbase.so.1", "SYMLINK"),
    ]
    monkeypatch.setattr(pruning, "_is_of_system", lambda entry: entry[2] == "BINARY" and "/" not in entry[0])
    kept = pruning.without_orphans(entries)
    assert [entry[0] for entry in kept] == ["libused.so.1", "PySide6/plugin.so", "libbase.so"]
    names = {entry[0] for entry in kept}
    assert [entry[0] for entry in kept if pruning.is_dead_link(entry, names)] == ["libbase.so"]


def test_links_between_folders_live_as_long_as_their_file():
    link = ("a/libx.so", "../b/libx.so.1", "SYMLINK")
    assert not pruning.is_dead_link(link, {"b/libx.so.1"})
    assert pruning.is_dead_link(link, {"a/libx.so.1"})
    assert not pruning.is_dead_link(("a", "/somewhere", "BINARY"), set())


def test_symbols_for_debugging_stay_out(tmp_path, monkeypatch):
    (tmp_path / "prefix").mkdir()
    source = library(tmp_path / "prefix" / "libpython.so.1")
    entry = ("libpython.so.1", str(source), "BINARY")
    assert pruning.stripped(entry, tmp_path / "lean") == entry
    monkeypatch.setattr(pruning.sys, "base_prefix", str(tmp_path / "prefix"))
    target, lean, kind = pruning.stripped(entry, tmp_path / "lean")
    assert (target, kind) == ("libpython.so.1", "BINARY")
    assert (tmp_path / "lean" / "libpython.so.1").stat().st_size < source.stat().st_size
    assert lean.endswith("lean/libpython.so.1")
