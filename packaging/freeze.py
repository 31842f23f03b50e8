#!/usr/bin/env python3
"""Freeze the app into dist/bitsmith (on a Mac also dist/Bitsmith.app): called by `./dev freeze`."""

from __future__ import annotations

import argparse
import filecmp
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from llama_wheel import BuildError, Engine, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "build" / "freeze-venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PROGRAM = ROOT / "dist" / "bitsmith" / ("bitsmith.exe" if os.name == "nt" else "bitsmith")
_LIBRARY = re.compile(r"^(?P<stem>lib[\w.-]+?)(?P<end>\.so(?:\.\d+)*|(?:\.\d+)*\.dylib)$")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starter", type=Path, help="the starter model, which goes into the program")
    options = parser.parse_args()
    try:
        print(freeze(options.starter))
    except BuildError as error:
        print(*error.args, sep="\n", file=sys.stderr)
        return 1
    return 0


def freeze(starter: Path | None) -> Path:
    """Make the program; returns its executable.

    Args:
        starter: the starter model's file, None for a program without one.

    Raises:
        BuildError: the engine did not compile, a package is missing, or PyInstaller failed.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PYTHONPATH", None)
    (ROOT / "build").mkdir(exist_ok=True)
    make_venv(environment)
    work = ROOT / "build" / "freeze"
    work.mkdir(parents=True, exist_ok=True)
    say("Freezing the app")
    command = [
        PYTHON,
        "-m",
        "PyInstaller",
        ROOT / "packaging" / "app.spec",
        "--noconfirm",
        "--log-level=WARN",
    ]
    command += ["--distpath", ROOT / "dist", "--workpath", work]
    if starter is not None:
        environment["BITSMITH_FREEZE_STARTER"] = str(starter)
    _run(command, environment, "PyInstaller failed (see above).")
    return PROGRAM


def make_venv(environment: dict[str, str]) -> None:
    """An environment with the portable engine, the app's dependencies and PyInstaller, and nothing else.

    PyInstaller keeps the folders of libraries only for packages of its own environment; of others it would
    make copies of each library.
    """
    engine = Engine(is_portable=True)
    parts = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    wanted = hashlib.sha256(b"\0".join([*parts, engine.key.encode(), sys.version.encode(), bytes(ROOT)]))
    stamp = VENV / "bitsmith-freeze"
    if stamp.is_file() and stamp.read_text() == wanted.hexdigest():
        return
    say("Making an environment to freeze from")
    shutil.rmtree(VENV, ignore_errors=True)
    _run([sys.executable, "-m", "venv", VENV], environment, "Python could not make an environment.")
    pip = [PYTHON, "-m", "pip", "--no-input", "install", "--quiet"]
    wheel = engine.wheel(PYTHON, environment)
    _run([*pip, "--no-deps", wheel], environment, "pip failed (see above).")
    constraints = ["--constraint", ROOT / "constraints.txt"]
    _run([*pip, *constraints, "-e", f"{ROOT}[freeze]"], environment, "pip failed (see above).")
    link_copies(engine_libraries(environment))
    stamp.write_text(wanted.hexdigest())


def engine_libraries(environment: dict[str, str]) -> Path:
    """The folder of the engine's libraries in the environment."""
    code = "import importlib.util as u; print(u.find_spec('llama_cpp').submodule_search_locations[0])"
    found = subprocess.run([PYTHON, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return Path(found.stdout.strip()) / "lib"


def link_copies(folder: Path) -> list[str]:
    """A wheel holds no links: make one file of libX.so, libX.so.0 and libX.so.0.1, and links to it.

    Two files of one library are two libraries to a process, each with its own list of devices. The file is
    the one that other libraries name (libX.so.0, libX.0.dylib); what nobody opens goes. Returns the links.
    """
    groups: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        match = _LIBRARY.match(path.name)
        if match and not path.is_symlink():
            groups.setdefault(match["stem"], []).append(path)
    links = []
    for paths in groups.values():
        by_length = sorted(paths, key=lambda path: len(path.name))
        if len(by_length) < 2:
            continue
        short, name, *others = by_length
        if any(not filecmp.cmp(name, path, shallow=False) for path in (short, *others)):
            raise BuildError(f"{short.name} and {name.name} should be the same library, and are not.")
        for path in (short, *others):
            path.unlink()
        short.symlink_to(name.name)
        links.append(short.name)
    return links


def _run(command: list[str | Path], environment: dict[str, str], failure: str) -> None:
    """Run quietly; what was said is shown when it fails."""
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    (ROOT / "build" / "freeze.log").write_text(done.stdout, encoding="utf-8")
    if done.returncode:
        raise BuildError(done.stdout, failure)


if __name__ == "__main__":
    sys.exit(main())
