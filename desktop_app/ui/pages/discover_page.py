"""Discover: search a hub, look at a model, see how it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.repository import repo_id_from_text
from desktop_app.services.states import SearchFormat, SearchSort
from desktop_app.ui.pages.discover_list import SUMMARY_ROLE, ResultList, ResultModel
from desktop_app.ui.pages.source_panel import SourcePanel
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.states import BusyIndicator, EmptyState, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.catalog_service import CatalogService
    from desktop_app.services.job_service import JobService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.source_service import SourceService
    from desktop_app.services.states import CatalogState

_LIST_WIDTH = 360


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
        source: SourceService,
        jobs: JobService,
        settings: SettingsService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalog, self._source, self._jobs = catalog, source, jobs
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
        self.search_field.setClearButtonEnabled(True)
        self.search_field.textEdited.connect(lambda _text: self._ask())
        self.search_field.returnPressed.connect(self._on_enter)
        self._sort = QComboBox()
        self._sort.setAccessibleName(self.tr("Order"))
        for value, text in (
            (SearchSort.TRENDING, self.tr("Trending")),
            (SearchSort.DOWNLOADS, self.tr("Most downloads")),
            (SearchSort.LIKES, self.tr("Most likes")),
            (SearchSort.UPDATED, self.tr("Newest")),
        ):
            self._sort.addItem(text, value)
        self._format = QComboBox()
        self._format.setAccessibleName(self.tr("Format"))
        for value, text in (
            (SearchFormat.WEIGHTS, self.tr("Original weights")),
            (SearchFormat.GGUF, self.tr("Ready GGUF")),
            (SearchFormat.ANY, self.tr("Any format")),
        ):
            self._format.addItem(text, value)
        for box in (self._sort, self._format):
            box.currentIndexChanged.connect(lambda _index: self._ask())
        choices = QHBoxLayout()
        choices.setSpacing(px(8))
        choices.addWidget(self._sort, 1)
        choices.addWidget(self._format, 1)
        self._banner = ErrorBanner()
        self._model = ResultModel(self)
        self.results = ResultList(self._model, self.tr("Models"))
        self.results.selectionModel().currentChanged.connect(lambda index, _old: self._on_current(index))
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
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        column.addLayout(footer)
        return side

    # --- what the window calls ------------------------------------------------------------------------

    def focus_start(self) -> None:
        if not self._was_shown:
            self._was_shown = True
            self._ask()
        self.focus_search()

    def focus_search(self) -> None:
        self.search_field.setFocus()
        self.search_field.selectAll()

    # --- state ----------------------------------------------------------------------------------------

    def show_state(self, state: CatalogState) -> None:
        self._model.show_rows(state.rows)
        self._busy.setVisible(state.is_loading)
        actions = [(self.tr("Try again"), self._catalog.retry)] if state.problem else []
        self._banner.show_problem(state.problem, actions)
        is_none = not state.rows and not state.is_loading and state.problem is None and self._was_shown
        if is_none:
            self._none.show_text(
                self.tr("No model found"),
                self.tr("Try fewer or other words, or another format."),
            )
        self._stack.setCurrentWidget(self._none if is_none else self.results)
        count = len(state.rows)
        more = "+" if state.has_more else ""
        self._status.setText(self.tr("{n}{more} models").format(n=count, more=more) if count else "")

    def _ask(self) -> None:
        self._was_shown = True
        self._catalog.search(
            self.search_field.text(),
            sort=SearchSort(self._sort.currentData()),
            format=SearchFormat(self._format.currentData()),
        )

    def _on_enter(self) -> None:
        repo_id = repo_id_from_text(self.search_field.text())
        if repo_id:
            self._source.open_repository(repo_id)
        elif self._model.rowCount():
            self.results.setFocus()
            self.results.setCurrentIndex(self._model.index(0))

    def _search_for(self, words: str) -> None:
        self.search_field.setText(words)
        self._format.setCurrentIndex(self._format.findData(SearchFormat.GGUF))
        self._ask()

    def _on_current(self, index: QModelIndex) -> None:
        row = index.data(SUMMARY_ROLE) if index.isValid() else None
        if row is not None and row.repo_id != self._source.state.source:
            self._source.open_repository(row.repo_id)

    def _on_scroll(self, value: int) -> None:
        bar = self.results.verticalScrollBar()
        if value >= bar.maximum() - 2 * bar.pageStep():
            self._catalog.load_more()

    def _on_download(self, label: str) -> None:
        self.job_started.emit(self._jobs.download(self._source.state.source, label))

    def _open_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder with a model"))
        if folder:
            self._source.open_folder(folder)
