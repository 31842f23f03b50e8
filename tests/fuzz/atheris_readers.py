"""Coverage-guided fuzzing of the readers that are written in Python.

    python -m tests.fuzz.atheris_readers TARGET [-max_total_time=60] [libFuzzer's other options] [CORPUS]

TARGET is a function of `tests.fuzz.targets` that takes a file. A crash ends it, and its input is kept in the
folder that -artifact_prefix names. Needs atheris, which exists for Linux and macOS.
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["converters", "desktop_app.domain.gguf_header", "desktop_app.worker.chat_template", "json"]
):
    from tests.fuzz.inputs import Inputs
    from tests.fuzz.targets import run_bytes

FILE_KINDS = ("safetensors", "gguf", "gguf_header", "imatrix", "recipe", "journal", "template")
_N_SEEDS = 40


def write_corpus(kind: str, folder: Path) -> None:
    """What the fuzzer begins with: valid files with small changes."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bitsmith-fuzz-") as work:
        inputs = Inputs(Path(work))
        for seed in range(_N_SEEDS):
            _, path = inputs.make(kind, random.Random(seed))
            (folder / str(seed)).write_bytes(path.read_bytes())


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else ""
    if kind not in FILE_KINDS:
        sys.exit(f"Name one of {', '.join(FILE_KINDS)}.")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="bitsmith-corpus-") as folder:
        write_corpus(kind, Path(folder))
        atheris.Setup([sys.argv[0], folder, *sys.argv[2:]], lambda data: run_bytes(kind, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
