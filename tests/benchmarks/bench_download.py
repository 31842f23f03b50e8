"""Our download against plain huggingface_hub, from the same hub on the loopback.

    python -m tests.benchmarks.bench_download [--mb 1000] [--repeats 3] [--rate MB_PER_S] [--json]

The hub is a process of its own. Two cases are measured, in turns: without a limit, where client and hub share
the machine's cores; and with each connection slowed down to --rate, as content networks do. Ours hashes every
byte and flushes the file to the disk before it gives it its name; huggingface_hub does neither. The aim: at
least 0.95 of its throughput in both cases.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bench_kills import write_noise

MB = 1_000_000
_OURS = """
import sys, time
from pathlib import Path
from desktop_app.hub.client import HubClient
from desktop_app.hub.download import download_files
client = HubClient(sys.argv[1], proxy="none", timeout_s=60)
detail = client.repository("local/bench")
started = time.perf_counter()
download_files(client, detail, detail.files, Path(sys.argv[2]))
print(time.perf_counter() - started)
"""
_THEIRS = """
import os, sys, time
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
os.environ["HF_HUB_DISABLE_XET"] = "1"
from huggingface_hub import HfApi, hf_hub_download
info = HfApi(endpoint=sys.argv[1]).model_info("local/bench")
started = time.perf_counter()
hf_hub_download("local/bench", "model.gguf", revision=info.sha, endpoint=sys.argv[1], local_dir=sys.argv[2])
print(time.perf_counter() - started)
"""


def measure(folder: Path, repeats: int, rate: int) -> dict[str, float]:
    """Throughputs in MB/s, medians, and the median of the ratios of neighbouring runs."""
    size = (folder / "bench" / "model.gguf").stat().st_size
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.loopback_hub", str(folder / "bench"), "--rate", str(rate)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        endpoint = server.stdout.readline().strip().partition("=")[2]
        seconds: dict[str, list[float]] = {"ours": [], "theirs": []}
        _run(_OURS, endpoint, folder / "warm")  # the hub hashes its file at the first question
        for number in range(repeats):
            order = ("ours", "theirs") if number % 2 else ("theirs", "ours")
            for who in order:
                program = _OURS if who == "ours" else _THEIRS
                seconds[who].append(_run(program, endpoint, folder / who))
    finally:
        server.kill()
        server.wait()
    pairs = zip(seconds["ours"], seconds["theirs"], strict=True)
    return {
        "ours_mb_per_s": size / MB / statistics.median(seconds["ours"]),
        "theirs_mb_per_s": size / MB / statistics.median(seconds["theirs"]),
        "ratio": statistics.median(theirs / ours for ours, theirs in pairs),
    }


def _run(program: str, endpoint: str, target: Path) -> float:
    with tempfile.TemporaryDirectory(dir=target.parent) as place:
        environment = {
            **os.environ,
            "NO_PROXY": "127.0.0.1",
            "HF_HOME": str(Path(place) / "hf"),
            "HF_HUB_DISABLE_TELEMETRY": "1",
        }
        done = subprocess.run(
            [sys.executable, "-c", program, endpoint, str(Path(place) / "out")],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    return float(done.stdout.split()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mb", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--rate", type=int, default=50, help="MB per second of each slowed connection")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-download-") as place:
        folder = Path(place)
        (folder / "bench").mkdir()
        write_noise(folder / "bench" / "model.gguf", options.mb * MB, 1)
        report = {
            "without_limit": measure(folder, options.repeats, 0),
            f"{options.rate}_mb_per_s_each": measure(folder, options.repeats, options.rate),
        }
    if options.json:
        print(json.dumps(report, indent=2))
        return
    for case, values in report.items():
        print(case)
        for name, value in values.items():
            print(f"  {name:<20}{value:10.2f}")


if __name__ == "__main__":
    main()
