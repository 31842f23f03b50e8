"""Where a message is written, and how much of the context is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QFileInfo, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.pages.chat_settings_texts import derive_attachments_warning, derive_chip_text
from desktop_app.ui.theme import current_tokens, px, set_icon, set_kind
from desktop_app.ui.widgets import BusyIndicator, ElidedLabel, clear_layout, icon_button, text_label
from desktop_app.ui.widgets.picture import PictureLabel

if TYPE_CHECKING:
    from desktop_app.services.attachment_service import AttachmentsState, PendingAttachment
    from desktop_app.ui.pages.chat_texts import Composer

_LINES = 8
# a pasted text of this length goes along as a document, so that the field stays readable
_LONG_PASTE_CHARS = 8000


def local_files(data: QMimeData) -> list[str]:
    """Paths of the documents that are dragged or pasted; neither folders nor models are among them."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if QFileInfo(path).isFile() and not path.lower().endswith(".gguf")]


def _are_models(data: QMimeData) -> bool:
    """Whether models are dragged, which are the window's to take."""
    return any(url.isLocalFile() and url.path().lower().endswith(".gguf") for url in data.urls())


class MessageField(QPlainTextEdit):
    """Grows up to eight lines. Enter sends, Shift+Enter makes a new line.

    Signals:
        send_pressed: Enter was pressed.
        up_pressed: the arrow up was pressed while nothing is written.
        files_pasted: paths of files that were pasted or dropped.
        picture_pasted: a `QImage` that was pasted.
        text_pasted: a text too long to be read here was pasted.
    """

    send_pressed = Signal()
    up_pressed = Signal()
    files_pasted = Signal(list)
    text_pasted = Signal(str)
    picture_pasted = Signal(QImage)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        set_kind(self, "message")
        self.setAccessibleName(self.tr("Message"))
        self.setAccessibleDescription(self.tr("Enter sends, Shift+Enter makes a new line"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(px(2))
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def show_hint(self, text: str) -> None:
        """What stands in the empty field, in one line: Qt would wrap it and show half of the second."""
        self._hint = text
        self._fit_hint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.send_pressed.emit()
            return
        if event.key() == Qt.Key.Key_Up and self.document().isEmpty():
            self.up_pressed.emit()
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        if _are_models(source):
            return False
        return bool(local_files(source)) or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        files = local_files(source)
        if files:
            self.files_pasted.emit(files)
        elif source.hasImage() and not source.hasText():
            # programs for tables and texts put a picture beside the words that are meant
            self.picture_pasted.emit(QImage(source.imageData()))
        elif len(source.text()) > _LONG_PASTE_CHARS:
            self.text_pasted.emit(source.text())
        else:
            super().insertFromMimeData(source)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.PlaceholderText, current_tokens().text_muted)
            self.setPalette(palette)
            self._fit()
            self._fit_hint()

    def _fit_hint(self) -> None:
        room = self.viewport().width() - 2 * round(self.document().documentMargin()) - px(2)
        shown = self.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, room)
        if shown != self.placeholderText():
            self.setPlaceholderText(shown)
            self.viewport().update()  # Qt does not repaint it by itself

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = max(1, min(_LINES, round(self.document().size().height())))
        has_bar = self.document().size().height() > _LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if has_bar else policy.ScrollBarAlwaysOff)
        height = lines * line + 2 * px(2) + px(4)
        if height != self.height():
            self.setFixedHeight(height)


