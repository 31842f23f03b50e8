#!/usr/bin/env python3
"""Make the Debian package of dist/bitsmith.

python packaging/linux/build_deb.py [--version V] [--output DIR]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LINUX = Path(__file__).resolve().parent
sys.path.insert(0, str(LINUX.parent))
sys.path.insert(0, str(LINUX))

import app_version
import bundle_rules
import check_bundle
import tree

# since Debian 13 and Ubuntu 24.04 some packages have another name for their 64-bit times
_RENAMED = ("libglib2.0-0",)
_RECOMMENDS = (
    "desktop-file-utils", "hicolor-icon-theme", "libgl1-mesa-dri", "shared-mime-info", "xdg-utils",
    "fonts-dejavu-core | fonts-liberation | fonts-noto-core",
)  # fmt: skip
_DESCRIPTION = """Make and run the language models that this computer can run
 Find a model on Hugging Face, see before you download it what each precision
 needs on this computer, let Bitsmith make the file from the original weights
 in one pass, and chat with it beside live graphs of speed and memory.
 .
 A small model is inside, so that the first chat works at once and offline.
 Models and chats are kept in the home folder of each person and stay there
 when the package is removed."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, default=tree.ROOT / "dist" / "bitsmith")
    parser.add_argument("--python", type=Path, default=tree.ROOT / "build" / "freeze-venv" / "bin" / "python")
    parser.add_argument("--version", default=app_version.app_version())
    parser.add_argument("--output", type=Path, default=tree.ROOT / "dist")
    parser.add_argument("--fast", action="store_true", help="compress less")
    options = parser.parse_args()
    if not (options.program / "bitsmith").is_file():
        print(f"there is no program in {options.program}; ./dev freeze makes it", file=sys.stderr)
        return 1
    print(build(options))
    return 0


def build(options: argparse.Namespace) -> Path:
    """Returns the package's file, which appears when it is complete."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    target = options.output / f"bitsmith_{options.version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=tree.ROOT / "build") as folder:
        root = Path(folder)
        root.chmod(0o755)
        tree.copy_program(options.program, root / "opt" / "bitsmith")
        command = root / "usr" / "bin" / "bitsmith"
        command.parent.mkdir(parents=True)
        command.symlink_to("/opt/bitsmith/bitsmith")
        tree.write_share(root / "usr" / "share", options.python, options.version)
        _write_docs(root / "usr" / "share" / "doc" / "bitsmith")
        _write_control(root, options.version, architecture)
        for path in root.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        part = target.with_suffix(".part")
        level = ["-Zzstd", "-z3"] if options.fast else ["-Zxz", "-z6", "--threads-max=0"]
        subprocess.run(["dpkg-deb", "--root-owner-group", *level, "--build", root, part], check=True)
        part.replace(target)
    return target


def dependencies(program: Path) -> list[str]:
    """Debian's packages of the libraries that the program takes from the system."""
    elves = check_bundle.read_elves(program)
    packages = {
        bundle_rules.SYSTEM_LIBRARIES[name]
        for name in check_bundle.system_libraries(program, elves)
        if name in bundle_rules.SYSTEM_LIBRARIES
    }
    glibc = ".".join(map(str, bundle_rules.GLIBC_FLOOR))
    named = [f"{name} | {name}t64" if name in _RENAMED else name for name in sorted(packages)]
    return [f"libc6 (>= {glibc})", *named]


def _write_control(root: Path, version: str, architecture: str) -> None:
    control = root / "DEBIAN"
    control.mkdir()
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) // 1024
    text = f"""Package: bitsmith
Version: {version}
Architecture: {architecture}
Maintainer: The Bitsmith developers <bitsmith@localhost>
Installed-Size: {size}
Section: utils
Priority: optional
Depends: {", ".join(dependencies(root / "opt" / "bitsmith"))}
Recommends: {", ".join(_RECOMMENDS)}
Description: {_DESCRIPTION}
"""
    (control / "control").write_text(text, encoding="utf-8")
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
    ]
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")


def _write_docs(folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(tree.ROOT / "LICENSE", folder / "copyright")
    with (folder / "copyright").open("a", encoding="utf-8") as file:
        file.write("\nThe licences of everything inside are in /opt/bitsmith/_internal/licenses.\n")
    changes = (tree.ROOT / "CHANGELOG.md").read_bytes()
    with gzip.GzipFile(folder / "changelog.gz", "wb", mtime=0) as file:
        file.write(changes)


if __name__ == "__main__":
    sys.exit(main())
