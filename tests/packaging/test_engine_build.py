from __future__ import annotations

import freeze
import llama_wheel
import pytest


def test_each_form_of_the_engine_has_its_own_wheel(monkeypatch):
    portable, native = (llama_wheel.Engine(is_portable=kind) for kind in (True, False))
    keys = {portable.key, native.key}
    monkeypatch.setattr(llama_wheel, "_this_cpu", lambda: "another processor")
    assert portable.key in keys
    keys.add(native.key)
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_VULKAN=ON")
    keys.add(llama_wheel.Engine(is_portable=True).key)
    assert len(keys) == 4


def test_the_portable_engine_has_code_for_every_processor():
    args = llama_wheel.Engine(is_portable=True)._cmake_args({"CMAKE_ARGS": "-DX=1"})
    assert "-DGGML_NATIVE=OFF" in args
    assert "-DGGML_CPU_ALL_VARIANTS=ON" in args
    assert args.endswith(" -DX=1")
    assert "GGML_CPU_ALL_VARIANTS" not in llama_wheel.Engine(is_portable=False)._cmake_args({})


def test_copies_of_a_library_become_links(tmp_path):
    for name, text in {
        "libggml.so": "g",
        "libggml.so.0": "g",
        "libggml.so.0.25.3": "g",
        "libggml-base.so": "b",
        "libggml-base.so.0": "b",
        "libggml-cpu-haswell.so": "h",
        "libggml-cpu-armv8.0_1.so": "a",
        "libggml-cpu-armv8.2_1.so": "c",
        "libllama.0.dylib": "l",
        "libllama.dylib": "l",
        "libllama.0.5.0.dylib": "l",
        "readme.txt": "x",
    }.items():
        (tmp_path / name).write_text(text)
    assert sorted(freeze.link_copies(tmp_path)) == ["libggml-base.so", "libggml.so", "libllama.dylib"]
    assert (tmp_path / "libggml.so").readlink().name == "libggml.so.0"
    assert (tmp_path / "libllama.dylib").readlink().name == "libllama.0.dylib"
    left = {path.name for path in tmp_path.iterdir() if not path.is_symlink()}
    assert left == {
        "libggml.so.0",
        "libggml-base.so.0",
        "libggml-cpu-haswell.so",
        "libggml-cpu-armv8.0_1.so",
        "libggml-cpu-armv8.2_1.so",
        "libllama.0.dylib",
        "readme.txt",
    }
    assert freeze.link_copies(tmp_path) == []


def test_other_libraries_of_the_same_name_are_no_copies(tmp_path):
    (tmp_path / "libggml.so").write_text("one")
    (tmp_path / "libggml.so.0").write_text("two")
    with pytest.raises(llama_wheel.BuildError, match=r"libggml\.so"):
        freeze.link_copies(tmp_path)
