"""The overview of keys, as a dialog over the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.shortcuts import key_groups
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import push_button, text_label


class ShortcutsDialog(QDialog):
    """Lists what `key_groups` says; Esc or its button closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        content = QWidget()
        set_kind(content, "clear")
        grid = QGridLayout(content)
        grid.setContentsMargins(px(24), px(16), px(24), px(16))
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        line = 0
        for group in key_groups():
            if line:
                grid.setRowMinimumHeight(line, px(8))
                line += 1
            grid.addWidget(text_label(group.title, "strong"), line, 0, 1, 2)
            line += 1
            for keys, text in group.keys:
                shown = "   ".join(native_text(key) for key in keys)
                said = text_label(text)
                said.setAccessibleName(f"{text}: {shown}")
                grid.addWidget(said, line, 0)
                grid.addWidget(text_label(shown, "secondary"), line, 1, Qt.AlignmentFlag.AlignRight)
                line += 1
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidget(content)
        self.close_button = push_button(self.tr("Close"), kind="primary", on_click=self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(8), px(24), px(16))
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        wanted = content.sizeHint()
        room = parent.window().size() if parent else wanted
        self.resize(
            min(max(px(480), wanted.width() + px(24)), room.width() - px(32)),
            min(wanted.height() + px(72), max(px(320), room.height() - px(48))),
        )
        self.close_button.setFocus()


def native_text(keys: str) -> str:
    """Keys as this platform writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
