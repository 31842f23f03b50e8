#!/usr/bin/env python3
"""The lists of a release: SHA256SUMS with its signature, and latest.json, which the app looks at.

    python packaging/release_manifest.py keygen --address URL --private FILE
        once: a new pair of keys. The public one goes into resources/update_key.pub with the address that the
        app asks; the content of FILE goes into the secret BITSMITH_RELEASE_KEY, and FILE into a safe.
    python packaging/release_manifest.py make --files DIR --base-url URL --page URL [--output DIR]
        SHA256SUMS of the packages in DIR; with BITSMITH_RELEASE_KEY in the environment also SHA256SUMS.sig
        and latest.json, whose notes are the version's part of CHANGELOG.md.
    python packaging/release_manifest.py verify --files DIR [--key FILE]
        do the lists in DIR belong to the key, and the packages to the lists?
    python packaging/release_manifest.py notes [--tag TAG]
        the version's part of CHANGELOG.md; TAG has to be "v" and the version.

It runs in an environment that has the app's dependencies.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
sys.path[:0] = [str(ROOT), str(PACKAGING / "linux")]

import app_version
import tree

from desktop_app.domain.updates import Release, ReleaseFile
from desktop_app.parts import sha256
from desktop_app.updates import manifest, release_key

SECRET = "BITSMITH_RELEASE_KEY"  # noqa: S105 - the name of the variable
PUBLIC = ROOT / "resources" / release_key.KEY_FILE
SUMS, SUMS_SIGNATURE, LATEST = "SHA256SUMS", "SHA256SUMS.sig", "latest.json"
_LISTS = (SUMS, SUMS_SIGNATURE, LATEST)
# how the files of each system end, and which processor a name speaks of
_SYSTEMS = {".deb": "linux", ".AppImage": "linux", ".exe": "windows", ".dmg": "macos"}
_MACHINE = re.compile(r"(?<![A-Za-z0-9])(x86_64|amd64|x64|arm64|aarch64)(?![A-Za-z0-9])")
_MACHINES = {"amd64": "x86_64", "x64": "x86_64", "aarch64": "arm64"}
_PRIVATE_MODE = 0o600


class ReleaseError(Exception):
    """What is wrong, and what to do about it."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    made = commands.add_parser("keygen")
    made.add_argument("--address", required=True, help="of latest.json, https")
    made.add_argument("--private", type=Path, required=True, help="new file for the private key")
    made.add_argument("--public", type=Path, default=PUBLIC)
    made.set_defaults(run=lambda o: keygen(o.address, o.private, o.public))
    made = commands.add_parser("make")
    made.add_argument("--files", type=Path, required=True)
    made.add_argument("--base-url", required=True, help="below which the packages will be")
    made.add_argument("--page", required=True, help="the release's page")
    made.add_argument("--output", type=Path, help="default: the folder of the packages")
    made.add_argument("--key", type=Path, default=PUBLIC)
    made.set_defaults(
        run=lambda o: make(
            o.files, o.base_url, o.page, o.output or o.files, o.key, os.environ.get(SECRET, "")
        )
    )
    made = commands.add_parser("verify")
    made.add_argument("--files", type=Path, required=True)
    made.add_argument("--key", type=Path, default=PUBLIC)
    made.set_defaults(run=lambda o: verify(o.files, o.key))
    made = commands.add_parser("notes")
    made.add_argument("--tag", default="")
    made.set_defaults(run=lambda o: print_notes(o.tag))
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except (ReleaseError, OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def keygen(address: str, private: Path, public: Path) -> None:
    """Make a pair of keys; nothing is written over."""
    release_key.check_address(address)
    for path in (private, public):
        if path.exists():
            raise ReleaseError(
                f"{path} is there already. With another key, copies of the app that people have would take "
                "new releases for forged ones: move it away yourself if that is what you want."
            )
    pem = release_key.new_private_key()
    descriptor = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    release_key.write_key(public, address, pem)
    print(
        f"{public}: commit it.\n"
        f"{private}: put its content into the secret {SECRET} of the repository, keep a copy where only you "
        "can read it, and delete it here. Who has it can tell every copy of Bitsmith what is new."
    )


def packages(folder: Path) -> list[Path]:
    """The files of a release, in the order of their names."""
    found = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name not in _LISTS]
    if not found:
        raise ReleaseError(f"There are no packages in {folder}.")
    for path in found:
        platform_of(path.name)
    return found


