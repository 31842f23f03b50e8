#!/usr/bin/env python3
"""Look for defects in a frozen program that show on other computers only.

    python packaging/check_bundle.py dist/bitsmith [--starter] [--json]

Exit status 1, and a line for each defect.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import bundle_rules

_VARIANT = re.compile(r"^(?:lib)?ggml-cpu-(?P<name>[\w.]+?)\.(?:so|dll|dylib)$")
_GGML = re.compile(r"^(?:lib)?(?P<stem>ggml[\w-]*|llama)(?:\.so[.\d]*|[.\d]*\.dylib|\.dll)$")
# the oldest processors and the common ones; the others of llama.cpp's list only make some faster
_LEAST_VARIANTS = {"x86_64": {"x64", "sse42", "haswell"}, "amd64": {"x64", "sse42", "haswell"}}
_LICENCES = ("Bitsmith.txt", "Python.txt", "Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt", "llama.cpp.txt")
_PACKAGES = (
    "llama-cpp-python",
    "pyside6-essentials",
    "shiboken6",
    "numpy",
    "huggingface-hub",
    "tokenizers",
    "cryptography",
)
_UNWANTED = ("hf_xet", "tkinter", "libQt6Qml", "Qt6Qml.dll", "QtQml")


@dataclass
class Elf:
    """What one library or program of Linux asks for."""

    needed: list[str] = field(default_factory=list)
    glibc: tuple[int, ...] = (0,)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--starter", action="store_true", help="the starter model has to be inside")
    parser.add_argument(
        "--json", action="store_true", help="print size, variants, glibc and system libraries"
    )
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"there is no folder {options.folder}", file=sys.stderr)
        return 2
    elves = read_elves(options.folder) if sys.platform.startswith("linux") else {}
    defects = check(options.folder, elves, wants_starter=options.starter)
    for defect in defects:
        print(f"DEFECT: {defect}", file=sys.stderr)
    about = {
        "bytes": size_of(options.folder),
        "variants": sorted(variants(options.folder)),
        "glibc": ".".join(map(str, max((elf.glibc for elf in elves.values()), default=(0,)))),
        "system_libraries": sorted(system_libraries(options.folder, elves)),
        "defects": defects,
    }
    if options.json:
        print(json.dumps(about, indent=1))
    else:
        names = ", ".join(about["variants"])
        print(
            f"{about['bytes'] / 1e6:.0f} MB, glibc {about['glibc']}, code for {names}; {len(defects)} defects"
        )
    return 1 if defects else 0


def check(folder: Path, elves: dict[Path, Elf], *, wants_starter: bool, machine: str = "") -> list[str]:
    """The defects of the program in `folder`, in words.

    Args:
        folder: where the program is.
        elves: what `read_elves` found; nothing on systems other than Linux.
        wants_starter: whether the starter model has to be inside.
        machine: kind of processor, "" for that of this computer.
    """
    files = [path for path in folder.rglob("*") if not path.is_dir()]
    return [
        *_variant_defects(folder, (machine or platform.machine()).lower()),
        *_copies(files),
        *_content_defects(folder, files, wants_starter=wants_starter),
        *_licence_defects(folder),
        *_system_defects(files),
        *_link_defects(folder, elves),
    ]


def variants(folder: Path) -> set[str]:
    """Names of the engine's code for processors."""
    return {match["name"] for path in folder.rglob("*ggml-cpu-*") if (match := _VARIANT.match(path.name))}


def size_of(folder: Path) -> int:
    """Bytes of all files; a link counts nothing."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if not p.is_symlink() and p.is_file())


def system_libraries(folder: Path, elves: dict[Path, Elf]) -> set[str]:
    """File names of the libraries that the program takes from the system, without glibc's."""
    inside = _names(folder)
    needed = {name for elf in elves.values() for name in elf.needed}
    return {name for name in needed - inside if not bundle_rules.is_c_library(name)}


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if not path.is_dir()}


def _variant_defects(folder: Path, machine: str) -> Iterable[str]:
    found = variants(folder)
    if sys.platform == "darwin" and machine == "arm64" and not found:
        return  # Metal and one kind of processor: llama.cpp makes no variants there
    if len(found) < 2:
        yield f"the engine has its code for {len(found)} kinds of processors: others crawl, or SIGILL"
    elif missing := _LEAST_VARIANTS.get(machine, set()) - found:
        yield f"the engine lacks its code for {', '.join(sorted(missing))}"


