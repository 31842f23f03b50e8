"""Signing an app for macOS: everything inside first, each piece by itself, the app last.

`codesign --deep` would give every piece the entitlements of the app, and misses code among the resources.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

ENTITLEMENTS = Path(__file__).resolve().parent / "entitlements.plist"
AD_HOC = "-"
# programs and libraries of 64 bits, and files with several of them
_MAGICS = (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf")
Run = Callable[[Sequence[str]], None]


def run(command: Sequence[str]) -> None:
    """Run a tool of macOS; SystemExit with what it said when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n{' '.join(command[:2])} failed (see above).")


def signing_order(app: Path) -> list[Path]:
    """All code in `app`, in the order in which it can be signed: what holds others comes behind them."""
    code = [path for path in app.rglob("*") if not path.is_symlink() and path.is_file() and _is_code(path)]
    bundles = [path for path in app.rglob("*.framework") if not path.is_symlink() and path.is_dir()]
    main = app / "Contents" / "MacOS"
    deepest_first = sorted(
        [*code, *bundles], key=lambda path: (path.parent == main, -len(path.parts), str(path))
    )
    return [*deepest_first, app]


def sign(app: Path, identity: str = AD_HOC, run: Run = run) -> None:
    """Sign all of it.

    Args:
        app: the .app folder; nothing in it may change afterwards.
        identity: name of a certificate "Developer ID Application: ..." in the keychain, or AD_HOC: a
            signature of nobody, without which Apple's processors run nothing.
        run: runs the commands.

    Raises:
        SystemExit: it could not be signed, or the signature does not hold.
    """
    for path in signing_order(app):
        run(sign_command(path, identity, is_program=path == app or path.parent.name == "MacOS"))
    verify(app, run)


def sign_command(path: Path, identity: str, *, is_program: bool) -> list[str]:
    """How one piece is signed; only for a certificate, which all pieces share, the runtime is hardened."""
    command = ["codesign", "--force", "--sign", identity]
    if identity != AD_HOC:
        command += ["--timestamp", "--options", "runtime"]
        if is_program:
            command += ["--entitlements", str(ENTITLEMENTS)]
    return [*command, str(path)]


def verify(app: Path, run: Run = run) -> None:
    """Look at every signature in the app.

    Raises:
        SystemExit: one is missing or does not fit its file.
    """
    run(["codesign", "--verify", "--deep", "--strict", "--all-architectures", "--verbose=2", str(app)])


def _is_code(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(8)
    # Java's classes begin like a file with several programs; those have few of them
    return head[:4] in _MAGICS and not (head[:4] == b"\xca\xfe\xba\xbe" and head[7:8] > b"\x20")
