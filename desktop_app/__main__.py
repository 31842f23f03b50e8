"""Start Bitsmith: the window, or a command of the command line.

Import-light on purpose: a spawned worker imports this module again, and must not get Qt with it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

_COMMANDS = (
    "search", "fit", "quantize", "inspect", "verify", "split", "merge", "lora", "chat", "serve", "models",
    "doctor", "update", "download", "login", "logout", "whoami",
)  # fmt: skip


def main() -> int:
    """Exit status of the app or of the command."""
    multiprocessing.freeze_support()
    _prepare_streams()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--selftest"]:
        from desktop_app import selftest

        return selftest.run(arguments[1:])
    # a file that is called like a command does not hide the command
    is_command = bool(arguments) and (arguments[0] in _COMMANDS or arguments[0].startswith("-"))
    if not arguments or (not is_command and _is_to_open(arguments[0])):
        try:
            from desktop_app import start
        except ImportError as error:
            from desktop_app import no_window

            no_window.tell(no_window.why_no_import(error))
            return 1
        return start.run(arguments)
    from desktop_app import cli

    return cli.main(arguments)


def _prepare_streams() -> None:
    """On Windows a program without a console has no streams, and what goes to a file is not in UTF-8."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - until the end
        elif sys.platform == "win32" and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")


def _is_to_open(argument: str) -> bool:
    """A file, or a link of a web page, which the window looks at."""
    from desktop_app.domain.links import is_link

    try:
        # a model that is not there is told in the window, not taken for a command
        return is_link(argument) or argument.lower().endswith(".gguf") or Path(argument).exists()
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
