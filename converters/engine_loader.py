"""Opens llama.cpp's libraries, in every process in the same way.

The engine comes in two forms. A build for one computer is a few libraries. A portable build has its code for
the processor many times over, as files that ggml chooses from; llama-cpp-python loads none of them.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

_VARIANT = re.compile(r"^(?:lib)?ggml-cpu-(?P<name>[\w.]+?)\.(?:so|dll|dylib)$")


def library_folder() -> Path:
    """Where the libraries of the llama_cpp package are."""
    import llama_cpp

    return Path(llama_cpp.__file__).parent / "lib"


@cache
def library(name: str) -> ctypes.CDLL:
    """The library under the file name that libllama itself maps.

    A wheel holds copies of one library under several names; opening another name would map a second one
    with its own backend registry.
    """
    folder = library_folder()
    patterns = {
        "win32": [f"{name}.dll", f"lib{name}.dll"],
        "darwin": [f"lib{name}.0.dylib", f"lib{name}.dylib"],
    }
    for pattern in patterns.get(sys.platform, [f"lib{name}.so.0", f"lib{name}.so"]):
        path = folder / pattern
        if path.exists():
            return ctypes.CDLL(str(path))
    raise OSError(f"the engine's library {name} is missing in {folder}")


@cache
def backend_function(name: str, result: Any, *arguments: Any) -> Any:
    """A C function of ggml with its signature, from libggml or libggml-base."""
    load_backends()
    for found in (library("ggml"), library("ggml-base")):
        try:
            function = found[name]
        except AttributeError:
            continue
        function.restype, function.argtypes = result, list(arguments)
        return function
    raise AttributeError(f"the engine has no function {name}")


@cache
def load_backends() -> None:
    """Make ggml take its devices; a build for one computer has them already, and logs a complaint if asked.

    Raises:
        OSError: none of them runs on this processor.
    """
    ggml = library("ggml")
    if variants():
        ggml.ggml_backend_load_all_from_path(os.fsencode(library_folder()))
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    if not ggml.ggml_backend_dev_count():
        raise OSError(f"the engine has no code that runs on this processor ({library_folder()})")


@cache
def variants() -> dict[str, Path]:
    """The code for the processor by its name, as ggml names it; empty for a build for one computer."""
    found = ((_VARIANT.match(path.name), path) for path in sorted(library_folder().iterdir()))
    return {match["name"]: path for match, path in found if match}


def cpu_variant() -> str:
    """Which of `variants` runs here, "" for a build for one computer."""
    load_backends()
    return next((name for name, path in variants().items() if _is_loaded(path)), "")


def _is_loaded(path: Path) -> bool:
    if sys.platform == "win32":
        get_handle = ctypes.WinDLL("kernel32").GetModuleHandleW
        get_handle.argtypes, get_handle.restype = [ctypes.c_wchar_p], ctypes.c_void_p
        return bool(get_handle(str(path)))
    try:
        ctypes.CDLL(str(path), mode=os.RTLD_NOLOAD | os.RTLD_LAZY)
    except OSError:
        return False
    return True
