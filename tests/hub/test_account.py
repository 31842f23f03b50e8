from __future__ import annotations

import json
import logging
import os
import socket
import stat
import subprocess
import sys
import threading
import time

import keyring
import pytest
from keyring.backend import KeyringBackend

from desktop_app.domain.account import DeviceCode, Login, TokenPlace
from desktop_app.domain.discovery import SearchQuery
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.hub import account
from desktop_app.hub.client import HubClient
from desktop_app.hub.logins import Logins
from desktop_app.hub.token_store import TokenStore


class MemoryKeyring(KeyringBackend):
    """A keyring as a desktop has one; it can hang, be locked, or refuse long texts."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}
        self.hangs = threading.Event()
        self.hangs.set()
        self.is_locked = False
        self.longest = 1 << 20

    def _check(self):
        self.hangs.wait()
        if self.is_locked:
            raise keyring.errors.KeyringLocked("locked: hf_SECRETinside")

    def get_password(self, service, username):
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._check()
        if len(password) > self.longest:
            raise keyring.errors.PasswordSetError("too long")
        self.kept[service, username] = password

    def delete_password(self, service, username):
        self._check()
        self.kept.pop((service, username))


@pytest.fixture
def ring():
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    made.hangs.set()
    keyring.set_keyring(before)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "logins.json"


LOGIN = Login("hf_SECRETtoken", "refresh_SECRET", 12.5)


def test_a_login_is_kept_in_the_keyring_and_not_in_the_file(path, ring):
    assert TokenStore(path).save("hub.example", LOGIN) is TokenPlace.KEYRING
    assert "SECRET" not in path.read_text()
    assert TokenStore(path).load("hub.example") == (LOGIN, TokenPlace.KEYRING)
    assert TokenStore(path).load("other.example") == (None, TokenPlace.NOWHERE)
    TokenStore(path).forget("hub.example")
    assert ring.kept == {}
    assert TokenStore(path).load("hub.example") == (None, TokenPlace.NOWHERE)


def test_without_a_keyring_it_is_in_a_file_that_only_its_owner_reads(path):
    assert TokenStore(path).save("hub.example", LOGIN) is TokenPlace.FILE
    assert TokenStore(path).load("hub.example") == (LOGIN, TokenPlace.FILE)
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        TokenStore(path).save("b.example", Login("hf_SECRETother"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert TokenStore(path).load("hub.example")[0] == LOGIN
    TokenStore(path).forget("hub.example")
    assert LOGIN.access_token not in path.read_text()


def test_a_keyring_that_never_answers_costs_a_moment_and_not_the_login(path, ring):
    ring.hangs.clear()
    started = time.monotonic()
    assert TokenStore(path, timeout_s=0.2).save("hub.example", LOGIN) is TokenPlace.FILE
    assert time.monotonic() - started < 5


def test_a_keyring_that_refuses_long_tokens_is_not_used_for_them(path, ring):
    ring.longest = 20
    assert TokenStore(path).save("hub.example", LOGIN) is TokenPlace.FILE


@pytest.mark.parametrize("state", ["locked", "hanging"])
def test_a_login_in_a_keyring_that_is_closed_is_said_and_not_lost(path, ring, state):
    TokenStore(path).save("hub.example", LOGIN)
    if state == "locked":
        ring.is_locked = True
    else:
        ring.hangs.clear()
    store = TokenStore(path, timeout_s=0.2)
    with pytest.raises(BitsmithError, match="keyring") as caught:
        store.load("hub.example")
    assert "SECRET" not in repr(caught.value.problem)
    ring.is_locked = False
    ring.hangs.set()
    assert store.load("hub.example")[0] == LOGIN


@pytest.mark.parametrize(
    "content", [b"", b"[", b"[]", b'{"hub.example": 7}', b'{"hub.example": {"place": "file"}}']
)
def test_a_damaged_file_is_no_login(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert TokenStore(path).load("hub.example")[0] is None
    TokenStore(path).save("hub.example", LOGIN)
    assert TokenStore(path).load("hub.example")[0] == LOGIN


# --- logging in ---------------------------------------------------------------------------------------


def test_who_am_i(hub):
    found = account.who_am_i(HubClient(hub.endpoint, "hf_right"))
    assert (found.name, found.full_name, found.token_name, found.role) == (
        "ada",
        "Ada Example",
        "laptop",
        "read",
    )
    for token, kind in (("", ErrorKind.LOGIN_NEEDED), ("hf_wrong", ErrorKind.UNAUTHORIZED)):
        with pytest.raises(BitsmithError) as caught:
            account.who_am_i(HubClient(hub.endpoint, token))
        assert caught.value.problem.kind is kind


@pytest.mark.parametrize(
    "text", ["", "short", "hf_with space", "hf_with\nnewline", "hf_ümlaut_token", "x" * 5000]
)
def test_what_is_no_token_is_refused_before_it_is_sent(text):
    with pytest.raises(BitsmithError) as caught:
        account.clean_token(text)
    assert caught.value.problem.kind is ErrorKind.BAD_REQUEST
    assert len(text) < 9 or text not in repr(caught.value.problem)
    assert account.clean_token(' "hf_right_one"\n') == "hf_right_one"


def test_the_browser_login_waits_until_the_person_has_agreed(hub, client, monkeypatch):
    monkeypatch.setattr(account, "_SLOWER_S", 0.05)
    hub.accounts.answers = ["authorization_pending", "slow_down", "authorization_pending"]
    hub.fail("status", "/oauth/token", method="POST", status=502)
    code = account.ask_device_code(client)
    assert code.user_code == "ABCD-1234"
    assert "SECRET" not in repr(code)
    threading.Timer(0.5, lambda: setattr(hub.accounts, "is_confirmed", True)).start()
    login = account.wait_for_login(client, code, lambda: False)
    assert login.access_token == hub.accounts.token
    assert login.expires_at > time.time() + 3000
    assert "SECRET" not in repr(login)
    assert account.who_am_i(HubClient(hub.endpoint, login.access_token)).name == "ada"


@pytest.mark.parametrize(
    ("answer", "kind"), [("access_denied", ErrorKind.UNAUTHORIZED), ("expired_token", ErrorKind.NETWORK)]
)
def test_a_browser_login_that_is_refused_or_forgotten_ends(hub, client, answer, kind):
    hub.accounts.answers = ["authorization_pending", answer]
    with pytest.raises(BitsmithError) as caught:
        account.wait_for_login(client, account.ask_device_code(client), lambda: False)
    assert caught.value.problem.kind is kind


def test_a_browser_login_can_be_cancelled_and_expires_by_itself(hub, client):
    with pytest.raises(CancelledError):
        account.wait_for_login(client, account.ask_device_code(client), lambda: True)
    code = DeviceCode("A", "http://x", "http://x", 0.05, 0.1, "device_SECRETcode123")
    with pytest.raises(BitsmithError, match="expired"):
        account.wait_for_login(client, code, lambda: False)


@pytest.mark.parametrize(
    "answer",
    [
        {"verification_uri": "javascript:alert(1)"},
        {"verification_uri": "file:///etc/passwd"},
        {"verification_uri": "http://hub@evil.example/"},
        {"user_code": 7},
        {"device_code": ""},
        {"user_code": "x" * 500},
    ],
)
def test_a_hostile_answer_gives_no_page_to_open(hub, client, answer):
    begin = hub.accounts.begin
    hub.accounts.begin = lambda page: {**begin(page), **answer}
    with pytest.raises(BitsmithError) as caught:
        account.ask_device_code(client)
    assert caught.value.problem.kind is ErrorKind.SERVER


def test_a_mirror_without_browser_logins_is_said(hub, client):
    hub.fail("status", "/oauth/device", method="POST", status=404)
    with pytest.raises(BitsmithError) as caught:
        account.ask_device_code(client)
    assert caught.value.problem.kind is ErrorKind.UNSUPPORTED


def test_a_login_is_renewed_before_it_expires(hub, path):
    logins = Logins(TokenStore(path))
    client = HubClient(hub.endpoint, logins.token, timeout_s=2)
    logins.save(client.host, Login("hf_SECRETold", "refresh_SECRET", time.time() + 60))
    assert account.who_am_i(client).name == "ada"
    assert logins.token(client) == hub.accounts.token
    assert TokenStore(path).load(client.host)[0].access_token == hub.accounts.token
    assert len(hub.requests_for("/oauth/token", "POST")) == 1


def test_a_login_that_cannot_be_renewed_says_to_log_in_again(hub, path):
    hub.accounts.refused_refreshes = True
    logins = Logins(TokenStore(path))
    client = HubClient(hub.endpoint, logins.token, timeout_s=2)
    logins.save(client.host, Login("hf_SECRETold", "refresh_SECRET", time.time() - 60))
    for _ in range(2):
        with pytest.raises(BitsmithError, match="Log in again") as caught:
            account.who_am_i(client)
        assert caught.value.problem.kind is ErrorKind.UNAUTHORIZED
    assert len(hub.requests_for("/oauth/token", "POST")) == 1


# --- gated models -------------------------------------------------------------------------------------


def test_each_step_to_a_gated_model_is_told_apart_and_trying_again_needs_no_restart(hub, checkpoint, path):
    repo = hub.add_repo("org/gated", checkpoint, gated=True, gate="terms")
    logins = Logins(TokenStore(path))
    client = HubClient(hub.endpoint, logins.token, timeout_s=2)
    detail = client.repository("org/gated")

    def kind():
        try:
            client.fetch_small(detail, "config.json", 100_000)
        except BitsmithError as error:
            return error.problem.kind
        return None

    assert kind() is ErrorKind.LOGIN_NEEDED
    logins.save(client.host, Login("hf_SECRETwrong"))
    assert kind() is ErrorKind.UNAUTHORIZED
    logins.save(client.host, Login("hf_right"))
    assert kind() is ErrorKind.GATED
    for gate, expected in (
        ("pending", ErrorKind.ACCESS_PENDING),
        ("rejected", ErrorKind.ACCESS_DENIED),
        ("narrow", ErrorKind.MISSING_RIGHT),
        ("open", None),
    ):
        repo.gate = gate
        assert kind() is expected


# --- where tokens go ----------------------------------------------------------------------------------


def test_no_redirect_takes_the_token_along(hub, big_repo):
    client = HubClient(hub.endpoint, "hf_right", timeout_s=2)
    detail = client.repository("org/big")
    away = {"Location": f"{hub.cdn}/elsewhere"}
    for ask in (
        lambda: client.repository("org/big"),
        lambda: client.search(SearchQuery("x")),
        lambda: account.who_am_i(client),
        lambda: client.read_range(detail, "config.json", 0, 10),
        lambda: client.head(client.file_url(detail, "config.json"), "The file"),
    ):
        for status in (301, 302, 307, 308):
            for method in ("GET", "HEAD"):
                hub.fail("status", method=method, status=status, headers=away)
            try:
                ask()
            except BitsmithError:
                pass
            hub.clear_faults()
    elsewhere = [r for r in hub.requests if r.origin == "cdn"]
    assert len(elsewhere) >= 16
    assert not any(r.has_token for r in elsewhere)
    assert all(r.has_token for r in hub.requests if r.origin == "hub")


def test_the_token_of_another_hub_is_not_sent(hub, monkeypatch, checkpoint):
    monkeypatch.setenv("HF_TOKEN", "hf_SECRETofthehub")
    hub.add_repo("org/model", checkpoint)
    HubClient(hub.endpoint, timeout_s=2).repository("org/model")
    assert not any(r.has_token for r in hub.requests)


def test_no_token_in_any_error_log_or_repr(hub, big_repo, path, caplog, capfd, tmp_path):
    """Every way to fail, with a marked token; then everything that was written is searched for it."""
    caplog.set_level(logging.DEBUG)
    said = []
    logins = Logins(TokenStore(path))
    client = HubClient(hub.endpoint, logins.token, timeout_s=0.5, proxy="none")
    detail = client.repository("org/big")
    big_repo.gated = True

    def note(ask):
        try:
            said.append(repr(ask()))
        except Exception as error:
            said.append(f"{error!r} {error} {getattr(error, 'problem', '')!r}")

    for secret in ("hf_SECRETtoken", "plainSECRETofamirror", "SECRET\nwith: newline", "SECRETümlaut"):
        logins._known[client.host] = (Login(secret, "refresh_SECRET"), TokenPlace.FILE)
        for fault in (
            {},
            *({"status": status} for status in (400, 401, 403, 404, 407, 409, 416, 429, 451, 500, 503)),
            {
                "status": 403,
                "headers": {"X-Error-Code": "GatedRepo", "X-Error-Message": secret.split("\n")[0][:6]},
            },
        ):
            if fault:
                hub.fail("status", times=9, **fault)
            note(lambda: account.who_am_i(client))
            note(lambda: client.repository("org/big"))
            note(lambda: client.fetch_small(detail, "config.json", 1000))
            hub.clear_faults()
        for kind in ("hang", "html"):
            hub.fail(kind)
            note(lambda: account.who_am_i(client))
    note(lambda: account.clean_token("hf_SECRET with space"))
    said += [repr(client), repr(logins), repr(LOGIN), repr(Login("hf_SECRETtoken"))]
    for proxy in ("http://me:SECRETword@127.0.0.1:9", "nonsense://me:SECRETword@x"):
        note(lambda proxy=proxy: HubClient(hub.endpoint, proxy=proxy, timeout_s=0.5).search(SearchQuery("x")))
    out, err = capfd.readouterr()
    everything = "\n".join([*said, caplog.text, out, err])
    assert len(said) > 100
    assert "SECRET" not in everything


@pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is that of Linux desktops")
def test_a_secret_service_that_never_answers(tmp_path, hub):
    """The real keyring library on a session bus that takes connections and says nothing."""
    bus = tmp_path / "bus"
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(str(bus))
    silent.listen()
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}", "HF_ENDPOINT": hub.endpoint}
    del environment["PYTHON_KEYRING_BACKEND"]
    with silent:
        done = subprocess.run(
            [sys.executable, "-m", "desktop_app", "login", "--token-stdin", "--json"],
            input="hf_right\n",
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert json.loads(done.stdout)["kept_in"] == "file", done.stderr
