"""Name, license, base model and so on of a checkpoint, by gguf's own reading of its model card."""

from __future__ import annotations

import dataclasses
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import gguf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from converters.checkpoint import Checkpoint

_MAX_CARD_BYTES = 4 * 1024 * 1024
_MAX_TEXT = 10_000
_MAX_ENTRIES = 1_000
_WHOLE_NUMBERS = ("sampling_top_k", "sampling_penalty_last_n", "sampling_mirostat")


def model_description(checkpoint: Checkpoint, name: str | None, writer: gguf.GGUFWriter) -> gguf.Metadata:
    """What the `general.*` keys say.

    A model card is hostile input and the description is optional: what cannot be read is left out.

    Args:
        checkpoint: its folder holds the card.
        name: goes before what card and folder say.
        writer: has all tensors, whose number of parameters makes the size label.
    """
    total, shared, expert, n_experts = writer.get_total_parameter_count()
    folder = checkpoint.folder.absolute()
    card = folder / "README.md"
    metadata = gguf.Metadata()
    if not card.is_file() or card.stat().st_size <= _MAX_CARD_BYTES:
        with _quiet():
            try:
                metadata = gguf.Metadata.load(None, folder, name, total)
            except Exception:  # noqa: BLE001 - whatever a strange card makes the reader raise
                metadata = gguf.Metadata()
    for field in dataclasses.fields(metadata):
        setattr(metadata, field.name, _clean(field.name, getattr(metadata, field.name)))
    metadata.name = name or metadata.name or folder.name or "model"
    if metadata.size_label is None and total > 0:
        metadata.size_label = gguf.size_label(total, shared, expert, n_experts)
    return metadata


def _clean(name: str, value: Any) -> Any:
    """The value when GGUF can hold it under this key, else None."""
    if name.startswith("sampling_"):
        if name == "sampling_sequence":
            return value if _is_text(value) else None
        if name in _WHOLE_NUMBERS:
            return value if type(value) is int and abs(value) < 1 << 31 else None
        return float(value) if type(value) in (int, float) and abs(value) < 1e30 else None
    if name in ("tags", "languages") or (name == "license" and isinstance(value, list)):
        texts = [v for v in value[:_MAX_ENTRIES] if _is_text(v)] if isinstance(value, list) else []
        return texts or None
    if name in ("base_models", "datasets"):
        if not isinstance(value, list):
            return None
        rows = [
            {k: v for k, v in row.items() if _is_text(v)}
            for row in value[:_MAX_ENTRIES]
            if isinstance(row, dict)
        ]
        return rows or None
    return value if _is_text(value) else None


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings that gguf prints about model cards."""
    loggers = [logging.getLogger(name) for name in ("metadata", "gguf.metadata")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def base_models(folder: Path) -> list[str]:
    """The models that the card in `folder` names as what this one was made from."""
    card = folder / "README.md"
    try:
        if not card.is_file() or card.stat().st_size > _MAX_CARD_BYTES:
            return []
        with _quiet():
            found = gguf.Metadata.load_model_card(folder).get("base_model")
    except Exception:  # noqa: BLE001 - whatever a strange card makes the reader raise
        return []
    names = found if isinstance(found, list) else [found]
    return [n for n in names[:_MAX_ENTRIES] if isinstance(n, str) and _is_text(n) and 0 < len(n) < 200]
