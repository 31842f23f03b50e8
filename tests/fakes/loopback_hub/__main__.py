"""Serve folders as repositories, to try the app by hand: python -m tests.fakes.loopback_hub FOLDER ..."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

from tests.fakes.loopback_hub import LoopbackHub


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+", help="served as local/NAME")
    parser.add_argument("--rate", type=int, default=0, help="MB per second of each connection, 0: no limit")
    options = parser.parse_args()
    with LoopbackHub() as hub:
        if options.rate:
            hub.fail("throttle", rate=options.rate * 1_000_000, times=1 << 60)
        for folder in options.folder:
            hub.add_repo(f"local/{folder.resolve().name}", folder)
        print(f"HF_ENDPOINT={hub.endpoint}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
