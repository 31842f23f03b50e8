"""Which models of the library are shown: shelves, filters, order, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.library import LibraryModel
from desktop_app.domain.library_query import (
    SHELF_OF,
    FitFilter,
    LibraryQuery,
    LibrarySort,
    Shelf,
    origin_key,
)
from desktop_app.ui.pages.library_texts import (
    derive_filters,
    derive_tag_counts,
    fit_filter_name,
    origin_title,
    shelf_name,
    sort_name,
)
from desktop_app.ui.theme import px, set_icon
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.layout import clear_layout

if TYPE_CHECKING:
    from collections.abc import Iterable


class LibraryFilters(QWidget):
    """Holds the query.

    Signals:
        query_changed: the new `LibraryQuery`.
        cards_chosen: whether cards are wanted.
    """

    query_changed = Signal(object)
    cards_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = LibraryQuery()
        self._models: tuple[LibraryModel, ...] = ()
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(self.tr("Search your models"))
        self.search_field.setAccessibleName(self.tr("Search your models"))
        self.search_field.setClearButtonEnabled(True)
        self.search_field.textChanged.connect(lambda text: self.change(words=text))
        self.filter_button = QToolButton()
        self.filter_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.filter_button.setIconSize(QSize(px(18), px(18)))
        self.filter_button.setToolTip(self.tr("Filter"))
        self.filter_button.setAccessibleName(self.tr("Filter"))
        set_icon(self.filter_button, "filter", "text_muted")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.filter_button.setMenu(self._menu)
        self.sort_box = QComboBox()
        self.sort_box.setAccessibleName(self.tr("Order"))
        for sort in LibrarySort:
            self.sort_box.addItem(sort_name(sort), sort)
        self.sort_box.currentIndexChanged.connect(
            lambda _index: self.change(sort=LibrarySort(self.sort_box.currentData()))
        )
        self.reverse_button = icon_button(
            "arrow-down",
            self.tr("Turn the order around"),
            lambda: self.change(is_reversed=not self._query.is_reversed),
        )
        self.cards_button = icon_button("grid", self.tr("Show as cards"))
        self.cards_button.setCheckable(True)
        self.cards_button.toggled.connect(self.cards_chosen.emit)
        self.shelves = QTabBar()
        self.shelves.setExpanding(False)
        self.shelves.setDrawBase(False)
        self.shelves.setUsesScrollButtons(False)
        self.shelves.setAccessibleName(self.tr("Shelves"))
        for shelf in Shelf:
            self.shelves.addTab(shelf_name(shelf))
        self.shelves.currentChanged.connect(lambda index: self.change(shelf=tuple(Shelf)[index]))
        self._chips = QHBoxLayout()
        self._chips.setSpacing(px(8))
        first = QHBoxLayout()
        first.setSpacing(px(8))
        self.search_field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search_field.setMinimumWidth(px(120))
        first.addWidget(self.search_field, 1)
        first.addWidget(self.filter_button)
        first.addWidget(self.sort_box)
        first.addWidget(self.reverse_button)
        first.addWidget(self.cards_button)
        second = QHBoxLayout()
        second.setSpacing(px(8))
        second.addWidget(self.shelves, 1)
        second.addLayout(self._chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(first)
        column.addLayout(second)

    @property
    def query(self) -> LibraryQuery:
        return self._query

    def change(self, **changes: object) -> None:
        """Change fields of the query by name."""
        changed = replace(self._query, **changes)  # type: ignore[arg-type]
        if changed == self._query:
            return
        self._query = changed
        set_icon(self.reverse_button, "arrow-up" if changed.is_reversed else "arrow-down", "text_muted")
        self._show_chips()
        self.query_changed.emit(changed)

    def clear(self) -> None:
        """Leave no model of the shelf out."""
        self.search_field.clear()
        self.change(words="", origin="", quant_type="", fit=FitFilter.ANY, tag="")

    def show_shelf(self, shelf: Shelf) -> None:
        self.shelves.setCurrentIndex(tuple(Shelf).index(shelf))

    def show_sort(self, text: str) -> None:
        """The order that a setting names, if it does."""
        index = next((n for n, sort in enumerate(LibrarySort) if sort.value == text), 0)
        self.sort_box.setCurrentIndex(index)

    def show_models(self, models: tuple[LibraryModel, ...]) -> None:
        """What there is to choose from; each shelf says how many it holds."""
        self._models = models
        for number, shelf in enumerate(Shelf):
            count = sum(SHELF_OF[m.kind] is shelf for m in models)
            name = shelf_name(shelf)
            self.shelves.setTabText(number, f"{name} ({count})" if count else name)
            self.shelves.setTabVisible(
                number, bool(count) or shelf is Shelf.MODELS or shelf is self._query.shelf
            )

    def _show_chips(self) -> None:
        clear_layout(self._chips)
        nothing = LibraryQuery()
        for key, text in derive_filters(self._query):
            chip = push_button(
                text, "close", "compact", lambda key=key: self.change(**{key: getattr(nothing, key)})
            )
            chip.setAccessibleName(self.tr("Take off the filter {name}").format(name=text))
            self._chips.addWidget(chip)

    def _fill_menu(self) -> None:
        self._menu.clear()
        shelf = [m for m in self._models if SHELF_OF[m.kind] is self._query.shelf]
        self._add_group(
            self.tr("Fit"), "fit", [(fit.value, fit_filter_name(fit)) for fit in FitFilter if fit]
        )
        origins = sorted({origin_key(m) for m in shelf})
        self._add_group(self.tr("Where it is from"), "origin", [(key, origin_title(key)) for key in origins])
        types = sorted({m.quant_type for m in shelf if m.quant_type})
        self._add_group(self.tr("Type"), "quant_type", [(name, name) for name in types])
        tags = derive_tag_counts(tuple(shelf))
        self._add_group(self.tr("Tag"), "tag", [(tag, f"{tag} ({n})") for tag, n in tags.items()])
        if self._query.is_narrowed:
            self._menu.addSeparator()
            self._menu.addAction(self.tr("Show all"), self.clear)

    def _add_group(self, title: str, key: str, choices: Iterable[tuple[str, str]]) -> None:
        menu = self._menu.addMenu(title)
        group = QActionGroup(menu)
        now = str(getattr(self._query, key))
        for value, text in (("", self.tr("All")), *choices):
            action = QAction(text.replace("&", "&&"), menu, checkable=True)
            action.setChecked(value == now)
            wanted = FitFilter(value) if key == "fit" else value
            action.triggered.connect(lambda _on=False, wanted=wanted: self.change(**{key: wanted}))
            group.addAction(action)
            menu.addAction(action)
        menu.setEnabled(len(menu.actions()) > 1)
