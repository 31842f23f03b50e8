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

MOST_CHARACTERS = 200_000
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_TAGS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("strong", "b", "em", "i", "del", "s", "sub", "sup", "a", "table", "thead", "tbody", "tr", "th", "td"),
}


def card_html(text: str) -> str:
    """The card as HTML for a `DocumentView`; pictures become their description.

    Tables of metadata at its beginning, scripts, styles, frames and addresses other than web and mail are
    left out; a card that is longer than `MOST_CHARACTERS` is cut.
    """
    import nh3

    shown = _FRONT_MATTER.sub("", text, count=1)
    is_cut = len(shown) > MOST_CHARACTERS
    html = _parser().render(shown[:MOST_CHARACTERS])
    clean = nh3.clean(
        _IMAGE.sub(_described, html),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    return f"{clean}<p>…</p>" if is_cut else clean


def _described(match: re.Match[str]) -> str:
    found = _ALT.search(match[0])
    words = " ".join((found[1] or found[2] or "").split())[:80] if found else ""
    return f"[{words}]" if words else ""


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # raw HTML is let through here, and cleaned as a whole afterwards
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 30})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _render_image)
    return parser


def _render_image(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    words, address = escape(tokens[idx].content or ""), str(tokens[idx].attrGet("src") or "")
    if not words:
        return ""
    return f'<a href="{escape(address)}">[{words}]</a>' if is_safe_link(address) else f"[{words}]"
