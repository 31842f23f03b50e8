"""The filters of Discover: folded away, and those that are on as chips that take them away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.discovery import ALL_MODELS, SearchFormat, SearchQuery, SearchTask, SizeClass
from desktop_app.ui.pages import discover_texts as texts
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import clear_layout

_COLUMNS = 2


class FilterPanel(QWidget):
    """Choices for every filter; `query` holds them, its words and order aside.

    Signals:
        changed: somebody chose something.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._author = ""
        choices: tuple[tuple[str, str, tuple[tuple[Any, str], ...]], ...] = (
            ("format", self.tr("Format"), texts.format_choices()),
            ("task", self.tr("Task"), texts.task_choices()),
            ("size", self.tr("Size"), texts.size_choices()),
            ("license", self.tr("License"), texts.license_choices()),
            ("language", self.tr("Language"), texts.language_choices()),
        )
        self.boxes: dict[str, QComboBox] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(px(8))
        for number, (name, title, values) in enumerate(choices):
            box = QComboBox()
            box.setAccessibleName(title)
            box.setToolTip(title)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            for value, text in values:
                box.addItem(text, value)
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
            self.boxes[name] = box
            grid.addWidget(box, number // _COLUMNS, number % _COLUMNS)
        self.fits = QCheckBox(self.tr("Fits this computer"))
        self.fits.setToolTip(self.tr("By its size at 4 bits; a model's page asks the engine itself"))
        self.convertible = QCheckBox(self.tr("Can be made here from its original weights"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(grid)
        for check in (self.fits, self.convertible):
            check.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(check)

    @property
    def query(self) -> SearchQuery:
        # Qt gives back the plain text of an enum
        values = {name: str(box.currentData()) for name, box in self.boxes.items()}
        return SearchQuery(
            author=self._author,
            format=SearchFormat(values["format"]),
            task=SearchTask(values["task"]),
            size=SizeClass(values["size"]),
            license=values["license"],
            language=values["language"],
            fits=self.fits.isChecked(),
            convertible=self.convertible.isChecked(),
        )

    def show_query(self, query: SearchQuery) -> None:
        """Show these choices, without saying that they changed."""
        self._author = query.author
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(getattr(query, name))))
        for check, is_on in ((self.fits, query.fits), (self.convertible, query.convertible)):
            with QSignalBlocker(check):
                check.setChecked(is_on)


class FilterChips(QWidget):
    """The filters that are on.

    Signals:
        dropped: the query without one of them, or without all.
    """

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(px(4), self)
        self._shown: SearchQuery | None = None
        self.buttons: list[QPushButton] = []

    def show_query(self, query: SearchQuery) -> None:
        if query == self._shown:
            return
        self._shown = query
        clear_layout(self._flow)
        self.buttons = []
        found = texts.filter_texts(query)
        for name, text in found:
            self._add(text, replace(query, **{name: getattr(ALL_MODELS, name)}))
        if len(found) > 1:
            everything = replace(ALL_MODELS, words=query.words, sort=query.sort)
            button = push_button(
                self.tr("Clear all"), kind="link", on_click=lambda: self.dropped.emit(everything)
            )
            self._put(button)

    def _add(self, text: str, without: SearchQuery) -> None:
        button = push_button(text, "close", "chip", on_click=lambda: self.dropped.emit(without))
        button.setAccessibleName(self.tr("Take away the filter {name}").format(name=text))
        button.setToolTip(button.accessibleName())
        self._put(button)

    def _put(self, button: QPushButton) -> None:
        self._flow.addWidget(button)
        button.setIconSize(QSize(px(12), px(12)))
        self.buttons.append(button)
