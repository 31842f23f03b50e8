"""Discover: search a hub, look at a model, see how it fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.discovery import (
    ALL_MODELS,
    SearchFormat,
    SearchQuery,
    SearchSort,
    SearchTask,
    query_words,
)
from desktop_app.domain.repository import RepoSummary, repo_id_from_text
from desktop_app.ui.pages import discover_texts as texts
from desktop_app.ui.pages.discover_filters import FilterChips, FilterPanel
from desktop_app.ui.pages.discover_list import SUMMARY_ROLE, Heading, ResultList, ResultModel, Row
from desktop_app.ui.pages.source_panel import SourcePanel
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.layout import clear_layout
from desktop_app.ui.widgets.states import BusyIndicator, EmptyState, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.catalog_service import CatalogService
    from desktop_app.services.discover_memory import DiscoverMemoryService
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.job_service import JobService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.source_service import SourceService
    from desktop_app.services.states import CatalogState

_LIST_WIDTH = 360
_RECENT_SHOWN = 6


class DiscoverPage(QWidget):
    """Results at the left, the chosen model at the right.

    Signals:
        wizard_requested: (source, is_local, quant type or "").
        job_started: id of a download that was started here.
        account_requested: somebody wants to log in.
    """

    wizard_requested = Signal(str, bool, str)
    job_started = Signal(str)
    account_requested = Signal()

    def __init__(
        self,
        *,
        catalog: CatalogService,
        memory: DiscoverMemoryService,
        hardware: HardwareService,
        source: SourceService,
        jobs: JobService,
        settings: SettingsService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalog, self._source, self._jobs = catalog, source, jobs
        self._memory, self._hardware = memory, hardware
        self._was_shown = False
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._build_list())
        self._panel = SourcePanel(source=source, settings=settings)
        self._panel.make_requested.connect(
            lambda quant: self.wizard_requested.emit(source.state.source, source.state.is_local, quant)
        )
        self._panel.download_requested.connect(self._on_download)
        self._panel.search_requested.connect(self._search_for)
        self._panel.account_requested.connect(self.account_requested)
        splitter.addWidget(self._panel)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([px(_LIST_WIDTH), px(2 * _LIST_WIDTH)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        catalog.state_changed.connect(self.show_state)
        memory.state_changed.connect(lambda _state: self._show_memory())
        memory.problem_raised.connect(self._banner.show_problem)
        hardware.machine_changed.connect(lambda _machine: self._show_marks())
        self._show_memory()
        self.show_state(catalog.state)

    def _build_list(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(px(260))
        column = QVBoxLayout(side)
        column.setContentsMargins(px(16), px(16), px(8), px(16))
        column.setSpacing(px(8))
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(self.tr("Search models, or paste an address"))
        self.search_field.setAccessibleName(self.tr("Search models"))
        self.search_field.setToolTip(self.tr("Words of the name; author:NAME for all models of one owner"))
        self.search_field.setClearButtonEnabled(True)
        self.search_field.textEdited.connect(lambda _text: self._ask())
        self.search_field.textChanged.connect(lambda text: text or self._ask())
        self.search_field.returnPressed.connect(self._on_enter)
        self._sort = QComboBox()
        self._sort.setAccessibleName(self.tr("Order"))
        for value, text in texts.sort_choices():
            self._sort.addItem(text, value)
        self._sort.currentIndexChanged.connect(lambda _index: self._ask())
        self.filters_button = push_button(self.tr("Filters"), "filter", on_click=self._toggle_filters)
        self.filters_button.setCheckable(True)
        self.favourites_button: QToolButton = icon_button("star", self.tr("Favourites"))
        self.favourites_button.setCheckable(True)
        self.favourites_button.toggled.connect(lambda _on: self._show_list())
        choices = QHBoxLayout()
        choices.setSpacing(px(8))
        choices.addWidget(self._sort, 1)
        choices.addWidget(self.filters_button)
        choices.addWidget(self.favourites_button)
        self.filters = FilterPanel()
        self.filters.changed.connect(self._ask)
        self.filters.hide()
        self.chips = FilterChips()
        self.chips.dropped.connect(self._set_query)
        self._recent = QWidget()
        self._recent_flow = FlowLayout(px(4), self._recent)
        self._banner = ErrorBanner()
        self._model = ResultModel(self)
        self.results = ResultList(self._model, self.tr("Models"))
        self.results.selectionModel().currentChanged.connect(lambda index, _old: self._on_current(index))
        self.results.row_activated.connect(self._on_activated)
        self.results.star_pressed.connect(self._memory.toggle_favourite)
        self.results.author_chosen.connect(
            lambda author: self._set_query(replace(ALL_MODELS, author=author, sort=self._query.sort))
        )
        self.results.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self._none = EmptyState("search", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.results)
        self._stack.addWidget(self._none)
        self._busy = BusyIndicator(self.tr("Searching"))
        self._status = text_label("", "small")
        footer = QHBoxLayout()
        footer.addWidget(self._busy)
        footer.addWidget(self._status, 1)
        footer.addWidget(push_button(self.tr("Open a folder…"), "folder", "ghost", self._open_folder))
        column.addWidget(self.search_field)
        column.addLayout(choices)
        for widget in (self.filters, self.chips, self._recent, self._banner):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addLayout(footer)
        return side

    # --- what the window calls ------------------------------------------------------------------------

    def focus_start(self) -> None:
        if not self._was_shown:
            self._was_shown = True
            self._memory.refresh()
            self._catalog.choose()
            self._ask()
        self.focus_search()

    def focus_search(self) -> None:
        self.search_field.setFocus()
        self.search_field.selectAll()

    # --- state ----------------------------------------------------------------------------------------

    @property
    def _query(self) -> SearchQuery:
        """What the fields say."""
        words, author = query_words(self.search_field.text())
        query = self.filters.query
        return replace(
            query, words=words, author=author or query.author, sort=SearchSort(self._sort.currentData())
        )

    @property
    def _is_start(self) -> bool:
        query = self._query
        return not query.words and not query.filters and query.sort is SearchSort.TRENDING

    def show_state(self, state: CatalogState) -> None:
        self._busy.setVisible(state.is_loading or state.is_choosing)
        actions = [(self.tr("Try again"), self._catalog.retry)] if state.problem else []
        self._banner.show_problem(state.problem, actions)
        self._show_list()

    def _show_list(self) -> None:
        state = self._catalog.state
        self._show_chips()
        self._show_recent()
        if self.favourites_button.isChecked():
            self._show_favourites()
            return
        self._model.show_rows(self._rows(state))
        is_none = not state.rows and not state.is_loading and state.problem is None and self._was_shown
        if is_none:
            self._none.show_text(self.tr("No model found"), texts.derive_none_text(self._query))
        self._stack.setCurrentWidget(self._none if is_none else self.results)
        self._status.setText(texts.derive_status(state))

    def _rows(self, state: CatalogState) -> tuple[Row, ...]:
        if not self._is_start or not state.sections:
            return state.rows
        rows: list[Row] = []
        for section in state.sections:
            rows += [Heading(*texts.derive_section(section.key, section.most_params)), *section.rows]
        trending = self.tr("Trending"), self.tr("What is asked for most now, whether it fits or not")
        return (*rows, Heading(*trending), *state.rows) if state.rows else tuple(rows)

    def _show_favourites(self) -> None:
        wanted = self._query.words.casefold()
        rows = tuple(r for r in self._memory.state.favourites if wanted in r.repo_id.casefold())
        self._model.show_rows(rows)
        if not rows:
            self._none.show_text(
                self.tr("No favourites") if not wanted else self.tr("No favourite has these words"),
                self.tr("Press the star of a model, or Ctrl+D in the list, to find it here again."),
            )
        self._stack.setCurrentWidget(self.results if rows else self._none)
        self._status.setText(self.tr("{n} favourites").format(n=len(rows)) if rows else "")

    def _show_chips(self) -> None:
        query = self._query
        self.chips.show_query(query)
        # the choices themselves say it where they are open
        self.chips.setVisible(bool(query.filters) and not self.filters_button.isChecked())

    def _show_recent(self) -> None:
        """What was searched for before, as long as nothing is asked for."""
        searches = self._memory.state.searches[:_RECENT_SHOWN] if self._is_start else ()
        is_shown = bool(searches) and not self.favourites_button.isChecked()
        self._recent.setVisible(is_shown)
        if not is_shown or searches == self._recent.property("searches"):
            return
        self._recent.setProperty("searches", searches)
        clear_layout(self._recent_flow)
        for words in searches:
            button = push_button(
                words, "clock", "chip", on_click=lambda words=words: self._search_again(words)
            )
            button.setIconSize(QSize(px(12), px(12)))
            button.setAccessibleName(self.tr("Search again for {words}").format(words=words))
            self._recent_flow.addWidget(button)
        forget = push_button(self.tr("Forget these"), kind="link", on_click=self._memory.forget_searches)
        self._recent_flow.addWidget(forget)

    def _show_memory(self) -> None:
        self._show_marks()
        self._show_list()

    def _show_marks(self) -> None:
        self._model.show_marks(self._memory.state.favourite_ids, self._hardware.machine)

    # --- asking ---------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._was_shown = True
        query = self._query
        count = len(query.filters)
        if self._is_start:
            # the Hub is full of other things than language models
            query = replace(query, format=SearchFormat.WEIGHTS, task=SearchTask.CHAT)
        self.filters_button.setText(self.tr("Filters ({n})").format(n=count) if count else self.tr("Filters"))
        if not self.favourites_button.isChecked():
            self._catalog.search(query)
        self._show_list()

    def _set_query(self, query: SearchQuery) -> None:
        """Ask this; the fields say so."""
        typed = query_words(self.search_field.text())
        if typed != (query.words, query.author) or not query.author:
            self._put_words(query.words)
        self.filters.show_query(query)
        with QSignalBlocker(self._sort):
            self._sort.setCurrentIndex(max(0, self._sort.findData(query.sort)))
        self.favourites_button.setChecked(False)
        self._ask()

    def _put_words(self, words: str) -> None:
        with QSignalBlocker(self.search_field):
            self.search_field.setText(words)

    def _search_again(self, words: str) -> None:
        self._put_words(words)
        self._ask()
        self.search_field.setFocus()

    def _search_for(self, words: str) -> None:
        self._set_query(replace(ALL_MODELS, words=words, format=SearchFormat.GGUF))

    def _toggle_filters(self) -> None:
        self.filters.setVisible(self.filters_button.isChecked())
        self._show_chips()
        if self.filters_button.isChecked():
            self.filters.boxes["format"].setFocus()

    def _on_enter(self) -> None:
        repo_id = repo_id_from_text(self.search_field.text())
        first = self._model.first_model()
        if repo_id:
            self._source.open_repository(repo_id)
        elif first.isValid():
            self._memory.remember_search(self.search_field.text())
            self.results.setFocus()
            self.results.setCurrentIndex(first)

    def _on_current(self, index: QModelIndex) -> None:
        row = index.data(SUMMARY_ROLE) if index.isValid() else None
        if isinstance(row, RepoSummary) and row.repo_id != self._source.state.source:
            self._source.open_repository(row.repo_id)

    def _on_activated(self, row: RepoSummary) -> None:
        self._memory.remember_search(self.search_field.text())
        if row.repo_id != self._source.state.source:
            self._source.open_repository(row.repo_id)

    def _on_scroll(self, value: int) -> None:
        bar = self.results.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep() and not self.favourites_button.isChecked():
            self._catalog.load_more()

    def _on_download(self, label: str) -> None:
        self.job_started.emit(self._jobs.download(self._source.state.source, label))

    def _open_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder with a model"))
        if folder:
            self._source.open_folder(folder)
