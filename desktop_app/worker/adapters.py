"""LoRA adapters on top of the loaded model."""

from __future__ import annotations

import ctypes
import math
import os
from pathlib import Path
from typing import Any

from converters.engine import capture_log
from desktop_app.domain.chat import Adapter
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.gguf_check import TypeSize, read_header

_MAX_ADAPTERS = 8


def check_adapters(adapters: tuple[Adapter, ...], architecture: str, type_size: TypeSize) -> None:
    """Raise BitsmithError when a file is no adapter, or one for another kind of model."""
    if len(adapters) > _MAX_ADAPTERS:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            "These are too many adapters.",
            f"{len(adapters)} are chosen; the engine is given at most {_MAX_ADAPTERS}.",
            "Take some of them away.",
        )
    for adapter in adapters:
        if not math.isfinite(adapter.scale):
            raise BitsmithError(
                ErrorKind.BAD_REQUEST,
                f"The scale of {Path(adapter.path).name} is no number.",
                "1 uses the adapter as it was trained, 0 not at all.",
                "Set it to 1.",
            )
        header = read_header(Path(adapter.path), type_size)
        if header.values.get("general.type") != "adapter" or header.values.get("adapter.type") != "lora":
            raise BitsmithError(
                ErrorKind.BAD_MODEL,
                f"{header.path.name} is not a LoRA adapter.",
                "Its header says that it is something else.",
                "Choose a GGUF that was made from a LoRA, or make one with `bitsmith lora`.",
            )
        if header.architecture != architecture:
            raise _for_another(
                header.path.name, f"It was made for {header.architecture!r}, the model is {architecture!r}."
            )


def add_adapters(lib: Any, model: int, context: int, adapters: tuple[Adapter, ...]) -> None:
    """Put the adapters on; they are freed with the model.

    Raises:
        BitsmithError: (bad_model) one does not belong to this model.
    """
    handles = []
    for adapter in adapters:
        name = Path(adapter.path).name
        with capture_log() as log:
            handle = lib.llama_adapter_lora_init(model, os.fsencode(adapter.path))
        if not handle:
            raise _for_another(name, _reason(log), "\n".join(log[-20:]))
        handles.append(handle)
    if handles:
        array = (lib.llama_adapter_lora_p_ctypes * len(handles))(*handles)
        scales = (ctypes.c_float * len(handles))(*(adapter.scale for adapter in adapters))
        if lib.llama_set_adapters_lora(context, array, len(handles), scales) != 0:
            raise _for_another("the adapter", "The engine refused it.")


def _reason(log: list[str]) -> str:
    said = next((line for line in log if "failed" in line or "error" in line), "")
    said = said.split(": ", 1)[-1].strip()[:300].rstrip(".")
    return f"The engine says: {said}." if said else "The engine gives no reason."


def _for_another(name: str, why: str, detail: str = "") -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        f"{name} does not belong to this model.",
        why,
        "Take the adapter away in the settings of the chat, or choose the model that it was made for.",
        detail,
    )
