"""The files that a Linux system wants around the program, the same in the .deb and in the AppImage."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

LINUX = Path(__file__).resolve().parent
ROOT = LINUX.parents[1]
APP_ID = "io.github.bitsmith.Bitsmith"


def release_date() -> dt.date:
    """SOURCE_DATE_EPOCH where that is set, else the day of the last commit, else today."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stamp:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        stamp = done.stdout.strip()
    utc = dt.UTC
    now = dt.datetime.fromtimestamp(int(stamp), utc) if stamp else dt.datetime.now(utc)
    return now.date()


def write_share(share: Path, python: Path, version: str) -> None:
    """Desktop entry, kind of file, description and icons below `share`."""
    _copy(LINUX / "bitsmith.desktop", share / "applications" / "bitsmith.desktop")
    _copy(LINUX / "bitsmith-mime.xml", share / "mime" / "packages" / "bitsmith.xml")
    about = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    about.parent.mkdir(parents=True, exist_ok=True)
    text = (LINUX / about.name).read_text(encoding="utf-8")
    text = text.replace("@VERSION@", version).replace("@DATE@", release_date().isoformat())
    about.write_text(text, encoding="utf-8")
    subprocess.run([python, LINUX / "make_icons.py", share / "icons"], check=True)


def copy_program(program: Path, target: Path) -> None:
    """The frozen folder, its links kept, readable for everybody."""
    shutil.copytree(program, target, symlinks=True)
    for path in [target, *target.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
