"""One pass from safetensors to a quantized file, against llama.cpp's two steps.

    python -m tests.benchmarks.bench_quantize [--checkpoint FOLDER | --generated-gb N] [--types Q4_K_M,Q8_0]
        [--threads 1,2] [--repeats N] [--reference LLAMA_CPP_FOLDER --reference-python PYTHON] [--json]

Each run is a process of its own, so that peaks of memory do not mix; runs of both sides alternate, and a
ratio is the median of the ratios of neighbours; that of CPU time is the steadier one on a busy machine. The
aims: quantizing at most 1.05 of `llama_model_quantize`
(which starts from the BF16 file that is there already), the whole pass at most 0.5 of converter plus
`llama_model_quantize`, and a peak of at most twice the largest tensor in F32 plus 300 MB.

llama.cpp's converter needs torch and transformers, which the app does not have: without --reference the
whole pass is not compared.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil

MB = 1_000_000
_MARGIN_BYTES = 300 * MB


def one_pass(folder: str, type_name: str, out: str, threads: int) -> dict[str, float]:
    """In a child: seconds of the quantizing alone, once the plan is there."""
    from converters import Conversion, open_checkpoint, plan, quantize

    conversion = Conversion(open_checkpoint(folder))
    recipe = plan(conversion, type_name)
    planned, cpu = time.perf_counter(), time.process_time()
    for _ in quantize(conversion, type_name, out, threads=threads, recipe=recipe):
        pass
    end = time.perf_counter()
    return {
        "quantize_s": end - planned,
        "cpu_s": time.process_time() - cpu,
        "peak_bytes": peak_bytes(),
    }


def second_step(wide: str, type_name: str, out: str, threads: int) -> dict[str, float]:
    """In a child: `llama_model_quantize` from a BF16 file."""
    from converters import QUANT_TYPES
    from converters.engine import load_engine

    lib = load_engine()
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype, parameters.nthread = QUANT_TYPES[type_name].ftype, threads
    start, cpu = time.perf_counter(), time.process_time()
    status = lib.llama_model_quantize(os.fsencode(wide), os.fsencode(out), ctypes.byref(parameters))
    if status != 0:
        raise RuntimeError(f"llama_model_quantize says {status}")
    seconds = time.perf_counter() - start
    return {
        "quantize_s": seconds,
        "cpu_s": time.process_time() - cpu,
        "peak_bytes": peak_bytes(),
    }


def peak_bytes() -> int:
    """The highest resident size of this process so far."""
    status = Path("/proc/self/status")
    if status.exists():
        # not ru_maxrss, which a child inherits from the process that started it
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    info = psutil.Process().memory_info()
    if (peak := getattr(info, "peak_wset", None)) is not None:
        return peak
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _child(connection: Any, task: Any, arguments: tuple) -> None:
    connection.send(task(*arguments))


def in_child(task: Any, *arguments: Any) -> dict[str, float]:
    """What `task` returns in a fresh process, and `wall_s` with the start of that process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(there, task, arguments))
    start = time.perf_counter()
    process.start()
    there.close()
    try:
        return here.recv() | {"wall_s": time.perf_counter() - start}
    finally:
        process.join()


def generate_checkpoint(folder: Path, gigabytes: float) -> Path:
    """A Llama with random BF16 weights and rows that suit every type."""
    from tests.fakes.checkpoints import write_checkpoint, write_tokenizer

    hidden, feed_forward = 2048, 5632
    per_layer = 4 * hidden * hidden + 3 * hidden * feed_forward
    n_layers = max(1, round(gigabytes * 1e9 / 2 / per_layer))
    config = {
        "architectures": ["LlamaForCausalLM"],
        "hidden_size": hidden,
        "intermediate_size": feed_forward,
        "num_hidden_layers": n_layers,
        "num_attention_heads": 32,
        "num_key_value_heads": 32,
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "vocab_size": 512,
        "torch_dtype": "bfloat16",
    }
    shapes = {"model.embed_tokens.weight": (512, hidden), "model.norm.weight": (hidden,)}
    for layer in range(n_layers):
        at = f"model.layers.{layer}."
        shapes |= {at + f"self_attn.{p}_proj.weight": (hidden, hidden) for p in "qkvo"}
        shapes |= {at + f"mlp.{p}_proj.weight": (feed_forward, hidden) for p in ("gate", "up")}
        shapes |= {at + "mlp.down_proj.weight": (hidden, feed_forward)}
        shapes |= {at + f"{p}_layernorm.weight": (hidden,) for p in ("input", "post_attention")}
    import ml_dtypes

    random = np.random.default_rng(0)
    weights = {}
    for name, shape in shapes.items():
        weight = random.standard_normal(shape, np.float32)
        weight *= 0.02
        weights[name] = weight.astype(ml_dtypes.bfloat16)
    write_checkpoint(folder, config, weights, shards=max(2, round(gigabytes)))
    write_tokenizer("spm", folder)
    return folder


