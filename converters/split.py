"""Split a GGUF into shards and put shards together again, in the layout of llama.cpp's gguf-split."""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator, Sequence
from pathlib import Path

from converters import durable
from converters.errors import BAD_REQUEST, DISK_FULL, ConvertError, write_problem
from converters.gguf_header import number, pack_header
from converters.gguf_in import GgufFile, GgufTensor, RawValue, read_gguf
from converters.gguf_out import ALIGNMENT, padded

_COPY_BYTES = 8 * 1024 * 1024
_UINT16, _INT32 = 2, 5
_KEYS = ("split.no", "split.count", "split.tensors.count")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


def parse_size(text: str) -> int:
    """ "4G", "500M" or a number of bytes, in units of 1000 as gguf-split has them."""  # noqa: D210
    match = _SIZE.fullmatch(text.strip())
    size = int(float(match[1]) * _UNITS[match[2].upper()]) if match else 0
    if size <= 0:
        raise ConvertError(BAD_REQUEST, f"{text[:40]!r} is no size.", "", "Write it as 4G or 500M.")
    return size


def shard_paths(out: Path, count: int) -> list[Path]:
    """The names of `count` shards of the model `out`."""
    stem = out.name.removesuffix(".gguf")
    return [out.with_name(f"{stem}-{n:05d}-of-{count:05d}.gguf") for n in range(1, count + 1)]


def split(
    path: str | Path, out: str | Path, *, max_bytes: int = 0, max_tensors: int = 0
) -> Generator[int, None, None]:
    """Write the shards of `path` beside each other, giving the bytes written so far.

    Args:
        path: the whole file.
        out: the model's name; `-00001-of-0000N.gguf` is put behind it.
        max_bytes: of the tensors of one shard; a larger tensor has a shard of its own. Or:
        max_tensors: of one shard.

    Raises:
        ConvertError: the limits make no sense, `path` is damaged, or there is no room.
    """
    file = read_gguf(path)
    if (max_bytes > 0) == (max_tensors > 0):
        raise ConvertError(BAD_REQUEST, "Shards need a limit.", "", "Give a size or a number of tensors.")
    groups = _groups(file.tensors, max_bytes, max_tensors)
    out = Path(out)
    targets = shard_paths(out, len(groups))
    _check_targets(targets, file)
    done = 0
    written: list[Path] = []
    try:
        for index, (target, tensors) in enumerate(zip(targets, groups, strict=True)):
            metadata = dict(file.metadata) if index == 0 else {}
            for key in (*_KEYS, "general.alignment"):
                metadata.pop(key, None)
            metadata |= {
                _KEYS[0]: number("<H", _UINT16, index),
                _KEYS[1]: number("<H", _UINT16, len(groups)),
                _KEYS[2]: number("<i", _INT32, len(file.tensors)),
            }
            for count in _write(target, metadata, tensors):
                yield done + count
            done += sum(t.n_bytes for t in tensors)
            written.append(target)
    except BaseException:
        for target in written:
            target.unlink(missing_ok=True)
        raise


def merge(path: str | Path, out: str | Path) -> Generator[int, None, None]:
    """Put the shards of a split model together, giving the bytes written so far.

    Args:
        path: any of the shards; the others lie beside it.
        out: the whole file.

    Raises:
        ConvertError: a shard is missing or damaged, or there is no room.
    """
    file = read_gguf(path)
    if len(file.paths) < 2:
        raise ConvertError(
            BAD_REQUEST, f"{file.path.name} is not split.", "", "Name one of the shards of a split model."
        )
    metadata = {k: v for k, v in file.metadata.items() if k not in (*_KEYS, "general.alignment")}
    out = Path(out)
    _check_targets([out], file)
    yield from _write(out, metadata, file.tensors)


def _groups(tensors: Sequence[GgufTensor], max_bytes: int, max_tensors: int) -> list[list[GgufTensor]]:
    groups: list[list[GgufTensor]] = [[]]
    size = 0
    for tensor in tensors:
        n_bytes = padded(tensor.n_bytes)
        is_full = size + n_bytes > max_bytes if max_bytes else len(groups[-1]) >= max_tensors
        if groups[-1] and is_full:
            groups.append([])
            size = 0
        groups[-1].append(tensor)
        size += n_bytes
    return groups


def _check_targets(targets: list[Path], file: GgufFile) -> None:
    for target in targets:
        if target.exists():
            raise ConvertError(
                BAD_REQUEST, f"{target.name} is there already.", "", "Remove it, or choose another name."
            )
    folder = targets[0].parent
    if not folder.is_dir():
        raise ConvertError(BAD_REQUEST, f"The folder {folder} does not exist.", "", "Make it first.")
    needed, free = sum(p.stat().st_size for p in file.paths), shutil.disk_usage(folder).free
    if needed > free:
        raise ConvertError(
            DISK_FULL,
            "There is not enough free disk space.",
            f"{needed / 1e9:.2f} GB are needed in {folder}, and {free / 1e9:.2f} GB are free.",
            "Free some space, or choose another disk.",
        )


def _write(
    target: Path, metadata: dict[str, RawValue], tensors: Sequence[GgufTensor]
) -> Generator[int, None, None]:
    part = target.with_name(target.name + ".part")
    done = 0
    try:
        with part.open("wb") as file:
            file.write(
                pack_header(metadata, [(t.name, t.shape, t.type, t.n_bytes) for t in tensors], ALIGNMENT)
            )
            for tensor in tensors:
                with tensor.path.open("rb") as source:
                    source.seek(tensor.offset)
                    left = tensor.n_bytes
                    while left:
                        data = source.read(min(_COPY_BYTES, left))
                        if not data:
                            raise OSError(f"{tensor.path.name} became shorter")
                        file.write(data)
                        left -= len(data)
                        done += len(data)
                        yield done
                file.write(bytes(-tensor.n_bytes % ALIGNMENT))
            file.flush()
            durable.sync(file.fileno())
        durable.replace(part, target, durable.SCAN_PATIENCE_S)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise write_problem(error, target) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
