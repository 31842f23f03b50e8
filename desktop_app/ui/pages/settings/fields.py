"""What every card of the settings is made of: rows, and fields that change a setting at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop_app.ui.theme import px
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.layout import Card

_FIELD_WIDTH = 260


class _WheelGuard(QObject):
    """Scrolling the page must not change the field that happens to be under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class SettingsCard(Card):
    """A card of rows; a subclass adds its own in its constructor."""

    def __init__(self, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, text, parent)
        self._wheel_guard = _WheelGuard(self)

    def add_row(self, caption: str, text: str, field: QWidget) -> None:
        """One setting: what it is, one line that says what it does, and its field."""
        row = QHBoxLayout()
        row.setSpacing(px(24))
        column = QVBoxLayout()
        column.setSpacing(px(2))
        label = text_label(caption)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(text_label(text, "small", wrap=True))
        column.addStretch(1)
        row.addLayout(column, 1)
        field.setFixedWidth(px(_FIELD_WIDTH))
        if not field.accessibleName():
            field.setAccessibleName(caption)
        field.setAccessibleDescription(text)
        field.installEventFilter(self._wheel_guard)
        row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)


def text_field(text: str, placeholder: str) -> QLineEdit:
    """One line of text."""
    field = QLineEdit(text)
    field.setPlaceholderText(placeholder)
    return field


def whole_field(low: int, high: int, value: int, on_change: Callable[[int], None]) -> QSpinBox:
    """A whole number."""
    field = QSpinBox()
    field.setRange(low, high)
    field.setValue(value)
    field.setKeyboardTracking(False)
    field.setGroupSeparatorShown(True)
    field.lineEdit().setTextMargins(px(6), 0, 0, 0)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.valueChanged.connect(on_change)
    return field


def real_field(
    low: float, high: float, step: float, value: float, on_change: Callable[[float], None]
) -> QDoubleSpinBox:
    """A number with decimals."""
    field = QDoubleSpinBox()
    field.setRange(low, high)
    field.setSingleStep(step)
    field.setDecimals(2)
    field.lineEdit().setTextMargins(px(6), 0, 0, 0)
    field.setValue(value)
    field.setKeyboardTracking(False)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.valueChanged.connect(lambda v: on_change(round(v, 4)))
    return field
