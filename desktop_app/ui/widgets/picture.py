"""Pictures of a conversation, decoded beside the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.domain.attachments import MAX_PICTURE_SIDE

_FORMATS = (b"png", b"jpeg")  # those in which pictures are kept; others are none of ours
_JPEG_QUALITY = 92
_MAX_PNG_BYTES = 1_000_000


class PictureLabel(QLabel):
    """Shows a picture as large as it is, at most `width` by `height` pixels; it takes its place at once."""

    def __init__(self, data: bytes, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = picture_size(data)
        if size.isEmpty():
            size = QSize(width, height)
            self.setText(self.tr("This picture cannot be shown"))
            self.setWordWrap(True)
        elif size.width() > width or size.height() > height:
            size = size.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        self.setFixedSize(size)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ratio = self.devicePixelRatioF()
        self._work = _Decoding(data, size * ratio)
        self._work.signals.done.connect(self._show)
        QThreadPool.globalInstance().start(self._work)

    def _show(self, image: QImage) -> None:
        if image.isNull():
            self.setText(self.tr("This picture cannot be shown"))
            return
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.setPixmap(QPixmap.fromImage(image))


def picture_size(data: bytes) -> QSize:
    """Width and height in pixels as the file says, empty when it is no picture of ours."""
    device = _opened(data)
    reader = QImageReader(device)
    return reader.size() if bytes(reader.format().data()) in _FORMATS else QSize()


def encode_picture(image: QImage) -> tuple[bytes, str]:
    """A file of `image` as pictures are kept (bounded in size, on white), and its media type."""
    side = max(image.width(), image.height())
    if side > MAX_PICTURE_SIDE:
        bound = QSize(MAX_PICTURE_SIDE, MAX_PICTURE_SIDE)
        image = image.scaled(
            bound, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    if image.hasAlphaChannel():
        white = QImage(image.size(), QImage.Format.Format_RGB32)
        white.fill(Qt.GlobalColor.white)
        painter = QPainter(white)
        painter.drawImage(0, 0, image)
        painter.end()
        image = white
    data = _encoded(image, "PNG", -1)
    if len(data) > _MAX_PNG_BYTES:
        return _encoded(image, "JPEG", _JPEG_QUALITY), "image/jpeg"
    return data, "image/png"


def _encoded(image: QImage, form: str, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, quality)  # type: ignore[call-overload] - PySide's stub wants bytes
    return bytes(buffer.data().data())


def _opened(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


class _Signals(QObject):
    done = Signal(QImage)


class _Decoding(QRunnable):
    """Decodes a picture of `size` pixels on a thread of the pool."""

    def __init__(self, data: bytes, size: QSize) -> None:
        super().__init__()
        self.signals = _Signals()
        self._data = data
        self._size = size

    def run(self) -> None:
        device = _opened(self._data)
        reader = QImageReader(device)
        image = QImage()
        if bytes(reader.format().data()) in _FORMATS:
            reader.setScaledSize(self._size)
            image = reader.read()
        self.signals.done.emit(image)
