"""Rich text that is as high as its content, and loads nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from desktop_app.ui.theme import current_tokens, font, px, set_kind
from desktop_app.ui.widgets.markdown_blocks import formula_of
from desktop_app.ui.widgets.math_images import Formula, math_images, source_image

_FORMULA_SHARE = 1.12  # of the line's height: STIX Two looks smaller than interface fonts
_REDRAW_MS = 60  # several formulas of one answer are drawn together


def document_css() -> str:
    """Style of rendered Markdown in the theme that is shown."""
    t = current_tokens()
    small, title = font("body").pointSizeF(), font("title").pointSizeF()
    gap, half = px(8), px(4)
    return f"""
    p {{ margin-top: 0; margin-bottom: {gap}px; line-height: 140%; }}
    li {{ margin-bottom: {half}px; line-height: 140%; }}
    li p {{ margin-bottom: {half}px; }}
    ul, ol {{ margin-top: 0; margin-bottom: {half}px; -qt-list-indent: 1; }}
    h1 {{ font-size: {title * 1.12:.1f}pt; font-weight: 600; margin-top: {gap}px; margin-bottom: {gap}px; }}
    h2 {{ font-size: {title:.1f}pt; font-weight: 600; margin-top: {gap}px; margin-bottom: {gap}px; }}
    h3, h4, h5, h6 {{ font-size: {small * 1.08:.1f}pt; font-weight: 600; margin-top: {gap}px;
                      margin-bottom: {half}px; }}
    a {{ color: {t.accent_text}; text-decoration: underline; }}
    code {{ font-family: monospace; background-color: {t.sunken}; }}
    pre {{ font-family: monospace; background-color: {t.code}; margin-bottom: {gap}px; }}
    blockquote {{ color: {t.text_muted}; margin-left: {px(16)}px; margin-right: 0; }}
    table {{ border-collapse: collapse; border-style: solid; border-color: {t.border_strong};
             border-width: 1px; margin-bottom: {gap}px; }}
    th {{ padding: {half}px {gap}px; background-color: {t.sunken}; font-weight: 600;
          border: 1px solid {t.border_strong}; }}
    td {{ padding: {half}px {gap}px; border: 1px solid {t.border_strong}; }}
    """


class DocumentView(QTextBrowser):
    """A read-only document without scroll bars, as high as its text at the width it gets.

    Signals:
        link_chosen: the address of a link that somebody wants to open; nothing is opened here.
    """

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "document")
        self._html = ""
        self._waits_for: set[Formula] = set()
        self._listens = False
        self._redraw = QTimer(self, singleShot=True, interval=_REDRAW_MS)
        self._redraw.timeout.connect(self._draw_again)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self._style_document()
        self.anchorClicked.connect(lambda url: self.link_chosen.emit(url.toString()))

    def show_html(self, html: str) -> None:
        """Show sanitized HTML; the same as before costs nothing."""
        if html != self._html:
            self._html = html
            self._draw_html()

    def _draw_html(self) -> None:
        self.document().clear()  # with the pictures that it keeps
        self.setHtml(self._html)
        self._fit()

    def loadResource(self, _kind: int, name: QUrl | str) -> Any:
        # no picture, no style, no file, neither from the network nor from this computer: formulas only
        found = formula_of(
            name.toString(QUrl.ComponentFormattingOption.FullyEncoded) if isinstance(name, QUrl) else name
        )
        return self._picture(*found) if found else None

    def _picture(self, tex: str, is_display: bool) -> QImage:
        metrics = QFontMetricsF(font("body"))
        formula = Formula(
            tex,
            is_display,
            current_tokens().text,
            round(metrics.height() * _FORMULA_SHARE, 1),
            metrics.xHeight(),
            self.devicePixelRatioF(),
        )
        maker = math_images()
        if not self._listens:
            # before asking: the picture may be there before the question has ended
            self._listens = True
            maker.ready.connect(self._on_formula)
        image = maker.image(formula)
        if image is None:
            self._waits_for.add(formula)
            image = source_image(formula, font("small"))
        width = max(1, self.viewport().width())
        if image.width() / image.devicePixelRatio() > width:
            ratio = image.devicePixelRatio()
            image = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return image

    def _on_formula(self, formula: Formula) -> None:
        if formula in self._waits_for:
            self._waits_for.discard(formula)
            self._redraw.start()

    def _draw_again(self) -> None:
        if not self._waits_for:
            self._listens = False
            math_images().ready.disconnect(self._on_formula)
        self._draw_html()

    def sizeHint(self) -> QSize:
        return QSize(px(320), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._style_document()
            if self._html:
                self._draw_html()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the conversation scrolls, not its parts

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _style_document(self) -> None:
        self.document().setDefaultFont(font("body"))
        self.document().setDefaultStyleSheet(document_css())

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        self._trim_last_gap()
        height = round(document.size().height() + 0.5)
        if height != self.height():
            self.setFixedHeight(height)

    def _trim_last_gap(self) -> None:
        """The distance to what follows is the layout's business."""
        cursor = QTextCursor(self.document().lastBlock())
        form = cursor.blockFormat()
        if form.bottomMargin() and cursor.currentTable() is None:
            form.setBottomMargin(0)
            cursor.setBlockFormat(form)
