"""A download whose process is killed again and again: it must end with the right hash and little extra.

    python -m tests.benchmarks.bench_kills [--mb 2000] [--kills 20] [--rate MB_PER_S] [--seed N] [--json]

The file comes from a hub on the loopback, at most --rate MB/s for each connection, as on a fast line. The
download is a process of its own that gets SIGKILL at random points, as if the app had crashed; each start
goes on where the last one was. The hub counts all bytes that it hands to the system, those in the buffers of
a connection that breaks included. The aim: at most 2 % more than the file has.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_app.hub.client import HubClient
from tests.fakes.loopback_hub import LoopbackHub

MB = 1_000_000
_BLOCK = 1 << 20
_PROGRAM = """
import sys
from pathlib import Path
from desktop_app.hub.client import HubClient
from desktop_app.hub.download import download_files
client = HubClient(sys.argv[1], proxy="none", timeout_s=30)
detail = client.repository("soak/model")
print("started", flush=True)
download_files(client, detail, detail.files, Path(sys.argv[2]))
"""


@dataclass(frozen=True)
class SoakReport:
    """What came of it; `extra_percent` of the file's size."""

    file_bytes: int
    sent_bytes: int
    kills: int
    extra_percent: float
    is_right: bool
    seconds: float


def write_noise(path: Path, n_bytes: int, seed: int) -> str:
    """A file without repetitions; returns its SHA-256."""
    digest, noise = hashlib.sha256(), random.Random(seed).randbytes(_BLOCK)
    with path.open("wb") as file:
        for number in range(-(-n_bytes // _BLOCK)):
            block = (number.to_bytes(8, "little") + noise[8:])[: n_bytes - number * _BLOCK]
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def soak(folder: Path, n_bytes: int, kills: int, *, rate: int, seed: int = 1) -> SoakReport:
    """Download `n_bytes` from a loopback hub with so many kills at random points.

    Args:
        folder: for the hub's file and for the copy.
        n_bytes: of the file.
        kills: of the process.
        rate: bytes per second of each connection.
        seed: of the points.
    """
    source, target = folder / "source", folder / "target"
    source.mkdir(parents=True)
    digest = write_noise(source / "model.gguf", n_bytes, seed)
    chance = random.Random(seed)
    # so many bytes after its start, on average, a run ends
    share = n_bytes / (kills + 1)
    started = time.monotonic()
    with LoopbackHub() as hub:
        hub.add_repo("soak/model", source)
        hub.fail("throttle", "model.gguf", rate=rate, times=1 << 60)
        HubClient(hub.endpoint, proxy="none", timeout_s=120).repository(
            "soak/model"
        )  # it hashes its file now
        done = 0
        while done < kills:
            before = hub.sent_bytes
            process = _start(hub.endpoint, target)
            wanted = chance.uniform(0.05, 1.4) * share
            while process.poll() is None and hub.sent_bytes - before < wanted:
                time.sleep(0.002)
            if process.poll() is not None:
                break  # it was done before all kills: chance was against it
            process.send_signal(signal.SIGKILL)
            process.wait()
            done += 1
        if process.poll() is None or process.returncode:
            process = _start(hub.endpoint, target)
            if process.wait() != 0:
                raise SystemExit("the last run failed")
        sent = hub.sent_bytes
    with (target / "model.gguf").open("rb") as file:
        is_right = hashlib.file_digest(file, "sha256").hexdigest() == digest
    extra = 100 * (sent - n_bytes) / n_bytes
    return SoakReport(n_bytes, sent, done, extra, is_right, time.monotonic() - started)


def _start(endpoint: str, target: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, endpoint, str(target)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mb", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--rate", type=int, default=30, help="MB per second of each connection")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-kills-") as folder:
        report = soak(Path(folder), options.mb * MB, options.kills, rate=options.rate * MB, seed=options.seed)
    if options.json:
        print(json.dumps(asdict(report), indent=2))
    else:
        print("\n".join(f"{name:<16}{value}" for name, value in asdict(report).items()))


if __name__ == "__main__":
    main()
