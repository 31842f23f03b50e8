"""Predicted memory against the measured peak, and the time of a forecast.

    python -m tests.benchmarks.bench_fit [--json]

The starter model and the SmolLM2 checkpoint at four types, contexts from 512 to the model's limit, each
filled by a prompt that is read in whole batches, KV caches in f16 and q8_0; a model with a sliding window, a
hybrid and a mixture of experts. The aims: within 3 % of the peak; the forecast of one model at all types and
five contexts in 1.5 s.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from converters import Conversion, open_checkpoint, quantize
from desktop_app.domain.quantization import QUANT_TYPES
from desktop_app.hardware.machine import read_machine
from desktop_app.pipeline.fit import FitSession, LocalSource
from tests.fakes.checkpoints import (
    make_smollm2_checkpoint,
    materialize_golden,
    materialize_larger_gemma3,
    with_context_limit,
)
from tests.fakes.peaks import Peak, measure, predict
from tests.fakes.starter import starter_model_path

TYPES = ("F16", "Q8_0", "Q5_K_M", "Q4_K_M")
CONTEXTS = (512, 2048, 4096, 8192)
GOLDEN = ("gemma3", "granitehybrid", "qwen3moe")
GOLDEN_CONTEXT = 8192


def make(checkpoint: Path, quant_type: str, out: Path) -> Path:
    """A quantized file of a checkpoint."""
    for _step in quantize(Conversion(open_checkpoint(checkpoint)), quant_type, out):
        pass
    return out


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = []

    def compare(name: str, source: Path, quant_type: str, file: Path, n_ctx: int, kv_type: str) -> None:
        peak = Peak(predict(source, quant_type, n_ctx, kv_type), measure(file, n_ctx, kv_type, n_threads=2))
        results.append({"model": name, "n_ctx": n_ctx, "kv": kv_type, "error": peak.error})
        print(f"{name:>24} {n_ctx:>7} {kv_type:>5}  {peak}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="bitsmith-fit-") as temporary:
        folder = Path(temporary)
        starter = starter_model_path()
        checkpoint = make_smollm2_checkpoint(starter, folder / "checkpoint")
        for kv_type in ("f16", "q8_0"):
            for n_ctx in CONTEXTS:
                compare("starter Q4_1", starter, "Q4_1", starter, n_ctx, kv_type)
        for quant_type in TYPES:
            file = make(checkpoint, quant_type, folder / f"{quant_type}.gguf")
            for kv_type in ("f16", "q8_0"):
                for n_ctx in CONTEXTS:
                    compare(f"SmolLM2 {quant_type}", checkpoint, quant_type, file, n_ctx, kv_type)
            file.unlink()
        for case in GOLDEN:
            source = folder / case
            if case == "gemma3":
                materialize_larger_gemma3(source)
            else:
                materialize_golden(case, source)
            with_context_limit(source, GOLDEN_CONTEXT)
            file = make(source, "F16", folder / f"{case}.gguf")
            compare(case, source, "F16", file, GOLDEN_CONTEXT, "f16")
        names = tuple(t.name for t in QUANT_TYPES)
        took = []
        for _ in range(3):
            start = time.perf_counter()
            with FitSession(LocalSource(checkpoint), read_machine(folder)) as session:
                session.estimate(names, (512, 1024, 2048, 4096, 8192), on_row=lambda _row: None)
            took.append(time.perf_counter() - start)
    errors = [abs(r["error"]) for r in results]
    summary = {
        "largest_error": max(errors),
        "median_error": statistics.median(errors),
        "forecast_s": statistics.median(took),
        "types": len(names),
    }
    if options.json:
        print(json.dumps({**summary, "rows": results}))
    else:
        print(f"{len(results)} loads: error at most {max(errors):.1%}, median {summary['median_error']:.1%}")
        print(f"all {len(names)} types at 5 contexts: {summary['forecast_s']:.2f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
