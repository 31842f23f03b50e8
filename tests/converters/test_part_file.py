"""A run that ends early and the run that goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from converters import Conversion, ConvertError, Paused, open_checkpoint, quantize
from converters import part_file as part_file_module
from converters.part_file import discard_part, journal_path, part_path
from tests.fakes.checkpoints import materialize_golden, seeded_tensor, write_checkpoint

ROOT = Path(__file__).resolve().parent.parent.parent
TYPE = "Q4_0"


@pytest.fixture(autouse=True)
def each_tensor_is_committed(monkeypatch):
    monkeypatch.setattr(part_file_module, "_COMMIT_EVERY_S", -1.0)


@pytest.fixture
def source(tmp_path):
    return materialize_golden("mixtral", tmp_path / "mixtral")


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "model.gguf"


@pytest.fixture
def expected(source, tmp_path):
    whole = tmp_path / "whole.gguf"
    list(run(source, whole))
    return whole.read_bytes()


def run(source, out, **options):
    return quantize(Conversion(open_checkpoint(source)), TYPE, out, threads=2, **options)


def pause_after(source, out, n_tensors):
    """Pause when so many tensors are there; returns how many were."""
    done = 0

    def go():
        nonlocal done
        for step in run(source, out, paused=lambda: done >= n_tensors):  # noqa: B023 - asked meanwhile
            done = step.tensors_done

    with pytest.raises(Paused):
        go()
    return done


def skipped(steps):
    """Tensors that were found finished."""
    return sum(1 for step in steps if step.bytes_per_s == 0)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("n_tensors", [1, 7, 30])
def test_a_paused_run_goes_on_and_ends_with_the_same_bytes(source, out, expected, n_tensors):
    done = pause_after(source, out, n_tensors)
    assert names(out.parent) == ["model.gguf.part", "model.gguf.part.journal"]
    steps = list(run(source, out))
    assert skipped(steps) >= done
    assert steps[-1].tensors_done == steps[-1].tensors_total
    assert out.read_bytes() == expected
    assert names(out.parent) == ["model.gguf"]


def test_it_can_be_paused_again_and_again(source, out, expected):
    for n_tensors in (2, 5, 5, 20, 30):
        pause_after(source, out, n_tensors)
    list(run(source, out))
    assert out.read_bytes() == expected


def test_a_pause_before_the_first_tensor_leaves_nothing(source, out):
    with pytest.raises(Paused):
        list(run(source, out, paused=lambda: True))
    assert names(out.parent) == []


def test_another_type_begins_anew(source, out):
    pause_after(source, out, 10)
    steps = list(quantize(Conversion(open_checkpoint(source)), "Q8_0", out))
    assert skipped(steps) == 0


def test_another_name_in_the_file_begins_anew(source, out):
    pause_after(source, out, 10)
    steps = list(quantize(Conversion(open_checkpoint(source), "Other"), TYPE, out))
    assert skipped(steps) == 0


def test_a_changed_source_begins_anew(source, out, tmp_path):
    pause_after(source, out, 10)
    shapes = json.loads((ROOT / "tests/data/golden/mixtral/tensors.json").read_text())
    changed = {n: seeded_tensor(n + "!", shape, "BF16") for n, (shape, _) in shapes.items()}
    write_checkpoint(source, json.loads((source / "config.json").read_text()), changed)
    whole = tmp_path / "changed.gguf"
    list(run(source, whole))
    steps = list(run(source, out))
    assert skipped(steps) == 0
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("where", [100, -100])
def test_a_damaged_part_begins_anew(source, out, expected, where):
    """A flipped byte, in the header or in the data of a tensor that the journal vouches for."""
    pause_after(source, out, 10)
    path = part_path(out)
    data = bytearray(path.read_bytes())
    end = json.loads(journal_path(out).read_text().splitlines()[-1])["bytes"]
    data[where if where > 0 else end + where] ^= 0xFF
    path.write_bytes(data)
    list(run(source, out))
    assert out.read_bytes() == expected


def test_what_lies_behind_the_last_whole_tensor_is_cut_off(source, out, expected):
    pause_after(source, out, 10)
    with part_path(out).open("ab") as file:
        file.write(b"half a tensor")
    steps = list(run(source, out))
    assert skipped(steps) >= 10
    assert out.read_bytes() == expected


def test_a_part_that_lost_its_end_begins_anew(source, out, expected):
    pause_after(source, out, 10)
    os.truncate(part_path(out), part_path(out).stat().st_size // 2)
    list(run(source, out))
    assert out.read_bytes() == expected


@pytest.mark.parametrize(
    "tail",
    [
        b'{"tensors": 99999, "bytes": 1, "xxh3": 1}\n',
        b'{"tensors": 3, "by',
        b"\xff\xfe\x00\n",
        b"[1, 2]\n",
        b'{"tensors": true, "bytes": null}\n',
        b'{"tensors": -1, "bytes": 7, "xxh3": 1}\n',
        b"[" * 100_000,
    ],
)
def test_a_journal_with_a_torn_or_senseless_end_is_read_as_far_as_it_makes_sense(source, out, expected, tail):
    pause_after(source, out, 10)
    with journal_path(out).open("ab") as file:
        file.write(tail)
    steps = list(run(source, out))
    assert skipped(steps) >= 10
    assert out.read_bytes() == expected


@pytest.mark.parametrize("content", [b"", b"{}\n", b"not json\n", b'{"version": 99, "identity": "x"}\n'])
def test_a_journal_of_something_else_begins_anew(source, out, expected, content):
    pause_after(source, out, 10)
    journal_path(out).write_bytes(content)
    assert skipped(list(run(source, out))) == 0
    assert out.read_bytes() == expected


def test_a_part_without_a_journal_begins_anew(source, out, expected):
    pause_after(source, out, 10)
    journal_path(out).unlink()
    list(run(source, out))
    assert out.read_bytes() == expected


def test_discarding_removes_both_files(source, out):
    pause_after(source, out, 10)
    discard_part(out)
    assert names(out.parent) == []


def test_weights_that_are_no_numbers_leave_nothing(source, out):
    shapes = json.loads((ROOT / "tests/data/golden/mixtral/tensors.json").read_text())
    tensors = {n: seeded_tensor(n, shape, "F32") for n, (shape, _) in shapes.items()}
    tensors["model.layers.2.self_attn.v_proj.weight"][0, 0] = np.nan
    write_checkpoint(source, json.loads((source / "config.json").read_text()), tensors)
    with pytest.raises(ConvertError, match=r"blk\.2\.attn_v"):
        list(run(source, out))
    assert names(out.parent) == []


_KILLED = """
import hashlib, os, random, signal, sys
from pathlib import Path
from converters import Conversion, open_checkpoint, part_file, quantize

