"""The steps of the wizard, one widget each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.discovery import SearchFormat, SearchQuery, query_words
from desktop_app.domain.jobs import JobState
from desktop_app.domain.repository import repo_id_from_text
from desktop_app.ui.pages.discover_list import ResultList, ResultModel
from desktop_app.ui.theme import px
from desktop_app.ui.translation import words
from desktop_app.ui.widgets.badge import StatRow, VerdictBadge
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.context_slider import ContextSlider
from desktop_app.ui.widgets.fit_table import FitTable, cost_of, title_of
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import Card, ScrollBody
from desktop_app.ui.widgets.states import BusyIndicator, ErrorBanner
from desktop_app.ui.wizard import texts
from desktop_app.ui.wizard.expert import ExpertChoices

if TYPE_CHECKING:
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobView
    from desktop_app.domain.machine import Machine
    from desktop_app.domain.repository import RepoSummary
    from desktop_app.services.catalog_service import CatalogService
    from desktop_app.services.discover_memory import DiscoverMemoryService
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.source_service import SourceService
    from desktop_app.services.states import CatalogState, SourceState


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(12))
    return column


def _scrolling(*widgets: QWidget) -> QScrollArea:
    """Widgets below each other that scroll where the window is too low for them."""
    inner = ScrollBody()
    stack = _column(inner)
    for widget in widgets:
        stack.addWidget(widget)
    stack.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(inner)
    return scroll


class ModelStep(QWidget):
    """Choose what the model is made from: a search result, an address, or a folder."""

    chosen = Signal()

    def __init__(
        self,
        catalog: CatalogService,
        source: SourceService,
        memory: DiscoverMemoryService,
        hardware: HardwareService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalog, self._source = catalog, source
        self._memory, self._hardware = memory, hardware
        column = _column(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search models with original weights, or paste an address"))
        self.field.setAccessibleName(self.tr("Search models"))
        self.field.textEdited.connect(lambda _text: self._ask())
        self.field.returnPressed.connect(self._on_enter)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(push_button(self.tr("Open a folder…"), "folder", on_click=self._open_folder))
        self._banner = ErrorBanner()
        self._model = ResultModel(self)
        self.results = ResultList(self._model, self.tr("Models"))
        self.results.row_activated.connect(self._choose)
        self.results.star_pressed.connect(memory.toggle_favourite)
        self.results.author_chosen.connect(self._show_author)
        self._busy = BusyIndicator(self.tr("Searching"))
        self._chosen = ElidedLabel("", "strong")
        foot = QHBoxLayout()
        foot.addWidget(self._busy)
        foot.addWidget(self._chosen, 1)
        column.addLayout(row)
        column.addWidget(self._banner)
        column.addWidget(self.results, 1)
        column.addLayout(foot)
        catalog.state_changed.connect(self._show_catalog)
        source.state_changed.connect(self._show_source)
        memory.state_changed.connect(lambda _state: self._show_marks())
        hardware.machine_changed.connect(lambda _machine: self._show_marks())
        self._show_marks()
        self._show_catalog(catalog.state)
        self._show_source(source.state)

    def begin(self) -> None:
        """Show something to choose from."""
        self.field.setFocus()
        if not self._catalog.state.rows:
            self._ask()

    def _ask(self) -> None:
        words, author = query_words(self.field.text())
        self._catalog.search(SearchQuery(words=words, author=author, format=SearchFormat.WEIGHTS))

    def _on_enter(self) -> None:
        repo_id = repo_id_from_text(self.field.text())
        if repo_id:
            self._source.open_repository(repo_id)
            self.chosen.emit()
        elif self._model.rowCount():
            self.results.setCurrentIndex(self._model.index(0))
            self.results.setFocus()

    def _show_author(self, author: str) -> None:
        self.field.setText(f"author:{author}")
        self._ask()

    def _show_marks(self) -> None:
        self._model.show_marks(self._memory.state.favourite_ids, self._hardware.machine)

    def _choose(self, row: RepoSummary) -> None:
        self._source.open_repository(row.repo_id)
        self.chosen.emit()

    def _open_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder with a model"))
        if folder:
            self._source.open_folder(folder)
            self.chosen.emit()

    def _show_catalog(self, state: CatalogState) -> None:
        self._model.show_rows(state.rows)
        self._busy.setVisible(state.is_loading)
        actions = [(self.tr("Try again"), self._catalog.retry)] if state.problem else []
        self._banner.show_problem(state.problem, actions)

    def _show_source(self, state: SourceState) -> None:
        self._chosen.setText(self.tr("Chosen: {name}").format(name=state.title) if state.source else "")


class BitsStep(QWidget):
    """Choose the precision; the recommended one is chosen already."""

    changed = Signal()
    activated = Signal()

    def __init__(self, source: SourceService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        column = _column(self)
        self._text = text_label("", wrap=True)
        self._busy = BusyIndicator(self.tr("Estimating"))
        head = QHBoxLayout()
        head.addWidget(self._busy)
        head.addWidget(self._text, 1)
        self._banner = ErrorBanner()
        self.table = FitTable()
        self.table.type_chosen.connect(lambda _type: self._on_chosen())
        self.table.type_activated.connect(lambda _type: self.activated.emit())
        self._cost = text_label("", "secondary", wrap=True)
        self._show_all = QCheckBox(self.tr("Show all types"))
        self._show_all.toggled.connect(self.table.set_show_all)
        self._ready = push_button("", "download", kind="link", on_click=self._choose_ready)
        foot = QHBoxLayout()
        foot.addWidget(self._show_all)
        foot.addStretch(1)
        foot.addWidget(self._ready)
        column.addLayout(head)
        column.addWidget(self._banner)
        column.addWidget(self.table, 1)
        column.addWidget(self._cost)
        column.addLayout(foot)
        self.ready_label = ""
        source.state_changed.connect(self.show_state)
        self.show_state(source.state)

    @property
    def chosen(self) -> FitRow | None:
        return self.table.chosen

    def show_state(self, state: SourceState) -> None:
        self._busy.setVisible(state.is_loading or state.is_fitting)
        waiting = self.tr("Asking the engine what each precision needs on this computer…")
        is_busy = state.is_loading or state.is_fitting
        note = state.fit_rows[0].note if state.fit_rows else ""
        self._text.setText(waiting if is_busy else f"{words(state.recommendation)} {words(note)}".strip())
        problem = state.problem or state.fit_problem
        actions = [(self.tr("Try again"), self._source.retry)] if problem else []
        self._banner.show_problem(problem, actions)
        self.table.show_rows(state.fit_rows)
        self.table.setVisible(problem is None or bool(state.fit_rows))
        best = next((r for r in reversed(state.gguf_rows) if r.verdict.value != "does_not_fit"), None)
        self._ready.setVisible(best is not None)
        if best is not None:
            self._ready.setText(self.tr("Or download the ready-made {name}").format(name=best.quant_type))
            self._ready.setProperty("label", best.quant_type)
        self.changed.emit()

    def _on_chosen(self) -> None:
        self.ready_label = ""
        row = self.chosen
        self._cost.setText(cost_of(row) if row else "")
        self.changed.emit()

    def _choose_ready(self) -> None:
        self.ready_label = self._ready.property("label")
        self.activated.emit()


class PlaceStep(QWidget):
    """How much context, what memory it takes, what the disk must hold."""

    keep_changed = Signal(bool)

    def __init__(self, source: SourceService, *, keeps: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        column = _column(self)
        memory = Card(self.tr("Memory"))
        self._badge: VerdictBadge | None = None
        self._badge_row = QHBoxLayout()
        self._badge_row.addStretch(1)
        self._reason = text_label("", wrap=True)
        self._stats = StatRow()
        self.context = ContextSlider(source.state.n_ctx, source.state.n_ctx_limit)
        self.context.context_changed.connect(source.set_n_ctx)
        memory.body.addLayout(self._badge_row)
        memory.body.addWidget(self._reason)
        memory.body.addWidget(self._stats)
        memory.body.addWidget(self.context)
        disk = Card(self.tr("Disk"))
        self._disk = text_label("", wrap=True)
        self._keep = QCheckBox(self.tr("Keep the original weights"))
        self._keep.setChecked(keeps)
        self._keep.toggled.connect(self.keep_changed)
        disk.body.addWidget(self._disk)
        disk.body.addWidget(self._keep)
        self.expert = ExpertChoices()
        self._scroll = _scrolling(memory, disk, self.expert)
        column.addWidget(self._scroll)
        # once the layout has given the choices their place
        self.expert.unfolded.connect(lambda: QTimer.singleShot(0, self._show_expert))

    def _show_expert(self) -> None:
        self._scroll.verticalScrollBar().setValue(self.expert.y())

    def show_state(self, state: SourceState, row: FitRow | None, machine: Machine | None) -> None:
        self.context.show_context(state.n_ctx, state.n_ctx_limit)
        if row is None:
            self._reason.setText(self.tr("Asking the engine…"))
            return
        if self._badge is None:
            self._badge = VerdictBadge(row.verdict)
            self._badge_row.insertWidget(0, self._badge)
        reason = words(row.reason)
        self._badge.show_verdict(row.verdict, reason)
        self._reason.setText(reason)
        self._stats.show_stats(texts.derive_memory_lines(row))
        download = texts.derive_download_bytes(state)
        self._keep.setVisible(bool(download))
        self._disk.setText(texts.derive_disk_text(row, download, machine, keeps=self._keep.isChecked()))


class MakeStep(QWidget):
    """The job while it runs, and what came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = _column(self)
        self._title = ElidedLabel("", "title", Qt.TextElideMode.ElideMiddle)
        self._type = text_label("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._line = text_label("", "secondary", wrap=True, tabular=True)
        self._note = ElidedLabel("", "small")
        self._banner = ErrorBanner()
        card = Card()
        for widget in (self._title, self._type, self._bar, self._line, self._note, self._banner):
            card.body.addWidget(widget)
        column.addWidget(_scrolling(card))

    def show_summary(self, state: SourceState, row: FitRow | None) -> None:
        """What will be made, before it starts."""
        self._title.setText(state.title)
        self._type.setText("  ·  ".join(part for part in title_of(row) if part) if row else "")

    def show_job(self, job: JobView) -> None:
        fraction = job.progress.fraction
        busy = fraction is None and not job.state.is_final
        self._bar.setRange(0, 0 if busy else 1000)
        self._bar.setValue(1000 if job.state is JobState.DONE else round(1000 * (fraction or 0)))
        finals = {
            JobState.DONE: self.tr("Your model is ready."),
            JobState.FAILED: self.tr("The model could not be made."),
            JobState.CANCELLED: self.tr("Stopped. What was downloaded is kept, so that it can go on."),
            JobState.CANCELLING: self.tr("Stopping…"),
            JobState.PAUSING: self.tr("Pausing…"),
            JobState.PAUSED: self.tr("Paused. It goes on where it was."),
            JobState.QUEUED: self.tr("Waiting for the job before it."),
        }
        text = finals.get(job.state, texts.derive_progress(job))
        self._line.setText(text)
        self._bar.setAccessibleDescription(text)
        self._note.setText("" if job.state.is_final else words(job.progress.note))
        self._banner.show_problem(job.problem)
