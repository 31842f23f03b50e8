"""The readers of hostile input, each as a function of a file or a folder.

A target returns what it made of its input, or raises an error that explains itself. Everything else that
comes out of it is a bug.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from converters import Conversion, ConvertError, describe, open_checkpoint, open_gguf, plan, quantize
from converters.gguf_in import read_gguf
from converters.imatrix import read_imatrix
from converters.inspection import inspect
from converters.options import read_recipe
from converters.part_file import read_journal
from converters.safetensors_header import read_tensors
from converters.verification import verify
from desktop_app.domain.chat import ChatTurn, Role
from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.gguf_header import NeedMoreError, read_gguf_header
from desktop_app.worker.chat_template import ChatTemplate

# what a reader may say; a KeyError, a TypeError or a MemoryError it may not
EXPECTED = (ConvertError, BitsmithError, NeedMoreError)
_TIME_LIMIT_S = 0.5


def checkpoint(folder: Path) -> int:
    """Config, tokenizer and headers, up to the engine's own opinion of the skeleton."""
    opened = open_checkpoint(folder, headers_only=True)
    describe(opened)
    return len(plan(Conversion(opened), "Q4_K_M").tensors)


def weights(folder: Path) -> int:
    """The same with the weights: everything is read and quantized."""
    conversion = Conversion(open_checkpoint(folder))
    with tempfile.TemporaryDirectory(prefix="bitsmith-fuzz-") as out:
        return len(list(quantize(conversion, "Q8_0", Path(out) / "model.gguf", threads=1)))


def safetensors(path: Path) -> int:
    size = path.stat().st_size
    tensors = read_tensors(path)
    assert all(t.offset >= 8 and t.offset + t.n_bytes <= size for t in tensors.values())
    return len(tensors)


def gguf(path: Path) -> int:
    """Everything that is done with a stranger's file before an engine loads it."""
    size = path.stat().st_size
    file = read_gguf(path)
    assert all(t.offset + t.n_bytes <= size for t in file.tensors)
    json.dumps(inspect(path).as_json())
    for _ in verify(path):
        pass
    return len(file.tensors)


def gguf_source(path: Path) -> int:
    """A GGUF as the source of another one."""
    return len(plan(open_gguf(path), "Q4_K_M").tensors)


def gguf_header(path: Path) -> int:
    """The app's own quick look."""
    data = path.read_bytes()
    return len(read_gguf_header(BytesIO(data), available=len(data)).tensors)


def imatrix(path: Path) -> int:
    return len(read_imatrix(path).weights)


def recipe(path: Path) -> int:
    return len(read_recipe(path))


def journal(path: Path) -> int:
    """The journal of an unfinished file; its name ends in .part.journal."""
    return len(read_journal(path.with_name(path.name.removesuffix(".part.journal"))))


def template(path: Path) -> int:
    turns = (ChatTurn(Role.SYSTEM, "Be brief."), ChatTurn(Role.USER, "Hello."))
    text = path.read_bytes().decode("utf-8", "replace")
    return len(ChatTemplate(text, bos="<s>", eos="</s>", time_limit_s=_TIME_LIMIT_S).render(turns))


# --- what the sandbox itself is tested with ----------------------------------------------------------


def safetensors_size(path: Path) -> int:
    """Lets an exception out."""
    return path.stat().st_size


def abort(_: Path) -> None:
    """Ends the process as the engine does."""
    os.abort()


def allocate(_: Path) -> int:
    """Wants more memory than it may have."""
    return len(bytearray(3 << 30))


TARGETS: dict[str, Callable[[Path], Any]] = {
    function.__name__: function
    for function in (
        checkpoint, weights, safetensors, gguf, gguf_source, gguf_header, imatrix, recipe, journal, template,
        safetensors_size, abort, allocate,
    )
}  # fmt: skip


def run_bytes(target: str, data: bytes) -> None:
    """One file's content through a target, for fuzzers that live in this process."""
    with tempfile.TemporaryDirectory(prefix="bitsmith-fuzz-") as folder:
        path = Path(folder) / ("x.gguf.part.journal" if target == "journal" else "input")
        path.write_bytes(data)
        try:
            TARGETS[target](path)
        except EXPECTED:
            pass
