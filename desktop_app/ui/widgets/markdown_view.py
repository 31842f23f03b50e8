"""An answer as widgets: runs of text, and code blocks with a copy button."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.theme import font, px, set_icon, set_kind
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.code_colors import CodePainter
from desktop_app.ui.widgets.document import DocumentView
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.markdown_blocks import Block, GrowingMarkdown

_RUN_CHARACTERS = 2500  # a longer run of text would make each new frame of a stream dearer
_COPIED_MS = 1500
_AT_ONCE_CHARACTERS = 8000
_PIECE_CHARACTERS = 1500
_SLICE_S = 0.008


class TextRun(DocumentView):
    """Consecutive text blocks in one document."""

    def show_blocks(self, blocks: list[Block]) -> None:
        self.show_html("".join(block.html for block in blocks))


class _CodeText(QPlainTextEdit):
    def wheelEvent(self, event: QWheelEvent) -> None:
        sideways = event.angleDelta().x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if sideways and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()


class CodeBlock(QFrame):
    """Code with its language, a copy button and colours; long lines scroll sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "code")
        self._source, self._language, self._is_open = "", "", True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        set_kind(head, "codehead")
        row = QHBoxLayout(head)
        row.setContentsMargins(px(12), px(2), px(4), px(2))
        self._name = text_label("", "small")
        self._copy = push_button(self.tr("Copy"), "copy", "ghost", self.copy_code)
        set_kind(self._copy, "codecopy")
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._copy)
        self._text = _CodeText()
        set_kind(self._text, "codetext")
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setTabChangesFocus(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.document().setDocumentMargin(px(8))
        self._painter = CodePainter(self._text.document(), self)
        self._text.horizontalScrollBar().rangeChanged.connect(lambda _low, _high: self._fit())
        column.addWidget(head)
        column.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._restored = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._restored.timeout.connect(lambda: self._say_copy(copied=False))
        self._set_font()

    def show_block(self, block: Block) -> None:
        """Show the code; what only grew at its end is appended. Colours come when it is complete."""
        if block.source != self._source:
            if self._source and block.source.startswith(self._source):
                cursor = QTextCursor(self._text.document())
                cursor.movePosition(QTextCursor.MoveOperation.End)
                cursor.insertText(block.source[len(self._source) :])
            else:
                self._text.setPlainText(block.source)
            self._source = block.source
            self._fit()
        if block.language != self._language or not self._name.text():
            self._language = block.language
            self._painter.prepare(block.language)
            self._name.setText(block.language or self.tr("Code"))
            self._text.setAccessibleName(self.tr("Code: {language}").format(language=self._name.text()))
        if self._is_open and not block.is_open:
            self._painter.start(block.language)
        self._is_open = block.is_open

    @property
    def text_view(self) -> QPlainTextEdit:
        """Who shows the code."""
        return self._text

    def copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._source)
        self._say_copy(copied=True)
        self._restored.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_font()
            if not self._is_open:
                self._painter.start(self._language)

    def _say_copy(self, *, copied: bool) -> None:
        self._copy.setText(self.tr("Copied") if copied else self.tr("Copy"))
        set_icon(self._copy, "check" if copied else "copy", "text_muted")

    def _set_font(self) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(font("body").pointSizeF() * 0.95)
        self._text.setFont(fixed)
        self._fit()

    def _fit(self) -> None:
        lines = self._text.document().blockCount()
        bar = self._text.horizontalScrollBar()
        extra = bar.sizeHint().height() if bar.maximum() > 0 else 0
        height = lines * self._text.fontMetrics().lineSpacing() + 2 * px(8) + extra + px(2)
        if height != self._text.height():
            self._text.setFixedHeight(height)


