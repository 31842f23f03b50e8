"""Feeds every reader with new hostile inputs for as long as it is given.

    python -m tests.fuzz.campaign [--seconds 60] [--seed N] [--kind KIND]

Each input runs in a child process that may die. What breaks is kept in build/fuzz, with the seed that makes
it again, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.inputs import Inputs
from tests.fuzz.sandbox import ROOT, BrokenError, Sandbox


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="of the first input; the next ones count up")
    parser.add_argument("--kind", help="one kind of input only")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(1 << 40) if options.seed is None else options.seed
    sandbox, found = Sandbox(), Counter[str]()
    tried, taken = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="bitsmith-fuzz-") as folder:
        inputs = Inputs(Path(folder))
        kinds = [options.kind] if options.kind else sorted(inputs.kinds)
        print(f"seed {seed}", flush=True)
        end = time.monotonic() + options.seconds
        while time.monotonic() < end:
            for kind in kinds:
                target, path = inputs.make(kind, random.Random(seed))
                tried[kind] += 1
                try:
                    taken[kind] += sandbox.try_input(target, path).startswith("ok")
                except BrokenError as error:
                    where = _where(str(error))
                    found[f"{kind}: {where}"] += 1
                    if found[f"{kind}: {where}"] == 1:
                        print(f"BROKEN {kind} --seed {seed}: {where}", flush=True)
                        _keep(path, str(error), f"{kind}-{seed}")
            seed += 1
    sandbox.close()
    for kind in kinds:
        print(f"{kind:<14} {tried[kind]:>6} inputs, {taken[kind]:>6} taken, the others refused")
    for where, count in found.most_common():
        print(f"{count:>4} times {where}")
    return 1 if found else 0


def _where(words: str) -> str:
    """The line that tells one bug from another."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if "Traceback" in words and not words.startswith("The process died"):
        places = re.findall(r'File "[^"]*/((?:converters|desktop_app)/[^"]+)", line (\d+)', words)
        return f"{lines[-1][:120]} at {':'.join(places[-1]) if places else '?'}"
    asserted = next((line for line in lines if re.search(r"ASSERT|what\(\)|\.cpp:\d+:", line)), "")
    return (asserted or lines[0])[:200]


def _keep(path: Path, words: str, name: str) -> None:
    target = ROOT / "build" / "fuzz" / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    (target / "words.txt").write_text(words)
    if path.is_dir():
        shutil.copytree(path, target / path.name)
    else:
        shutil.copyfile(path, target / path.name)


if __name__ == "__main__":
    sys.exit(main())
