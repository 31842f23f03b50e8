"""Every file type on a real checkpoint: the same bytes as llama.cpp's two steps, and in which time.

    python -m tests.benchmarks.bench_types [--checkpoint FOLDER] [--types Q4_K_M,IQ2_M] [--threads N] [--json]

Each type is made without an importance matrix, where the engine does that, and with one of random weights;
`time` is the seconds of our whole pass over those of `llama_model_quantize` from the BF16 file. A type whose
tensors differ in anything is named, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from converters import QUANT_TYPES, Conversion, QuantizeOptions, open_checkpoint, quantize
from converters.imatrix import read_imatrix
from tests.fakes.checkpoints import make_smollm2_checkpoint
from tests.fakes.engine_quantizer import engine_quantize, make_importance, write_imatrix_gguf
from tests.fakes.gguf_file import GgufFile
from tests.fakes.starter import starter_model_path


def make(conversion: Conversion, options: QuantizeOptions, out: Path, threads: int) -> float:
    start = time.perf_counter()
    for _ in quantize(conversion, options, out, threads=threads):
        pass
    return time.perf_counter() - start


def compare(conversion: Conversion, type_name: str, imatrix: Path | None, work: Path, threads: int) -> dict:
    """One type made both ways, from the BF16 file `work / "wide.bin"` there."""
    options = QuantizeOptions(type_name, imatrix=str(imatrix or ""))
    ours_s = make(conversion, options, work / "ours.gguf", threads)
    weights = read_imatrix(str(imatrix)).weights if imatrix else None
    start = time.perf_counter()
    engine_quantize(work / "wide.bin", work / "theirs.gguf", type_name, imatrix=weights)
    theirs_s = time.perf_counter() - start
    ours, theirs = GgufFile(work / "ours.gguf"), GgufFile(work / "theirs.gguf")
    same = ours.tensors == theirs.tensors and theirs.metadata.items() <= ours.metadata.items()
    return {
        "type": type_name,
        "imatrix": imatrix is not None,
        "same": same,
        "one_pass_s": round(ours_s, 2),
        "time": round(ours_s / theirs_s, 3),
    }


def measure(options: argparse.Namespace, folder: Path, work: Path) -> list[dict[str, Any]]:
    conversion = Conversion(open_checkpoint(folder))
    imatrix = write_imatrix_gguf(work / "imatrix.gguf", make_importance(conversion), {})
    make(conversion, QuantizeOptions("BF16"), work / "wide.bin", options.threads)
    rows = []
    for type_name in options.types:
        for matrix in (None, imatrix):
            if matrix is None and QUANT_TYPES[type_name].needs_imatrix:
                continue
            row = compare(conversion, type_name, matrix, work, options.threads)
            rows.append(row)
            if not options.json:
                verdict = "same" if row["same"] else "DIFFERENT"
                print(
                    f"{type_name:10}{'imatrix' if matrix else '':9}{verdict:11}"
                    f"{row['one_pass_s']:7.1f} s{row['time']:7.2f}",
                    flush=True,
                )
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, help="default: SmolLM2-135M, from the starter model")
    parser.add_argument("--types", default=",".join(t.name for t in QUANT_TYPES.values() if not t.is_plain))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.types = options.types.split(",")
    with tempfile.TemporaryDirectory(prefix="bitsmith-bench-") as name:
        work = Path(name)
        folder = options.checkpoint or make_smollm2_checkpoint(starter_model_path(), work / "checkpoint")
        rows = measure(options, folder, work)
    if options.json:
        print(json.dumps(rows))
    return 0 if all(row["same"] for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
