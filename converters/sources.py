"""Whatever a person points at, as something that can become a GGUF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from converters.checkpoint import open_checkpoint
from converters.errors import FILE_ACCESS, UNSUPPORTED, ConvertError
from converters.gguf_out import Conversion, Extra, Making
from converters.gguf_source import open_gguf
from converters.lora import read_adapter


def open_source(
    path: str | Path,
    name: str | None = None,
    provenance: Extra | None = None,
    adapters: Sequence[str | Path] = (),
) -> Making:
    """A checkpoint's folder, or a GGUF file.

    Args:
        path: of the folder or file.
        name: the model's name in the file, None for the source's own; a GGUF keeps its name.
        provenance: metadata that says where the model comes from.
        adapters: folders of LoRA adapters that are merged into a checkpoint, one after the other.

    Raises:
        ConvertError: it is neither, or it is damaged.
    """
    path = Path(path)
    if path.is_dir():
        merged = tuple(read_adapter(folder) for folder in adapters)
        return Conversion(open_checkpoint(path), name, provenance or {}, merged)
    if not path.is_file():
        raise ConvertError(
            FILE_ACCESS, f"{path} does not exist.", "", "Choose a folder with config.json, or a GGUF file."
        )
    if path.suffix.lower() == ".gguf" and adapters:
        raise ConvertError(
            UNSUPPORTED,
            "An adapter cannot be merged into a GGUF file.",
            "",
            "Give the folder of the base model's original weights as the source.",
        )
    if path.suffix.lower() == ".gguf":
        return open_gguf(path, provenance)
    raise ConvertError(
        UNSUPPORTED,
        f"{path.name} is no model that can be converted.",
        "",
        "Choose the folder that holds config.json and .safetensors files, or a GGUF file.",
    )
