from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from converters.engine import capture_log, engine_name, load_engine, load_ggml

ROOT = Path(__file__).resolve().parent.parent.parent


def run(code):
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_one_copy_of_the_library_is_mapped():
    done = run(
        "from converters.engine import load_engine, load_ggml\n"
        "load_engine(), load_ggml().ggml_quantize_init(12)\n"
        "maps = open('/proc/self/maps').read().splitlines()\n"
        "print(*sorted({line.split()[4] for line in maps if 'libggml-base' in line}))\n"
    )
    assert len(done.stdout.split()) == 1


def test_the_engine_is_silent():
    done = run(
        "from converters.engine import load_engine\n"
        "lib = load_engine()\n"
        "assert not lib.llama_model_load_from_file(b'/nowhere.gguf', lib.llama_model_default_params())\n"
    )
    assert done.stdout == done.stderr == ""


def test_the_log_is_captured_in_whole_lines_and_only_inside():
    lib = load_engine()

    def fail():
        lib.llama_model_load_from_file(b"/nowhere.gguf", lib.llama_model_default_params())

    fail()
    with capture_log() as lines:
        fail()
        with capture_log() as inner:
            fail()
        fail()
    count = len(lines)
    fail()
    assert len(lines) == count == 3 * len(inner) > 0
    assert all("\n" not in line for line in lines)
    assert any("/nowhere.gguf" in line for line in lines)


def test_rows_are_sized_as_ggml_does():
    ggml = load_ggml()
    assert ggml.ggml_row_size(12, 256) == 144
    assert ggml.ggml_type_name(12) == b"q4_K"


def test_the_engine_has_a_name():
    assert "llama.cpp" in engine_name()


def test_importing_the_package_is_cheap():
    done = run(
        "import sys, converters\nprint([m for m in ('numpy', 'gguf', 'llama_cpp') if m in sys.modules])"
    )
    assert done.stdout.strip() == "[]"
