"""An answer as plain text: no marks, but lists, tables and code that can still be read. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.ui.widgets.markdown_blocks import is_formula, parse_markdown

if TYPE_CHECKING:
    from markdown_it.token import Token


def plain_text(markdown: str) -> str:
    """The words of a Markdown text: items with their sign, cells with tabs between, code as it is."""
    writer = _Writer()
    for token in parse_markdown(markdown):
        writer.take(token)
    return "\n".join(writer.lines).strip("\n")


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._lists: list[int | None] = []  # the next number, None for a bullet
        self._sign = ""
        self._cells: list[str] | None = None

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            is_bullet = kind == "bullet_list_open"
            self._gap()
            self._lists.append(None if is_bullet else int(token.attrs.get("start", 1) or 1))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            number = self._lists[-1]
            self._sign = "- " if number is None else f"{number}. "
            if number is not None:
                self._lists[-1] = number + 1
        elif kind == "tr_open":
            self._cells = []
        elif kind == "tr_close":
            self.lines.append("\t".join(self._cells or ()))
            self._cells = None
        elif kind in ("paragraph_open", "heading_open", "blockquote_open", "table_open"):
            self._gap()
        elif kind == "inline":
            self._inline(token)
        elif kind in ("fence", "code_block") or is_formula(token):
            self._gap()
            self._write(token.content.strip("\n"))
        elif kind == "hr":
            self._gap()
            self._write("---")

    def _inline(self, token: Token) -> None:
        text = _words(token.children or ())
        if self._cells is not None:
            self._cells.append(text)
        else:
            self._write(text)

    def _write(self, text: str) -> None:
        indent = "   " * max(0, len(self._lists) - 1)
        for line in text.split("\n"):
            sign = self._sign or (" " * 2 if self._lists else "")
            self.lines.append(f"{indent}{sign}{line}" if line or self._sign else "")
            self._sign = ""

    def _gap(self) -> None:
        """An empty line between blocks, but not between the items of a list."""
        if self.lines and self.lines[-1] and not self._lists and not self._sign:
            self.lines.append("")


def _words(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    address = ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
        elif token.type == "link_close":
            if address and address not in parts:
                parts.append(f" ({address})")
            address = ""
        elif token.type in ("text", "code_inline", "image") or is_formula(token):
            parts.append(token.content)
    return "".join(parts)
