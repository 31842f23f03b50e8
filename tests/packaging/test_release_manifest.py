"""Keys, lists and signatures of a release; openssl agrees with them."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys

import app_version
import pytest
import release_manifest as rm

from desktop_app.updates import manifest, release_key

ADDRESS = "https://releases.example/latest.json"
NAMES = {
    "bitsmith_0.1.0_amd64.deb": "linux-x86_64",
    "Bitsmith-0.1.0-x86_64.AppImage": "linux-x86_64",
    "Bitsmith-0.1.0-x64-setup.exe": "windows-x86_64",
    "Bitsmith-0.1.0-arm64.dmg": "macos-arm64",
    "Bitsmith-0.1.0-x86_64.dmg": "macos-x86_64",
}


@pytest.fixture
def key(tmp_path):
    private, public = tmp_path / "private.pem", tmp_path / "update_key.pub"
    assert rm.main(["keygen", "--address", ADDRESS, "--private", str(private), "--public", str(public)]) == 0
    return private, public


@pytest.fixture
def dist(tmp_path, monkeypatch):
    folder = tmp_path / "dist"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(name.encode() * 100)
    monkeypatch.setattr(rm, "notes_of", lambda version: f"- what is new in {version}")
    return folder


def make(dist, key, monkeypatch, private=None):
    monkeypatch.setenv(rm.SECRET, key[0].read_text() if private is None else private)
    base = ["--base-url", "https://releases.example/v0.1.0/", "--page", "https://releases.example/v0.1.0"]
    return rm.main(["make", "--files", str(dist), *base, "--key", str(key[1])])


def verify(dist, key):
    return rm.main(["verify", "--files", str(dist), "--key", str(key[1])])


def test_a_new_pair_of_keys(key):
    private, public = key
    assert release_key.read_key(public.read_text()).address == ADDRESS
    assert stat.S_IMODE(private.stat().st_mode) == 0o600 or sys.platform == "win32"
    assert "PRIVATE" not in public.read_text()


def test_no_key_is_written_over(key, tmp_path, capsys):
    private, public = key
    before = private.read_bytes(), public.read_bytes()
    for one, other in ((private, tmp_path / "new"), (tmp_path / "new", public)):
        command = ["keygen", "--address", ADDRESS, "--private", str(one), "--public", str(other)]
        assert rm.main(command) == 1
        assert "is there already" in capsys.readouterr().err
    assert (private.read_bytes(), public.read_bytes()) == before
    assert not (tmp_path / "new").exists()


def test_an_unsafe_address_makes_no_key(tmp_path):
    private = tmp_path / "private.pem"
    command = ["keygen", "--address", "http://releases.example/x", "--private", str(private)]
    assert rm.main([*command, "--public", str(tmp_path / "x.pub")]) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_lists_of_a_release(dist, key, monkeypatch, capsys):
    assert make(dist, key, monkeypatch) == 0
    release = manifest.unpack((dist / rm.LATEST).read_bytes(), release_key.read_key(key[1].read_text()))
    assert release.version == app_version.app_version()
    assert release.notes == f"- what is new in {app_version.app_version()}"
    assert {file.name: file.platform for file in release.files} == NAMES
    for file in release.files:
        data = (dist / file.name).read_bytes()
        assert (file.size_bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        assert file.url == f"https://releases.example/v0.1.0/{file.name}"
    assert verify(dist, key) == 0
    assert "5 packages, all as listed and signed" in capsys.readouterr().out


@pytest.mark.skipif(not (shutil.which("openssl") and shutil.which("sha256sum")), reason="asks these programs")
def test_people_can_check_it_with_what_their_system_has(dist, key, monkeypatch):
    make(dist, key, monkeypatch)
    subprocess.run(["sha256sum", "--check", "--quiet", rm.SUMS], cwd=dist, check=True)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key[1], "-rawin"]
    command += ["-in", dist / rm.SUMS, "-sigfile", dist / rm.SUMS_SIGNATURE]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (dist / rm.SUMS).write_bytes((dist / rm.SUMS).read_bytes() + b"\n")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("name", [rm.SUMS, rm.SUMS_SIGNATURE, rm.LATEST, *NAMES])
def test_whatever_is_changed_is_noticed(dist, key, monkeypatch, name):
    make(dist, key, monkeypatch)
    data = bytearray((dist / name).read_bytes())
    data[len(data) // 2] ^= 1
    (dist / name).write_bytes(data)
    assert verify(dist, key) == 1


@pytest.mark.parametrize("name", [rm.SUMS, rm.LATEST, "Bitsmith-0.1.0-arm64.dmg"])
def test_whatever_is_gone_is_noticed(dist, key, monkeypatch, name):
    make(dist, key, monkeypatch)
    (dist / name).unlink()
    assert verify(dist, key) == 1


def test_without_the_secret_nothing_is_called_signed(dist, key, monkeypatch, capsys):
    assert make(dist, key, monkeypatch, private="") == 0
    assert "is not signed" in capsys.readouterr().out
    assert (dist / rm.SUMS).is_file()
    assert not (dist / rm.SUMS_SIGNATURE).exists()
    assert not (dist / rm.LATEST).exists()


def test_another_key_than_the_apps_is_refused(dist, key, monkeypatch, capsys):
    other = release_key.new_private_key().decode()
    assert make(dist, key, monkeypatch, private=other) == 1
    assert "is not the one that belongs to" in capsys.readouterr().err
    assert not (dist / rm.LATEST).exists()
    assert make(dist, key, monkeypatch, private="nonsense") == 1


@pytest.mark.parametrize("name", ["notes.txt", "bitsmith.deb", "Bitsmith-0.1.0-x86_64.zip"])
def test_a_file_that_is_no_package_is_refused(dist, key, monkeypatch, capsys, name):
    (dist / name).write_text("x")
    assert make(dist, key, monkeypatch) == 1
    assert name in capsys.readouterr().err


def test_notes_are_the_versions_part_of_the_changelog(tmp_path):
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## 0.2.0 (2027-01-01)\n\n- new\n\n## 0.1.0 (unreleased)\n\n- old\n")
    assert rm.notes_of("0.2.0", changelog) == "- new"
    with pytest.raises(rm.ReleaseError, match="unreleased"):
        rm.notes_of("0.1.0", changelog)
    with pytest.raises(rm.ReleaseError, match="says nothing"):
        rm.notes_of("0.3.0", changelog)


def test_the_command_runs_by_itself(dist, key, tmp_path):
    """In its own process, as a release workflow calls it."""
    script = [sys.executable, rm.PACKAGING / "release_manifest.py"]
    environment = {name: value for name, value in os.environ.items() if name != rm.SECRET}
    arguments = ["--files", dist, "--base-url", "https://x.example", "--page", "https://x.example"]
    command = [*script, "make", *arguments]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "is not signed" in done.stdout
    assert (dist / rm.SUMS).is_file()
