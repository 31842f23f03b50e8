"""A model card as harmless HTML: what its author wrote, without anything that runs, loads or hides."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from desktop_app.ui.widgets.markdown_blocks import is_safe_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# how long Qt takes for a layout grows faster than linearly with the length of a paragraph (most of all where
# its direction changes), the number of a table's cells and the depth of elements, and doubles with each table
# inside another
MOST_CHARACTERS = 80_000
_MOST_TAGS = 12_000
_MOST_CELLS = 3_000
_MOST_LINES = 8_000
_MOST_DEPTH = 80
_MOST_TABLES = 3
_MOST_BIDI = 4_000
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# not over a "<": else many that do not end are looked through again and again
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_BLOCK = re.compile(r"</?(?:p|hr|h[1-6]|[uo]l|li|blockquote|pre|table|t[rhd])\b")
# Hebrew, Arabic and their neighbours, and characters that only turn the direction
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_EMPTY_TAGS = {"br", "hr"}
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("strong", "b", "em", "i", "del", "s", "sub", "sup", "a", "table", "thead", "tbody", "tr", "th", "td"),
}


def card_html(text: str) -> str:
    """The card as HTML for a `DocumentView`; pictures become their description.

    Tables of metadata at its beginning, scripts, styles, frames and addresses other than web and mail are
    left out. A card that is longer than `MOST_CHARACTERS`, or made to keep a layout busy, is cut. A hostile
    one can take seconds here: not to be called where somebody waits.
    """
    card = _FRONT_MATTER.sub("", text, count=1)
    shown = card[:MOST_CHARACTERS]
    has_html = True
    while _costs_too_much(clean := _clean(_parser(has_html=has_html).render(shown))):
        if has_html and _is_deep(clean):
            has_html = False  # what Markdown itself puts inside each other is bounded
        else:
            shown = shown[: len(shown) // 2]
    return f"{clean}<p>…</p>" if len(shown) < len(card) else clean


def _clean(html: str) -> str:
    import nh3

    return nh3.clean(
        _IMAGE.sub(_described, html),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


def _costs_too_much(html: str) -> bool:
    return (
        html.count("<") > _MOST_TAGS
        or html.count("<t") > _MOST_CELLS
        or html.count("\n") > _MOST_LINES
        or _is_deep(html)
        or any(len(block) > _MOST_BIDI and _RIGHT_TO_LEFT.search(block) for block in _BLOCK.split(html))
    )


def _is_deep(html: str) -> bool:
    return _depth(html) > _MOST_DEPTH or _depth(html, of="table") > _MOST_TABLES


def _depth(html: str, *, of: str = "") -> int:
    """How many elements of well-formed HTML, or of one kind, are inside each other at most."""
    depth = deepest = 0
    for slash, name in _TAG.findall(html):
        if of and name != of:
            continue
        if slash:
            depth -= 1
        elif name not in _EMPTY_TAGS:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _described(match: re.Match[str]) -> str:
    found = _ALT.search(match[0])
    words = " ".join((found[1] or found[2] or "").split())[:80] if found else ""
    return f"[{words}]" if words else ""


@cache
def _parser(*, has_html: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    # raw HTML is let through here, and cleaned as a whole afterwards; or it is shown as text
    parser = MarkdownIt("commonmark", {"html": has_html, "maxNesting": 30})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _render_image)
    return parser


def _render_image(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    words, address = escape(tokens[idx].content or ""), str(tokens[idx].attrGet("src") or "")
    if not words:
        return ""
    return f'<a href="{escape(address)}">[{words}]</a>' if is_safe_link(address) else f"[{words}]"