def platform_of(name: str) -> str:
    """The kind of computer that a package is for, by its name."""
    system = next((system for end, system in _SYSTEMS.items() if name.endswith(end)), "")
    machine = _MACHINE.search(name)
    if not system or not machine:
        raise ReleaseError(f"{name} does not say for which computers it is.")
    return f"{system}-{_MACHINES.get(machine[1], machine[1])}"


def make(folder: Path, base_url: str, page: str, output: Path, key_file: Path, private: str) -> None:
    """Write the lists; without the private key only SHA256SUMS, and that is said."""
    found = packages(folder)
    files = tuple(
        ReleaseFile(
            platform_of(path.name),
            path.name,
            f"{base_url.rstrip('/')}/{path.name}",
            path.stat().st_size,
            sha256(path),
        )
        for path in found
    )
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
    if not private:
        _write(output / SUMS, sums)
        print(f"{SECRET} is not set: {SUMS} is not signed, and there is no {LATEST}.")
        return
    pem = private.encode()
    key = release_key.read_key(key_file.read_text(encoding="ascii"))
    if not release_key.is_signed(sums, release_key.sign(sums, pem), key):
        raise ReleaseError(f"The key in {SECRET} is not the one that belongs to {key_file}.")
    version = app_version.app_version()
    release = Release(version, tree.release_date().isoformat(), notes_of(version), page, files)
    _write(output / SUMS, sums)
    _write(output / SUMS_SIGNATURE, release_key.sign(sums, pem))
    _write(output / LATEST, manifest.pack(release, pem))
    print(f"{output / LATEST}: Bitsmith {version}, {len(files)} packages, signed")


def verify(folder: Path, key_file: Path) -> None:
    """Check signatures, then the packages; the first thing that is wrong is raised."""
    key = release_key.read_key(key_file.read_text(encoding="ascii"))
    sums = (folder / SUMS).read_bytes()
    if not release_key.is_signed(sums, (folder / SUMS_SIGNATURE).read_bytes(), key):
        raise ReleaseError(f"The signature of {SUMS} is wrong.")
    listed = dict(reversed(line.split("  ", 1)) for line in sums.decode().splitlines())
    release = manifest.unpack((folder / LATEST).read_bytes(), key)
    if listed != {file.name: file.sha256 for file in release.files}:
        raise ReleaseError(f"{SUMS} and {LATEST} name different packages.")
    for file in release.files:
        path = folder / file.name
        if not path.is_file() or path.stat().st_size != file.size_bytes or sha256(path) != file.sha256:
            raise ReleaseError(f"{file.name} is missing, or is not the package that was listed.")
    print(f"Bitsmith {release.version} of {release.date}: {len(listed)} packages, all as listed and signed")


def print_notes(tag: str) -> None:
    """Print the notes of this version, of which `tag` may be the name in the repository."""
    version = app_version.app_version()
    if tag and tag != f"v{version}":
        raise ReleaseError(f"The tag {tag} does not belong to version {version} of pyproject.toml.")
    print(notes_of(version))


def notes_of(version: str, changelog: Path = ROOT / "CHANGELOG.md") -> str:
    """What CHANGELOG.md says about a version; one that is not released yet has no notes."""
    text = changelog.read_text(encoding="utf-8")
    found = re.search(
        rf"^## {re.escape(version)}\b([^\n]*)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    if not found or not found[2].strip():
        raise ReleaseError(f"{changelog.name} says nothing about {version}.")
    if "unreleased" in found[1]:
        raise ReleaseError(f"{changelog.name} still calls {version} unreleased: give it its date.")
    return found[2].strip()


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


if __name__ == "__main__":
    sys.exit(main())
