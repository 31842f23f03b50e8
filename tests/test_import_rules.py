"""What each process loads, looked at in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def modules_after(*imports):
    code = "import importlib, json, sys\n"
    code += "".join(f"importlib.import_module({name!r})\n" for name in imports)
    code += "print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def modules_of(package):
    folder = ROOT / package
    names = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in names if not name.endswith("__main__")]


def test_the_worker_and_the_converters_load_no_qt():
    loaded = modules_after(*modules_of("desktop_app/worker"), *modules_of("converters"))
    assert loaded & {"PySide6", "shiboken6", "pyqtgraph", "huggingface_hub"} == set()
    assert "llama_cpp" in loaded or "numpy" in loaded


def test_the_converters_load_nothing_of_the_app():
    assert "desktop_app" not in modules_after(*modules_of("converters"))


@pytest.mark.parametrize("package", ["desktop_app/protocol", "desktop_app/domain"])
def test_what_both_sides_share_is_light(package):
    loaded = modules_after(*modules_of(package))
    assert loaded & {"PySide6", "shiboken6", "llama_cpp", "numpy", "converters", "huggingface_hub"} == set()


def test_what_a_spawned_child_imports_again_is_light():
    loaded = modules_after("desktop_app", "desktop_app.__main__", "desktop_app.protocol.bootstrap")
    assert loaded & {"PySide6", "shiboken6", "llama_cpp", "numpy", "huggingface_hub"} == set()


def test_the_entry_modules_have_a_main():
    from importlib.util import find_spec

    from desktop_app.protocol.child import INFERENCE_WORKER, JOB_WORKER

    for name in (INFERENCE_WORKER, JOB_WORKER):
        spec = find_spec(name)
        assert spec is not None
        assert "def main(conn: Connection)" in Path(spec.origin).read_text(encoding="utf-8")
