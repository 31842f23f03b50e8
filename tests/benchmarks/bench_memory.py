"""Peak memory and disk of a conversion whose weights are much larger than its bound.

    python -m tests.benchmarks.bench_memory [--gb 8] [--only dense|experts] [--folder DIR] [--json]

Two checkpoints in BF16 are generated: a dense one with the shapes of an 8B model, and one whose experts
become stacks. A child process quantizes each. The aims: its peak resident memory, mapped pages of files
most the largest tensor in F32 twice plus 300 MB, and the disk holds never more than the output and its
journal. The weights are one tile of random values again and again, so that making them is quick; DIR, by
default the folder for temporary files, needs room for one checkpoint and its output.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from converters.safetensors_header import read_tensors
from tests.fakes.checkpoints import materialize_golden

MB = 1_000_000
_ALLOWANCE = 300 * MB
_SHARD_BYTES = 2_000 * MB
_POLL_S = 0.02

_CHILD = """
import sys
from pathlib import Path
from converters import Conversion, open_checkpoint, quantize
for step in quantize(Conversion(open_checkpoint(sys.argv[1]), "Memory"), sys.argv[2], sys.argv[3]):
    pass
print(Path("/proc/self/status").read_text())
"""


def dense(folder: Path, n_bytes: int) -> None:
    """A llama with the shapes of an 8B model, in as many layers as give `n_bytes`."""
    width, inner, kv_width = 4096, 14336, 1024
    layer = {
        "input_layernorm.weight": [width],
        "post_attention_layernorm.weight": [width],
        "self_attn.q_proj.weight": [width, width],
        "self_attn.k_proj.weight": [kv_width, width],
        "self_attn.v_proj.weight": [kv_width, width],
        "self_attn.o_proj.weight": [width, width],
        "mlp.gate_proj.weight": [inner, width],
        "mlp.up_proj.weight": [inner, width],
        "mlp.down_proj.weight": [width, inner],
    }
    sizes = {"num_attention_heads": 32, "num_key_value_heads": 8, "head_dim": 128}
    _generate(folder, "llama2", layer, n_bytes, sizes, width, inner)


def experts(folder: Path, n_bytes: int) -> None:
    """A Mixtral with 64 experts in each layer."""
    width, inner, n_experts = 2048, 1024, 64
    layer = {
        "input_layernorm.weight": [width],
        "post_attention_layernorm.weight": [width],
        **{f"self_attn.{kind}_proj.weight": [width, width] for kind in "qkvo"},
        "block_sparse_moe.gate.weight": [n_experts, width],
    }
    for number in range(n_experts):
        for kind, shape in (("w1", [inner, width]), ("w2", [width, inner]), ("w3", [inner, width])):
            layer[f"block_sparse_moe.experts.{number}.{kind}.weight"] = shape
    sizes = {
        "num_attention_heads": 16,
        "num_key_value_heads": 16,
        "head_dim": 128,
        "num_local_experts": n_experts,
        "num_experts_per_tok": 8,
    }
    _generate(folder, "mixtral", layer, n_bytes, sizes, width, inner)


def _generate(
    folder: Path,
    case: str,
    layer: dict[str, list[int]],
    n_bytes: int,
    sizes: dict[str, Any],
    width: int,
    inner: int,
) -> None:
    materialize_golden(case, folder)
    (folder / "model.safetensors").unlink()
    config = json.loads((folder / "config.json").read_text())
    n_layers = max(1, round(n_bytes / (2 * sum(int(np.prod(shape)) for shape in layer.values()))))
    config |= {"hidden_size": width, "intermediate_size": inner, "num_hidden_layers": n_layers, **sizes}
    (folder / "config.json").write_text(json.dumps(config))
    shapes = {
        "model.embed_tokens.weight": [config["vocab_size"], width],
        "lm_head.weight": [config["vocab_size"], width],
        "model.norm.weight": [width],
    }
    for number in range(n_layers):
        shapes |= {f"model.layers.{number}.{name}": shape for name, shape in layer.items()}
    _write_shards(folder, shapes)


def _write_shards(folder: Path, shapes: dict[str, list[int]]) -> None:
    shards: list[dict[str, list[int]]] = [{}]
    for name, shape in shapes.items():
        if shards[-1] and sum(2 * int(np.prod(s)) for s in shards[-1].values()) > _SHARD_BYTES:
            shards.append({})
        shards[-1][name] = shape
    values = np.random.default_rng(0).normal(0, 0.02, 1 << 21).astype(np.float32)
    tile = memoryview((values.view(np.uint32) >> 16).astype(np.uint16)).cast("B")
    weight_map: dict[str, str] = {}
    for number, shard in enumerate(shards, 1):
        file_name = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        header, end = {}, 0
        for name, shape in shard.items():
            start, end = end, end + 2 * int(np.prod(shape))
            header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [start, end]}
            weight_map[name] = file_name
        raw = json.dumps(header).encode()
        with (folder / file_name).open("wb") as file:
            file.write(len(raw).to_bytes(8, "little") + raw)
            for start in range(0, end, len(tile)):
                file.write(tile[: min(len(tile), end - start)])
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))


def measure(source: Path, target: Path, type_name: str, largest_values: int) -> dict[str, Any]:
    """Quantize in a child; sizes in bytes."""
    started = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(source), type_name, str(target / "model.gguf")],
        stdout=subprocess.PIPE,
        text=True,
    )
    disk = anonymous = mapped = 0
    while child.poll() is None:
        disk = max(disk, sum(_allocated(path) for path in target.iterdir()))
        now = _status(child.pid)
        anonymous = max(anonymous, now.get("RssAnon", 0))
        mapped = max(mapped, now.get("RssFile", 0))
        time.sleep(_POLL_S)
    seconds = time.monotonic() - started
    assert child.stdout is not None
    status = child.stdout.read()
    if child.returncode:
        raise SystemExit(f"The child ended with {child.returncode}.")
    output = (target / "model.gguf").stat().st_size
    return {
        "seconds": seconds,
        "peak_bytes": _numbers(status)["VmHWM"],
        "bound_bytes": 2 * 4 * largest_values + _ALLOWANCE,
        "anonymous_bytes": anonymous,
        "mapped_bytes": mapped,
        "peak_disk_bytes": disk,
        "output_bytes": output,
    }


def _allocated(path: Path) -> int:
    try:
        return path.stat().st_blocks * 512
    except FileNotFoundError:
        return 0


def _status(pid: int) -> dict[str, int]:
    try:
        return _numbers(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return {}


def _numbers(status: str) -> dict[str, int]:
    return {name: 1024 * int(size) for name, size in re.findall(r"^(\w+):\s+(\d+) kB", status, re.MULTILINE)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--gb", type=float, default=8)
    parser.add_argument("--type", default="Q4_K_M")
    parser.add_argument("--only", choices=("dense", "experts"))
    parser.add_argument("--folder", help="where the checkpoints are generated")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not Path("/proc/self/status").exists():
        print("memory: this system does not say its peak in /proc, nothing is measured")
        return 0
    results, status = {}, 0
    for make in (dense, experts):
        if options.only not in (None, make.__name__):
            continue
        with tempfile.TemporaryDirectory(prefix="bitsmith-memory-", dir=options.folder) as folder:
            source, target = Path(folder) / "source", Path(folder) / "target"
            target.mkdir()
            make(source, int(options.gb * 1e9))
            tensors = [t for p in source.glob("*.safetensors") for t in read_tensors(p).values()]
            largest = max(t.n_values for t in tensors)
            if make is experts:
                largest *= json.loads((source / "config.json").read_text())["num_local_experts"]
            found = measure(source, target, options.type, largest)
            found["source_bytes"] = sum(t.n_bytes for t in tensors)
        # a few MB for the journal, the folder's own blocks and preallocation
        is_good = (
            found["peak_bytes"] <= found["bound_bytes"]
            and found["peak_disk_bytes"] <= found["output_bytes"] + 16 * MB
        )
        status = status or (0 if is_good else 1)
        results[make.__name__] = found
        if not options.json:
            print(
                f"{make.__name__:<8} {found['source_bytes'] / 1e9:.1f} GB to {options.type}"
                f" in {found['seconds']:.0f} s\n"
                f"  memory: peak {found['peak_bytes'] / MB:.0f} MB of {found['bound_bytes'] / MB:.0f} MB"
                f" (anonymous {found['anonymous_bytes'] / MB:.0f}, mapped {found['mapped_bytes'] / MB:.0f})\n"
                f"  disk: peak {found['peak_disk_bytes'] / MB:.1f} MB,"
                f" output {found['output_bytes'] / MB:.1f} MB\n"
                f"  {'within its bounds' if is_good else 'BEYOND ITS BOUNDS'}",
                flush=True,
            )
    if options.json:
        print(json.dumps(results))
    return status


if __name__ == "__main__":
    sys.exit(main())
