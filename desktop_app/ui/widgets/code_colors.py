"""Colours for code, a few milliseconds at a time."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextDocument, QTextLayout

from desktop_app.ui.theme import Tokens, current_tokens

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_log = logging.getLogger(__name__)

_SLICE_S = 0.006  # of a frame of 16 ms
_MAX_CHARACTERS = 200_000


def lexer_for(language: str) -> Lexer | None:
    """Pygments' lexer for what stands behind the fence; None for plain text."""
    if not language:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


class _Lexers(QObject):
    """Lexers by language, made on a thread: the first of a language takes several frames' time.

    Signals:
        ready: the language whose lexer is there now.
    """

    ready = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, Lexer | None] = {}
        self._asked: set[str] = set()
        self._queue: queue.SimpleQueue[str] = queue.SimpleQueue()

    def ask(self, language: str) -> None:
        """Have it made; `ready` comes when it was not there yet."""
        if language in self._asked:
            return
        if not self._asked:
            threading.Thread(target=self._work, name="lexers", daemon=True).start()
        self._asked.add(language)
        self._queue.put(language)

    def _work(self) -> None:
        while True:
            language = self._queue.get()
            try:
                lexer = lexer_for(language)
            except Exception:  # noqa: BLE001 - a lexer's own mistake
                _log.exception("no colours for %.50r", language)
                lexer = None
            self.made[language] = lexer
            try:
                self.ready.emit(language)
            except RuntimeError:
                return  # the app has ended


@cache
def _lexers() -> _Lexers:
    return _Lexers()


def _color_of(kind: tuple[str, ...], tokens: Tokens) -> str:
    """The colour for a Pygments token type, given as its path ("Keyword", "Type"); empty for plain."""
    match kind[:2]:
        case ("Comment", *_):
            return tokens.code_comment
        case ("Keyword", *_) | ("Operator", "Word"):
            return tokens.code_keyword
        case ("Literal", "String"):
            return tokens.code_string
        case ("Literal", *_):
            return tokens.code_number
        case ("Name", "Function" | "Class" | "Decorator" | "Tag" | "Builtin" | "Attribute"):
            return tokens.code_name
    return ""


class CodePainter(QObject):
    """Colours one document; starting again drops what is not done."""

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._spans: Iterator[tuple[int, int, str]] | None = None
        self._line_formats: list[QTextLayout.FormatRange] = []
        self._line = -1
        self._waits_for = ""
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._work)

    @property
    def is_working(self) -> bool:
        return self._timer.isActive() or bool(self._waits_for)

    def prepare(self, language: str) -> None:
        """Code in this language will have to be coloured."""
        if language:
            _lexers().ask(language)

    def start(self, language: str) -> None:
        """Colour the document as it is now, in the colours of the theme that is shown."""
        self._timer.stop()
        text = self._document.toPlainText()
        if not language or len(text) > _MAX_CHARACTERS:
            return
        lexers = _lexers()
        if language not in lexers.made:
            if not self._waits_for:
                lexers.ready.connect(self._on_lexer)
            self._waits_for = language
            lexers.ask(language)
            return
        lexer = lexers.made[language]
        if lexer is None:
            return
        self._spans = _spans(lexer, text, current_tokens())
        self._line, self._line_formats = -1, []
        self._timer.start()

    def _on_lexer(self, language: str) -> None:
        if language == self._waits_for:
            self._waits_for = ""
            _lexers().ready.disconnect(self._on_lexer)
            self.start(language)

    def _work(self) -> None:
        spans = self._spans
        if spans is None:
            self._timer.stop()
            return
        until = time.perf_counter() + _SLICE_S
        for start, length, color in spans:
            self._add(start, length, color)
            if time.perf_counter() >= until:
                return
        self._flush()
        self._timer.stop()

    def _add(self, start: int, length: int, color: str) -> None:
        while length > 0:
            block = self._document.findBlock(start)
            if not block.isValid():
                return
            if block.blockNumber() != self._line:
                self._flush()
                self._line = block.blockNumber()
            inside = min(length, block.position() + block.length() - start)
            piece = QTextLayout.FormatRange()
            look = QTextCharFormat()
            look.setForeground(QColor(color))
            piece.start, piece.length, piece.format = start - block.position(), inside, look  # type: ignore[assignment]
            self._line_formats.append(piece)
            start, length = start + inside, length - inside

    def _flush(self) -> None:
        if self._line >= 0:
            block = self._document.findBlockByNumber(self._line)
            block.layout().setFormats(self._line_formats)
            self._document.markContentsDirty(block.position(), block.length())
        self._line_formats = []


def _spans(lexer: Lexer, text: str, tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    for start, kind, value in lexer.get_tokens_unprocessed(text):
        color = _color_of(tuple(kind), tokens)
        if color and value.strip():
            yield start, len(value), color
