"""Collects the licences of everything that is inside the program."""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import bundle_rules

OWN = Path(__file__).resolve().parent / "licenses"
_NAMES = re.compile(r"^(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
# their packages hold no licence file; these are the texts, kept beside this file
_OF_QT = ("pyside6-essentials", "shiboken6")


def collect(target: Path, binaries: list[Path]) -> None:
    """Put all licences into the folder `target`.

    Args:
        target: the new folder.
        binaries: every library in the program; of those from Debian's packages the copyright file is taken.
    """
    target.mkdir(parents=True)
    for path in sorted(OWN.iterdir()):
        shutil.copyfile(path, target / path.name)
    shutil.copyfile(OWN.parent.parent / "LICENSE", target / "Bitsmith.txt")
    for distribution in importlib.metadata.distributions():
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
        if name not in bundle_rules.BUILD_TOOLS:
            _of_distribution(distribution, target / "python-packages" / name, is_qt=name in _OF_QT)
    _of_python(target / "Python.txt")
    if shutil.which("dpkg-query"):
        _of_system(binaries, target / "system-libraries")


def _of_distribution(distribution: importlib.metadata.Distribution, target: Path, *, is_qt: bool) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for file in distribution.files or ():
        if _NAMES.match(file.name) and (".dist-info" in str(file) or len(file.parts) <= 2):
            source = Path(str(distribution.locate_file(file)))
            if source.is_file():
                shutil.copyfile(source, target / source.name)
    if not any(target.iterdir()):
        about = distribution.metadata
        text = about.get("License-Expression") or about.get("License") or ""
        classifiers = [c for c in about.get_all("Classifier") or () if c.startswith("License ::")]
        if not (text or classifiers):
            raise SystemExit(f"{about['Name']} does not say what its licence is")
        see = ["The texts are in Qt.txt, LGPL-3.0.txt and GPL-3.0.txt."] if is_qt else []
        lines = [
            f"{about['Name']} {about['Version']}",
            text,
            *classifiers,
            about.get("Home-page") or "",
            *see,
        ]
        (target / "LICENSE.txt").write_text("\n".join(filter(None, lines)) + "\n", encoding="utf-8")


def _of_python(target: Path) -> None:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = [
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(sysconfig.get_paths()["stdlib"]) / "LICENSE.txt",
        Path("/usr/share/doc") / version / "copyright",
        Path("/usr/share/doc") / f"lib{version}-minimal" / "copyright",
    ]
    for place in places:
        if place.is_file():
            shutil.copyfile(place, target)
            return
    raise SystemExit(f"Python's licence is in none of {places}")


def _of_system(binaries: list[Path], target: Path) -> None:
    """Of libraries that come from Debian's packages."""
    target.mkdir(parents=True, exist_ok=True)
    places = sorted(
        {path.resolve() for path in binaries if path.is_absolute() and path.is_relative_to("/usr/lib")}
    )
    if not places:
        return
    found = subprocess.run(["dpkg-query", "-S", *places], capture_output=True, text=True, check=False)
    for package in sorted({line.partition(":")[0] for line in found.stdout.splitlines()}):
        source = Path("/usr/share/doc") / package / "copyright"
        if not source.is_file():
            raise SystemExit(f"the licence of {package} is missing: {source}")
        shutil.copyfile(source, target / f"{package}.txt")