def _copies(files: list[Path]) -> Iterable[str]:
    by_stem: dict[str, set[Path]] = {}
    for path in files:
        if match := _GGML.match(path.name):
            by_stem.setdefault(match["stem"], set()).add(path.resolve())
    for stem, places in sorted(by_stem.items()):
        if len(places) > 1:
            names = ", ".join(sorted(str(place) for place in places))
            yield f"there are {len(places)} copies of {stem}, each with its own devices: {names}"
    if not {"ggml", "ggml-base", "llama"} <= by_stem.keys():
        yield "the engine's libraries are missing"


def _content_defects(folder: Path, files: list[Path], *, wants_starter: bool) -> Iterable[str]:
    for name in ("icons/bitsmith.svg", "themes/app.qss"):
        if not any(path.as_posix().endswith(f"resources/{name}") for path in files):
            yield f"the resource {name} is missing"
    if not any(path.name == "parts.json" for path in files):
        yield "the list of the program's parts is missing: its self-test would find no gaps"
    if wants_starter and not any(path.suffix == ".gguf" for path in files):
        yield "the starter model is missing"
    for path in files:
        if path.name.startswith(_UNWANTED) or path.parent.name in _UNWANTED:
            yield f"{path.relative_to(folder)} is of no use here"
    for path in files:
        if path.is_symlink() and not path.exists():
            yield f"{path.relative_to(folder)} is a link to nothing"


def _licence_defects(folder: Path) -> Iterable[str]:
    places = [
        path for path in folder.rglob("licenses") if path.is_dir() and (path / "python-packages").is_dir()
    ]
    if not places:
        yield "the licences are missing"
        return
    for name in _LICENCES:
        if not (places[0] / name).is_file():
            yield f"the licence {name} is missing"
    packages = places[0] / "python-packages"
    for name in _PACKAGES:
        if not (packages / name).is_dir() or not any((packages / name).iterdir()):
            yield f"the licence of the package {name} is missing"
    if any(folder.rglob("*.gguf")) and not (places[0] / "starter-model.txt").is_file():
        yield "the licence of the starter model is missing"


def _system_defects(files: list[Path]) -> Iterable[str]:
    for path in files:
        if ".so" in path.name and bundle_rules.is_systems(path.name):
            yield f"{path.name} is inside; with it, drivers of newer systems do not load"


def _link_defects(folder: Path, elves: dict[Path, Elf]) -> Iterable[str]:
    inside = _names(folder)
    for path, elf in sorted(elves.items()):
        for name in elf.needed:
            if name not in inside and not bundle_rules.is_systems(name):
                yield f"{path.relative_to(folder)} needs {name}, which is neither inside nor of the system"
    for name in sorted(system_libraries(folder, elves) - bundle_rules.SYSTEM_LIBRARIES.keys()):
        if bundle_rules.is_systems(name):
            yield f"no package is named for {name}, which comes from the system"
    for path, elf in sorted(elves.items()):
        if elf.glibc > bundle_rules.GLIBC_FLOOR:
            version = ".".join(map(str, elf.glibc))
            floor = ".".join(map(str, bundle_rules.GLIBC_FLOOR))
            yield f"{path.relative_to(folder)} needs glibc {version}; the program promises {floor}"


def read_elves(folder: Path) -> dict[Path, Elf]:
    """All programs and libraries of Linux below `folder`, by binutils' readelf."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path)]
    found: dict[Path, Elf] = {path: Elf() for path in paths}
    if not paths:
        return found
    # with one file readelf names none
    command = ["readelf", "--wide", "--dynamic", "--version-info", *paths, paths[0]]
    done = subprocess.run(
        command,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"readelf failed: {done.stderr[:2000]}")
    elf = Elf()
    for line in done.stdout.splitlines():
        if line.startswith("File: "):
            elf = found[Path(line.removeprefix("File: "))] = Elf()
        elif match := re.search(r"\(NEEDED\)\s+Shared library: \[(.+)\]", line):
            elf.needed.append(match[1])
        elif match := re.search(r"Name: GLIBC_([\d.]+)\s", line):
            elf.glibc = max(elf.glibc, tuple(map(int, match[1].split("."))))
    return found


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


if __name__ == "__main__":
    sys.exit(main())
