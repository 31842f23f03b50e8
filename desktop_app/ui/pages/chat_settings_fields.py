"""One row for each setting of a chat: caption, field, what it does, and the way back to the default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.chat import Adapter
from desktop_app.ui.theme import px, set_icon
from desktop_app.ui.widgets import ElidedLabel, clear_layout, icon_button, push_button, text_label

_FIELD_WIDTH, _MOST_FIELD_WIDTH = 144, 176


class _WheelGuard(QObject):
    """Scrolling the panel must not change the field that happens to be under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class SettingField(QWidget):
    """A field of one setting; `put` shows a value without telling of it.

    Signals:
        changed: the new value, when a person changed it.
    """

    changed = Signal(object)
    is_wide = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._guard = _WheelGuard(self)

    def put(self, value: Any) -> None:
        raise NotImplementedError

    def name(self, caption: str, text: str) -> None:
        """Tell assistive tools what the field is."""
        inner = self.focusProxy() or self
        inner.setAccessibleName(caption)
        inner.setAccessibleDescription(text)

    def _hold(self, widget: QWidget) -> None:
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self._guard)
        self.setFocusProxy(widget)
        self._row.addWidget(widget)


class NumberField(SettingField):
    """A whole number, or one with decimals when `step` has some; `special` names the lowest value."""

    def __init__(self, low: float, high: float, step: float, special: str = "") -> None:
        super().__init__()
        self._is_real = isinstance(step, float)
        box = QDoubleSpinBox() if self._is_real else QSpinBox()
        if isinstance(box, QDoubleSpinBox):
            box.setDecimals(2)
            box.setRange(low, high)
            box.setSingleStep(step)
        else:
            box.setRange(int(low), int(high))
            box.setSingleStep(int(step))
            box.setGroupSeparatorShown(True)
        if special:
            box.setSpecialValueText(special)
        box.setKeyboardTracking(False)
        box.lineEdit().setTextMargins(px(6), 0, 0, 0)
        box.valueChanged.connect(lambda value: self.changed.emit(round(value, 4)))
        self.box = box
        self._hold(box)

    def put(self, value: Any) -> None:
        if value is not None and self.box.value() != value:
            self.box.blockSignals(True)
            self.box.setValue(value)
            self.box.blockSignals(False)


