"""Every test runs offscreen, in folders of its own, and reaches no network but the loopback."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["LANGUAGE"], os.environ["LC_ALL"] = "en", "C.UTF-8"  # tests read what the window says
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # never the person's own
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
for _name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_ENDPOINT"):
    os.environ.pop(_name, None)

import pytest  # noqa: E402


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory, monkeypatch):
    """The app's and the Hub client's folders, fresh for each test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("BITSMITH_HOME", str(home / "bitsmith"))
    monkeypatch.setenv("HF_HOME", str(home / "hf"))
    return home
