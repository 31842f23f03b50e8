"""download, login, logout and whoami as a person or a script uses them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def hub(tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    for quant in ("Q4_K_M", "Q8_0"):
        write_tiny_model(folder / f"tiny-{quant}.gguf")
        with (folder / f"tiny-{quant}.gguf").open("ab") as file:
            file.write(b"\0" * 2_000_000)
    (folder / "README.md").write_text("# Tiny")
    with LoopbackHub() as server:
        server.add_repo("org/tiny-GGUF", folder)
        server.folder = folder
        yield server


def start(hub, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "desktop_app", *map(str, arguments)],
        env={**os.environ, "HF_ENDPOINT": hub.endpoint},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def bitsmith(hub, *arguments, status=0, typed=""):
    process = start(hub, *arguments)
    out, err = process.communicate(typed, timeout=60)
    assert process.returncode == status, err
    assert "Traceback" not in err
    return out if status == 0 else err


def test_a_model_is_downloaded_checked_and_in_the_library(hub, own_folders):
    done = json.loads(bitsmith(hub, "download", "org/tiny-GGUF", "--quant", "q8_0", "--json"))
    (file,) = done["files"]
    path = own_folders / "bitsmith" / "data" / "models" / "org" / "tiny-GGUF" / "tiny-Q8_0.gguf"
    assert file["path"] == str(path)
    assert path.read_bytes() == (hub.folder / "tiny-Q8_0.gguf").read_bytes()
    assert len(file["sha256"]) == 64
    models = json.loads(bitsmith(hub, "models", "--json"))
    assert done["model_id"] in json.dumps(models)


def test_what_is_meant_must_be_said(hub):
    assert "tiny-Q4_K_M, tiny-Q8_0" in bitsmith(hub, "download", "org/tiny-GGUF", status=1)
    assert "does not offer Q2_K" in bitsmith(hub, "download", "org/tiny-GGUF", "--quant", "Q2_K", status=1)
    assert "has no file x" in bitsmith(hub, "download", "org/tiny-GGUF", "--file", "x", status=1)
    assert "not the name" in bitsmith(hub, "download", "nonsense", status=1)
    assert "was not found" in bitsmith(hub, "download", "org/none", status=1)


def test_named_files_go_where_they_shall(hub, tmp_path):
    bitsmith(hub, "download", "org/tiny-GGUF", "--file", "README.md", "-o", tmp_path / "here")
    assert [p.name for p in (tmp_path / "here").iterdir()] == ["README.md"]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_download_that_was_stopped_goes_on(hub, tmp_path):
    hub.fail("throttle", "Q8_0", rate=1_000_000, times=99)
    out = tmp_path / "here"
    process = start(hub, "download", "org/tiny-GGUF", "--quant", "Q8_0", "-o", out)
    deadline = time.monotonic() + 30
    while hub.sent_bytes < 500_000 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "goes on from here" in err
    hub.clear_faults()
    before = len(hub.requests)
    bitsmith(hub, "download", "org/tiny-GGUF", "--quant", "Q8_0", "-o", out)
    (asked,) = [r.range for r in hub.requests[before:] if r.origin == "cdn"]
    assert int(asked.removeprefix("bytes=").partition("-")[0]) > 300_000
    assert (out / "tiny-Q8_0.gguf").read_bytes() == (hub.folder / "tiny-Q8_0.gguf").read_bytes()


def test_login_whoami_logout(hub):
    assert "log in" in bitsmith(hub, "whoami", status=1).lower()
    refused = bitsmith(hub, "login", "--token-stdin", status=1, typed="hf_SECRETwrong\n")
    assert "SECRET" not in refused
    told = json.loads(bitsmith(hub, "login", "--token-stdin", "--json", typed="hf_right\n"))
    assert (told["name"], told["kept_in"]) == ("ada", "file")
    assert "Ada Example (ada)" in bitsmith(hub, "whoami")
    assert json.loads(bitsmith(hub, "logout", "--json"))["was_logged_in"]
    assert "Nobody" in bitsmith(hub, "logout")


def test_login_with_the_browser(hub):
    hub.accounts.is_confirmed = True
    assert "Ada Example" in bitsmith(hub, "login")
    assert "Ada Example" in bitsmith(hub, "whoami")


def test_offline_mode_logs_nobody_in(hub, own_folders):
    config = own_folders / "bitsmith" / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "settings.json").write_text(json.dumps({"offline": True}))
    before = len(hub.requests)
    assert "offline" in bitsmith(hub, "login", "--token-stdin", typed="hf_right\n", status=1).lower()
    assert len(hub.requests) == before


def test_a_folder_that_cannot_be_made_is_said(hub, tmp_path):
    (tmp_path / "file").write_text("x")
    error = bitsmith(
        hub, "download", "org/tiny-GGUF", "--quant", "q8_0", "-o", tmp_path / "file" / "in", status=1
    )
    assert "Not a directory" in error or "cannot find" in error
