#!/usr/bin/env python3
"""Make the installer for Windows of dist/bitsmith, on any system that has NSIS 3.08 or newer.

    python packaging/windows/build_installer.py [--program FOLDER] [--output DIR] [--sign COMMAND]

COMMAND signs the file whose name it gets as its last argument. It is called for each .exe of the program, for
the uninstaller and for the installer.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

WINDOWS = Path(__file__).resolve().parent
ROOT = WINDOWS.parents[1]
sys.path.insert(0, str(WINDOWS.parent))
sys.path.insert(0, str(WINDOWS))

import app_version
import version_info

# "$" begins a variable in NSIS; the others Windows refuses
_FORBIDDEN = re.compile(r'[<>:"|?*$\\\x00-\x1f]|[. ]$')
_VENV = ROOT / "build" / "freeze-venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# the official NSIS for Windows makes 32-bit installers only; they install the same program
_TARGETS = ("amd64-unicode", "x86-unicode")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / "bitsmith")
    parser.add_argument(
        "--output", type=Path, default=ROOT / "dist", help="folder that the installer goes to"
    )
    parser.add_argument("--version", default=app_version.app_version())
    parser.add_argument("--python", type=Path, default=_VENV, help="has PySide6, to draw the icon")
    parser.add_argument("--makensis", default=find_makensis())
    parser.add_argument("--target", choices=_TARGETS, help="kind of installer (default: 64-bit if NSIS can)")
    parser.add_argument("--sign", default="", help="see above")
    parser.add_argument("--fast", action="store_true", help="compress less")
    options = parser.parse_args()
    if not (options.program / "bitsmith.exe").is_file():
        print(f"there is no bitsmith.exe in {options.program}; `python dev freeze` makes it", file=sys.stderr)
        return 1
    if not options.makensis:
        print("NSIS is missing: there is no makensis.", file=sys.stderr)
        return 1
    print(build(options))
    return 0


def find_makensis() -> str:
    """NSIS's compiler, "" where there is none; its setup for Windows leaves the PATH alone."""
    places = [os.environ.get(name) for name in ("ProgramFiles(x86)", "ProgramFiles")]
    found = [Path(place) / "NSIS" / "makensis.exe" for place in places if place]
    return shutil.which("makensis") or next((str(path) for path in found if path.is_file()), "")


def build(options: argparse.Namespace) -> Path:
    """Returns the installer's file, which appears when it is complete."""
    options.output.mkdir(parents=True, exist_ok=True)
    target = options.output.resolve() / f"Bitsmith-{options.version}-x64-setup.exe"
    part = target.with_suffix(".part.exe")
    if options.sign:
        for program in sorted(options.program.glob("*.exe")):
            sign(options.sign, program)
    with tempfile.TemporaryDirectory() as folder:
        files, icon, picture = (Path(folder) / name for name in ("files.nsh", "bitsmith.ico", "setup.bmp"))
        files.write_text(file_list(options.program.resolve()), encoding="utf-8-sig")
        for image in (icon, picture):
            subprocess.run([options.python, WINDOWS.parent / "icon_files.py", image], check=True)
        names = {
            "VERSION": options.version,
            "VERSION_NUMBERS": ".".join(map(str, app_version.version_numbers(options.version))),
            "COMPANY": version_info.COMPANY,
            "COPYRIGHT": version_info.COPYRIGHT,
            "TARGET": options.target or best_target(options.makensis),
            "COMPRESSOR": "zlib" if options.fast else "/SOLID lzma",
            "FILES": str(files),
            "ICON": str(icon),
            "PICTURE": str(picture),
            "OUTPUT": str(part),
            **({"SIGN": options.sign} if options.sign else {}),
        }
        makensis(options.makensis, WINDOWS / "installer.nsi", names)
    if options.sign:
        sign(options.sign, part)
    part.replace(target)
    return target


def makensis(program: str, script: Path, names: dict[str, str]) -> None:
    """Compile; a warning is an error."""
    defines = [f"-D{name}={value}" for name, value in names.items()]
    command = [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, script.name]
    done = subprocess.run(
        command, cwd=script.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n{script.name} does not compile (see above).")


def best_target(program: str) -> str:
    """64-bit where this NSIS has the parts for it."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "trial.nsi"
        script.write_text(f"Unicode True\nTarget {_TARGETS[0]}\nOutFile trial.exe\nSection\nSectionEnd\n")
        done = subprocess.run([program, "-V0", script.name], cwd=folder, capture_output=True, check=False)
    return _TARGETS[0] if done.returncode == 0 else _TARGETS[1]


def sign(command: str, path: Path) -> None:
    """Have this file signed.

    Raises:
        SystemExit: the command failed.
    """
    words = shlex.split(command, posix=os.name != "nt")
    if os.name == "nt":
        words = [word.strip('"') for word in words]
    if subprocess.run([*words, path], check=False).returncode:
        raise SystemExit(f"{path.name} could not be signed.")


def file_list(program: Path) -> str:
    """What to unpack and what to remove, as macros of NSIS.

    Args:
        program: the folder; what is in it is installed.

    Raises:
        SystemExit: a name in it that Windows does not allow.
    """
    files = sorted(path.relative_to(program).as_posix() for path in program.rglob("*") if path.is_file())
    _check_names(files)
    folders = sorted({str(parent) for name in files for parent in PurePosixPath(name).parents} - {"."})
    unpack = ["!macro UnpackFiles"]
    for folder in (".", *folders):
        here = [name for name in files if str(PurePosixPath(name).parent) == folder]
        if here:
            place = "" if folder == "." else f"\\{_windows(folder)}"
            unpack.append(f'  SetOutPath "${{NEW}}{place}"')
            unpack += [f'  File "{program / name}"' for name in here]
    remove = ["!macro RemoveFiles", *(f'  Delete "$INSTDIR\\{_windows(name)}"' for name in files)]
    remove += [f'  RMDir "$INSTDIR\\{_windows(name)}"' for name in sorted(folders, reverse=True)]
    # folders first: what is open in them keeps them where they are
    top = sorted({name.partition("/")[0] for name in files}, key=lambda name: (name in files, name))
    each = ["!macro EachTopName WHAT"]
    each += [f'  !insertmacro ${{WHAT}} "{name}"' for name in (*top, "uninstall.exe")]
    return "".join("\n".join([*macro, "!macroend", ""]) for macro in (unpack, remove, each))


def _check_names(files: list[str]) -> None:
    seen: dict[str, str] = {}
    for name in files:
        if any(_FORBIDDEN.search(part) for part in name.split("/")):
            raise SystemExit(f"{name!r} cannot be the name of a file on Windows")
        other = seen.setdefault(name.lower(), name)
        if other != name:
            raise SystemExit(f"{other} and {name} are one file on Windows")
    if "uninstall.exe" in seen:
        raise SystemExit("uninstall.exe is the name of the uninstaller")


def _windows(name: str) -> str:
    return name.replace("/", "\\")


if __name__ == "__main__":
    sys.exit(main())
