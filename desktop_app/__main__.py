"""Start Bitsmith: the window, or a command of the command line.

Import-light on purpose: a spawned worker imports this module again, and must not get Qt with it.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Exit status of the app or of the command."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if not arguments or Path(arguments[0]).exists():
        from desktop_app import app

        return app.run(arguments)
    from desktop_app import cli

    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
