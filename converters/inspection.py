"""What is in a GGUF file, for people and scripts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from converters.gguf_in import GgufFile, read_gguf
from converters.provenance import PREFIX

_TEMPLATE = "tokenizer.chat_template"
_LONG = 64  # entries of a list, characters of a text that are shown


@dataclass(frozen=True, slots=True)
class TypeShare:
    """All tensors of one type."""

    type: str
    n_tensors: int
    n_values: int
    n_bytes: int
    bits_per_weight: float


@dataclass(frozen=True, slots=True)
class Inspection:
    """The file, summed up.

    Attributes:
        path: of the file, of the first shard.
        file_bytes: of all shards.
        n_shards: 1 for a file that is not split.
        architecture, name: as the file says, "" where it does not.
        n_params: values of all tensors.
        bits_per_weight: of all tensors together.
        types: by type, the largest share first.
        metadata: key -> value; long lists as their length.
        chat_template: "" without one.
        provenance: what Bitsmith wrote about source and tools.
        tensors: (name, type, row-major shape, bytes).
    """

    path: str
    file_bytes: int
    n_shards: int
    architecture: str
    name: str
    n_params: int
    bits_per_weight: float
    types: tuple[TypeShare, ...]
    metadata: dict[str, Any]
    chat_template: str
    provenance: dict[str, Any]
    tensors: tuple[tuple[str, str, tuple[int, ...], int], ...]

    def as_json(self) -> dict[str, Any]:
        """For `json.dumps`."""
        return asdict(self)


def inspect(path: str | Path) -> Inspection:
    """Read the header of `path` and of its other shards; no weights are read.

    Raises:
        ConvertError: it is no GGUF, or it is damaged.
    """
    file = read_gguf(path)
    metadata = {key: raw.decoded() for key, raw in file.metadata.items()}
    template = metadata.pop(_TEMPLATE, "")
    n_params = sum(t.n_values for t in file.tensors)
    return Inspection(
        str(file.path),
        sum(p.stat().st_size for p in file.paths),
        len(file.paths),
        file.text("general.architecture"),
        file.text("general.name"),
        n_params,
        8 * sum(t.n_bytes for t in file.tensors) / n_params if n_params else 0.0,
        _shares(file),
        {key: _short(value) for key, value in metadata.items() if not key.startswith(PREFIX)},
        template if isinstance(template, str) else "",
        {key: value for key, value in metadata.items() if key.startswith(PREFIX)},
        tuple((t.name, t.type_name, t.shape, t.n_bytes) for t in file.tensors),
    )


def _shares(file: GgufFile) -> tuple[TypeShare, ...]:
    found: dict[str, list[int]] = {}
    for tensor in file.tensors:
        row = found.setdefault(tensor.type_name, [0, 0, 0])
        row[0] += 1
        row[1] += tensor.n_values
        row[2] += tensor.n_bytes
    rows = [TypeShare(kind, *row, bits_per_weight=8 * row[2] / row[1]) for kind, row in found.items()]
    return tuple(sorted(rows, key=lambda r: -r.n_bytes))


def _short(value: Any) -> Any:
    if isinstance(value, list) and len(value) > _LONG:
        return f"{len(value):,} entries"
    return value
