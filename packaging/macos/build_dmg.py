#!/usr/bin/env python3
"""Sign dist/Bitsmith.app and make the disk image of it; on a Mac.

    python packaging/macos/build_dmg.py [--app APP] [--output DIR] [--identity NAME] [--notarize]

Without an identity, which BITSMITH_SIGNING_IDENTITY may name too, the signature is ad hoc: macOS runs the app
when the person has allowed it. With --notarize Apple looks at the image, for the account that these name:
BITSMITH_APPLE_ID, BITSMITH_APPLE_TEAM and BITSMITH_APPLE_PASSWORD (one made for this purpose).
"""

from __future__ import annotations

import argparse
import os
import platform
import plistlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

MACOS = Path(__file__).resolve().parent
ROOT = MACOS.parents[1]
sys.path.insert(0, str(MACOS.parent))
sys.path.insert(0, str(MACOS))

import app_version
import signing

_ACCOUNT = {
    "--apple-id": "BITSMITH_APPLE_ID",
    "--team-id": "BITSMITH_APPLE_TEAM",
    "--password": "BITSMITH_APPLE_PASSWORD",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--app", type=Path, default=ROOT / "dist" / "Bitsmith.app")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="folder that the image goes to")
    parser.add_argument("--identity", default=os.environ.get("BITSMITH_SIGNING_IDENTITY", ""))
    parser.add_argument("--notarize", action="store_true", help="needs an identity and the account")
    options = parser.parse_args()
    if problem := why_not(options):
        print(problem, file=sys.stderr)
        return 1
    print(build(options.app, options.output, options.identity or signing.AD_HOC, notarize=options.notarize))
    return 0


def why_not(options: argparse.Namespace) -> str:
    """What is missing, "" when it can begin."""
    missing = [tool for tool in ("codesign", "hdiutil", "xcrun") if not shutil.which(tool)]
    if missing:
        return f"This needs a Mac with its developer tools: {', '.join(missing)} is missing."
    if not (options.app / "Contents" / "Info.plist").is_file():
        return f"there is no app in {options.app}; ./dev freeze makes it"
    if options.notarize and not options.identity:
        return "Apple looks only at what is signed with a certificate: --identity is missing."
    unset = [name for name in _ACCOUNT.values() if not os.environ.get(name)] if options.notarize else []
    return f"--notarize needs {', '.join(unset)}" if unset else ""


def build(
    app: Path, output: Path, identity: str, *, notarize: bool = False, run: signing.Run = signing.run
) -> Path:
    """Returns the image, which appears when it is complete.

    Args:
        app: is signed where it is.
        output: the folder for the image.
        identity: see `signing.sign`.
        notarize: let Apple look at it, which takes minutes.
        run: runs the commands.

    Raises:
        SystemExit: a step failed.
    """
    info = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    version = info["CFBundleShortVersionString"]
    if version != app_version.app_version():
        raise SystemExit(f"{app} is version {version}, not {app_version.app_version()}: freeze it again.")
    output.mkdir(parents=True, exist_ok=True)
    target = output / f"Bitsmith-{version}-{platform.machine()}.dmg"
    part = target.with_suffix(".part.dmg")
    part.unlink(missing_ok=True)
    signing.sign(app, identity, run)
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder) / "Bitsmith"
        stage.mkdir()
        # ditto keeps links and attributes; a copy that lost them would have lost its signature
        run(["ditto", str(app), str(stage / app.name)])
        (stage / "Applications").symlink_to("/Applications")
        _create(stage, part, run)
    if identity != signing.AD_HOC:
        run(["codesign", "--sign", identity, "--timestamp", str(part)])
    if notarize:
        account = [word for flag, name in _ACCOUNT.items() for word in (flag, os.environ[name])]
        run(["xcrun", "notarytool", "submit", str(part), "--wait", *account])
        run(["xcrun", "stapler", "staple", str(part)])
        run(["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(part)])
    check_image(part, app.name, run)
    part.replace(target)
    return target


def _create(stage: Path, image: Path, run: signing.Run) -> None:
    command = ["hdiutil", "create", "-volname", "Bitsmith", "-srcfolder", str(stage)]
    command += ["-fs", "APFS", "-format", "ULFO", "-ov", str(image)]
    for left in (2, 1, 0):
        try:
            run(command)
            break
        except SystemExit as error:
            # the indexer or a scanner may still look at the image that is being made
            if not left or "busy" not in str(error):
                raise
            time.sleep(5)


def check_image(image: Path, name: str, run: signing.Run = signing.run) -> None:
    """Mount the image and look at the signature of the app in it.

    Raises:
        SystemExit: it is damaged, or the signature did not survive.
    """
    run(["hdiutil", "verify", str(image)])
    with tempfile.TemporaryDirectory() as folder:
        run(["hdiutil", "attach", str(image), "-readonly", "-nobrowse", "-mountpoint", folder])
        try:
            signing.verify(Path(folder) / name, run)
        finally:
            run(["hdiutil", "detach", folder, "-force"])


if __name__ == "__main__":
    sys.exit(main())
