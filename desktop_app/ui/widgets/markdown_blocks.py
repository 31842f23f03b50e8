"""Markdown that grows: finished blocks are parsed once, only the last one again and again.

No Qt here. Raw HTML stays text, pictures become links, and only web and mail addresses stay links, so
whatever a model writes can neither run nor load anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})([^\n]*)")
_TASK = re.compile(r"\[([ xX])\]\s")
_SAFE_SCHEMES = ("http", "https", "mailto")
_NEST_LIMIT = 40
_TABLE_ROWS = 20
_LONGEST_PARAGRAPH = 6000  # characters
MATH_SCHEME = "math"
# the plugins' token types, and whether a formula stands alone
_MATH_RULES = {
    "math_inline": False,
    "math_single": False,
    "math_inline_double": True,
    "math_block": True,
    "math_block_label": True,
    "math_block_eqno": True,
    "math_bracket_display": True,
}


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level piece of an answer.

    `kind` "text" has its rendered `html`; "code" has the plain `source` and its `language`. `source` of a
    text block is its Markdown. `is_open`: more of it may still come.
    """

    kind: str
    source: str
    html: str = ""
    language: str = ""
    is_open: bool = False


def is_safe_link(address: str) -> bool:
    """Whether a link may be offered at all: web and mail, nothing on this computer, no scripts."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _SAFE_SCHEMES
    except ValueError:
        return False


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.texmath import texmath_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NEST_LIMIT})
    # "$5 and $6" are prices: a formula has no space or digit at the outside of its dollars
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    parser.use(texmath_plugin, delimiters="brackets")
    parser.inline.ruler.before("escape", "math_bracket_display", _bracket_display)
    for rule, is_display in _MATH_RULES.items():
        parser.add_render_rule(rule, _render_display if is_display else _render_formula)
    parser.enable(["table", "strikethrough"])
    parser.disable(["html_block", "html_inline"])
    parser.add_render_rule("image", _render_image)
    parser.add_render_rule("link_open", _render_link_open)
    parser.add_render_rule("fence", _render_nested_code)
    parser.add_render_rule("code_block", _render_nested_code)
    return parser


def parse_markdown(text: str) -> list[Token]:
    """The tokens of a whole text, by the rules that answers are shown by."""
    return _parser().parse(text)


def is_formula(token: Token) -> bool:
    """Whether a token is a formula; its content is LaTeX."""
    return token.type in _MATH_RULES


def _render_image(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    address, words = str(tokens[idx].attrGet("src") or ""), escape(tokens[idx].content or "image")
    if is_safe_link(address):
        return f'<a href="{escape(address)}">[{words}]</a>'
    return f"[{words}]"


def _bracket_display(state: StateInline, silent: bool) -> bool:
    r"""`\[…\]` in the middle of a paragraph, which the plugins know at the beginning of a block only."""
    if not state.src.startswith("\\[", state.pos):
        return False
    end = state.src.find("\\]", state.pos + 2, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("math_bracket_display", "", 0).content = state.src[state.pos + 2 : end]
    state.pos = end + 2
    return True


def _render_formula(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    return _formula(tokens[idx].content, is_display=False)


def _render_display(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    picture = _formula(tokens[idx].content, is_display=True)
    return f'<p align="center">{picture}</p>' if tokens[idx].block else picture


def _formula(tex: str, *, is_display: bool) -> str:
    """A picture that the document asks `loadResource` for; its address is its source."""
    address = f"{MATH_SCHEME}:{'d' if is_display else 'i'}{quote(tex.strip(), safe='')}"
    return f'<img src="{address}" style="vertical-align: middle" alt="{escape(tex.strip())}"/>'


def formula_of(address: str) -> tuple[str, bool] | None:
    """The source in a picture's address, and whether it stands alone; None for another address."""
    scheme, _colon, rest = address.partition(":")
    if scheme != MATH_SCHEME or not rest:
        return None
    return unquote(rest[1:]), rest[0] == "d"


