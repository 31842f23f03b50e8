"""Signing for Windows, with a certificate that is of no worth."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SIGN = Path(__file__).resolve().parents[2] / "packaging" / "windows" / "sign.py"


def sign(path, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BITSMITH_")}
    return subprocess.run(
        [sys.executable, SIGN, path],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def pfx(tmp_path):
    key, certificate, made = (
        tmp_path / name for name in ("key.pem", "certificate.pem", "my certificate.pfx")
    )
    subject = ["-subj", "/CN=Nobody", "-addext", "extendedKeyUsage=codeSigning", "-days", "2"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        key,
        "-out",
        certificate,
    ]
    subprocess.run([*command, *subject], capture_output=True, check=True)
    command = ["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-out", made]
    subprocess.run([*command, "-passout", "pass:a b$c"], capture_output=True, check=True)
    return made


@pytest.fixture
def program(tmp_path):
    """A real program for Windows."""
    script = tmp_path / "small.nsi"
    script.write_text('Unicode True\nOutFile "small program.exe"\nSection\nSectionEnd\n')
    subprocess.run(["makensis", "-V0", script.name], cwd=tmp_path, check=True)
    return tmp_path / "small program.exe"


@pytest.mark.skipif(
    not all(map(shutil.which, ("osslsigncode", "makensis", "openssl"))) or bool(shutil.which("signtool")),
    reason="needs osslsigncode, NSIS and openssl",
)
def test_a_program_is_signed(program, pfx):
    environment = {"BITSMITH_WINDOWS_PFX": str(pfx), "BITSMITH_TIMESTAMP_URL": "none"}
    before = program.read_bytes()
    done = sign(program, **environment, BITSMITH_WINDOWS_PFX_PASSWORD="wrong")
    assert done.returncode != 0
    assert program.read_bytes() == before, "a signature that fails leaves the file as it was"
    done = sign(program, **environment, BITSMITH_WINDOWS_PFX_PASSWORD="a b$c")
    assert done.returncode == 0, done.stderr
    authority = ["-CAfile", pfx.with_name("certificate.pem")]
    verify = ["osslsigncode", "verify", *authority, "-in", program]
    assert subprocess.run(verify, capture_output=True, check=False).returncode == 0
    assert "a b$c" not in done.stdout + done.stderr
    program.write_bytes(program.read_bytes().replace(b"Nullsoft", b"Nullhard", 1))
    assert subprocess.run(verify, capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for Windows' tool")
def test_windows_own_tool_is_asked_where_it_is(tmp_path):
    tool, told = tmp_path / "signtool", tmp_path / "told"
    tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{told}"\n')
    tool.chmod(0o755)
    certificate = tmp_path / "c.pfx"
    certificate.write_text("x")
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "BITSMITH_WINDOWS_PFX": str(certificate)}
    assert sign(tmp_path / "x.exe", **environment, BITSMITH_WINDOWS_PFX_PASSWORD="pw").returncode == 0
    words = told.read_text().splitlines()
    assert words[0] == "sign"
    assert words[-1] == str(tmp_path / "x.exe")
    for pair in (("/f", str(certificate)), ("/p", "pw"), ("/fd", "sha256"), ("/td", "sha256")):
        assert words[words.index(pair[0]) + 1] == pair[1]


def test_without_a_certificate_it_says_so(tmp_path):
    done = sign(tmp_path / "x.exe")
    assert done.returncode == 1
    assert "x.exe is not signed" in done.stderr
