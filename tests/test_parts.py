"""A part that is missing is named: modules, files, languages, pictures; and the self-test fails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app import parts, paths, selftest_parts
from desktop_app.cli.main import command_functions
from desktop_app.selftest import Exit
from tests.fakes.starter import starter_model_path

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def found():
    return parts.scan(ROOT)


def test_imports_inside_functions_count(found):
    assert "pypdf:PdfReader" in found.child
    assert "xxhash:xxh3_64" in found.child
    assert "mdit_py_plugins.texmath:texmath_plugin" in found.window
    assert "ziamath.zmath:Latex" in found.window
    assert "uvicorn" in found.window


def test_imports_for_types_do_not(tmp_path):
    (tmp_path / "desktop_app").mkdir()
    (tmp_path / "desktop_app" / "x.py").write_text(
        "from __future__ import annotations\n"
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import nowhere_at_all\n"
        "def f():\n    import json.decoder\n    from os import path\n    import winreg, msvcrt, fcntl\n"
    )
    window = set(parts.scan(tmp_path).window)
    others = {"winreg", "msvcrt"} if sys.platform == "win32" else {"fcntl"}
    assert window == {"desktop_app.x", "json.decoder", "os:path", "typing:TYPE_CHECKING"} | others


def test_each_module_of_the_app_is_a_part(found):
    assert {"desktop_app.__main__", "desktop_app.ui.pages.chat_page", "desktop_app.cli.serve"} <= {
        *found.window
    }
    assert {"desktop_app.worker.inference_main", "desktop_app.worker.job_main"} <= {*found.child}
    assert "converters.architectures.gemma4" in found.child


def test_all_is_here(qtbot):
    assert selftest_parts.problems() == []


def test_what_the_commands_run_is_found():
    assert "desktop_app.cli.doctor:doctor" in command_functions()
    (problem,) = parts.unloadable([*command_functions(), "desktop_app.cli.doctor:nothing"])
    assert problem.startswith("desktop_app.cli.doctor.nothing does not load")


def test_modules_that_are_nowhere_are_named():
    assert parts.not_there(["json.decoder", "json.nothing", "nothing.at.all"]) == [
        "the module json.nothing is missing",
        "the module nothing.at.all is missing",
    ]


def test_formats_of_pictures_count_and_windows_of_libraries_do_not():
    assert parts.is_loaded_by_name("PIL.WebPImagePlugin")
    assert parts.is_loaded_by_name("uvicorn.loops.auto")
    for name in ("PIL.ImageTk", "PIL", "huggingface_hub.cli.hf"):
        assert not parts.is_loaded_by_name(name)


def test_files_are_compared(tmp_path):
    for name in ("a.txt", "b.txt", "c.so"):
        (tmp_path / name).write_text(name)
    files = {name: parts.sha256(tmp_path / name) for name in ("a.txt", "b.txt")} | {"c.so": ""}
    (tmp_path / "c.so").write_text("stripped")
    assert parts.defects(tmp_path, files) == []
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").write_text("other")
    (tmp_path / "c.so").unlink()
    assert parts.defects(tmp_path, files) == [
        "the file a.txt is missing",
        "the file b.txt is damaged",
        "the file c.so is missing",
    ]


# --- the program, as it is frozen: its folder is known by sys._MEIPASS ----------------------------------

_FROZEN = """
import sys
if __name__ == "__main__":
    sys._MEIPASS = sys.argv[1]
    sys.modules.update(dict.fromkeys(sys.argv[2].split(), None))
    sys.argv = ["bitsmith", "--selftest"]
    from desktop_app import selftest_parts
    from desktop_app.selftest import _check_parts, _open_qt, SelfTestError
    try:
        qt = _open_qt()
        _check_parts()
    except SelfTestError as error:
        print(error, file=sys.stderr)
        sys.exit(error.status)
"""


@pytest.fixture
def bundle(tmp_path, found):
    folder = tmp_path / "_internal"
    shutil.copytree(paths.resources(), folder / "resources")
    (folder / "licenses").mkdir()
    (folder / "licenses" / "Qt.txt").write_text("LGPL")
    files = {
        path.relative_to(folder).as_posix(): parts.sha256(path)
        for path in folder.rglob("*")
        if path.is_file()
    }
    known = parts.Parts(found.window, found.child, ("keyring.backends.SecretService", "json.decoder"), files)
    (folder / "parts.json").write_text(parts.to_json(known))
    return folder


def self_test(folder, *, hidden=()):
    script = folder.parent / "frozen.py"
    script.write_text(_FROZEN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, script, folder, " ".join(hidden)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)


def test_a_whole_program_passes(bundle):
    done = self_test(bundle)
    assert done.returncode == 0, done.stderr
    assert "all there" in done.stdout


def test_missing_files_are_named(bundle):
    gone = [
        "resources/i18n/bitsmith_de.qm",
        "resources/i18n/words.json",
        "resources/icons/send.svg",
        "resources/themes/dark/chevron-down.svg",
        "licenses/Qt.txt",
    ]
    for place in gone:
        (bundle / place).unlink()
    done = self_test(bundle)
    assert done.returncode == Exit.INCOMPLETE
    for place in gone:
        assert f"the file {place} is missing" in done.stderr
    assert "the language file bitsmith_de.qm is missing or damaged" in done.stderr
    assert "dark/chevron-down.svg cannot be shown" in done.stderr


def test_missing_modules_are_named(bundle):
    value = json.loads((bundle / "parts.json").read_text())
    value["by_name"].append("uvicorn.protocols.http.nothing")
    value["child"].append("xxhash:nothing")
    (bundle / "parts.json").write_text(json.dumps(value))
    done = self_test(bundle, hidden=["nh3", "uvicorn", "ziamath.zmath", "pynvml"])
    assert done.returncode == Exit.INCOMPLETE
    for name in ("nh3", "uvicorn", "ziamath.zmath.Latex", "pynvml", "xxhash.nothing"):
        assert f"{name} does not load" in done.stderr
    assert "the module uvicorn.protocols.http.nothing is missing" in done.stderr


@pytest.mark.parametrize("text", [None, "{", "{}", "[]"])
def test_without_its_list_nothing_is_called_whole(tmp_path, monkeypatch, text):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    if text is not None:
        (tmp_path / "parts.json").write_text(text)
    (problem,) = selftest_parts.problems()
    assert "list of the program's parts cannot be read" in problem


@pytest.mark.model
def test_the_self_test_itself_fails_with_the_name(tmp_path):
    """Through the front door: `bitsmith --selftest` where a library is broken."""
    (tmp_path / "pypdf.py").write_text("raise ImportError('no such file: pypdf')")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        "QT_QPA_PLATFORM": "offscreen",
        "BITSMITH_STARTER_MODEL": str(starter_model_path()),
    }
    command = [sys.executable, "-m", "desktop_app", "--selftest"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == Exit.INCOMPLETE
    assert "pypdf.PdfReader does not load" in done.stderr
