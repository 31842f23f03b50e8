"""Words for a system on which no window can open; knows nothing of Qt, which may be what is missing."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

_HEAD = "Bitsmith cannot open its window."
_ELSE = 'Everything works on the command line, too: "bitsmith --help" says how.'
NO_DISPLAY = (
    f"{_HEAD} There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it on a desktop. {_ELSE}"
)
_LIBRARY = re.compile(r"(?P<name>[\w.+-]+\.so[\w.]*): cannot open shared object file")
_DIALOGS = (
    ("zenity", "--error", "--title=Bitsmith", "--no-markup", "--text"),
    ("kdialog", "--title", "Bitsmith", "--error"),
    ("xmessage", "-center"),
    # of macOS; the text is an argument of the script, not a part of it
    ("osascript", "-e", 'on run said\ndisplay alert "Bitsmith" message (item 1 of said)\nend run'),
)


def has_no_display() -> bool:
    """Whether Qt would end the process for want of a screen."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)


def why_no_import(error: ImportError) -> str:
    """The words for Qt that does not load."""
    return missing_library(str(error)) or f"{_HEAD} {error}. Install Bitsmith again. {_ELSE}"


def why_no_platform(said: list[str], plugins: Path) -> str:
    """The words for Qt that gives up.

    Args:
        said: what it said about it.
        plugins: where its plugins for displays are.
    """
    for path in (plugins / "libqxcb.so", plugins / "libqwayland.so") if sys.platform == "linux" else ():
        try:
            if path.exists():
                ctypes.CDLL(str(path))
        except OSError as error:
            if text := missing_library(str(error)):
                return text
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "none"
    reason = next((line for line in said if "could not connect" in line), "")
    detail = f" {reason.strip()}." if reason else " " + " ".join(" ".join(said).split())[:600]
    return f"{_HEAD} The display ({display}) does not answer.{detail} {_ELSE}"


def missing_library(text: str) -> str:
    """The words for a library that the loader did not find, "" when `text` tells of none."""
    match = _LIBRARY.search(text)
    if not match:
        return ""
    return (
        f"{_HEAD} The library {match['name']} of your system is missing. Install the package that holds it, "
        f"and start again. {_ELSE}"
    )


def tell(text: str) -> None:
    """Say it where somebody who clicked on an icon sees it, too."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201
    if has_no_display():
        return
    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, text, "Bitsmith", 0x10)  # with the sign of an error
        return
    for program, *options in _DIALOGS:
        if shutil.which(program):
            # nothing waits for it, and it may not work either
            subprocess.Popen([program, *options, text], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return
