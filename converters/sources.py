"""Whatever a person points at, as something that can become a GGUF."""

from __future__ import annotations

from pathlib import Path

from converters.checkpoint import open_checkpoint
from converters.errors import FILE_ACCESS, UNSUPPORTED, ConvertError
from converters.gguf_out import Conversion, Extra, Making
from converters.gguf_source import open_gguf


def open_source(path: str | Path, name: str | None = None, provenance: Extra | None = None) -> Making:
    """A checkpoint's folder, or a GGUF file.

    Args:
        path: of the folder or file.
        name: the model's name in the file, None for the source's own; a GGUF keeps its name.
        provenance: metadata that says where the model comes from.

    Raises:
        ConvertError: it is neither, or it is damaged.
    """
    path = Path(path)
    if path.is_dir():
        return Conversion(open_checkpoint(path), name, provenance or {})
    if not path.is_file():
        raise ConvertError(
            FILE_ACCESS, f"{path} does not exist.", "", "Choose a folder with config.json, or a GGUF file."
        )
    if path.suffix.lower() == ".gguf":
        return open_gguf(path, provenance)
    raise ConvertError(
        UNSUPPORTED,
        f"{path.name} is no model that can be converted.",
        "",
        "Choose the folder that holds config.json and .safetensors files, or a GGUF file.",
    )
