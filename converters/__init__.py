"""Model files into other model files: a library and a command, without the app.

conversion = Conversion(open_checkpoint("folder"))
for progress in quantize(conversion, "Q4_K_M", "model.gguf"):
    ...
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint, open_checkpoint
    from converters.errors import ConvertError
    from converters.facts import ModelFacts, describe
    from converters.gguf_out import Conversion, Making
    from converters.gguf_source import GgufConversion, open_gguf
    from converters.one_pass import Cancelled, Paused, quantize
    from converters.options import QuantizeOptions
    from converters.progress import Progress
    from converters.quant_types import QUANT_TYPES, FileType
    from converters.recipe import Recipe, RecipeTensor, plan
    from converters.sources import open_source

__all__ = [
    "QUANT_TYPES",
    "Cancelled",
    "Checkpoint",
    "Conversion",
    "ConvertError",
    "FileType",
    "GgufConversion",
    "Making",
    "ModelFacts",
    "Paused",
    "Progress",
    "QuantizeOptions",
    "Recipe",
    "RecipeTensor",
    "describe",
    "open_checkpoint",
    "open_gguf",
    "open_source",
    "plan",
    "quantize",
]

# imported on first use: numpy and gguf take a third of a second
_HOMES = {
    "open_checkpoint": "checkpoint",
    "Checkpoint": "checkpoint",
    "describe": "facts",
    "ModelFacts": "facts",
    "ConvertError": "errors",
    "Conversion": "gguf_out",
    "Making": "gguf_out",
    "GgufConversion": "gguf_source",
    "open_gguf": "gguf_source",
    "open_source": "sources",
    "QuantizeOptions": "options",
    "Progress": "progress",
    "QUANT_TYPES": "quant_types",
    "FileType": "quant_types",
    "Cancelled": "one_pass",
    "Paused": "one_pass",
    "quantize": "one_pass",
    "plan": "recipe",
    "Recipe": "recipe",
    "RecipeTensor": "recipe",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
