from __future__ import annotations

import os
import stat

import pytest

from desktop_app.domain.errors import BitsmithError
from desktop_app.storage.api_key import ApiKeyStore


def test_a_key_is_made_once_and_kept_for_its_owner_only(tmp_path):
    path = tmp_path / "config" / "api_key"
    key = ApiKeyStore(path).key()
    assert len(key) > 40
    assert ApiKeyStore(path).key() == key
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["api_key"]


def test_renewed_and_damaged_keys_are_replaced(tmp_path):
    store = ApiKeyStore(tmp_path / "api_key")
    first = store.key()
    assert store.renew() != first
    for damage in (b"", b"short", b"\xff" * 5000, b"bs-" + b"x" * 31):
        (tmp_path / "api_key").write_bytes(damage)
        assert len(store.key()) > 40


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BitsmithError) as caught:
        ApiKeyStore(tmp_path / "file" / "api_key").key()
    assert caught.value.problem.next_step