class ChatComposer(QFrame):
    """The field with its send or stop button and the context meter.

    Signals:
        sent: the text to send; the field is empty then.
        stop_pressed: the answer should end here.
        text_changed: what is typed changed.
        files_chosen: paths of documents to attach.
        text_pasted: a long text to attach.
        picture_pasted: a `QImage` to attach.
        attachment_removed: number of a document that shall not be sent along.
    """

    sent = Signal(str)
    stop_pressed = Signal()
    text_changed = Signal()
    files_chosen = Signal(list)
    text_pasted = Signal(str)
    picture_pasted = Signal(QImage)
    attachment_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "composer")
        self._can_send = False
        self.field = MessageField()
        self.field.send_pressed.connect(self._send)
        self.field.textChanged.connect(self.text_changed)
        self.field.installEventFilter(self)
        self.field.files_pasted.connect(self.files_chosen)
        self.field.text_pasted.connect(self.text_pasted)
        self.field.picture_pasted.connect(self.picture_pasted)
        self.setAcceptDrops(True)
        hint = self.tr("Attach documents or pictures (text, code, PDF, PNG, JPEG, WebP)")
        self.attach = icon_button("plus", hint, self._choose_files)
        self._chips = QVBoxLayout()
        self._chips.setSpacing(px(4))
        self._shown: tuple[PendingAttachment, ...] = ()
        self.warning = text_label("", "danger", wrap=True)
        self.warning.hide()
        self.button = icon_button("send", self.tr("Send"), self._press, kind="send", color="on_accent")
        self.button.setFixedSize(px(32), px(32))
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setRange(0, 1000)
        self._meter.setFixedWidth(px(96))
        self._words = ElidedLabel("", "small")
        self._shows_stop = False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(8), px(8))
        column.setSpacing(px(4))
        column.addLayout(self._chips)
        column.addWidget(self.warning)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.attach)
        row.addWidget(self._meter, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def text(self) -> str:
        return self.field.toPlainText()

    def put_text(self, text: str) -> None:
        """Put a text into the field, ready to be sent or changed."""
        self.field.setPlainText(text)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)
        self.field.setFocus()

    def show_props(self, props: Composer) -> None:
        self._can_send = props.can_send
        self.field.show_hint(props.placeholder)
        self.field.setEnabled(props.can_type)
        self.attach.setEnabled(props.can_type)
        self.button.setEnabled(props.can_send or props.shows_stop)
        if props.shows_stop != self._shows_stop:
            self._shows_stop = props.shows_stop
            name = self.tr("Stop the answer (Esc)") if props.shows_stop else self.tr("Send (Enter)")
            set_icon(self.button, "stop" if props.shows_stop else "send", "on_accent")
            self.button.setToolTip(name)
            self.button.setAccessibleName(name)
        self._meter.setVisible(bool(props.context_text))
        self._meter.setValue(round(1000 * props.context_fraction))
        self._meter.setAccessibleName(props.context_text)
        set_kind(self._meter, props.context_tone)
        self._words.setText(props.context_text)

    def show_attachments(self, state: AttachmentsState, context_used: int) -> None:
        """The documents that go along with the message, each with its tokens."""
        if state.items != self._shown:
            self._shown = state.items
            clear_layout(self._chips)
            for item in state.items:
                self._chips.addWidget(self._chip(item))
        warning = derive_attachments_warning(state, context_used)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_chosen.emit(files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            focused = event.type() == QEvent.Type.FocusIn
            set_kind(self, "composerfocus" if focused else "composer")
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(px(560), super().sizeHint().height())

    def _chip(self, item: PendingAttachment) -> QWidget:
        chip = QFrame()
        set_kind(chip, "badge-neutral")
        row = QHBoxLayout(chip)
        row.setContentsMargins(px(8), px(2), px(2), px(2))
        row.setSpacing(px(8))
        if item.attachment is not None and item.attachment.picture:
            row.addWidget(PictureLabel(item.attachment.picture, px(40), px(40)))
        row.addWidget(ElidedLabel(derive_chip_text(item), mode=Qt.TextElideMode.ElideMiddle), 1)
        if item.attachment is None:
            row.addWidget(BusyIndicator(self.tr("Being read"), 14))
        remove = icon_button("close", self.tr("Do not send {name}").format(name=item.name), size=14)
        remove.clicked.connect(lambda _on=False: self.attachment_removed.emit(item.number))
        row.addWidget(remove)
        return chip

    def _choose_files(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, self.tr("Attach documents or pictures"))
        if paths:
            self.files_chosen.emit(paths)

    def _press(self) -> None:
        if self._shows_stop:
            self.stop_pressed.emit()
        else:
            self._send()

    def _send(self) -> None:
        if self._can_send and not self._shows_stop:
            text = self.text
            self.field.clear()
            self.sent.emit(text)
