"""The frozen program against the same code in .venv: python -m tests.benchmarks.bench_frozen [--json]

Two questions. Does its first window come within 1.5 times the time? Does its portable engine, which chooses
its code for this processor, write at least 0.97 times the tokens/s of the engine compiled for it?

Runs alternate. Whatever else runs on the computer only ever slows a run down: medians of the start and upper
quartiles of the speed are compared. `./dev freeze` makes the program.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

from tests.fakes.starter import starter_model_path

ROOT = Path(__file__).resolve().parents[2]
FROZEN = ROOT / "dist" / "bitsmith" / "bitsmith"
PROMPT = "Write a long story about a lighthouse keeper and the sea."
START_LIMIT, SPEED_LIMIT = 1.5, 0.97


def seconds_to_window(command: list[str]) -> float:
    done = subprocess.run(
        [*command, "--selftest", "--window"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = re.search(r"^first window: ([\d.]+) s", done.stdout, re.MULTILINE)
    assert found, done.stdout
    return float(found[1])


def tokens_per_s(command: list[str], model: Path, n_tokens: int, threads: int) -> float:
    arguments = ["chat", str(model), "-p", PROMPT, "--temperature", "0", "--json"]
    limits = ["--max-tokens", str(n_tokens), "--threads", str(threads)]
    done = subprocess.run(
        [*command, *arguments, *limits], cwd=ROOT, capture_output=True, text=True, check=True
    )
    stats = json.loads(done.stdout)["stats"]
    assert stats["answer_tokens"] >= n_tokens // 2, stats
    return stats["tokens_per_s"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--tokens", type=int, default=160)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if not FROZEN.is_file():
        print(f"There is no {FROZEN}; ./dev freeze makes it.", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    model = starter_model_path()
    os.environ["BITSMITH_STARTER_MODEL"] = str(model)
    programs = {"frozen": [str(FROZEN)], "plain": [sys.executable, "-m", "desktop_app"]}
    starts: dict[str, list[float]] = {name: [] for name in programs}
    speeds: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(options.repeats + 1):
        for name in sorted(programs, reverse=number % 2 == 0):
            start = seconds_to_window(programs[name])
            speed = tokens_per_s(programs[name], model, options.tokens, options.threads)
            if number:  # the first pair warms up
                starts[name].append(start)
                speeds[name].append(speed)
    start = {name: statistics.median(values) for name, values in starts.items()}
    speed = {name: statistics.quantiles(values, n=4)[2] for name, values in speeds.items()}
    result = {
        "frozen_window_s": round(start["frozen"], 3),
        "plain_window_s": round(start["plain"], 3),
        "start_ratio": round(start["frozen"] / start["plain"], 3),
        "start_limit": START_LIMIT,
        "portable_tokens_per_s": round(speed["frozen"], 2),
        "native_tokens_per_s": round(speed["plain"], 2),
        "speed_ratio": round(speed["frozen"] / speed["plain"], 4),
        "speed_limit": SPEED_LIMIT,
    }
    if options.json:
        print(json.dumps(result))
    else:
        print(
            f"first window: frozen {result['frozen_window_s']} s, plain {result['plain_window_s']} s, ratio "
            f"{result['start_ratio']} (at most {START_LIMIT})\n"
            f"speed: portable {result['portable_tokens_per_s']}, native {result['native_tokens_per_s']} "
            f"tokens/s, ratio {result['speed_ratio']} (at least {SPEED_LIMIT})"
        )
    return 0 if result["start_ratio"] <= START_LIMIT and result["speed_ratio"] >= SPEED_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
