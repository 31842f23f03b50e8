"""Models made straight from a hub on the loopback, by the real child process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind, PausedError
from desktop_app.hub.client import HubClient
from desktop_app.hub.headers import fetch_headers
from desktop_app.pipeline import make, stream
from tests.fakes.checkpoints import (
    make_smollm2_checkpoint,
    materialize_golden,
    seeded_tensor,
    write_checkpoint,
)
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.starter import starter_model_path

REPO = "org/tiny"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    """Four layers of 6 MB each in three files, so that there is something to be interrupted."""
    folder = materialize_golden("llama2", tmp_path_factory.mktemp("stream") / "tiny")
    config = json.loads((folder / "config.json").read_text()) | {
        "hidden_size": 512,
        "intermediate_size": 1024,
        "num_hidden_layers": 4,
        "num_attention_heads": 8,
        "num_key_value_heads": 8,
        "head_dim": 64,
    }
    shapes = {
        "model.embed_tokens.weight": [config["vocab_size"], 512],
        "model.norm.weight": [512],
        "lm_head.weight": [config["vocab_size"], 512],
    }
    for layer in range(4):
        block = f"model.layers.{layer}."
        shapes |= {f"{block}self_attn.{n}_proj.weight": [512, 512] for n in "qkvo"}
        shapes |= {f"{block}mlp.{n}_proj.weight": [1024, 512] for n in ("gate", "up")}
        shapes[f"{block}mlp.down_proj.weight"] = [512, 1024]
        shapes |= {f"{block}{n}_layernorm.weight": [512] for n in ("input", "post_attention")}
    (folder / "model.safetensors").unlink()
    tensors = {name: seeded_tensor(name, shape, "BF16") for name, shape in shapes.items()}
    write_checkpoint(folder, config, tensors, shards=3)
    return folder


@pytest.fixture(scope="module")
def expected(checkpoint, tmp_path_factory):
    """What the download-first way makes of it."""
    with LoopbackHub() as hub:
        hub.add_repo(REPO, checkpoint)
        client, folder = HubClient(hub.endpoint), tmp_path_factory.mktemp("expected")
        detail = client.repository(REPO)
        source = make.download_source(client, detail, folder, on_progress=ignore, is_cancelled=never)
        make.quantize(
            source,
            folder / "x.gguf",
            "Q4_0",
            name="tiny",
            repository=REPO,
            revision=detail.revision,
            on_progress=ignore,
            is_cancelled=never,
        )
        return (folder / "x.gguf").read_bytes()


@pytest.fixture
def hub(checkpoint):
    with LoopbackHub() as server:
        server.add_repo(REPO, checkpoint)
        yield server


def ignore(_progress):
    pass


def never():
    return False


class Run:
    """Quantizes org/tiny of a hub into a folder of its own."""

    def __init__(self, hub, tmp_path, **client_options):
        self.client = HubClient(hub.endpoint, **client_options)
        self.detail = self.client.repository(REPO)
        self.hub, self.cache = hub, tmp_path / "cache"
        self.out = tmp_path / "out" / "x.gguf"
        self.seen = []

    def __call__(self, **options):
        settings = {
            "on_progress": self.seen.append,
            "is_cancelled": never,
            "first_pause_s": 0.01,
            "threads": 1,
            **options,
        }
        return stream.quantize_remote(self.client, self.detail, self.out, "Q4_0", self.cache, **settings)

    def read_headers(self):
        """So that what the hub is told to do wrong later concerns the weights."""
        fetch_headers(self.client, self.detail, self.cache / "headers")

    @property
    def left(self):
        """What is beside the output, and which window folders there are."""
        folder = self.out.parent
        names = sorted(p.name for p in folder.iterdir()) if folder.exists() else []
        return names + [p.name for p in self.cache.glob("windows/*")]

    def weight_bytes(self):
        """How many bytes of weights were asked for so far."""
        total = 0
        for request in self.hub.requests:
            if request.origin == "cdn" and request.range and "model-" in request.path:
                start, stop = request.range[6:].split("-")
                total += int(stop) + 1 - int(start)
        return total


@pytest.fixture
def run(hub, tmp_path):
    return Run(hub, tmp_path, timeout_s=2.0)


@pytest.fixture(autouse=True)
def small_requests(monkeypatch):
    monkeypatch.setattr(stream, "_PIECE_BYTES", 256 * 1024)


def half_done(run):
    """Asked during a run that is slowed down: whether some tensors are finished."""
    run.read_headers()
    run.hub.fail("throttle", "model-", rate=1_000_000, times=1000)
    return lambda: any(p.stage == "quantize" and p.done > p.total // 4 for p in run.seen)


def test_the_same_bytes_as_after_a_download(run, expected):
    result = run()
    assert run.out.read_bytes() == expected
    assert len(result.verified) == 3
    assert result.unverified == ()
    assert run.left == ["x.gguf"]
    assert all(r.has_token is False for r in run.hub.requests if r.origin == "cdn")
    sources = [p for p in run.cache.rglob("*.safetensors") if p.stat().st_size > 100_000]
    assert sources == []


@pytest.mark.parametrize("case", ["mixtral", "gptoss"])
def test_models_whose_tensors_are_put_together(case, tmp_path):
    folder = materialize_golden(case, tmp_path / "tiny")
    with LoopbackHub() as hub:
        hub.add_repo(REPO, folder)
        run = Run(hub, tmp_path)
        result = run()
        assert set(result.verified) == {p.name for p in folder.glob("*.safetensors")}
        make.quantize(
            folder,
            tmp_path / "local.gguf",
            "Q4_0",
            name="tiny",
            repository=REPO,
            revision=run.detail.revision,
            on_progress=ignore,
            is_cancelled=never,
        )
    assert run.out.read_bytes() == (tmp_path / "local.gguf").read_bytes()


def test_a_bad_day_of_a_hub(run, expected):
    """Every kind of trouble in one run; each alone is in tests/hub/test_ranges.py."""
    run.hub.fail("status", "config.json", status=500, times=2)
    run.hub.fail("drop", "tokenizer", after=100)
    run.read_headers()
    run.hub.fail("status", "model-00001", status=429, headers={"Retry-After": "0"}, times=3)
    run.hub.fail("drop", "model-00001", after=200_000, times=3)
    run.hub.fail("short", "model-00002", times=3)
    run.hub.fail("stall", "model-00002", after=10_000)
    run.hub.fail("status", "model-00003", status=403, times=2)
    run.hub.fail("headers", "model-00003", headers={"Content-Range": "bytes 1-2/3"}, times=2)
    result = run()
    assert run.out.read_bytes() == expected
    assert len(result.verified) == 3


def test_the_window_stays_small(checkpoint, tmp_path, expected):
    with LoopbackHub() as hub:
        hub.add_repo(REPO, checkpoint)
        run = Run(hub, tmp_path)
        largest, is_over = 0, threading.Event()

        def watch():
            nonlocal largest
            while not is_over.wait(0.002):
                here = 0
                for path in run.cache.glob("windows/*/*"):
                    try:
                        here += path.stat().st_blocks * 512
                    except FileNotFoundError:
                        continue
                largest = max(largest, here)

        watcher = threading.Thread(target=watch)
        watcher.start()
        run(window_bytes=0)
        is_over.set()
        watcher.join()
    assert run.out.read_bytes() == expected
    # the largest tensor has 1 MB: one that is read, one that is fetched, and what was asked for beside
    assert 0 < largest < 4_000_000


def test_what_is_waited_for_is_shown(run, monkeypatch):
    monkeypatch.setattr(stream, "_QUIET_S", 0.05)
    run.read_headers()
    run.hub.fail("status", "model-", status=503, headers={"Retry-After": "1"}, times=8)
    run()
    notes = {p.note for p in run.seen}
    assert any("problem of its own" in note and "Trying again" in note for note in notes)
    assert not any("hf_" in note for note in notes)


def test_damaged_bytes_make_no_file(run):
    run.read_headers()
    run.hub.fail("corrupt", "model-00002", after=300)
    with pytest.raises(BitsmithError, match="hash differs"):
        run()
    assert run.left == []


def test_a_damaged_header_is_noticed_and_fetched_again(run, expected):
    run.read_headers()
    path = next(run.cache.rglob("model-00001-of-00003.safetensors"))
    path.write_bytes(path.read_bytes().replace(b'"format":"pt"', b'"format":"tp"'))
    with pytest.raises(BitsmithError, match="hash differs"):
        run()
    assert run.left == []
    run()
    assert run.out.read_bytes() == expected


def test_a_repository_that_changes_in_the_middle_makes_no_file(checkpoint, tmp_path):
    folder = tmp_path / "changing"
    folder.mkdir()
    for path in checkpoint.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with LoopbackHub() as hub:
        hub.add_repo(REPO, folder)
        run = Run(hub, tmp_path)
        run.read_headers()
        hub.fail("throttle", "model-", rate=2_000_000, times=50)
        last = folder / "model-00003-of-00003.safetensors"

        def change(progress):
            if progress.stage == "quantize" and not run.seen:
                data = bytearray(last.read_bytes())
                data[-1000:] = bytes(1000)
                last.write_bytes(data)
            run.seen.append(progress)

        with pytest.raises(BitsmithError) as caught:
            run(on_progress=lambda p: change(p) if p.stage == "quantize" else None, window_bytes=0)
    assert caught.value.problem.kind in (ErrorKind.BAD_MODEL, ErrorKind.NOT_FOUND)
    assert run.left == []


def test_a_hub_that_goes_away_leaves_what_is_done(run, expected):
    is_half_done = half_done(run)

    def go_away(progress):
        run.seen.append(progress)
        if is_half_done():
            run.hub.faults._waiting.clear()
            run.hub.fail("status", "model-", status=500, times=1000)

    with pytest.raises(BitsmithError) as caught:
        run(on_progress=go_away, window_bytes=0)
    assert caught.value.problem.kind is ErrorKind.SERVER
    assert run.left == ["x.gguf.part", "x.gguf.part.journal"]
    run.hub.faults._waiting.clear()
    run.hub.requests.clear()
    result = run()
    assert run.out.read_bytes() == expected
    assert run.weight_bytes() < sum(f.size_bytes for f in run.detail.files)
    assert "model-00003-of-00003.safetensors" in result.verified
    assert "model-00001-of-00003.safetensors" not in result.verified
    assert run.left == ["x.gguf"]


def test_paused_and_continued_it_fetches_what_is_missing(run, expected):
    with pytest.raises(PausedError):
        run(is_paused=half_done(run), window_bytes=0)
    assert run.left == ["x.gguf.part", "x.gguf.part.journal"]
    run.seen.clear()
    run.hub.faults._waiting.clear()
    run.hub.requests.clear()
    run()
    assert run.out.read_bytes() == expected
    assert 0 < run.weight_bytes() < sum(f.size_bytes for f in run.detail.files)


def test_cancelled_it_leaves_nothing(run):
    with pytest.raises(CancelledError) as caught:
        run(is_cancelled=half_done(run))
    assert not isinstance(caught.value, PausedError)
    assert run.left == []


@pytest.mark.parametrize("what", ["config.json", "model-.*"])
def test_cancelled_while_the_hub_hangs(hub, tmp_path, what):
    run = Run(hub, tmp_path, timeout_s=30)
    hub.fail("hang", what, times=100)
    with pytest.raises(CancelledError):
        run(is_cancelled=lambda: bool(hub.requests_for(what)))
    assert run.left == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_child_is_a_failure_and_the_next_run_goes_on(run, expected):
    is_half_done = half_done(run)

    def kill(progress):
        run.seen.append(progress)
        if is_half_done():
            for child in psutil.Process().children():
                if "spawn_main" in " ".join(child.cmdline()):
                    child.kill()

    with pytest.raises(BitsmithError) as caught:
        run(on_progress=kill)
    assert caught.value.problem.kind is ErrorKind.WORKER_CRASHED
    assert not list(run.cache.glob("windows/*"))
    run.hub.faults._waiting.clear()
    run()
    assert run.out.read_bytes() == expected


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_command_goes_on_where_it_was(hub, tmp_path, expected, monkeypatch):
    monkeypatch.setenv("BITSMITH_HOME", str(tmp_path / "home"))
    out = tmp_path / "x.gguf"
    command = [
        sys.executable, "-m", "desktop_app", "quantize", f"hub:{REPO}", "--type", "q4_0", "-o", str(out),
        "--threads", "1", "--json",
    ]  # fmt: skip
    environment = {**os.environ, "HF_ENDPOINT": hub.endpoint}
    hub.fail("throttle", "model-00003", rate=1_000_000, times=10)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    journal = tmp_path / "x.gguf.part.journal"
    while not journal.exists() or journal.read_bytes().count(b"\n") < 2:
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    windows = tmp_path / "home" / "cache" / "windows"
    assert list(windows.glob("*.window"))
    hub.faults._waiting.clear()
    # the child of the killed command may still be cleaning up, and holds the file until then
    for _ in range(40):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if "being made already" not in done.stderr:
            break
        time.sleep(0.2)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["fetched_bytes"] < sum(f.stat().st_size for f in hub_files(hub))
    assert out.read_bytes() == expected
    assert not windows.exists()


def hub_files(hub):
    return hub.repositories[REPO].paths()


def test_a_disk_without_room_for_the_window(run, monkeypatch):
    real = make.shutil.disk_usage

    def small(path):
        return real(path)._replace(free=70_000_000)

    monkeypatch.setattr("desktop_app.pipeline.make.shutil.disk_usage", small)
    with pytest.raises(BitsmithError) as caught:
        run()
    assert caught.value.problem.kind is ErrorKind.DISK_FULL
    assert run.left == []


@pytest.mark.parametrize(
    ("files", "words"),
    [({"pytorch_model.bin": b"x"}, "pickle"), ({"m-Q8_0.gguf": b"x"}, "ready-made"), ({}, "config.json")],
)
def test_repositories_without_weights_are_refused_with_the_way_out(tmp_path, files, words):
    folder = tmp_path / "repo"
    folder.mkdir()
    (folder / "README.md").write_text("#")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with LoopbackHub() as hub:
        hub.add_repo(REPO, folder)
        run = Run(hub, tmp_path)
        with pytest.raises(BitsmithError, match=words) as caught:
            run()
    assert caught.value.problem.kind is ErrorKind.UNSUPPORTED
    assert caught.value.problem.next_step


@pytest.mark.model
def test_a_real_model(tmp_path):
    folder = make_smollm2_checkpoint(starter_model_path(), tmp_path / "tiny")
    with LoopbackHub() as hub:
        hub.add_repo(REPO, folder)
        run = Run(hub, tmp_path)
        assert len(run().verified) == 2
        make.quantize(
            folder,
            tmp_path / "local.gguf",
            "Q4_0",
            name="tiny",
            repository=REPO,
            revision=run.detail.revision,
            on_progress=ignore,
            is_cancelled=never,
        )
    assert run.out.read_bytes() == (tmp_path / "local.gguf").read_bytes()
