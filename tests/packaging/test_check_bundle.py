"""Each defect is made in a small program of real libraries, and has to be found."""

from __future__ import annotations

import shutil
import subprocess
import sys

import check_bundle
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("gcc") and shutil.which("readelf")),
    reason="compiles libraries of Linux",
)
LICENCES = (
    "Bitsmith.txt",
    "Python.txt",
    "Qt.txt",
    "LGPL-3.0.txt",
    "GPL-3.0.txt",
    "llama.cpp.txt",
    "starter-model.txt",
)
PACKAGES = (
    "llama-cpp-python",
    "pyside6-essentials",
    "shiboken6",
    "numpy",
    "huggingface-hub",
    "tokenizers",
    "cryptography",
)


def library(path, *, needs=(), code="int f(void) { return 1; }"):
    """A real shared library that asks for the libraries `needs` of the same folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    command = ["gcc", "-shared", "-fPIC", "-nostdlib", "-x", "c", "-", "-o", path, f"-Wl,-soname,{path.name}"]
    linked = ["-Wl,--no-as-needed", "-x", "none", *needs] if needs else []
    subprocess.run([*command, *linked], input=code, text=True, check=True)
    return path


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A program without a defect."""
    folder = tmp_path_factory.mktemp("good") / "bitsmith"
    inside = folder / "_internal"
    engine = inside / "llama_cpp" / "lib"
    base = library(engine / "libggml-base.so.0")
    library(engine / "libggml.so.0", needs=[base])
    library(engine / "libllama.so.0", needs=[base, engine / "libggml.so.0"])
    for name in ("libggml-base", "libggml", "libllama"):
        (engine / f"{name}.so").symlink_to(f"{name}.so.0")
    for name in ("x64", "sse42", "haswell", "zen4"):
        shutil.copyfile(base, engine / f"libggml-cpu-{name}.so")
    for name in ("icons/bitsmith.svg", "themes/app.qss", "models/starter.gguf"):
        path = inside / "resources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (inside / "parts.json").write_text("{}")
    licences = inside / "licenses"
    for name in (*LICENCES, *(f"python-packages/{package}/LICENSE" for package in PACKAGES)):
        (licences / name).parent.mkdir(parents=True, exist_ok=True)
        (licences / name).write_text("x")
    return folder


@pytest.fixture
def bundle(good, tmp_path):
    folder = tmp_path / "bitsmith"
    shutil.copytree(good, folder, symlinks=True)
    return folder


def defects(folder, *, wants_starter=True):
    elves = check_bundle.read_elves(folder)
    return check_bundle.check(folder, elves, wants_starter=wants_starter, machine="x86_64")


def only(found):
    assert len(found) == 1, found
    return found[0]


def test_a_good_program_has_no_defect(good):
    assert defects(good) == []


def test_one_kind_of_processor(bundle):
    for path in bundle.rglob("libggml-cpu-*"):
        if "haswell" not in path.name:
            path.unlink()
    assert "1 kinds of processors" in only(defects(bundle))


def test_code_for_old_processors_is_missing(bundle):
    next(bundle.rglob("libggml-cpu-sse42.so")).unlink()
    assert "lacks its code for sse42" in only(defects(bundle))


def test_two_copies_of_ggml(bundle):
    link = next(bundle.rglob("libggml.so"))
    link.unlink()
    shutil.copyfile(link.with_name("libggml.so.0"), link)
    assert "2 copies of ggml," in only(defects(bundle))


def test_a_copy_of_ggml_in_another_folder(bundle):
    shutil.copyfile(next(bundle.rglob("libggml-base.so.0")), bundle / "_internal" / "libggml-base.so.0")
    assert "2 copies of ggml-base" in only(defects(bundle))


@pytest.mark.parametrize(
    "name", ["libstdc++.so.6", "libgcc_s.so.1", "libc.so.6", "libX11.so.6", "libdrm.so.2.4.0"]
)
def test_a_library_of_the_system_is_inside(bundle, name):
    library(bundle / "_internal" / name)
    assert f"{name} is inside" in only(defects(bundle))


def test_a_library_that_is_nowhere(bundle, tmp_path):
    missing = library(tmp_path / "libnowhere.so.3")
    library(bundle / "_internal" / "libplugin.so", needs=[missing])
    found = only(defects(bundle))
    assert "libplugin.so needs libnowhere.so.3" in found


def test_a_newer_libc(bundle, monkeypatch):
    code = 'int puts(const char *); int f(void) { return puts("x"); }'
    path = bundle / "_internal" / "libnew.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-x", "c", "-", "-o", path], input=code, text=True, check=True)
    elf = check_bundle.read_elves(bundle)[path]
    assert elf.needed == ["libc.so.6"]
    assert elf.glibc >= (2, 2)
    assert defects(bundle) == []
    monkeypatch.setattr(check_bundle.bundle_rules, "GLIBC_FLOOR", (2, 1))
    assert "libnew.so needs glibc 2." in only(defects(bundle))


@pytest.mark.parametrize(
    "name", ["Qt.txt", "llama.cpp.txt", "starter-model.txt", "python-packages/numpy/LICENSE"]
)
def test_a_licence_is_missing(bundle, name):
    (bundle / "_internal" / "licenses" / name).unlink()
    assert "licence" in only(defects(bundle))


def test_all_licences_are_missing(bundle):
    shutil.rmtree(bundle / "_internal" / "licenses")
    assert "the licences are missing" in only(defects(bundle))


def test_the_list_of_parts_is_missing(bundle):
    next(bundle.rglob("parts.json")).unlink()
    assert "list of the program's parts" in only(defects(bundle))


def test_the_starter_model_is_missing(bundle):
    next(bundle.rglob("*.gguf")).unlink()
    assert "starter model is missing" in only(defects(bundle))
    assert defects(bundle, wants_starter=False) == []


def test_resources_are_missing(bundle):
    next(bundle.rglob("app.qss")).unlink()
    assert "themes/app.qss is missing" in only(defects(bundle))


def test_a_link_to_nothing_and_what_is_of_no_use(bundle):
    (bundle / "_internal" / "libfoo.so").symlink_to("libfoo.so.7")
    library(bundle / "_internal" / "PySide6" / "Qt" / "lib" / "libQt6Qml.so.6")
    found = defects(bundle)
    assert len(found) == 2
    assert any("link to nothing" in defect for defect in found)
    assert any("of no use" in defect for defect in found)


def test_the_command_says_what_it_found(bundle):
    def run():
        command = [sys.executable, check_bundle.__file__, bundle, "--starter"]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run().returncode == 0
    next(bundle.rglob("*.gguf")).unlink()
    failed = run()
    assert failed.returncode == 1
    assert failed.stderr.startswith("DEFECT: ")
