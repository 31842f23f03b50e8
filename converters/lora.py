"""LoRA adapters in PEFT's form: read, merged into weights row by row, or as factors for a GGUF adapter.

Format: https://huggingface.co/docs/peft, "Checkpoint format". A module's weight W of (rows, columns) becomes
W + scale * B A, with A of (rank, columns) and B of (rows, rank).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from converters.checkpoint import read_json
from converters.errors import BAD_REQUEST, FILE_ACCESS, UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor
from converters.matrices import Source, Stored, Transposed
from converters.safetensors_header import VALUE_BYTES, SourceTensor, read_tensors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files

_CONFIG = "adapter_config.json"
_WEIGHTS = "adapter_model.safetensors"
_PREFIX = "base_model.model."
_MAX_RANK = 65_536
_MAX_PATTERN = 500
_MAX_NUMBER = 1e6
# module, then what of it
_PART = re.compile(r"(.+)\.lora_(A|B|embedding_A|embedding_B|magnitude_vector)(?:\.[^.]+)??(?:\.weight)?")
_SAVED = re.compile(r"(.+?)(?:\.modules_to_save(?:\.[^.]+)?)?\.(weight|bias)")
_REFUSED = (
    "use_bdlora",
    "trainable_token_indices",
    "layer_replication",
    "megatron_config",
    "eva_config_only",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """What an adapter adds to one weight: `scale` * `left` @ `right`.

    Attributes:
        left: (rows of the weight, rank).
        right: (rank, columns of the weight).
        scale: of the product.
        magnitude: DoRA's length of each row, None for a plain LoRA.
    """

    left: Source
    right: Source
    scale: float
    magnitude: SourceTensor | None = None

    @property
    def rank(self) -> int:
        return self.right.n_rows


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter folder.

    Attributes:
        folder: where it is.
        alpha: `lora_alpha` of its config.
        pairs: by the name of the weight in the base checkpoint.
        saved: weights that it replaces, by the same names.
        embeddings: names of pairs that belong to embeddings.
        base: the base model that its config names, "" when it names none.
    """

    folder: Path
    alpha: float
    pairs: dict[str, Pair]
    saved: dict[str, SourceTensor]
    embeddings: frozenset[str]
    base: str

    def identity(self) -> list[Any]:
        """What tells this adapter from a changed one."""
        about = (self.folder / _WEIGHTS).stat()
        return [self.folder.name, about.st_size, about.st_mtime_ns]

    def merged(self, tensors: list[LazyTensor]) -> list[LazyTensor]:
        """The weights of a base checkpoint with this adapter in them.

        Raises:
            ConvertError: (bad_request) it was made for another model.
        """
        names = {t.name for t in tensors}
        places = {name: _place_of(name, names, self) for name in (*self.pairs, *self.saved)}
        pairs = {places[name]: pair for name, pair in self.pairs.items()}
        saved = {places[name]: part for name, part in self.saved.items()}
        return [_merge(t, pairs.get(t.name), saved.get(t.name), self) for t in tensors]


