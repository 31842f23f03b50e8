"""Weights through the window against a plain download, from a hub on the loopback.

    python -m tests.benchmarks.bench_stream [--mb 1000] [--repeats 3] [--rate MB_PER_S] [--json]

Three things are timed on the same generated checkpoint: a download of its files one after the other, as the
app does it when the source is kept; the same bytes through the window, to a consumer that only deletes them;
and making a Q8_0 of them both ways. The hub is a process of its own. With --rate each connection is slowed
down, as on the internet, where parallel requests gain; without it, both ways share the same two or more
cores with the hub. The aim: the window is no slower than the download (ratio at most 1), and its largest size
stays within its bound.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from desktop_app.domain.repository import RepoDetail, conversion_files, weight_files
from desktop_app.domain.streaming import SourceSpan, span_file_name
from desktop_app.hub.client import HubClient
from desktop_app.hub.download import download_files
from desktop_app.hub.headers import fetch_headers
from desktop_app.hub.ranges import SpanFetcher
from desktop_app.hub.span_plan import plan_spans
from desktop_app.pipeline import make, stream
from tests.fakes.checkpoints import materialize_golden, write_checkpoint

MB = 1_000_000
_WIDTH = 1024


def generate(folder: Path, n_bytes: int) -> None:
    """A llama of so many bytes in BF16, in shards."""
    materialize_golden("llama2", folder)
    config = json.loads((folder / "config.json").read_text())
    vocabulary = config["vocab_size"]
    layers = max(2, n_bytes // (2 * 16 * _WIDTH * _WIDTH))
    config |= {
        "hidden_size": _WIDTH,
        "intermediate_size": 4 * _WIDTH,
        "num_hidden_layers": layers,
        "num_attention_heads": 16,
        "num_key_value_heads": 16,
        "head_dim": 64,
    }
    shapes: dict[str, list[int]] = {
        "model.embed_tokens.weight": [vocabulary, _WIDTH],
        "lm_head.weight": [vocabulary, _WIDTH],
        "model.norm.weight": [_WIDTH],
    }
    for layer in range(layers):
        block = f"model.layers.{layer}."
        shapes |= {f"{block}self_attn.{n}_proj.weight": [_WIDTH, _WIDTH] for n in "qkvo"}
        shapes |= {f"{block}mlp.{n}_proj.weight": [4 * _WIDTH, _WIDTH] for n in ("gate", "up")}
        shapes[f"{block}mlp.down_proj.weight"] = [_WIDTH, 4 * _WIDTH]
        shapes |= {f"{block}{n}_layernorm.weight": [_WIDTH] for n in ("input", "post_attention")}
    import ml_dtypes

    noise = (
        np.random.default_rng(1).standard_normal(4 * _WIDTH * _WIDTH, np.float32).astype(ml_dtypes.bfloat16)
    )
    tensors = {name: np.resize(noise, shape) for name, shape in shapes.items()}
    (folder / "model.safetensors").unlink()
    write_checkpoint(folder, config, tensors, shards=3)


def through_the_window(client: HubClient, detail: RepoDetail, folder: Path, window_bytes: int) -> int:
    """All weights through a window to nobody; returns its largest size."""
    headers = fetch_headers(client, detail, folder / "headers")
    spans, header_bytes = [], {}
    for file in weight_files(detail):
        data = (headers / file.path).read_bytes()
        header_bytes[file.path] = len(data)
        rows = json.loads(data[8:])
        places = sorted(row["data_offsets"] for name, row in rows.items() if name != "__metadata__")
        spans += [SourceSpan(file.path, len(data) + low, high - low) for low, high in places]
    plan = plan_spans(spans, header_bytes, {f.path: f.size_bytes for f in weight_files(detail)})
    window = folder / "window"
    window.mkdir()
    fetcher = SpanFetcher(client, detail, plan, window, headers, window_bytes=window_bytes)
    fetcher.start()
    largest = 0
    for number in range(len(spans)):
        path = window / span_file_name(number)
        while not path.exists():
            if fetcher.error is not None:
                raise fetcher.error
            time.sleep(0.001)
        if number % 10 == 0:
            largest = max(largest, size_of(window))
        path.unlink()
    fetcher.stop()
    if len(fetcher.verified_files) != len(header_bytes):
        raise SystemExit("a file's hash was not compared")
    return largest


def size_of(folder: Path) -> int:
    total = 0
    for path in folder.iterdir():
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total


def timed(work: Callable[[Path], Any]) -> tuple[float, Any]:
    with tempfile.TemporaryDirectory(prefix="bench-stream-") as folder:
        start = time.perf_counter()
        value = work(Path(folder))
        return time.perf_counter() - start, value


def watch_disk(folder: Path, is_over: threading.Event, found: list[int]) -> None:
    while not is_over.wait(0.05):
        total = 0
        for path in folder.rglob("*"):
            try:
                total += path.stat().st_blocks * 512 if path.is_file() else 0
            except FileNotFoundError:
                continue
        found[0] = max(found[0], total)


def make_it(client: HubClient, detail: RepoDetail, folder: Path, *, keep: bool) -> int:
    """A Q8_0 of it; returns the most bytes that were on the disk."""
    peak, is_over = [0], threading.Event()
    watcher = threading.Thread(target=watch_disk, args=(folder, is_over, peak))
    watcher.start()
    options: Any = {"on_progress": lambda _p: None, "is_cancelled": lambda: False}
    try:
        if keep:
            source = make.download_source(client, detail, folder / "cache", **options)
            make.quantize(source, folder / "x.gguf", "Q8_0", name="bench", **options)
        else:
            stream.quantize_remote(client, detail, folder / "x.gguf", "Q8_0", folder / "cache", **options)
    finally:
        is_over.set()
        watcher.join()
    return peak[0]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mb", type=int, default=1000, help="size of the checkpoint")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--rate", type=int, default=0, help="MB per second of each connection, 0 for no limit"
    )
    parser.add_argument("--window-mb", type=int, default=256)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-stream-source-") as place:
        folder = Path(place) / "bench"
        generate(folder, options.mb * MB)
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.fakes.loopback_hub", str(folder), "--rate", str(options.rate)],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout is not None
            client = HubClient(server.stdout.readline().strip().partition("=")[2], timeout_s=60)
            detail = client.repository("local/bench")
            report = measure(client, detail, options)
        finally:
            server.kill()
            server.wait()
    print(json.dumps(report, indent=2) if options.json else text(report))


def measure(client: HubClient, detail: RepoDetail, options: argparse.Namespace) -> dict[str, float]:
    rows: dict[str, list[float]] = {"download_s": [], "window_s": [], "kept_s": [], "streamed_s": []}
    window = kept_disk = streamed_disk = 0
    for _ in range(options.repeats):
        rows["download_s"].append(
            timed(lambda f: download_files(client, detail, conversion_files(detail), f))[0]
        )
        seconds, largest = timed(lambda f: through_the_window(client, detail, f, options.window_mb * MB))
        rows["window_s"].append(seconds)
        window = max(window, largest)
        seconds, disk = timed(lambda f: make_it(client, detail, f, keep=True))
        rows["kept_s"].append(seconds)
        kept_disk = max(kept_disk, disk)
        seconds, disk = timed(lambda f: make_it(client, detail, f, keep=False))
        rows["streamed_s"].append(seconds)
        streamed_disk = max(streamed_disk, disk)
    pairs = zip(rows["window_s"], rows["download_s"], strict=True)
    whole = zip(rows["streamed_s"], rows["kept_s"], strict=True)
    return {
        "source_mb": sum(f.size_bytes for f in weight_files(detail)) / MB,
        **{name: statistics.median(values) for name, values in rows.items()},
        "window_to_download": statistics.median(a / b for a, b in pairs),
        "streamed_to_kept": statistics.median(a / b for a, b in whole),
        "largest_window_mb": window / MB,
        "peak_disk_kept_mb": kept_disk / MB,
        "peak_disk_streamed_mb": streamed_disk / MB,
    }


def text(report: dict[str, float]) -> str:
    return "\n".join(f"{name:<24}{value:10.2f}" for name, value in report.items())


if __name__ == "__main__":
    main()
