"""update --check, with the real client."""

from __future__ import annotations

import json

import pytest

from desktop_app import __version__, cli
from desktop_app.__main__ import _COMMANDS
from tests.fakes.update_server import NOTES, UpdateServer


@pytest.fixture
def server(tmp_path, monkeypatch):
    made = UpdateServer(tmp_path)
    monkeypatch.setattr("desktop_app.paths.resources", lambda: tmp_path)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr("sys.platform", "linux")
    yield made
    made.close()


def test_a_newer_version(server, capsys):
    assert "update" in _COMMANDS
    assert cli.main(["update", "--check"]) == 0
    out = capsys.readouterr().out
    assert f"There is a newer version: 9.0.0 of 2027-01-31. You have {__version__}." in out
    assert "https://bitsmith.example/files/bitsmith_9.0.0_amd64.deb" in out
    assert "Faster" in out


def test_as_json(server, capsys):
    assert cli.main(["update", "--check", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["address"] == f"{server.url}/latest.json"
    assert value["report"]["verdict"] == "newer"
    assert value["report"]["release"]["notes"] == NOTES


@pytest.mark.parametrize(("version", "words"), [(__version__, "the newest"), ("0.0.1", "older than yours")])
def test_nothing_newer(server, capsys, version, words):
    server.publish(version)
    assert cli.main(["update", "--check"]) == 0
    assert words in capsys.readouterr().out


def test_notes_cannot_play_with_the_terminal(server, capsys):
    server.publish(notes="fine\x1b[2J\x07\tok\rx")
    assert cli.main(["update", "--check"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "fine[2J\tok" in out


def test_a_forged_list(server, capsys):
    server.body = server.body.replace(b"9.0.0", b"9.9.9")
    assert cli.main(["update", "--check", "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "is not from the makers of Bitsmith" in said.err


def test_a_build_without_a_key(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("desktop_app.paths.resources", lambda: tmp_path)
    assert cli.main(["update", "--check"]) == 1
    assert "carries no release key" in capsys.readouterr().err


def test_it_never_installs(server, capsys):
    assert cli.main(["update"]) == 2
    assert server.requests == []
