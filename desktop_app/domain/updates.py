"""What is said about the newest version of the app: data and what follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.errors import BitsmithError, ErrorKind

_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:(a|b|rc)(\d{1,3}))?", re.ASCII)
_STAGES = ("a", "b", "rc", None)


class Verdict(StrEnum):
    """How what is published compares with what runs."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"  # somebody offers old versions as new ones, or this one was never published


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One package of a version; `platform` is like "linux-x86_64", `sha256` hexadecimal."""

    platform: str
    name: str
    url: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """A version as its makers describe it.

    `date` is like "2026-12-31", `notes` is Markdown, `page` an address.
    """

    version: str
    date: str
    notes: str
    page: str
    files: tuple[ReleaseFile, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What a check found: the version that runs, and the one that is published."""

    installed: str
    release: Release
    verdict: Verdict


def version_key(text: str) -> tuple[int, ...]:
    """Orders versions: 0.9.0 < 0.10.0a1 < 0.10.0rc1 < 0.10.0.

    Raises:
        ValueError: this is no version.
    """
    match = _VERSION.fullmatch(text)
    if not match:
        raise ValueError(f"{text[:40]!r} is no version")
    stage = _STAGES.index(match[4])
    return (int(match[1]), int(match[2]), int(match[3]), stage, int(match[5] or 0))


def compare(installed: str, release: Release) -> UpdateReport:
    """The report about `release`. Raises ValueError for what is no version."""
    ours, theirs = version_key(installed), version_key(release.version)
    if theirs == ours:
        return UpdateReport(installed, release, Verdict.SAME)
    return UpdateReport(installed, release, Verdict.NEWER if theirs > ours else Verdict.OLDER)


def platform_tag(system: str, machine: str) -> str:
    """How files name the computers that they are for: "linux-x86_64", "windows-arm64".

    Args:
        system: as `sys.platform` has it.
        machine: as `platform.machine()` has it.
    """
    systems = {"win32": "windows", "darwin": "macos"}
    machines = {"amd64": "x86_64", "aarch64": "arm64"}
    return f"{systems.get(system, system)}-{machines.get(machine.lower(), machine.lower())}"


def no_key_error() -> BitsmithError:
    """The words for a build that cannot check anything."""
    return BitsmithError(
        ErrorKind.UNSUPPORTED,
        "This build of Bitsmith cannot look for updates.",
        "It carries no release key, so it could not tell a real release from a forged one.",
        "Look for new versions where you got this one from.",
    )
