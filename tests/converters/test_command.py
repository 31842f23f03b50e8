from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from converters.__main__ import main
from tests.fakes.checkpoints import materialize_golden

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def folder(tmp_path):
    return materialize_golden("llama2", tmp_path / "llama2")


def test_the_command_makes_the_file_and_names_it(folder, tmp_path):
    out = tmp_path / "out.gguf"
    done = subprocess.run(
        [sys.executable, "-m", "converters", str(folder), "--type", "q4_0", "-o", str(out), "--threads", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(out)
    assert out.read_bytes()[:4] == b"GGUF"


def test_a_failure_is_one_message_and_status_1(tmp_path, capsys):
    assert main([str(tmp_path), "--type", "Q4_0", "-o", str(tmp_path / "x.gguf")]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert "config.json" in error


def test_an_unknown_type_lists_the_types(folder, tmp_path, capsys):
    assert main([str(folder), "--type", "Q99", "-o", str(tmp_path / "x.gguf")]) == 1
    assert "Q4_K_M" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["x"], ["x", "--type", "F16"], ["x", "-o", "y", "--threads", "z"]])
def test_wrong_usage_is_status_2(arguments):
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2


def test_ctrl_c_before_the_first_tensor_is_status_130_and_leaves_nothing(folder, tmp_path, monkeypatch):
    from converters import part_file

    def interrupt(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(part_file.PartFile, "write", interrupt)
    (tmp_path / "out").mkdir()
    assert main([str(folder), "--type", "F16", "-o", str(tmp_path / "out" / "x.gguf")]) == 130
    assert list((tmp_path / "out").iterdir()) == []
