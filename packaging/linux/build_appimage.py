#!/usr/bin/env python3
"""Make the AppDir and its squashfs of dist/bitsmith; with the official runtime, the AppImage too.

    python packaging/linux/build_appimage.py [--runtime FILE] [--output DIR]

The runtime is runtime-x86_64 of https://github.com/AppImage/type2-runtime, release 20251108; another file is
refused. Without it nothing is called an AppImage.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

LINUX = Path(__file__).resolve().parent
sys.path.insert(0, str(LINUX.parent))
sys.path.insert(0, str(LINUX))

import app_version
import tree

RUNTIME_SHA256 = "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--program", type=Path, default=tree.ROOT / "dist" / "bitsmith")
    parser.add_argument("--python", type=Path, default=tree.ROOT / "build" / "freeze-venv" / "bin" / "python")
    parser.add_argument("--output", type=Path, default=tree.ROOT / "dist")
    parser.add_argument("--runtime", type=Path, help="runtime-x86_64; without it the squashfs is all")
    parser.add_argument("--fast", action="store_true", help="compress less")
    options = parser.parse_args()
    if options.runtime and (problem := runtime_problem(options.runtime)):
        print(problem, file=sys.stderr)
        return 1
    folder = options.output / "Bitsmith.AppDir"
    make_folder(folder, options.program, options.python)
    image = options.output / "bitsmith.squashfs"
    make_image(folder, image, level=3 if options.fast else 19)
    print(image)
    if options.runtime is None:
        print("The AppImage is not assembled: its runtime was not given.")
        return 0
    print(
        assemble(
            options.runtime, image, options.output / f"Bitsmith-{app_version.app_version()}-x86_64.AppImage"
        )
    )
    return 0


def runtime_problem(path: Path) -> str:
    """Why this file cannot be the runtime, "" when it is the pinned one."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"The AppImage is not assembled: the runtime cannot be read ({error})."
    if found == RUNTIME_SHA256:
        return ""
    return f"The AppImage is not assembled: {path} is not the pinned runtime (SHA-256 {found})."


def make_folder(folder: Path, program: Path, python: Path) -> None:
    """The AppDir."""
    shutil.rmtree(folder, ignore_errors=True)
    tree.copy_program(program, folder / "usr" / "lib" / "bitsmith")
    share = folder / "usr" / "share"
    tree.write_share(share, python, app_version.app_version())
    shutil.copy(LINUX / "AppRun", folder / "AppRun")
    shutil.copyfile(share / "applications" / "bitsmith.desktop", folder / "bitsmith.desktop")
    shutil.copyfile(
        share / "icons" / "hicolor" / "scalable" / "apps" / "bitsmith.svg", folder / "bitsmith.svg"
    )
    shutil.copyfile(share / "icons" / "hicolor" / "256x256" / "apps" / "bitsmith.png", folder / ".DirIcon")


def make_image(folder: Path, image: Path, level: int) -> None:
    """The squashfs that the runtime mounts."""
    part = image.with_suffix(".part")
    part.unlink(missing_ok=True)
    command = ["mksquashfs", folder, part, "-root-owned", "-noappend", "-no-progress", "-quiet"]
    subprocess.run([*command, "-comp", "zstd", "-Xcompression-level", str(level)], check=True)
    part.replace(image)


def assemble(runtime: Path, image: Path, target: Path) -> Path:
    """The AppImage: the runtime and the image, one behind the other."""
    part = target.with_suffix(".part")
    with part.open("wb") as out:
        for path in (runtime, image):
            with path.open("rb") as file:
                shutil.copyfileobj(file, out)
    part.chmod(0o755)
    part.replace(target)
    return target


if __name__ == "__main__":
    sys.exit(main())
