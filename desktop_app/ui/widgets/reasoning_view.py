"""What a model thought before its answer: folded to one line with its duration, open while somebody looks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px, set_icon, set_kind
from desktop_app.ui.widgets.markdown_view import MarkdownView


class ReasoningView(QFrame):
    """A header that folds, and the reasoning as Markdown; nothing is laid out while it is folded.

    Signals:
        link_chosen: the address of a link in the reasoning.
    """

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._is_stale = False
        self._seconds: float | None = None
        self._is_running = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.header = QToolButton()
        set_kind(self.header, "fold")
        self.header.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.header.setIconSize(QSize(px(16), px(16)))
        self.header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header.setCheckable(True)
        self.header.toggled.connect(self._on_toggled)
        column.addWidget(self.header, 0, Qt.AlignmentFlag.AlignLeft)
        self._body = QFrame()
        set_kind(self._body, "quote")
        inside = QHBoxLayout(self._body)
        inside.setContentsMargins(px(12), px(4), 0, px(4))
        self.view = MarkdownView()
        self.view.link_chosen.connect(self.link_chosen)
        self.view.setAccessibleName(self.tr("Reasoning of the model"))
        inside.addWidget(self.view)
        self._body.hide()
        column.addWidget(self._body)
        self._show_header()

    @property
    def is_unfolded(self) -> bool:
        return self.header.isChecked()

    def show_text(self, text: str, *, is_running: bool, seconds: float | None) -> None:
        """Show the reasoning so far; `seconds` is how long it took, None where that is not known."""
        grown = text[len(self._text) :] if text.startswith(self._text) else None
        changed, self._text = text != self._text, text
        ended = self._is_running and not is_running
        self._is_running, self._seconds = is_running, seconds
        self._show_header()
        if not self.is_unfolded:
            self._is_stale = self._is_stale or changed
        elif self._is_stale or grown is None or (changed and not is_running and not ended):
            self._draw()
        else:
            if grown:
                self.view.append(grown)
            if ended:
                self.view.finish()

    def _on_toggled(self, is_open: bool) -> None:
        if is_open and self._is_stale:
            self._draw()
        self._body.setVisible(is_open)
        self._show_header()

    def _draw(self) -> None:
        self._is_stale = False
        if self._is_running:
            self.view.restart()
            self.view.append(self._text)
        else:
            self.view.show_text(self._text.strip())

    def _show_header(self) -> None:
        if self._is_running:
            text = self.tr("Thinking…")
        elif self._seconds:
            text = self.tr("Thought for {time}").format(time=fmt.duration_text(self._seconds))
        else:
            text = self.tr("Reasoning")
        self.header.setText(text)
        state = self.tr("open") if self.is_unfolded else self.tr("folded")
        self.header.setAccessibleName(f"{text}, {state}")
        set_icon(self.header, "chevron-down" if self.is_unfolded else "chevron-right", "text_muted")
