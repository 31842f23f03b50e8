from __future__ import annotations

import threading

import pytest

from desktop_app.domain.errors import CancelledError
from desktop_app.services.file_claims import FileClaims


def unexpected():
    raise AssertionError("it had to wait")


def never():
    return False


def test_who_comes_second_waits_until_the_first_is_over():
    claims = FileClaims()
    waits, order = threading.Event(), []

    def second():
        with claims.held(["b", "c"], waits.set, never):
            order.append("second")

    thread = threading.Thread(target=second, daemon=True)
    with claims.held(["a", "b"], unexpected, never):
        thread.start()
        assert waits.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_what_has_no_file_in_common_does_not_wait():
    claims = FileClaims()
    with claims.held(["a"], unexpected, never), claims.held(["b"], unexpected, never):
        pass
    with claims.held(["a", "b"], unexpected, never):
        pass


def test_waiting_ends_when_it_is_stopped():
    claims = FileClaims()
    waits = threading.Event()
    with (
        claims.held(["a"], unexpected, never),
        pytest.raises(CancelledError),
        claims.held(["a"], waits.set, waits.is_set),
    ):
        unexpected()
    with claims.held(["a"], unexpected, never):
        pass


def test_only_free_files_are_given_without_waiting():
    claims = FileClaims()
    with claims.held(["a"], unexpected, never):
        with claims.those_free(["a", "b"]) as free:
            assert free == {"b"}
        with claims.held(["b"], unexpected, never):
            pass
