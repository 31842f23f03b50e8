#!/usr/bin/env python3
"""Sign one file for Windows (Authenticode); build_installer.py calls it where --sign names it.

BITSMITH_WINDOWS_PFX names the certificate with its key (PKCS #12), BITSMITH_WINDOWS_PFX_PASSWORD opens it;
BITSMITH_TIMESTAMP_URL is the server that says when, "none" for no time: then the signature ends with the
certificate. Windows' own signtool is used where it is, elsewhere osslsigncode.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_TIMESTAMP = "http://timestamp.digicert.com"


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    path = Path(sys.argv[1])
    certificate = os.environ.get("BITSMITH_WINDOWS_PFX", "")
    if not certificate or not Path(certificate).is_file():
        print(f"{path.name} is not signed: BITSMITH_WINDOWS_PFX names no file.", file=sys.stderr)
        return 1
    password = os.environ.get("BITSMITH_WINDOWS_PFX_PASSWORD", "")
    timestamp = os.environ.get("BITSMITH_TIMESTAMP_URL", _TIMESTAMP)
    timestamp = "" if timestamp == "none" else timestamp
    if tool := find_signtool():
        return with_signtool(tool, path, certificate, password, timestamp)
    return with_osslsigncode(path, certificate, password, timestamp)


def find_signtool() -> str:
    """Windows' tool, "" where there is none; the SDK leaves the PATH alone."""
    if found := shutil.which("signtool"):
        return found
    kits = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Windows Kits" / "10" / "bin"
    return max((str(path) for path in kits.glob("10.*/x64/signtool.exe")), default="")


def with_signtool(tool: str, path: Path, certificate: str, password: str, timestamp: str) -> int:
    command = [tool, "sign", "/q", "/fd", "sha256", "/d", "Bitsmith", "/f", certificate, "/p", password]
    command += ["/tr", timestamp, "/td", "sha256"] if timestamp else []
    return subprocess.run([*command, path], check=False).returncode


def with_osslsigncode(path: Path, certificate: str, password: str, timestamp: str) -> int:
    if not shutil.which("osslsigncode"):
        print(f"{path.name} is not signed: there is neither signtool nor osslsigncode.", file=sys.stderr)
        return 1
    signed = path.with_name(path.name + ".signed")
    signed.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile("w", suffix=".pass") as secret:
        secret.write(password)
        secret.flush()
        command = ["osslsigncode", "sign", "-pkcs12", certificate, "-readpass", secret.name, "-h", "sha256"]
        command += ["-n", "Bitsmith", *(["-ts", timestamp] if timestamp else [])]
        done = subprocess.run([*command, "-in", path, "-out", signed], stdout=subprocess.DEVNULL, check=False)
    if done.returncode == 0:
        signed.replace(path)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