source, out, dice = sys.argv[1], Path(sys.argv[2]), random.Random(7)


def go(tell=None):
    steps = 0
    for steps, step in enumerate(quantize(Conversion(open_checkpoint(source)), "Q4_0", out, threads=2), 1):
        if tell is not None:
            os.write(tell, b".")
    return steps


n_steps, killed = go(), 0
while killed < 20:
    out.unlink()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        part_file._COMMIT_EVERY_S = -1.0 if killed % 2 else 0.01
        go(tell)
        os._exit(0)
    os.close(tell)
    wanted = dice.randrange(1, n_steps)
    while wanted > 0 and os.read(told, 1):
        wanted -= 1
    os.kill(child, signal.SIGKILL)  # wherever it is by now
    _, status = os.waitpid(child, 0)
    os.close(told)
    if os.WIFSIGNALED(status):  # it may have been quicker
        killed += 1
        if not out.exists():  # the name comes last of all
            go()
        print(hashlib.sha256(out.read_bytes()).hexdigest(), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_twenty_random_points_it_ends_with_the_same_bytes(source, out, expected):
    command = [sys.executable, "-c", _KILLED, str(source), str(out)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == [hashlib.sha256(expected).hexdigest()] * 20
    assert names(out.parent) == ["model.gguf"]


def test_a_link_in_the_place_of_the_journal_is_not_followed(source, out, expected, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("keep me")
    journal_path(out).symlink_to(precious)
    list(run(source, out))
    assert precious.read_text() == "keep me"
    assert out.read_bytes() == expected


@pytest.mark.parametrize("error", [BlockingIOError(11, "locked"), PermissionError(13, "locked")])
def test_a_lock_is_told_in_the_words_of_each_system(out, monkeypatch, error):
    def locked(_descriptor):
        raise error

    monkeypatch.setattr(part_file_module, "_lock", locked)
    with pytest.raises(ConvertError, match="is being made already"):
        part_file_module.PartFile(out)
