"""A real conversion killed at any point goes on and ends with the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from converters.part_file import journal_path, part_path
from tests.fakes.checkpoints import materialize_golden, seeded_tensor, write_checkpoint

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
ROOT = Path(__file__).resolve().parent.parent.parent
_WIDTH, _INNER, _N_LAYERS = 256, 768, 24
_DEADLINE_S = 120

# the command as it is, but each whole tensor is committed at once, so that there are points to go on from
_COMMAND = """
import sys
from converters import __main__, part_file
part_file._COMMIT_EVERY_S = -1.0
sys.exit(__main__.main(sys.argv[1:]))
"""
# dies between the sync of the data and the line that vouches for it
_DIES_BEFORE_THE_LINE = """
import os, signal
from converters import part_file
part_file._COMMIT_EVERY_S = -1.0
append = part_file.PartFile._append
count = 0
def dying(self, row):
    global count
    count += 1
    if count == 9:
        os.kill(os.getpid(), signal.SIGKILL)
    append(self, row)
part_file.PartFile._append = dying
import sys
from converters import __main__
sys.exit(__main__.main(sys.argv[1:]))
"""
# the limit begins with the output: the skeleton before it claims a size without taking room
_SMALL_FILES_ONLY = """
import resource, signal, sys
from converters import __main__, part_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
start = part_file.PartFile.start
def limited(self, identity, header):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
    start(self, identity, header)
part_file.PartFile.start = limited
sys.exit(__main__.main(sys.argv[2:]))
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A llama of about forty megabytes."""
    folder = materialize_golden("llama2", tmp_path_factory.mktemp("source"))
    config = json.loads((folder / "config.json").read_text())
    config |= {
        "hidden_size": _WIDTH,
        "intermediate_size": _INNER,
        "num_hidden_layers": _N_LAYERS,
        "num_attention_heads": 4,
        "num_key_value_heads": 4,
        "head_dim": _WIDTH // 4,
    }
    shapes = {
        "model.embed_tokens.weight": [config["vocab_size"], _WIDTH],
        "lm_head.weight": [config["vocab_size"], _WIDTH],
        "model.norm.weight": [_WIDTH],
    }
    for number in range(_N_LAYERS):
        layer = f"model.layers.{number}"
        shapes |= {f"{layer}.{n}_layernorm.weight": [_WIDTH] for n in ("input", "post_attention")}
        shapes |= {f"{layer}.self_attn.{n}_proj.weight": [_WIDTH, _WIDTH] for n in "qkvo"}
        shapes |= {f"{layer}.mlp.{n}_proj.weight": [_INNER, _WIDTH] for n in ("gate", "up")}
        shapes[f"{layer}.mlp.down_proj.weight"] = [_WIDTH, _INNER]
    write_checkpoint(folder, config, {n: seeded_tensor(n, s, "BF16") for n, s in shapes.items()}, shards=3)
    return folder


def start(source, out, *before, code=_COMMAND):
    command = [sys.executable, "-c", code, *before, str(source)]
    command += ["--type", "Q4_K_M", "-o", str(out), "--threads", "2", "--name", "Killed"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(source, out, *before, code=_COMMAND):
    child = start(source, out, *before, code=code)
    _, errors = child.communicate(timeout=_DEADLINE_S)
    return child.returncode, errors


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def size(path):
    return path.stat().st_size if path.exists() else 0


def kill_at(source, out, n_bytes):
    """Kill a run when its unfinished file has so many bytes; False when it was finished before."""
    child = start(source, out)
    end = time.monotonic() + _DEADLINE_S
    while child.poll() is None and size(part_path(out)) < n_bytes and time.monotonic() < end:
        time.sleep(0.001)
    child.kill()
    child.communicate()
    return child.returncode == -signal.SIGKILL


def vouched(out):
    """Bytes that the journal says are safe."""
    rows = [json.loads(line) for line in journal_path(out).read_bytes().split(b"\n")[:-1]]
    return max((row.get("bytes", 0) for row in rows), default=0)


@pytest.fixture(scope="module")
def whole(source, tmp_path_factory):
    """(SHA-256, bytes) of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("whole") / "model.gguf"
    assert finish(source, out) == (0, "")
    return digest(out), size(out)


def test_twenty_kills_change_no_byte(source, whole, tmp_path):
    """Some land in a run that begins, most in one that goes on after the last."""
    chance = random.Random(20)
    sha256, n_bytes = whole
    points = sorted(chance.randrange(1, n_bytes) for _ in range(20))
    n_killed = n_runs = 0
    out = tmp_path / "model.gguf"
    while points:
        # each series of kills works on one file, each of its kills further on
        for point in points[::4]:
            n_killed += kill_at(source, out, point)
            n_runs += 1
            if out.exists():
                break
            assert not journal_path(out).exists() or vouched(out) <= size(part_path(out))
        points = [point for number, point in enumerate(points) if number % 4]
        assert finish(source, out)[0] == 0
        assert digest(out) == sha256
        assert [p.name for p in tmp_path.iterdir()] == ["model.gguf"]
        out.unlink()
    assert n_killed >= n_runs * 0.75, "most runs must have been killed before they were done"


def test_a_run_that_went_on_keeps_what_was_finished(source, whole, tmp_path):
    out = tmp_path / "model.gguf"
    assert kill_at(source, out, whole[1] // 2)
    kept = vouched(out)
    assert kept > whole[1] // 4
    child = start(source, out)
    smallest = size(part_path(out))
    while child.poll() is None:
        smallest = min(smallest, size(part_path(out)) or smallest)
        time.sleep(0.001)
    child.communicate()
    assert smallest >= kept
    assert digest(out) == whole[0]


def test_a_kill_between_the_data_and_its_line(source, whole, tmp_path):
    out = tmp_path / "model.gguf"
    assert finish(source, out, code=_DIES_BEFORE_THE_LINE)[0] == -signal.SIGKILL
    assert size(part_path(out)) > vouched(out) > 0
    assert finish(source, out)[0] == 0
    assert digest(out) == whole[0]


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 0x40
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        lambda out: flip(part_path(out), vouched(out) - 1000),
        lambda out: flip(journal_path(out), 30),
        lambda out: os.truncate(journal_path(out), size(journal_path(out)) - 7),
        lambda out: os.truncate(part_path(out), vouched(out) - 1),
        lambda out: part_path(out).write_bytes(b""),
    ],
    ids=["flipped data", "flipped journal", "torn journal", "part lost its end", "empty part"],
)
def test_damage_between_the_runs(damage, source, whole, tmp_path):
    out = tmp_path / "model.gguf"
    assert kill_at(source, out, whole[1] // 2)
    damage(out)
    assert finish(source, out)[0] == 0
    assert digest(out) == whole[0]


@pytest.mark.skipif(sys.platform != "linux", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_keeps_what_is_finished(source, whole, tmp_path):
    out = tmp_path / "model.gguf"
    status, errors = finish(source, out, str(whole[1] // 2), code=_SMALL_FILES_ONLY)
    assert status == 1
    assert "disk became full" in errors
    assert "kept" in errors
    assert vouched(out) > whole[1] // 4
    assert finish(source, out)[0] == 0
    assert digest(out) == whole[0]
