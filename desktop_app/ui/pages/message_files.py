"""The documents and pictures that were sent with a message."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.conversation import StoredAttachment
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import push_button, text_label
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.picture import PictureLabel, picture_size

_THUMBNAIL = QSize(240, 180)
_LONGEST_NAME = 48
_SCREEN_SHARE = 0.75


class MessageFiles(QWidget):
    """A button for each; it shows what the model was given."""

    def __init__(self, attachments: tuple[StoredAttachment, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(px(8), self)
        for attachment in attachments:
            self._flow.addWidget(self._button(attachment))

    def fit(self, width: int) -> int:
        """Take the place that is needed for at most `width` pixels, and return the width of it."""
        hints = [item.sizeHint().width() for n in range(self._flow.count()) if (item := self._flow.itemAt(n))]
        width = max(*hints, min(width, sum(hints) + self._flow.spacing() * (len(hints) - 1)))
        self.setFixedSize(width, self._flow.heightForWidth(width))
        return width

    def _button(self, attachment: StoredAttachment) -> QPushButton:
        if attachment.data:
            return PictureButton(attachment, lambda: self._show(attachment))
        button = push_button(_short(attachment.name), "file", "chip", lambda: self._show(attachment))
        tokens = self.tr("{n} tokens").format(n=fmt.number_text(attachment.n_tokens))
        button.setToolTip(f"{attachment.name} · {tokens}")
        name = self.tr("Document {name}, {tokens}").format(name=attachment.name, tokens=tokens)
        button.setAccessibleName(name)
        return button

    def _show(self, attachment: StoredAttachment) -> None:
        AttachmentDialog(attachment, self.window()).exec()


def _short(name: str) -> str:
    """Without the middle of a very long name."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 16]}…{name[-14:]}"


class PictureButton(QPushButton):
    """A small picture that shows itself in full when it is pressed."""

    def __init__(self, attachment: StoredAttachment, on_click: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "picture")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Picture {name}").format(name=attachment.name))
        self.setToolTip(attachment.name)
        label = PictureLabel(attachment.data or b"", px(_THUMBNAIL.width()), px(_THUMBNAIL.height()))
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(3), px(3), px(3), px(3))
        row.addWidget(label)
        self.clicked.connect(on_click)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None, "the picture is in a layout"
        return layout.sizeHint()  # the button's own text is empty


class AttachmentDialog(QDialog):
    """One document or picture, as the model was given it; Esc or its button closes it."""

    def __init__(self, attachment: StoredAttachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(attachment.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        tokens = self.tr("{n} tokens").format(n=fmt.number_text(attachment.n_tokens))
        if attachment.data:
            room = self.screen().availableSize() * _SCREEN_SHARE
            self.content: QWidget = PictureLabel(attachment.data, room.width(), room.height())
            self.content.setAccessibleName(attachment.name)
            size = picture_size(attachment.data)
            said = self.tr("{width} x {height} pixels").format(width=size.width(), height=size.height())
            words = [said, tokens] if attachment.n_tokens else [said]
        else:
            field = QPlainTextEdit(attachment.text)
            field.setReadOnly(True)
            field.setAccessibleName(self.tr("Text of {name}").format(name=attachment.name))
            self.content = field
            self.resize(px(720), px(560))
            characters = self.tr("{n} characters").format(n=fmt.number_text(len(attachment.text)))
            words = [characters, tokens]
        self.about = text_label(" · ".join(words), "secondary")
        column.addWidget(self.about)
        column.addWidget(
            self.content, 1, Qt.AlignmentFlag.AlignCenter if attachment.data else Qt.AlignmentFlag(0)
        )
        self.close_button = push_button(self.tr("Close"), kind="primary", on_click=self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
