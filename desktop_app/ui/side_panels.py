"""What stands at the right of the chat, or in its place: its settings and the live graphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_app.ui.theme import px

if TYPE_CHECKING:
    from desktop_app.services.settings_service import SettingsService

_GRAPHS_WIDTH, _LEAST_GRAPHS = 336, 288
_LEAST_SETTINGS = 304
_LEAST_BESIDE, _LEAST_ALONE = 360, 280  # of the chat, beside two panels and beside one


@dataclass(frozen=True, slots=True)
class Sides:
    """Which panels are shown, and whether one of them takes the place of the chat."""

    graphs: bool = False
    settings: bool = False
    fills: bool = False


def derive_sides(width: float, *, wants_graphs: bool, wants_settings: bool, newest: str) -> Sides:
    """For a chat page with its panels that is `width` wide, in pixels of the 8 px grid.

    Where both panels would squeeze the chat, the `newest` ("graphs" or "settings") is shown; where even one
    would, it takes the chat's place.
    """
    both = wants_graphs and wants_settings
    if both and width < _LEAST_BESIDE + _LEAST_GRAPHS + _LEAST_SETTINGS:
        wants_graphs, wants_settings = newest == "graphs", newest != "graphs"
        both = False
    if both or not (wants_graphs or wants_settings):
        return Sides(wants_graphs, wants_settings)
    least = _LEAST_GRAPHS if wants_graphs else _LEAST_SETTINGS
    return Sides(wants_graphs, wants_settings, fills=width < _LEAST_ALONE + least)


class ChatPlace(Protocol):
    """What the chat page does for its panels."""

    wants_settings: bool

    def place_panels(self, sides: Sides) -> None: ...


class SidePanels(QObject):
    """Places the graphs beside the pages, and tells the chat page what there is room for.

    Args:
        pages: what is beside the graphs.
        make_graphs: makes the live graphs, after `allow_graphs`.
        settings: say whether the graphs are wanted.
    """

    def __init__(
        self, pages: QWidget, make_graphs: Callable[[], QWidget], settings: SettingsService, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._pages, self._make_graphs, self._settings = pages, make_graphs, settings
        self._graphs: QWidget | None = None
        self._can_make_graphs = False
        self._newest = "settings"
        self._chat: ChatPlace | None = None
        self._is_chat = False
        self._restored = QByteArray()
        self.sides = Sides()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(pages)
        self.splitter.installEventFilter(self)
        settings.settings_changed.connect(lambda _settings: self.arrange())

    def allow_graphs(self) -> None:
        """What the graphs are made of is there; from now on they are shown where they are wanted."""
        self._can_make_graphs = True
        self.arrange()

    def show_page(self, chat: ChatPlace | None) -> None:
        """The chat page is shown, or (None) another one."""
        self._is_chat = chat is not None
        self._chat = chat or self._chat
        self.arrange()

    def want_graphs(self, *, wanted: bool) -> None:
        """Somebody wants to see the graphs, or not any more."""
        if wanted:
            self._newest = "graphs"
        self._settings.update(show_graphs=wanted)
        self.arrange()

    def toggle_graphs(self) -> None:
        """Show them where they are not seen."""
        shown = self.sides.graphs if self._is_chat else self._settings.settings.show_graphs
        self.want_graphs(wanted=not shown)

    def want_settings(self, *, wanted: bool) -> None:
        """The settings of the chat were opened or closed."""
        if wanted:
            self._newest = "settings"
        self.arrange()

    def state(self) -> QByteArray | None:
        """How wide the panels are, to be restored; None before the graphs were there."""
        return self.splitter.saveState() if self._graphs is not None else None

    def restore_later(self, state: QByteArray) -> None:
        """Widths of another run, for when the graphs are made."""
        self._restored = state

    def arrange(self) -> None:
        """Show what there is room for."""
        chat = self._chat
        wanted = self._can_make_graphs and self._is_chat and self._settings.settings.show_graphs
        width = self.splitter.width() / px(1000) * 1000
        self.sides = sides = derive_sides(
            width,
            wants_graphs=wanted,
            wants_settings=self._is_chat and chat is not None and chat.wants_settings,
            newest=self._newest,
        )
        if sides.graphs and self._graphs is None:
            self._add_graphs()
        if self._graphs is not None:
            self._graphs.setVisible(sides.graphs)
        self._pages.setVisible(not (sides.graphs and sides.fills))
        if chat is not None and self._is_chat:
            chat.place_panels(sides)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return False

    def _add_graphs(self) -> None:
        self._graphs = self._make_graphs()
        self._graphs.setMinimumWidth(px(_LEAST_GRAPHS))
        self.splitter.addWidget(self._graphs)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        if not self.splitter.restoreState(self._restored):
            self.splitter.setSizes([max(1, self.splitter.width() - px(_GRAPHS_WIDTH)), px(_GRAPHS_WIDTH)])