class MarkdownView(QWidget):
    """One answer. `append` while it grows, `finish` at its end, or `show_text` for all of it.

    Signals:
        link_chosen: the address of a link that somebody wants to open.
    """

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._markdown = GrowingMarkdown()
        self._parts: list[tuple[int, QWidget]] = []  # index of the first block, and who shows it
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._waiting = ""  # of a long answer, what is not laid out yet
        self._laying_out = QTimer(self, interval=0)
        self._laying_out.timeout.connect(self._lay_out_some)

    def show_text(self, text: str) -> None:
        """Show a whole answer, in place of what was there; a long one comes a few milliseconds at a time."""
        self.restart()
        self._waiting = text
        if len(text) <= _AT_ONCE_CHARACTERS:
            self._lay_out_all()
        else:
            self._laying_out.start()
            self._lay_out_some()

    def restart(self) -> None:
        """Show nothing, ready for `append`."""
        self._laying_out.stop()
        self._waiting = ""
        self._markdown = GrowingMarkdown()
        self._sync(0)

    def append(self, text: str) -> None:
        self._sync(self._markdown.feed(text))

    def finish(self) -> None:
        self._sync(self._markdown.finish())

    @property
    def parts(self) -> list[QWidget]:
        """Who shows the blocks, in order: `TextRun` and `CodeBlock`; what was not laid out yet is, now."""
        if self._laying_out.isActive():
            self._lay_out_all()
        return [widget for _start, widget in self._parts]

    def _lay_out_some(self) -> None:
        until = time.perf_counter() + _SLICE_S
        while self._waiting and time.perf_counter() < until:
            piece, self._waiting = self._waiting[:_PIECE_CHARACTERS], self._waiting[_PIECE_CHARACTERS:]
            self.append(piece)
        if not self._waiting:
            self._laying_out.stop()
            self.finish()

    def _lay_out_all(self) -> None:
        self._laying_out.stop()
        changed = self._markdown.feed(self._waiting)
        self._waiting = ""
        self._sync(min(changed, self._markdown.finish()))

    def text_parts(self) -> list[QTextEdit | QPlainTextEdit]:
        """Who shows the text and the code, in order."""
        return [
            widget.text_view if isinstance(widget, CodeBlock) else widget
            for widget in self.parts
            if isinstance(widget, CodeBlock | TextRun)
        ]

    def _sync(self, changed: int) -> None:
        """Bring the widgets from block `changed` on in line with the blocks; the others stay untouched."""
        count = len(self._markdown.blocks)
        while self._parts and (self._parts[-1][0] > changed or self._parts[-1][0] >= count):
            self._drop_last()
        begin = self._parts[-1][0] if self._parts else 0
        runs = _runs(self._markdown.blocks, begin)
        for number, (start, end) in enumerate(runs):
            blocks = self._markdown.blocks[start:end]
            is_code = blocks[0].kind == "code"
            if number == 0 and self._parts and isinstance(self._parts[-1][1], CodeBlock) != is_code:
                self._drop_last()
            if number > 0 or not self._parts or self._parts[-1][0] != start:
                self._add(start, is_code=is_code)
            widget = self._parts[-1][1]
            if isinstance(widget, CodeBlock):
                widget.show_block(blocks[0])
            elif isinstance(widget, TextRun):
                widget.show_blocks(blocks)

    def _add(self, start: int, *, is_code: bool) -> None:
        widget: QWidget
        if is_code:
            widget = CodeBlock()
        else:
            widget = run = TextRun()
            run.link_chosen.connect(self.link_chosen)
            run.resize(max(1, self.width()), 1)
        self._column.addWidget(widget)
        self._parts.append((start, widget))

    def _drop_last(self) -> None:
        _start, widget = self._parts.pop()
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def _runs(blocks: list[Block], begin: int) -> list[tuple[int, int]]:
    """Which blocks share a widget: each code block alone, text up to a limit; (start, end) pairs."""
    runs: list[tuple[int, int]] = []
    characters = 0
    for index in range(begin, len(blocks)):
        block = blocks[index]
        joins = (
            bool(runs)
            and block.kind == "text"
            and blocks[index - 1].kind == "text"
            and characters + len(block.source) <= _RUN_CHARACTERS
        )
        if joins:
            runs[-1] = (runs[-1][0], index + 1)
            characters += len(block.source)
        else:
            runs.append((index, index + 1))
            characters = len(block.source)
    return runs
