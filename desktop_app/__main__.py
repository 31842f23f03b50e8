"""Start Bitsmith: the window, or a command of the command line.

Import-light on purpose: a spawned worker imports this module again, and must not get Qt with it.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

_COMMANDS = (
    "search", "fit", "quantize", "inspect", "verify", "split", "merge", "lora", "chat", "serve", "models",
    "doctor", "download", "login", "logout", "whoami",
)  # fmt: skip


def main() -> int:
    """Exit status of the app or of the command."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    # a file that is called like a command does not hide the command
    is_command = bool(arguments) and (arguments[0] in _COMMANDS or arguments[0].startswith("-"))
    if not arguments or (not is_command and Path(arguments[0]).exists()):
        from desktop_app import start

        return start.run(arguments)
    from desktop_app import cli

    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