@dataclass(frozen=True, slots=True)
class Merged(Source):
    """A weight and what an adapter adds to it, computed in F32 for the rows that are asked for."""

    source: Source
    pair: Pair

    @property
    def n_rows(self) -> int:
        return self.source.n_rows

    @property
    def n_cols(self) -> int:
        return self.source.n_cols

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield from self.source.stored()
        yield from self.pair.left.stored()
        yield from self.pair.right.stored()
        if self.pair.magnitude is not None:
            yield self.pair.magnitude

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        return self._add(
            files,
            self.source.read(files, start, stop),
            self.pair.left.read(files, start, stop),
            np.arange(start, stop),
        )

    def gather(self, files: Files, order: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._add(files, self.source.gather(files, order), self.pair.left.gather(files, order), order)

    def _add(
        self, files: Files, rows: NDArray[np.float32], left: NDArray[np.float32], numbers: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        right = self.pair.right.read(files, 0, self.pair.rank)
        rows += np.float32(self.pair.scale) * (left @ right)
        if self.pair.magnitude is not None:
            lengths = Stored(self.pair.magnitude, 1).gather(files, numbers).reshape(-1, 1)
            rows *= lengths / np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def read_adapter(folder: str | Path) -> Adapter:
    """Read and check an adapter's config and the header of its weights.

    Raises:
        ConvertError: it is none, it is damaged, or it is of a kind that is not understood.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ConvertError(
            FILE_ACCESS, f"{folder} is not a folder.", "", f"Choose the folder that holds {_CONFIG}."
        )
    config = read_json(folder / _CONFIG)
    _check_kind(config, folder)
    if not (folder / _WEIGHTS).is_file():
        is_pickle = (folder / "adapter_model.bin").is_file()
        raise ConvertError(
            UNSUPPORTED if is_pickle else FILE_ACCESS,
            f"{folder.name} holds no {_WEIGHTS}.",
            "Its weights are in PyTorch's pickle format, which can run any code when it is opened."
            if is_pickle
            else "",
            "Save the adapter again with safe_serialization=True, or choose another one.",
        )
    alpha = _number(config, "lora_alpha")
    parts: dict[str, dict[str, SourceTensor]] = {}
    saved: dict[str, SourceTensor] = {}
    for name, part in read_tensors(folder / _WEIGHTS).items():
        if part.dtype not in VALUE_BYTES or part.n_values == 0:
            raise bad_model(f"Tensor {name[:200]!r} of the adapter holds no usable numbers.")
        plain = name.removeprefix(_PREFIX)
        if match := _PART.fullmatch(plain):
            parts.setdefault(match[1], {})[match[2]] = part
        elif ".base_layer." in plain:
            continue
        elif ".lora_" not in plain and (match := _SAVED.fullmatch(plain)):
            saved[f"{match[1]}.{match[2]}"] = part
        else:
            raise ConvertError(
                UNSUPPORTED,
                f"The adapter has a part that Bitsmith does not know: {name[:200]!r}.",
                "",
                "Choose a plain LoRA adapter, or merge this one with the tool that made it.",
            )
    if not parts and not saved:
        raise bad_model(f"{folder.name} holds no adapter.", f"{_WEIGHTS} is empty.")
    pairs = {f"{module}.weight": _pair(module, found, config, alpha) for module, found in parts.items()}
    embeddings = frozenset(f"{m}.weight" for m, found in parts.items() if "embedding_A" in found)
    base = config.get("base_model_name_or_path")
    return Adapter(folder, alpha, pairs, saved, embeddings, base[:500] if isinstance(base, str) else "")


def _check_kind(config: dict[str, Any], folder: Path) -> None:
    kind = config.get("peft_type")
    if kind != "LORA":
        raise ConvertError(
            UNSUPPORTED,
            f"{folder.name} is no LoRA adapter.",
            f"Its config says {str(kind)[:40]!r}." if kind else f"Its {_CONFIG} does not say what it is.",
            "Choose an adapter of the kind LORA.",
        )
    odd = [key for key in _REFUSED if config.get(key)]
    if config.get("bias", "none") != "none" or config.get("lora_bias"):
        odd.append("bias")
    if odd:
        raise ConvertError(
            UNSUPPORTED,
            f"{folder.name} uses something that Bitsmith does not understand: {', '.join(odd)}.",
            "",
            "Merge it with the tool that made it, and convert the result.",
        )


def _pair(module: str, found: dict[str, SourceTensor], config: dict[str, Any], alpha: float) -> Pair:
    is_embedding = "embedding_A" in found
    first, second = (found.get(f"embedding_{x}" if is_embedding else x) for x in "AB")
    if first is None or second is None:
        raise bad_model(
            f"The adapter of {module[:200]} is not complete.", "One of its two matrices is missing."
        )
    if len(first.shape) != 2 or len(second.shape) != 2 or first.shape[0] != second.shape[1]:
        raise ConvertError(
            UNSUPPORTED,
            f"The adapter of {module[:200]} has a form that Bitsmith does not know.",
            f"Its matrices have the shapes {first.shape} and {second.shape}.",
            "Choose an adapter of linear layers.",
        )
    rank = first.shape[0]
    if rank > _MAX_RANK:
        raise bad_model(f"The adapter of {module[:200]} claims an impossible rank.")
    alpha = _by_pattern(config.get("alpha_pattern"), module, alpha)
    scale = alpha / (math.sqrt(rank) if config.get("use_rslora") else rank)
    lower, upper = Stored(first, first.shape[1]), Stored(second, rank)
    is_turned = is_embedding or bool(config.get("fan_in_fan_out"))
    magnitude = found.get("magnitude_vector")
    if config.get("use_dora") and (magnitude is None or is_turned):
        raise ConvertError(
            UNSUPPORTED,
            f"The DoRA adapter of {module[:200]} has a form that Bitsmith does not know.",
            "",
            "Merge it with the tool that made it, and convert the result.",
        )
    if is_turned:  # the weight itself is stored the other way round
        return Pair(Transposed(lower), Transposed(upper), scale)
    return Pair(upper, lower, scale, magnitude if config.get("use_dora") else None)


def _by_pattern(patterns: Any, module: str, default: float) -> float:
    """The value of the first pattern that the module's name ends with, as PEFT looks it up."""
    if not isinstance(patterns, dict):
        return default
    for pattern in patterns:
        if len(pattern) > _MAX_PATTERN:
            raise bad_model(f"{_CONFIG} is damaged.", "A pattern in it is too long.")
        # names are meant; a hostile regular expression could run for years
        plain = pattern.removeprefix("^").replace("\\.", ".")
        if module == plain or module.endswith("." + plain):
            return _number(patterns, pattern)
    return default


def _number(config: dict[str, Any], key: str) -> float:
    value = config.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _MAX_NUMBER:
        raise bad_model(f"{_CONFIG} is damaged.", f"Its {key[:80]!r} is no sensible number.")
    return float(value)


def _place_of(name: str, names: set[str], adapter: Adapter) -> str:
    """The base checkpoint's own name of a weight that the adapter names."""
    candidates = (
        name,
        f"model.{name}",
        name.removeprefix("model."),
        name.replace("model.language_model.", "language_model.model.", 1),
        name.replace("language_model.model.", "model.language_model.", 1),
        name.replace("model.", "model.language_model.", 1),
        name.replace("model.", "language_model.model.", 1),
    )
    found = next((c for c in candidates if c in names), None)
    if found is None:
        raise ConvertError(
            BAD_REQUEST,
            f"The adapter {adapter.folder.name} was made for another model.",
            f"It changes {name[:200]!r}, which this model does not have.",
            f"Use it with {adapter.base}."
            if adapter.base
            else "Use it with the model that it was trained on.",
        )
    return found


def _merge(tensor: LazyTensor, pair: Pair | None, saved: SourceTensor | None, adapter: Adapter) -> LazyTensor:
    if saved is not None:
        _check_shape(tensor, saved.shape, adapter)
        return LazyTensor.stored(saved).renamed(tensor.name)
    if pair is None:
        return tensor
    if tensor.dtype not in VALUE_BYTES:
        raise ConvertError(
            UNSUPPORTED,
            f"An adapter cannot be merged into weights of the type {tensor.dtype}.",
            f"Tensor {tensor.name[:200]!r} has them.",
            "Use the original weights of the base model.",
        )
    _check_shape(tensor, (pair.left.n_rows, pair.right.n_cols), adapter)
    if pair.magnitude is not None and pair.magnitude.n_values != pair.left.n_rows:
        raise bad_model(f"The adapter of {tensor.name[:200]} is damaged.", "Its magnitudes do not match.")
    return LazyTensor(tensor.name, tensor.shape, Merged(tensor.source, pair))


def _check_shape(tensor: LazyTensor, shape: tuple[int, ...], adapter: Adapter) -> None:
    if tensor.shape != shape:
        raise ConvertError(
            BAD_REQUEST,
            f"The adapter {adapter.folder.name} was made for another model.",
            f"{tensor.name[:200]} has the shape {tensor.shape}, and the adapter was made for {shape}.",
            f"Use it with {adapter.base}."
            if adapter.base
            else "Use it with the model that it was trained on.",
        )
