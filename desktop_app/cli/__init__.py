"""The command line: the same pipeline without a window, and without Qt."""

from __future__ import annotations

from desktop_app.cli.main import main

__all__ = ["main"]
