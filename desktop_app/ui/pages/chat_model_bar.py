"""The line above the conversation: which model answers, and what it is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.pages.chat_texts import derive_model_bar, model_label
from desktop_app.ui.theme import px, set_icon, set_kind
from desktop_app.ui.widgets import BusyIndicator, ElidedLabel, icon_button

if TYPE_CHECKING:
    from desktop_app.domain.library import LibraryModel
    from desktop_app.services.states import ChatState

_LABEL_WIDTH = 320


class ModelBar(QFrame):
    """Model selector, status, unload, and the switch for the graphs.

    Signals:
        model_chosen: id of a model to load.
        unload_chosen, find_chosen: as the buttons say.
        history_toggled, graphs_toggled, settings_toggled: whether the list of chats, the graphs or the
            settings of the chat are wanted.
    """

    model_chosen = Signal(str)
    unload_chosen = Signal()
    find_chosen = Signal()
    history_toggled = Signal(bool)
    graphs_toggled = Signal(bool)
    settings_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "topbar")
        self._models: tuple[LibraryModel, ...] = ()
        self._current = ""
        self._label = ""
        self._is_busy = False
        self.selector = QToolButton()
        set_kind(self.selector, "select")
        set_icon(self.selector, "chevron-down", "text_muted")
        self.selector.setIconSize(QSize(px(16), px(16)))
        self.selector.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the name
        self.selector.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.selector.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.selector.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.selector.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self.selector)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.selector.setMenu(self._menu)
        self._busy = BusyIndicator(self.tr("Loading the model"), 16)
        self._status = ElidedLabel("", "small")
        self._unload = icon_button("eject", self.tr("Unload the model and free its memory"))
        self._unload.clicked.connect(lambda _on=False: self.unload_chosen.emit())
        self._history = icon_button("sidebar", self.tr("Show the list of chats"))
        self._history.setCheckable(True)
        self._history.setChecked(True)
        self._history.toggled.connect(self.history_toggled)
        self._graphs = icon_button("graph", self.tr("Show live graphs (Ctrl+G)"))
        self._graphs.setCheckable(True)
        self._graphs.clicked.connect(self.graphs_toggled)
        self._settings = icon_button("sliders", self.tr("Show the settings of this chat (Ctrl+.)"))
        self._settings.setCheckable(True)
        self._settings.clicked.connect(self.settings_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(8))
        row.addWidget(self._history)
        row.addWidget(self.selector)
        row.addWidget(self._busy)
        row.addWidget(self._status, 1)
        row.addWidget(self._unload)
        row.addWidget(self._settings)
        row.addWidget(self._graphs)

    def show_state(self, state: ChatState, models: tuple[LibraryModel, ...]) -> None:
        props = derive_model_bar(state, models)
        self._models = models
        self._current = state.model.model_id if state.model else ""
        if props.label != self._label:
            self._label = props.label
            shown = self.selector.fontMetrics().elidedText(
                props.label, Qt.TextElideMode.ElideMiddle, px(_LABEL_WIDTH)
            )
            self.selector.setText(shown)
            self.selector.setToolTip(props.label)
            self.selector.setAccessibleName(self.tr("Model: {name}").format(name=props.label))
        self._busy.setVisible(props.is_busy)
        self._status.setText(props.status)
        self._unload.setVisible(props.can_unload)
        if props.is_busy != self._is_busy:
            self._is_busy = props.is_busy
            name = (
                self.tr("Stop loading the model")
                if props.is_busy
                else self.tr("Unload the model and free its memory")
            )
            set_icon(self._unload, "close" if props.is_busy else "eject", "text_muted")
            self._unload.setToolTip(name)
            self._unload.setAccessibleName(name)

    def show_history_shown(self, *, is_shown: bool) -> None:
        with QSignalBlocker(self._history):
            self._history.setChecked(is_shown)

    def show_graphs_wanted(self, *, wanted: bool) -> None:
        self._graphs.setChecked(wanted)

    def show_settings_wanted(self, *, wanted: bool) -> None:
        self._settings.setChecked(wanted)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for model in self._models:
            text = f"{model_label(model)}\t{fmt.bytes_text(model.size_bytes)}"
            action = self._menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(model.model_id == self._current)
            action.setEnabled(not model.is_missing)
            action.triggered.connect(
                lambda _on=False, model_id=model.model_id: self.model_chosen.emit(model_id)
            )
        if self._models:
            self._menu.addSeparator()
        self._menu.addAction(self.tr("Find another model…"), self.find_chosen.emit)
