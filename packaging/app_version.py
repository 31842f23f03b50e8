"""The version of the app, for everything that packages it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def app_version() -> str:
    """The version that pyproject.toml gives."""
    found = re.search(
        r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    if not found:
        raise SystemExit("pyproject.toml gives no version")
    return found[1]


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows compares: "0.1.0" and "0.1.0rc1" give (0, 1, 0, 0)."""
    found = re.match(r"\d+(?:\.\d+){0,3}", version)
    if not found:
        raise SystemExit(f"the version {version!r} begins with no number")
    numbers = [*map(int, found[0].split(".")), 0, 0, 0][:4]
    if max(numbers) > 65535:
        raise SystemExit(f"Windows has no room for the version {version!r}")
    return tuple(numbers)  # type: ignore[return-value]
