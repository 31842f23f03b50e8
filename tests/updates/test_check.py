"""Every answer and every fault, over a real connection."""

from __future__ import annotations

import json
import subprocess
import urllib.parse
from dataclasses import replace

import pytest

from desktop_app import __version__
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.updates import Verdict
from desktop_app.updates import release_key
from desktop_app.updates.check import check
from desktop_app.updates.manifest import MOST_BYTES
from tests.fakes.update_server import UpdateServer, release


def problem_of(server, key=None, **options):
    with pytest.raises(BitsmithError) as caught:
        check(key or server.key, installed="1.0.0", timeout_s=2.0, **options)
    assert caught.value.problem.next_step
    return caught.value.problem


@pytest.mark.parametrize(
    ("published", "verdict"), [("1.0.1", Verdict.NEWER), ("1.0.0", Verdict.SAME), ("0.9.9", Verdict.OLDER)]
)
def test_the_newest_version_is_compared_with_this_one(server, published, verdict):
    server.publish(published)
    report = check(server.key, installed="1.0.0")
    assert report.verdict is verdict
    assert report.release == release(published)


def test_nothing_is_sent_but_the_name_of_the_app(server, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret_of_the_person")
    check(server.key)
    ((path, headers),) = server.requests
    assert path == "/latest.json"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert headers["user-agent"] == f"Bitsmith/{__version__}"
    assert not any("hf_secret" in value for value in headers.values())


def test_without_a_key_nothing_is_asked():
    with pytest.raises(BitsmithError) as caught:
        check(None)
    assert caught.value.problem.kind is ErrorKind.UNSUPPORTED
    assert "no release key" in caught.value.problem.text()


def test_offline_mode_asks_nobody(server):
    assert problem_of(server, is_offline_mode=True).kind is ErrorKind.OFFLINE
    assert server.requests == []


def test_nobody_answers(server):
    server.close()
    assert problem_of(server).kind is ErrorKind.NETWORK


def test_the_answer_does_not_come(server):
    server.hold.clear()
    with pytest.raises(BitsmithError) as caught:
        check(server.key, timeout_s=0.2)
    assert caught.value.problem.kind is ErrorKind.NETWORK


def test_the_answer_is_cut_off(server):
    server.is_cut = True
    assert problem_of(server).kind is ErrorKind.NETWORK


def test_a_proxy_that_is_none(server):
    assert problem_of(server, proxy="nonsense").kind is ErrorKind.BAD_REQUEST
    assert problem_of(server, proxy="http://127.0.0.1:9").kind is ErrorKind.NETWORK
    assert server.requests == []


def test_somebody_else_signed_it(server):
    server.publish("9.9.9", private=release_key.new_private_key())
    problem = problem_of(server)
    assert problem.kind is ErrorKind.UNTRUSTED
    assert "9.9.9" not in problem.text() + problem.detail


@pytest.mark.parametrize(("old", "new"), [(b"9.0.0", b"9.0.1"), (b"bitsmith.example", b"evil.example")])
def test_it_was_changed_on_its_way(server, old, new):
    assert old in server.body
    server.body = server.body.replace(old, new)
    problem = problem_of(server)
    assert problem.kind is ErrorKind.UNTRUSTED
    assert "evil" not in problem.text() + problem.detail


def test_a_signature_of_another_text_does_not_count(server):
    other = json.loads(server.body)
    server.publish("9.0.1")
    server.body = json.dumps({**json.loads(server.body), "signature": other["signature"]}).encode()
    assert problem_of(server).kind is ErrorKind.UNTRUSTED


@pytest.mark.parametrize("signature", ["", "AAAA", "ä", "!!!!", None, 7])
def test_a_signature_that_is_none(server, signature):
    server.body = json.dumps({**json.loads(server.body), "signature": signature}).encode()
    assert problem_of(server).kind in (ErrorKind.UNTRUSTED, ErrorKind.SERVER)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>Log in to the hotel", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 5000, b'{"manifest": 1}'],
)
def test_it_is_no_list(server, body):
    server.body = body
    problem = problem_of(server)
    assert problem.kind is ErrorKind.SERVER
    assert "not a list of releases" in problem.why


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        json.dumps({"product": "other"}),
        *(
            json.dumps({"product": "bitsmith", **fields})
            for fields in (
                {"version": "1", "date": "2027-01-01", "notes": "", "page": "https://a.example", "files": []},
                {"version": "9.0.0", "date": "soon", "notes": "", "page": "https://a.example", "files": []},
                {
                    "version": "9.0.0",
                    "date": "2027-01-01",
                    "notes": 1,
                    "page": "https://a.example",
                    "files": [],
                },
                {"version": "9.0.0", "date": "2027-01-01", "notes": "", "page": "file:///etc", "files": []},
                {
                    "version": "9.0.0",
                    "date": "2027-01-01",
                    "notes": "",
                    "page": "http://a.example",
                    "files": [],
                },
                {
                    "version": "9.0.0",
                    "date": "2027-01-01",
                    "notes": "",
                    "page": "https://a.example",
                    "files": {},
                },
                {
                    "version": "9.0.0",
                    "date": "2027-01-01",
                    "notes": "",
                    "page": "https://a.example",
                    "files": [1],
                },
            )
        ),
    ],
)
def test_signed_nonsense_is_nonsense(server, text):
    import base64

    signature = base64.b64encode(release_key.sign(text.encode(), server.private)).decode()
    server.body = json.dumps({"signature": signature, "manifest": text}).encode()
    problem = problem_of(server)
    assert problem.kind is ErrorKind.SERVER
    assert "not a list of releases" in problem.why


