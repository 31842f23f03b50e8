"""The self-test of everything that is loaded on its first use only: what is missing in this installation."""

from __future__ import annotations

import re
import sys
import uuid
from pathlib import Path

from desktop_app import parts, paths
from desktop_app.domain.errors import BitsmithError, ErrorKind

_NOBODY = "http://127.0.0.1:9"  # the port of a service that no computer runs any more
_LEAST_MODULES = 500
_PICTURE = re.compile(r'url\("([^"]+)"\)')
_CODE, _FORMULA = "def f(x):\n    return x\n", r"\frac{a}{b}"


def problems() -> list[str]:
    """What is missing or does not work, in words; takes some seconds. Needs a QApplication."""
    try:
        found = parts.parts()
    except (OSError, ValueError, SyntaxError) as error:
        return [f"the list of the program's parts cannot be read: {error}"]
    n_modules = len(found.window) + len(found.child)
    if n_modules < _LEAST_MODULES:
        return [f"the list of the program's parts names {n_modules} modules only"]
    folder = Path(getattr(sys, "_MEIPASS", ""))
    named = [
        *parts.defects(folder, found.files),
        *parts.unloadable(found.window),
        *parts.not_there(found.by_name),
        *_problems_of_child(found.child),
    ]
    checks = {
        "the command line": _problems_of_commands,
        "the looks": _problems_of_looks,
        "languages": _problems_of_languages,
        "texts": _problems_of_texts,
        "the Hub's library": _problems_of_hub,
    }
    for name, check in checks.items():
        try:
            named += check()
        except Exception as error:  # noqa: BLE001 - a part that is missing breaks what needs it
            named.append(f"{name}: {error!r}")
    return named


def count() -> str:
    """How much there is to look at, for people."""
    found = parts.parts()
    modules = len(found.window) + len(found.child) + len(found.by_name)
    return f"{modules} imports" + (f" and {len(found.files)} files" if found.files else "")


def _problems_of_child(names: tuple[str, ...]) -> list[str]:
    """In a process like those that hold the engine; the window's never does."""
    from desktop_app.pipeline.child_job import run_job
    from desktop_app.protocol.messages import LoadParts
    from desktop_app.protocol.results import PartsReport

    try:
        report = run_job(LoadParts(uuid.uuid4().hex, names))
    except BitsmithError as error:
        return [f"the engine's process does not work: {error.problem.text()} {error.problem.detail}".strip()]
    assert isinstance(report, PartsReport)
    extra = ["Qt is loaded in the engine's process"] if report.has_qt else []
    return [*report.problems, *extra]


def _problems_of_commands() -> list[str]:
    from desktop_app.cli.main import command_functions

    return parts.unloadable(command_functions())


def _problems_of_looks() -> list[str]:
    """Themes, their pictures, icons."""
    from PySide6.QtGui import QPixmap
    from PySide6.QtSvg import QSvgRenderer

    from desktop_app.ui.theme.style import style_sheet
    from desktop_app.ui.theme.tokens import THEME_NAMES, load_tokens

    found = []
    for name in THEME_NAMES:
        pictures = sorted(set(_PICTURE.findall(style_sheet(load_tokens(name)))))
        found += [f"the picture {path} cannot be shown" for path in pictures if QPixmap(path).isNull()]
    icons = sorted((paths.resources() / "icons").glob("*.svg"))
    if not icons:
        found.append("the icons are missing")
    found += [
        f"the icon {path.stem} cannot be drawn" for path in icons if not QSvgRenderer(str(path)).isValid()
    ]
    return found


def _problems_of_languages() -> list[str]:
    from desktop_app.ui.translation import unreadable_catalogues

    return [f"the language file {name} is missing or damaged" for name in unreadable_catalogues()]


def _problems_of_texts() -> list[str]:
    """Markdown, code and formulas."""
    from desktop_app.ui.widgets.card_html import card_html
    from desktop_app.ui.widgets.code_colors import lexer_for
    from desktop_app.ui.widgets.markdown_blocks import GrowingMarkdown
    from desktop_app.ui.widgets.math_images import Formula, draw

    found = []
    markdown = GrowingMarkdown()
    markdown.feed(f"*a*\n\n```python\n{_CODE}```\n\n$${_FORMULA}$$")
    markdown.finish()
    if [block.kind for block in markdown.blocks] != ["text", "code", "text"] or "<em>" not in card_html(
        "*a*"
    ):
        found.append("Markdown is not understood")
    lexer = lexer_for("python")
    if lexer is None or not any("Keyword" in tuple(kind) for kind, _text in lexer.get_tokens(_CODE)):
        found.append("code is not coloured")
    if draw(Formula(_FORMULA, True, "#000000", 16.0, 8.0, 1.0)) is None:
        found.append("formulas cannot be drawn")
    return found


def _problems_of_hub() -> list[str]:
    """The Hub's library with its certificates, up to a connection that nobody takes."""
    from desktop_app.hub.client import HubClient

    try:
        HubClient(_NOBODY, proxy="none").search(limit=1)
    except BitsmithError as error:
        problem = error.problem
        if problem.kind is not ErrorKind.NETWORK:
            return [f"the Hub's library does not work: {problem.text()} {problem.detail}".strip()]
    return []