def reference_convert(options: argparse.Namespace, folder: Path, out: Path) -> float:
    """Seconds that llama.cpp's converter takes for the BF16 file."""
    command = [
        options.reference_python,
        str(Path(options.reference) / "convert_hf_to_gguf.py"),
        str(folder),
        "--outtype",
        "bf16",
        "--outfile",
        str(out),
    ]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def measure(options: argparse.Namespace, folder: Path, work: Path) -> dict[str, Any]:
    from converters import open_checkpoint

    checkpoint = open_checkpoint(folder)
    wide, out = work / "wide.gguf", work / "out.gguf"
    reference_s = None
    in_child(one_pass, str(folder), "BF16", str(wide), options.threads[-1])
    if options.reference:
        reference_s = min(reference_convert(options, folder, work / "r.gguf") for _ in range(options.repeats))
    rows = []
    for type_name in options.types:
        for threads in options.threads:
            pairs = []
            for _ in range(options.repeats):
                theirs = in_child(second_step, str(wide), type_name, str(out), threads)
                ours = in_child(one_pass, str(folder), type_name, str(out), threads)
                pairs.append((ours, theirs))
            rows.append(row(type_name, threads, checkpoint.n_bytes, pairs, reference_s))
    largest = max(t.n_values for t in checkpoint.tensors.values())
    return {
        "checkpoint_bytes": checkpoint.n_bytes,
        "peak_bound_bytes": 2 * 4 * largest + _MARGIN_BYTES,
        "reference_convert_s": reference_s,
        "repeats": options.repeats,
        "rows": rows,
    }


def row(type_name: str, threads: int, n_bytes: int, pairs: list, reference_s: float | None) -> dict[str, Any]:
    seconds = statistics.median(ours["quantize_s"] for ours, _ in pairs)
    total = statistics.median(ours["wall_s"] for ours, _ in pairs)
    theirs = statistics.median(theirs["quantize_s"] for _, theirs in pairs)
    whole = None if reference_s is None else total / (reference_s + theirs)
    return {
        "type": type_name,
        "threads": threads,
        "one_pass_s": round(total, 3),
        "quantize_s": round(seconds, 3),
        "llama_model_quantize_s": round(theirs, 3),
        "best_s": min(ours["quantize_s"] for ours, _ in pairs),
        "llama_model_quantize_best_s": min(theirs["quantize_s"] for _, theirs in pairs),
        "source_mb_per_s": round(n_bytes / seconds / MB, 1),
        "quantize_ratio": ratio(pairs, "quantize_s"),
        "cpu_ratio": ratio(pairs, "cpu_s"),
        "whole_ratio": None if whole is None else round(whole, 3),
        "peak_bytes": max(ours["peak_bytes"] for ours, _ in pairs),
        "llama_model_quantize_peak_bytes": max(theirs["peak_bytes"] for _, theirs in pairs),
    }


def ratio(pairs: list, key: str) -> float:
    return round(statistics.median(ours[key] / theirs[key] for ours, theirs in pairs), 3)


def show(result: dict[str, Any]) -> None:
    print(f"source: {result['checkpoint_bytes'] / MB:.0f} MB, {result['repeats']} repeats")
    heads = (
        "type",
        "threads",
        "one pass",
        "quantize",
        "llama.cpp",
        "ratio",
        "of CPU",
        "MB/s",
        "peak",
        "theirs",
    )
    print(" ".join(f"{head:>9}" for head in heads))
    for r in result["rows"]:
        cells = (
            r["type"],
            r["threads"],
            f"{r['one_pass_s']:.2f}s",
            f"{r['quantize_s']:.2f}s",
            f"{r['llama_model_quantize_s']:.2f}s",
            f"{r['quantize_ratio']:.2f}",
            f"{r['cpu_ratio']:.2f}",
            f"{r['source_mb_per_s']:.0f}",
            f"{r['peak_bytes'] / MB:.0f} MB",
            f"{r['llama_model_quantize_peak_bytes'] / MB:.0f} MB",
        )
        print(" ".join(f"{cell:>9}" for cell in cells))
    print(f"peak may be {result['peak_bound_bytes'] / MB:.0f} MB")
    by_type: dict[str, dict[int, dict[str, Any]]] = {}
    for r in result["rows"]:
        by_type.setdefault(r["type"], {})[r["threads"]] = r
    for type_name, runs in by_type.items():
        if len(runs) > 1:
            few, many = min(runs), max(runs)
            # best times: other work on the machine only ever makes a run slower
            ours, theirs = (
                runs[few][key] / runs[many][key] for key in ("best_s", "llama_model_quantize_best_s")
            )
            print(f"{type_name}: {few} -> {many} threads is {ours:.2f} times as fast, theirs {theirs:.2f}")
    if result["reference_convert_s"] is None:
        print("The whole pass was not compared: llama.cpp's converter needs torch (see --reference).")
    else:
        print(f"llama.cpp's converter to BF16: {result['reference_convert_s']:.2f}s")
        for r in result["rows"]:
            print(
                f"{r['type']} with {r['threads']} threads: the whole pass is {r['whole_ratio']:.2f} of theirs"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--checkpoint", type=Path, help="default: SmolLM2-135M from the starter model")
    source.add_argument("--generated-gb", type=float, help="random weights of this size instead")
    parser.add_argument("--types", default="Q4_K_M,Q8_0", type=lambda text: text.split(","))
    parser.add_argument(
        "--threads",
        default=sorted({1, os.cpu_count() or 1}),
        type=lambda text: [int(n) for n in text.split(",")],
    )
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--reference", help="folder of llama.cpp's convert_hf_to_gguf.py")
    parser.add_argument("--reference-python", default=sys.executable, help="a Python that has torch")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bitsmith-bench-") as work:
        folder = options.checkpoint
        if options.generated_gb:
            folder = generate_checkpoint(Path(work) / "checkpoint", options.generated_gb)
        elif folder is None:
            from tests.fakes.checkpoints import make_smollm2_checkpoint
            from tests.fakes.starter import starter_model_path

            folder = make_smollm2_checkpoint(starter_model_path(), Path(work) / "checkpoint")
        result = measure(options, folder, Path(work))
    if options.json:
        print(json.dumps(result))
    else:
        show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