def test_it_is_too_long(server):
    server.body = b" " * (MOST_BYTES + 1)
    problem = problem_of(server)
    assert problem.kind is ErrorKind.SERVER
    assert "longer than 256 kB" in problem.why


def test_an_error_status(server):
    server.status = 404
    problem = problem_of(server)
    assert problem.kind is ErrorKind.SERVER
    assert "404" in problem.why


def test_a_redirect_on_the_same_server_is_followed(server):
    server.status, server.headers = 302, {"Location": "/moved.json"}
    assert check(server.key).release.version == "9.0.0"
    assert [path for path, _headers in server.requests] == ["/latest.json", "/moved.json"]


@pytest.mark.parametrize("port", ["other", "same"])
def test_a_redirect_to_another_server_is_not_followed(server, tmp_path, port):
    (tmp_path / "other").mkdir()
    other = UpdateServer(tmp_path / "other")
    number = urllib.parse.urlsplit(other.url if port == "other" else server.url).port
    host = "127.0.0.1" if port == "other" else "localhost"
    server.status, server.headers = 302, {"Location": f"http://{host}:{number}/moved.json"}
    problem = problem_of(server)
    other.close()
    assert problem.kind is ErrorKind.SERVER
    assert f"another server ({host}:{number})" in problem.why
    assert other.requests == []
    assert len(server.requests) == 1


@pytest.mark.parametrize("location", ["", "https://[", "http://name@127.0.0.1/x"])
def test_a_redirect_to_nowhere(server, location):
    server.status, server.headers = 301, {"Location": location}
    assert "another server" in problem_of(server).why


def test_redirects_without_an_end(server):
    server.status, server.headers = 302, {"Location": "/latest.json"}
    assert "again and again" in problem_of(server).why
    assert len(server.requests) == 4


# --- keys ---------------------------------------------------------------------------------------------


def test_the_key_of_this_build_is_whole():
    """There may be none; one that is there has to work."""
    from desktop_app import paths

    path = paths.resources() / release_key.KEY_FILE
    own = release_key.own_key()
    assert (own is not None) is path.exists()
    assert own is None or release_key.read_key(path.read_text(encoding="ascii")) == own


def test_the_key_comes_from_the_apps_resources(server, monkeypatch):
    monkeypatch.setattr("desktop_app.paths.resources", lambda: server.key_file.parent)
    assert release_key.own_key() == server.key
    server.key_file.write_text("nonsense")
    assert release_key.own_key() is None


@pytest.mark.parametrize(
    "address", ["http://a.example/x", "ftp://a.example/x", "https://", "https://me:pw@a.example/x", "x"]
)
def test_addresses_that_are_never_asked(server, address):
    with pytest.raises(ValueError, match="not a safe address"):
        release_key.write_key(server.key_file, address, server.private)


def test_other_keys_are_refused(server, tmp_path):
    pem = subprocess.run(
        ["openssl", "genpkey", "-algorithm", "X25519"], capture_output=True, text=True, check=True
    ).stdout
    with pytest.raises(ValueError, match="no Ed25519 key"):
        release_key.sign(b"x", pem.encode())
    with pytest.raises(ValueError):
        release_key.sign(b"x", b"nonsense")
    damaged = replace(server.key, pem=server.key.pem.replace(b"MCow", b"MCoX"))
    assert problem_of(server, damaged).kind is ErrorKind.SERVER
