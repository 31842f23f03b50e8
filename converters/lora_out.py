"""A LoRA adapter as a GGUF that the engine applies to its base model while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gguf
import numpy as np

from converters import durable
from converters.architectures.names import architecture_name
from converters.checkpoint import Checkpoint
from converters.description import model_description
from converters.errors import BAD_REQUEST, UNSUPPORTED, ConvertError, bad_model, write_problem
from converters.files import Files
from converters.gguf_out import ALIGNMENT
from converters.lazy import LazyTensor
from converters.lora import Adapter, Pair
from converters.matrices import Columns, Mapped, Sliced, Source, Stacked, Taken, Transposed
from converters.part_file import part_path
from converters.registry import family_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.safetensors_header import SourceTensor

_ROWS_AT_ONCE = 4096
_EMBEDDINGS = "token_embd.weight"


def write_adapter(base: Checkpoint, adapter: Adapter, out: str | Path, *, name: str | None = None) -> None:
    """Write the adapter for the model that `base` becomes; the file appears when it is complete.

    Args:
        base: the checkpoint that the adapter was made for; headers are enough.
        adapter: what is written.
        out: the new file.
        name: in the file, None for what the adapter's model card or folder says.

    Raises:
        ConvertError: it was made for another model, or changes something that such a file cannot hold.
    """
    out = Path(out)
    tensors, alpha = adapter_tensors(base, adapter)
    writer = gguf.GGUFWriter(path=None, arch=architecture_name(family_of(base).gguf_arch))
    for tensor in tensors:
        writer.add_tensor_info(tensor.name, tensor.shape, np.dtype(np.float32), 4 * tensor.n_values)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    card = Checkpoint(adapter.folder, {}, base.architecture, {}, headers_only=True)
    model_description(card, name, writer).set_gguf_meta_model(writer)
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, alpha)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    part = part_path(out)
    try:
        try:
            writer.write_header_to_file(part)
            writer.write_kv_data_to_file()
            writer.write_ti_data_to_file()
        finally:
            writer.close()
        _write_data(part, tensors)
        durable.replace(part, out, durable.SCAN_PATIENCE_S)
    except OSError as error:
        raise write_problem(error, out) from error
    finally:
        part.unlink(missing_ok=True)


def adapter_tensors(base: Checkpoint, adapter: Adapter) -> tuple[list[LazyTensor], float]:
    """The two factors of each changed weight under the engine's names, and the alpha that they need.

    Raises:
        ConvertError: see `write_adapter`.
    """
    if any(pair.magnitude is not None for pair in adapter.pairs.values()):
        raise _cannot("DoRA, which scales whole rows of weights")
    # a merge checks names and shapes, and reads nothing
    family = family_of(base)
    tensors = {t.name: t for t in adapter.merged([LazyTensor.stored(p) for p in base.tensors.values()])}
    changed = [t for t in tensors.values() if _pair_of(t.source) is not None]
    saved = [t for t in tensors.values() if _is_of(t, adapter)]
    for tensor in saved:
        if len(tensor.shape) > 1:
            raise _cannot(f"a whole new {tensor.name[:200]}")
    alpha = next((p.scale * p.rank for p in adapter.pairs.values()), adapter.alpha)
    if not changed or alpha == 0:
        raise bad_model(f"The adapter {adapter.folder.name} changes nothing.")
    products = [LazyTensor(t.name, t.shape, _Product(_need(t.source))) for t in changed]
    found, used = [], set()
    for tensor in family.converted([*products, *saved]):
        if len(tensor.shape) == 1:
            found.append(tensor)
            continue
        used.update(p.name for p in tensor.source.stored())
        found += _factors(tensor, alpha)
    for product in products:
        if not {p.name for p in product.source.stored()} & used:
            raise _cannot(f"{product.name[:200]}, which is no weight of its own in this model")
    return found, alpha


@dataclass(frozen=True, slots=True)
class _Product(Source):
    """Stands for the product of a pair while a family says what becomes of it."""

    pair: Pair

    @property
    def n_rows(self) -> int:
        return self.pair.left.n_rows

    @property
    def n_cols(self) -> int:
        return self.pair.right.n_cols

    @property
    def dtype(self) -> str:
        return "F32"

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        return self.pair.left.read(files, start, stop) @ self.pair.right.read(files, 0, self.pair.rank)

    def stored(self) -> Iterator[SourceTensor]:
        yield from self.pair.left.stored()
        yield from self.pair.right.stored()


def _factors(tensor: LazyTensor, alpha: float) -> tuple[LazyTensor, LazyTensor]:
    """A and B of one weight of the output, (.., rank, columns) and (.., rows, rank)."""
    left, right, scale, rank = _factored(tensor.source, tensor.name)
    factor = scale * rank / alpha
    if abs(factor - 1) > 1e-6:
        left = Mapped(left, lambda values: values * np.float32(factor))
    outer = tensor.shape[:-2]
    if tensor.name == _EMBEDDINGS:
        # the engine looks a token's row of A up
        a, b = LazyTensor("", (left.n_rows, rank), left), LazyTensor("", (right.n_cols, rank), _turned(right))
    else:
        a = LazyTensor("", (*outer, rank, tensor.shape[-1]), right)
        b = LazyTensor("", (*tensor.shape[:-1], rank), left)
    if a.n_values != a.source.n_rows * a.source.n_cols or b.n_values != b.source.n_rows * b.source.n_cols:
        raise _cannot(f"{tensor.name}, whose shape the model changes")
    return a.renamed(f"{tensor.name}.lora_a"), b.renamed(f"{tensor.name}.lora_b")


def _factored(source: Source, name: str) -> tuple[Source, Source, float, int]:
    """Left and right factor, scale and rank of what became of a product."""
    match source:
        case _Product(pair=pair):
            return pair.left, pair.right, pair.scale, pair.rank
        case Taken(source=inner, order=order):
            left, right, scale, rank = _factored(inner, name)
            return Taken(left, order), right, scale, rank
        case Sliced(source=inner, first=first, last=last):
            left, right, scale, rank = _factored(inner, name)
            return Sliced(left, first, last), right, scale, rank
        case Columns(source=inner, order=order):
            left, right, scale, rank = _factored(inner, name)
            return left, Columns(right, order), scale, rank
        case Transposed(source=inner, n_matrices=1):
            left, right, scale, rank = _factored(inner, name)
            return _turned(right), _turned(left), scale, rank
        case Stacked(sources=sources):
            parts = [_factored(inner, name) for inner in sources]
            if len({(scale, rank) for _, _, scale, rank in parts}) == 1:
                lefts, rights = tuple(p[0] for p in parts), tuple(p[1] for p in parts)
                return Stacked(lefts), Stacked(rights), *parts[0][2:]
    raise _cannot(f"{name}, which the model stores in another form")


def _turned(source: Source) -> Source:
    if isinstance(source, Transposed) and source.n_matrices == 1:
        return source.source
    return Transposed(source)


def _pair_of(source: Source) -> Pair | None:
    return getattr(source, "pair", None)


def _need(source: Source) -> Pair:
    pair = _pair_of(source)
    assert pair is not None
    return pair


def _is_of(tensor: LazyTensor, adapter: Adapter) -> bool:
    """Whether this weight was replaced by one of the adapter."""
    return _pair_of(tensor.source) is None and any(
        p.path.parent == adapter.folder for p in tensor.source.stored()
    )


def _write_data(path: Path, tensors: list[LazyTensor]) -> None:
    files = Files()
    try:
        with path.open("ab") as file:
            file.write(bytes(-file.tell() % ALIGNMENT))
            for tensor in tensors:
                rows = tensor.source.n_rows
                for start in range(0, rows, _ROWS_AT_ONCE):
                    values = tensor.source.read(files, start, min(start + _ROWS_AT_ONCE, rows))
                    if not np.isfinite(values).all():
                        raise bad_model(f"{tensor.name} of the adapter holds values that are not numbers.")
                    file.write(np.ascontiguousarray(values, "<f4").tobytes())
                file.write(bytes(-file.tell() % ALIGNMENT))
                files.release(tensor)
            file.flush()
            durable.sync(file.fileno())
    finally:
        files.close()


def _cannot(what: str) -> ConvertError:
    return ConvertError(
        BAD_REQUEST if "whole new" in what else UNSUPPORTED,
        "This adapter cannot become a file of its own.",
        f"It holds {what}.",
        "Merge it into the base model while that is quantized (--merge-lora).",
    )
