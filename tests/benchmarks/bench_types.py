"""Every file type on a real checkpoint: the same bytes as llama.cpp's two steps, and in which time.

    python -m tests.benchmarks.bench_types [--checkpoint FOLDER] [--types Q4_K_M,IQ2_M] [--threads N] [--json]

Each type is made without an importance matrix, where the engine does that, and with one of random weights;
`time` is the seconds of our whole pass over those of `llama_model_quantize` from the BF16 file. A type that
neither makes of this model (its rows do not fill the type's blocks) is "not for this model". Where tensors
differ in anything, or only one of the two makes the type, it is DIFFERENT, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from converters import QUANT_TYPES, Conversion, ConvertError, QuantizeOptions, open_checkpoint, quantize
from converters.imatrix import read_imatrix
from tests.fakes.checkpoints import make_smollm2_checkpoint
from tests.fakes.engine_quantizer import (
    EngineRefusedError,
    engine_quantize,
    make_importance,
    write_imatrix_gguf,
)
from tests.fakes.gguf_file import GgufFile
from tests.fakes.starter import starter_model_path

SAME, DIFFERENT, NOT_HERE = "same", "DIFFERENT", "not for this model"


def make(conversion: Conversion, options: QuantizeOptions, out: Path, threads: int) -> float:
    """Seconds that one pass takes."""
    start = time.perf_counter()
    for _ in quantize(conversion, options, out, threads=threads):
        pass
    return time.perf_counter() - start


def seconds_of(making: Callable[[], Any]) -> float | None:
    """Seconds that `making` takes, None when the type is refused."""
    start = time.perf_counter()
    try:
        making()
    except (ConvertError, EngineRefusedError):
        return None
    return time.perf_counter() - start


def compare(conversion: Conversion, type_name: str, imatrix: Path | None, work: Path, threads: int) -> dict:
    """One type made both ways, from the BF16 file `work / "wide.bin"` there."""
    options = QuantizeOptions(type_name, imatrix=str(imatrix or ""))
    ours, theirs = work / "ours.gguf", work / "theirs.gguf"
    ours_s = seconds_of(lambda: make(conversion, options, ours, threads))
    weights = read_imatrix(str(imatrix)).weights if imatrix else None
    theirs_s = seconds_of(lambda: engine_quantize(work / "wide.bin", theirs, type_name, imatrix=weights))
    row = {"type": type_name, "imatrix": imatrix is not None, "one_pass_s": None, "time": None}
    if ours_s is None or theirs_s is None:
        return row | {"verdict": NOT_HERE if ours_s is theirs_s else DIFFERENT}
    made, wanted = GgufFile(ours), GgufFile(theirs)
    same = made.tensors == wanted.tensors and wanted.metadata.items() <= made.metadata.items()
    return row | {
        "verdict": SAME if same else DIFFERENT,
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
                times = f"{row['one_pass_s']:7.1f} s{row['time']:7.2f}" if row["time"] else ""
                print(
                    f"{type_name:10}{'imatrix' if matrix else '':9}{row['verdict']:11}{times}".rstrip(),
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
    return 1 if any(row["verdict"] == DIFFERENT for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
