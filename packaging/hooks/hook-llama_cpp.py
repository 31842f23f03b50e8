"""PyInstaller: the engine's libraries go where llama_cpp looks for them.

PyInstaller's own pattern misses libX.so.0, and the files with code for each processor are found by name only
when the program runs.
"""

from __future__ import annotations

from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, get_module_file_attribute

_WANTED = ("ggml", "libggml", "llama.", "libllama.", "mtmd", "libmtmd")

binaries = [
    (source, target)
    for source, target in collect_dynamic_libs(
        "llama_cpp", search_patterns=["*.so", "*.so.*", "*.dll", "*.dylib"]
    )
    if Path(source).name.startswith(_WANTED)
]
if not binaries:
    raise SystemExit(f"the engine has no libraries beside {get_module_file_attribute('llama_cpp')}")