class ChoiceField(SettingField):
    """One of several values, each with its words."""

    def __init__(self, choices: Sequence[tuple[Any, str]]) -> None:
        super().__init__()
        self.box = QComboBox()
        self._values = [value for value, _text in choices]
        for _value, text in choices:
            self.box.addItem(text)
        self.box.setMinimumWidth(1)
        self.box.activated.connect(lambda number: self.changed.emit(self._values[number]))
        self._hold(self.box)

    def put(self, value: Any) -> None:
        self.box.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class SwitchField(SettingField):
    """On or off."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.clicked.connect(lambda on: self.changed.emit(bool(on)))
        self._row.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._hold(self.box)

    def put(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class TextField(SettingField):
    """Several lines; `reads` and `writes` turn them into the value and back."""

    is_wide = True

    def __init__(
        self,
        height: int,
        placeholder: str = "",
        *,
        reads: Callable[[str], Any] = str,
        writes: Callable[[Any], str] = str,
    ) -> None:
        super().__init__()
        self._reads, self._writes = reads, writes
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText(placeholder)
        self.box.setFixedHeight(px(height))
        self.box.textChanged.connect(self._tell)
        self._hold(self.box)

    def put(self, value: Any) -> None:
        # while somebody types, what was typed stays: "a\\" is on its way to "a\\n"
        if self._reads(self.box.toPlainText()) != value:
            self.box.blockSignals(True)
            self.box.setPlainText(self._writes(value))
            self.box.blockSignals(False)

    def _tell(self) -> None:
        self.changed.emit(self._reads(self.box.toPlainText()))


class AdaptersField(SettingField):
    """LoRA adapters with their scales."""

    is_wide = True

    def __init__(self) -> None:
        super().__init__()
        self._adapters: tuple[Adapter, ...] = ()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self._list = QVBoxLayout()
        self._list.setSpacing(px(4))
        column.addLayout(self._list)
        self.add = push_button(self.tr("Add an adapter…"), "plus", on_click=self._choose)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addWidget(holder)
        self.setFocusProxy(self.add)

    def put(self, value: Any) -> None:
        if value == self._adapters:
            return
        is_same = [a.path for a in value] == [a.path for a in self._adapters]
        self._adapters = value
        if not is_same:
            self._build()

    def add_file(self, path: str) -> None:
        self._emit((*self._adapters, Adapter(path)))

    def _build(self) -> None:
        clear_layout(self._list)
        for number, adapter in enumerate(self._adapters):
            row = QHBoxLayout()
            row.setSpacing(px(4))
            name = Path(adapter.path).name
            row.addWidget(ElidedLabel(name, mode=Qt.TextElideMode.ElideMiddle), 1)
            scale = QDoubleSpinBox()
            scale.setRange(-10, 10)
            scale.setSingleStep(0.1)
            scale.setValue(adapter.scale)
            scale.setKeyboardTracking(False)
            scale.setAccessibleName(self.tr("Scale of {name}").format(name=name))
            scale.installEventFilter(self._guard)
            scale.valueChanged.connect(lambda value, n=number: self._rescale(n, value))
            row.addWidget(scale)
            remove = icon_button("close", self.tr("Take {name} away").format(name=name))
            remove.clicked.connect(lambda _on=False, n=number: self._remove(n))
            row.addWidget(remove)
            self._list.addLayout(row)

    def _choose(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(
            self, self.tr("Choose LoRA adapters"), "", self.tr("Adapters (*.gguf)")
        )
        if paths:
            self._emit((*self._adapters, *(Adapter(path) for path in paths)))

    def _rescale(self, number: int, scale: float) -> None:
        adapters = list(self._adapters)
        adapters[number] = Adapter(adapters[number].path, round(scale, 3))
        self._adapters = tuple(adapters)
        self.changed.emit(self._adapters)

    def _remove(self, number: int) -> None:
        self._emit(tuple(a for n, a in enumerate(self._adapters) if n != number))

    def _emit(self, adapters: tuple[Adapter, ...]) -> None:
        self._adapters = adapters
        self._build()
        self.changed.emit(adapters)


class SettingRow(QWidget):
    """Caption and field, one line that explains, and a button that takes the setting back.

    Args:
        caption: what it is.
        text: what it does, one line.
        field: where it is set.
        on_reset: takes it back to the default.
    """

    def __init__(self, caption: str, text: str, field: SettingField, on_reset: Callable[[], object]) -> None:
        super().__init__()
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        head = QHBoxLayout()
        head.setSpacing(px(4))
        label = text_label(caption, wrap=True)
        label.setBuddy(field)
        self.reset = icon_button(
            "refresh", self.tr("{name}: back to the default").format(name=caption), on_reset, size=14
        )
        keeps = self.reset.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # nothing jumps when a value is changed
        self.reset.setSizePolicy(keeps)
        head.addWidget(label, 1)
        head.addWidget(self.reset)
        if field.is_wide:
            column.addLayout(head)
            column.addWidget(field)
        else:
            field.ensurePolished()
            width = min(field.sizeHint().width(), px(_MOST_FIELD_WIDTH))
            field.setFixedWidth(max(width, px(_FIELD_WIDTH)))
            head.addWidget(field)
            column.addLayout(head)
        column.addWidget(text_label(text, "small", wrap=True))
        field.name(caption, text)

    def show_value(self, value: object, *, is_own: bool) -> None:
        self.field.put(value)
        self.reset.setVisible(is_own)


class Fold(QWidget):
    """A button that unfolds what few people need; put rows into `body`."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px(16))
        self.button = push_button(title, "chevron-right", "link", self._toggle)
        self.button.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._content)
        self.unfold(is_open=False)

    @property
    def is_open(self) -> bool:
        return not self._content.isHidden()

    def unfold(self, *, is_open: bool) -> None:
        self.button.setChecked(is_open)
        set_icon(self.button, "chevron-down" if is_open else "chevron-right", "accent_text")
        self._content.setVisible(is_open)

    def _toggle(self) -> None:
        self.unfold(is_open=not self.is_open)


def lines_to_stops(text: str) -> tuple[str, ...]:
    """Stop strings, one a line; a line break in one is written as in Python."""
    return tuple(line.replace("\\n", "\n").replace("\\t", "\t") for line in text.split("\n") if line)


def stops_to_lines(stops: tuple[str, ...]) -> str:
    return "\n".join(stop.replace("\n", "\\n").replace("\t", "\\t") for stop in stops)
