"""update --check: whether there is a newer version."""

from __future__ import annotations

import argparse
import platform
import sys

from desktop_app.cli.context import open_context
from desktop_app.cli.output import print_json, size_text
from desktop_app.domain.updates import Verdict, platform_tag


def update(options: argparse.Namespace) -> int:
    from desktop_app.updates.check import check
    from desktop_app.updates.release_key import own_key

    key, settings = own_key(), open_context().settings
    report = check(key, proxy=settings.proxy, is_offline_mode=settings.offline)
    release = report.release
    if options.json:
        print_json({"address": key.address if key else "", "report": report})
    elif report.verdict is Verdict.NEWER:
        print(f"There is a newer version: {release.version} of {release.date}. You have {report.installed}.")
        tag = platform_tag(sys.platform, platform.machine())
        for file in release.files:
            if file.platform == tag:
                print(f"{file.url} ({size_text(file.size_bytes)}, SHA-256 {file.sha256})")
        # notes come from elsewhere: nothing in them may move the cursor
        print("", *("".join(filter(_is_plain, line)) for line in release.notes.splitlines()), "", sep="\n")
        print(release.page)
    elif report.verdict is Verdict.SAME:
        print(f"You have the newest version, {report.installed}.")
    else:
        print(f"The newest published version is {release.version}, older than yours ({report.installed}).")
    return 0


def _is_plain(character: str) -> bool:
    return character.isprintable() or character == "\t"
