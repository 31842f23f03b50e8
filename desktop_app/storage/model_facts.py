"""What the headers of a model's files say; every file is hostile input."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind, file_problem
from desktop_app.domain.gguf_header import GgufHeader, NeedMoreError, bad_gguf, read_gguf_header
from desktop_app.domain.library import FileIdentity, ModelKind, clean_name
from desktop_app.storage.found import parts_of

_PROVENANCE = "bitsmith."
_MAX_CONFIG_BYTES = 4 << 20
_ENCODERS = {"t5encoder", "gemma-embedding", "eurobert"}
_DTYPES = {"bfloat16": "BF16", "float16": "F16", "float32": "F32"}


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a look at the files gives; the fields are those of `LibraryModel`."""

    kind: ModelKind
    size_bytes: int
    identity: FileIdentity
    quant_type: str = ""
    architecture: str = ""
    n_params: int = 0
    n_ctx_train: int = 0
    bits_per_weight: float = 0.0
    file_title: str = ""
    license: str = ""
    provenance: tuple[tuple[str, str], ...] = ()
    n_parts: int = 1
    missing_parts: tuple[str, ...] = ()
    created_at: float = 0.0
    vector_width: int | None = None


def identity_of(path: Path) -> FileIdentity:
    """Size, time of the last change and inode of a file or folder, now.

    Raises:
        OSError: it is not there, or may not be looked at.
    """
    status = path.stat()
    return FileIdentity(status.st_size, status.st_mtime_ns, status.st_ino)


def read_facts(path: Path, *, may_lack_parts: bool = False) -> ModelFacts:
    """Read the header of a GGUF and of its other parts.

    Args:
        path: of the file, of the first part of a split model.
        may_lack_parts: name the parts that are missing instead of refusing the model.

    Raises:
        BitsmithError: it is not there, cannot be read, is no whole GGUF, or parts are missing.
    """
    parts = shards_of(path, must_exist=not may_lack_parts)
    missing = tuple(part.name for part in parts if not part.is_file())
    if len(missing) == len(parts):
        read_header(path)  # says why
    there = [part for part in parts if part.name not in missing]
    headers = [read_header(part) for part in there]
    if there[0] == parts[0] or len(parts) == 1:
        head = headers[0]
        if head.text("general.type") == "imatrix":
            raise bad_gguf("It is an importance matrix, not a model.")
    else:
        head = GgufHeader({}, (), 0)  # only the first part says what the model is
    tensors = [tensor for header in headers for tensor in header.tensors]
    n_params = sum(t.n_values for t in tensors)
    identity = identity_of(there[0])
    return ModelFacts(
        kind=_kind(head),
        size_bytes=sum(_size(part) for part in there),
        identity=identity,
        quant_type=head.quant_type,
        architecture=clean_name(head.architecture),
        n_params=n_params,
        n_ctx_train=head.n_ctx_train,
        bits_per_weight=8 * sum(t.n_bytes for t in tensors) / n_params if n_params else 0.0,
        file_title=clean_name(head.text("general.name")),
        license=_license(head),
        provenance=tuple(
            (key.removeprefix(_PROVENANCE), clean_name(str(value)))
            for key, value in head.values.items()
            if key.startswith(_PROVENANCE) and isinstance(value, str | int | float)
        ),
        n_parts=len(parts),
        missing_parts=missing[:100],
        created_at=identity.mtime_ns / 1e9,
        vector_width=_vector_width(head),
    )


def read_checkpoint_facts(folder: Path, missing_parts: tuple[str, ...] = ()) -> ModelFacts:
    """What a checkpoint's folder says: sizes of the weights, and its config.json as far as it can be read.

    Raises:
        BitsmithError: (not_found, file_access) the folder cannot be read.
    """
    try:
        identity = identity_of(folder)
        size = sum(p.stat().st_size for p in folder.iterdir() if p.suffix == ".safetensors" and p.is_file())
    except FileNotFoundError as error:
        raise _not_there(folder) from error
    except OSError as error:
        raise file_problem(error, f"{folder.name} cannot be read.") from error
    config = _config(folder / "config.json")
    dtype = config.get("dtype", config.get("torch_dtype"))
    kind, context = config.get("model_type"), config.get("max_position_embeddings")
    return ModelFacts(
        kind=ModelKind.CHECKPOINT,
        size_bytes=size,
        identity=identity,
        quant_type=_DTYPES.get(dtype, "") if isinstance(dtype, str) else "",
        architecture=clean_name(kind) if isinstance(kind, str) else "",
        n_ctx_train=context if type(context) is int and 0 < context < 1 << 30 else 0,
        missing_parts=missing_parts,
        created_at=identity.mtime_ns / 1e9,
    )


def shards_of(path: Path, *, must_exist: bool = True) -> list[Path]:
    """All files of a split model in order, or the one file.

    Raises:
        BitsmithError: (bad_model) a file of the set is missing.
    """
    parts = parts_of(path)
    missing = [part.name for part in parts if not part.is_file()] if len(parts) > 1 else []
    if missing and must_exist:
        raise bad_gguf(f"{len(missing)} of its {len(parts)} files are missing, for example {missing[0]}.")
    return parts


def read_header(path: Path) -> GgufHeader:
    """The header of a GGUF file, checked against the file's size.

    Raises:
        BitsmithError: it is not there, cannot be read, or is cut off.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = read_gguf_header(file, available=size)
    except FileNotFoundError as error:
        raise _not_there(path) from error
    except (OSError, ValueError) as error:
        problem = error if isinstance(error, OSError) else OSError(str(error))
        raise file_problem(problem, f"{path.name} cannot be read.") from error
    except NeedMoreError as error:
        raise bad_gguf("It is cut off within its header.") from error
    if not header.tensors and not header.values.get("split.count"):
        raise bad_gguf("It holds no weights.")
    if header.file_bytes > size:
        raise bad_gguf(f"It is cut off: it should have {header.file_bytes:,} bytes and has {size:,}.")
    return header


def _kind(header: GgufHeader) -> ModelKind:
    named = header.text("general.type")
    if named == "adapter":
        return ModelKind.ADAPTER
    if named == "mmproj" or header.architecture == "clip":
        return ModelKind.PROJECTOR
    if "bert" in header.architecture or header.architecture in _ENCODERS:
        return ModelKind.EMBEDDING
    return ModelKind.MODEL


def _vector_width(header: GgufHeader) -> int | None:
    """As of `LibraryModel`."""
    if _kind(header) is not ModelKind.PROJECTOR:
        width = header.values.get(f"{header.architecture}.embedding_length")
    elif header.values.get("clip.has_vision_encoder") is True:
        width = header.values.get("clip.vision.projection_dim")
    else:
        width = 0
    return width if type(width) is int and 0 <= width < 1 << 31 else None


def _license(header: GgufHeader) -> str:
    return clean_name(header.text("general.license.name") or header.text("general.license"))


def _config(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MAX_CONFIG_BYTES:
            return {}
        raw = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _not_there(path: Path) -> BitsmithError:
    return BitsmithError(
        ErrorKind.NOT_FOUND,
        f"{path.name} is not there.",
        "It was moved, renamed or deleted.",
        "Choose the file again.",
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise file_problem(error, f"{path.name} cannot be read.") from error
