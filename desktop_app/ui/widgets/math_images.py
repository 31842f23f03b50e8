"""LaTeX formulas as pictures: made on a thread, kept, and shown as their source until then or for ever.

ziamath lays a formula out with the STIX Two font; nothing is loaded and nothing runs. What it does not
understand, and what is too large, is shown as it was written.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

_log = logging.getLogger(__name__)

_MOST_CHARACTERS = 1500
_MOST_PIXELS = 4096  # of a side, before the screen's factor
_MOST_KEPT = 400
_MOST_WAITING = 200
_LONGEST_SOURCE = 80  # characters of a source that is shown in its place


@dataclass(frozen=True, slots=True)
class Formula:
    """One picture: its source, whether it stands alone, and how it is drawn (pixels, `#rrggbb`)."""

    tex: str
    is_display: bool
    color: str
    size_px: float
    x_height_px: float
    ratio: float


class MathImages(QObject):
    """Makes pictures of formulas.

    Signals:
        ready: a `Formula` whose picture is there now.
    """

    ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._made: OrderedDict[Formula, QImage | None] = OrderedDict()
        self._waiting: set[Formula] = set()
        self._queue: queue.SimpleQueue[Formula] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def image(self, formula: Formula) -> QImage | None:
        """The picture; None while it is made, and for a formula that cannot be drawn."""
        if len(formula.tex) > _MOST_CHARACTERS:
            return None
        with self._lock:
            if formula in self._made:
                self._made.move_to_end(formula)
                return self._made[formula]
            if formula in self._waiting or len(self._waiting) >= _MOST_WAITING:
                return None
            self._waiting.add(formula)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="formulas", daemon=True)
                self._thread.start()
        self._queue.put(formula)
        return None

    def _work(self) -> None:
        while True:
            formula = self._queue.get()
            try:
                made = draw(formula)
            except Exception as error:  # noqa: BLE001 - whatever a model wrote, the next formula is drawn
                _log.info("a formula was not understood: %s", type(error).__name__)
                made = None
            with self._lock:
                self._made[formula] = made
                self._waiting.discard(formula)
                while len(self._made) > _MOST_KEPT:
                    self._made.popitem(last=False)
            if made is not None:
                try:
                    self.ready.emit(formula)
                except RuntimeError:
                    return  # the app has ended


def draw(formula: Formula) -> QImage | None:
    """The picture of a formula, None where it is too large.

    Its middle is where Qt puts the middle of a picture in a line: half the x-height above the base line
    (`QTextCharFormat.AlignMiddle`), so that it stands on the line like a letter.
    """
    from PySide6.QtSvg import QSvgRenderer
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False  # paths instead of symbols, which QtSvg would have to know
    made = Latex(formula.tex, size=formula.size_px, color=formula.color, inline=not formula.is_display)
    width, height = made.getsize()
    if not 0 < width <= _MOST_PIXELS or not 0 < height <= _MOST_PIXELS:
        return None
    below = min(height, max(0.0, -made.getyofst()))  # under the base line
    above = height - below
    top, bottom = above, below
    if not formula.is_display:
        top = max(above, below + formula.x_height_px)
        bottom = top - formula.x_height_px
    renderer = QSvgRenderer(QByteArray(made.svg().encode()))
    if not renderer.isValid():
        return None
    ratio = formula.ratio
    image = QImage(
        QSize(max(1, round((width + 2) * ratio)), max(1, round((top + bottom) * ratio))),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(ratio, (top - above) * ratio, width * ratio, height * ratio))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def source_image(formula: Formula, base: QFont) -> QImage:
    """The source of a formula as a picture of text."""
    text = formula.tex if len(formula.tex) <= _LONGEST_SOURCE else formula.tex[: _LONGEST_SOURCE - 1] + "…"
    used = QFont(base)
    used.setStyleHint(QFont.StyleHint.Monospace)
    used.setFamily("monospace")
    metrics = QFontMetricsF(used)
    size = QSize(
        max(1, round(metrics.horizontalAdvance(text) * formula.ratio)),
        max(1, round(metrics.height() * formula.ratio)),
    )
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    image.setDevicePixelRatio(formula.ratio)
    painter = QPainter(image)
    painter.setFont(used)
    painter.setPen(QColor(formula.color))
    painter.drawText(
        QRectF(0, 0, size.width() / formula.ratio, metrics.height()),
        int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
        text,
    )
    painter.end()
    return image


_shared: list[MathImages] = []


def math_images() -> MathImages:
    """The one maker of the process."""
    if not _shared:
        _shared.append(MathImages())
    return _shared[0]