def _render_link_open(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    address = str(tokens[idx].attrGet("href") or "")
    return f'<a href="{escape(address)}">' if is_safe_link(address) else "<a>"


def _render_nested_code(_self: Any, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
    return f"<pre>{escape(tokens[idx].content)}</pre>"


class GrowingMarkdown:
    """The blocks of a text that is appended to.

    `feed` costs as much as what is not finished yet, not as much as the whole text.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._env: dict[str, Any] = {}
        self._frozen = 0
        self._tail = ""
        self._fence: _OpenFence | None = None

    def feed(self, text: str) -> int:
        """Append `text`; returns the index of the first block that changed."""
        first = self._frozen
        self._tail += text
        if self._fence is not None and not self._feed_fence():
            return first
        self._parse_tail()
        return first

    def finish(self) -> int:
        """Nothing more comes; returns the index of the first block that changed."""
        first = self._frozen
        self.blocks[first:] = [
            Block(b.kind, b.source, b.html, b.language, is_open=False) for b in self.blocks[first:]
        ]
        self._frozen = len(self.blocks)
        self._tail, self._fence = "", None
        return first

    def _feed_fence(self) -> bool:
        """Go on in a code block; true when it ended and text follows that must be parsed."""
        fence = self._fence
        assert fence is not None
        end = fence.read(self._tail)
        if end is None:
            self._set_tail([Block("code", fence.shown, language=fence.language, is_open=True)])
            return False
        self.blocks[self._frozen :] = [Block("code", fence.code, language=fence.language)]
        self._frozen = len(self.blocks)
        self._tail, self._fence = self._tail[end:], None
        return True

    def _set_tail(self, blocks: list[Block]) -> None:
        self.blocks[self._frozen :] = blocks

    def _parse_tail(self) -> None:
        lines = self._tail.split("\n")
        tokens = _parser().parse(self._tail, self._env)
        groups = _split_last_list(_split_tables(_groups(tokens)))
        self._set_tail([])
        for number, group in enumerate(groups):
            is_last = number == len(groups) - 1
            first, last = group[0].map or [0, len(lines)]
            source = "\n".join(lines[first:last])
            if not is_last:
                self.blocks.append(self._block(group, source, is_open=False))
                self._frozen = len(self.blocks)
                continue
            # what is in front of the last block is never read again
            head = group[1].map if group[0].type == "table_open" else None
            if head is not None and head[0] < first:  # the rest of a table needs the head to be one
                first -= 2
                lines[first : first + 2] = lines[head[0] : head[0] + 2]
            self._tail = "\n".join(lines[first:])
            if group[0].type == "paragraph_open" and self._cut_paragraph():
                self._parse_tail()
                return
            opened = _OpenFence.begin(self._tail) if group[0].type == "fence" else None
            if opened is not None:
                self._fence = opened
                if self._feed_fence():
                    self._parse_tail()
            else:
                self._set_tail([self._block(group, source, is_open=True)])

    def _cut_paragraph(self) -> bool:
        """A paragraph without an end must not be read again and again: its beginning becomes a block."""
        cut = self._tail.rfind(" ", 0, _LONGEST_PARAGRAPH) if len(self._tail) > _LONGEST_PARAGRAPH else -1
        if cut <= 0:
            return False
        begin, self._tail = self._tail[:cut], self._tail[cut + 1 :]
        group = _parser().parse(begin, self._env)
        self.blocks.append(self._block(group, begin, is_open=False))
        self._frozen = len(self.blocks)
        return True

    def _block(self, group: list[Token], source: str, *, is_open: bool) -> Block:
        token = group[0]
        if token.type in ("fence", "code_block"):
            language = token.info.strip().split(maxsplit=1)
            return Block("code", token.content.rstrip("\n"), language=language[0] if language else "")
        _mark_tasks(group)
        parser = _parser()
        html = parser.renderer.render(group, parser.options, self._env)
        return Block("text", source, html, is_open=is_open)


class _OpenFence:
    """A fenced code block at the top level whose end has not been seen; lines are looked at once."""

    def __init__(self, indent: int, marker: str, language: str, start: int) -> None:
        self._indent, self._marker, self.language = indent, marker, language
        self._read = start
        self._lines: list[str] = []
        self._partial = ""

    @classmethod
    def begin(cls, tail: str) -> _OpenFence | None:
        match = _FENCE.match(tail)
        if match is None:
            return None
        words = match[3].strip().split(maxsplit=1)
        end = match.end()
        if end < len(tail):
            return cls(len(match[1]), match[2], words[0] if words else "", end + 1)
        return None  # its first line is not complete: the language may still grow

    @property
    def code(self) -> str:
        return "\n".join(self._lines)

    @property
    def shown(self) -> str:
        return "\n".join([*self._lines, self._partial]) if self._partial else self.code

    def read(self, tail: str) -> int | None:
        """Take in the lines that are new; where the code block ends in `tail`, None while it goes on."""
        while (end := tail.find("\n", self._read)) >= 0:
            line = tail[self._read : end]
            self._read = end + 1
            if self._closes(line):
                return self._read
            self._lines.append(self._unindented(line))
        rest = tail[self._read :]
        self._partial = "" if self._may_close(rest) else self._unindented(rest)
        return None

    def _closes(self, line: str) -> bool:
        text = line.strip()
        return (
            len(line) - len(line.lstrip(" ")) < 4
            and len(text) >= len(self._marker)
            and set(text) == {self._marker[0]}
        )

    def _may_close(self, line: str) -> bool:
        """A closing fence that is being written must not flicker as code."""
        text = line.strip()
        return bool(text) and set(text) == {self._marker[0]}

    def _unindented(self, line: str) -> str:
        lead = min(self._indent, len(line) - len(line.lstrip(" ")))
        return line[lead:]


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens by top-level block."""
    groups: list[list[Token]] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            groups.append([])
        groups[-1].append(token)
    return groups


def _split_tables(groups: list[list[Token]]) -> list[list[Token]]:
    """A long table in pieces, each with the head: a row more must not cost as much as the whole table."""
    found: list[list[Token]] = []
    for group in groups:
        rows = [i for i, token in enumerate(group) if token.type == "tr_open" and token.level == 2]
        cuts = rows[1::_TABLE_ROWS][1:]  # the first row is the head
        if group[0].type != "table_open" or not cuts:
            found.append(group)
            continue
        head, end = group[: rows[1]], group[-2:]  # up to the body's opening, and both closings
        begin = 0
        for cut in (*cuts, len(group) - 2):
            opening = group[0].copy()
            body = group[max(begin, rows[1]) : cut]
            first = body[0].map
            last = body[-1].map or next(t.map for t in reversed(body) if t.map)
            if opening.map is not None and first is not None and last is not None:
                opening.map = [first[0] if begin else opening.map[0], last[1]]
            found.append([opening, *head[1:], *body, *end])
            begin = cut
    return found


def _split_last_list(groups: list[list[Token]]) -> list[list[Token]]:
    """A long list that is still growing: its finished items become a block of their own."""
    if not groups or groups[-1][0].type not in ("bullet_list_open", "ordered_list_open"):
        return groups
    opening, *inner, closing = groups[-1]
    starts = [i for i, token in enumerate(inner) if token.level == 1 and token.type == "list_item_open"]
    if len(starts) < 2:
        return groups
    cut = starts[-1]
    item_map = inner[cut].map
    if item_map is None or opening.map is None:
        return groups
    done, rest = opening.copy(), opening.copy()
    done.map, rest.map = [opening.map[0], item_map[0]], [item_map[0], opening.map[1]]
    if opening.type == "ordered_list_open":
        rest.attrs = {**opening.attrs, "start": inner[cut].info or 1}
    return [*groups[:-1], [done, *inner[:cut], closing], [rest, *inner[cut:], closing]]


def _mark_tasks(group: list[Token]) -> None:
    """`- [ ] item` and `- [x] item` as signs."""
    for before, token in pairwise(group):
        if token.type != "inline" or before.type != "paragraph_open" or not token.children:
            continue
        match = _TASK.match(token.content)
        if match and token.level >= 3 and token.children[0].type == "text":
            sign = "☐ " if match[1] == " " else "☑ "
            token.children[0].content = sign + token.children[0].content[match.end() :]
