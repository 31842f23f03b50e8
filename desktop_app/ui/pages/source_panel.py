"""One repository or checkpoint: what it is, and the fit table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import ErrorKind
from desktop_app.domain.repository import has_convertible_weights
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.translation import words
from desktop_app.ui.widgets.access_actions import access_actions
from desktop_app.ui.widgets.badge import StatRow
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.context_slider import ContextSlider
from desktop_app.ui.widgets.document import DocumentView
from desktop_app.ui.widgets.files_table import FilesTable
from desktop_app.ui.widgets.fit_table import FitTable
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import ScrollPage
from desktop_app.ui.widgets.markdown_blocks import is_safe_link
from desktop_app.ui.widgets.questions import ask_to_open
from desktop_app.ui.widgets.related_list import RelatedList
from desktop_app.ui.widgets.states import Action, BusyIndicator, EmptyState, ErrorBanner
from desktop_app.ui.wizard.texts import derive_stage

if TYPE_CHECKING:
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.source_service import SourceService
    from desktop_app.services.states import SourceState

_TABLE_HEIGHT = 460


def _tr(text: str) -> str:
    return QCoreApplication.translate("source", text)


def derive_stats(state: SourceState) -> list[tuple[str, str]]:
    """Facts of a source as (value, caption)."""
    detail = state.detail
    if detail is None:
        return []
    stats = []
    if detail.n_params:
        stats.append((fmt.parameters_text(detail.n_params), _tr("parameters")))
    if state.n_ctx_limit:
        stats.append((fmt.number_text(state.n_ctx_limit), _tr("tokens of context")))
    if detail.architecture:
        stats.append((detail.architecture, _tr("architecture")))
    stats.append((detail.license or _tr("not stated"), _tr("license")))
    return stats


def derive_fit_text(state: SourceState) -> str:
    """What stands over the fit table."""
    if state.is_fitting:
        step = state.fit_progress
        if step and step.total:
            return _tr("{stage}: {done}").format(
                stage=derive_stage(step.stage), done=fmt.progress_text(step.done, step.total, step.unit)
            )
        return _tr("Asking the engine what each precision needs on this computer…")
    return words(state.recommendation)


class SourcePanel(QWidget):
    """Renders `SourceState`; the wizard and Discover both show it.

    Signals:
        make_requested: the quant type that was chosen for the open source.
        download_requested: label of the ready-made GGUF that was chosen.
        search_requested: words to search for instead.
        account_requested: somebody wants to log in.
    """

    make_requested = Signal(str)
    download_requested = Signal(str)
    search_requested = Signal(str)
    account_requested = Signal()

    def __init__(
        self, *, source: SourceService, settings: SettingsService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._settings = source, settings
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._empty = EmptyState(
            "discover",
            self.tr("Choose a model"),
            self.tr(
                "You will see here what it is and how it fits this computer, before anything is downloaded."
            ),
        )
        self._page = self._build_page()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._page)
        source.state_changed.connect(self.show_state)
        self.show_state(source.state)

    def _build_page(self) -> QWidget:
        page = ScrollPage(max_width=880)
        self._title = ElidedLabel("", "heading")
        self._busy = BusyIndicator(self.tr("Loading"))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._busy)
        self._stats = StatRow()
        self._open = push_button(
            self.tr("Open its page"), icon="external", kind="link", on_click=self._open_page
        )
        self.find_ready = push_button(
            self.tr("Ready-made GGUF files of it"), icon="search", kind="link", on_click=self._find_ready
        )
        self._gated = text_label(
            self.tr("Its owner asks for your agreement: open its page, accept, and use your access token."),
            "secondary",
            wrap=True,
        )
        self._banner = ErrorBanner()
        self._context = ContextSlider(self._source.state.n_ctx)
        self._context.context_changed.connect(self._source.set_n_ctx)
        self.kv_type = QComboBox()
        self.kv_type.setAccessibleName(self.tr("Memory of the context"))
        self.kv_type.setToolTip(self.tr("How exactly the model keeps what was said"))
        for value, text in (
            ("f16", self.tr("16-bit context")),
            ("q8_0", self.tr("8-bit context")),
            ("q4_0", self.tr("4-bit context")),
        ):
            self.kv_type.addItem(text, value)
        self.kv_type.currentIndexChanged.connect(
            lambda _index: self._source.set_kv_type(self.kv_type.currentData())
        )
        self._context_row = QWidget()
        context_row = QHBoxLayout(self._context_row)
        context_row.setContentsMargins(0, 0, 0, 0)
        context_row.setSpacing(px(12))
        context_row.addWidget(self._context, 1)
        context_row.addWidget(self.kv_type)
        self._fit_text = text_label("", "secondary", wrap=True)
        self._fit_busy = BusyIndicator(self.tr("Estimating"))
        self._table = FitTable()
        self._table.setMinimumHeight(px(_TABLE_HEIGHT))
        self._table.type_activated.connect(self.make_requested)
        self._table.type_chosen.connect(lambda _type: self._refresh_buttons())
        self._show_all = QCheckBox(self.tr("Show all types"))
        self._show_all.toggled.connect(self._table.set_show_all)
        self._make = push_button(self.tr("Make for this computer"), "anvil", "primary", self._on_make)
        row = QHBoxLayout()
        row.addWidget(self._show_all)
        row.addStretch(1)
        row.addWidget(self._make)
        self._ready_title = text_label(self.tr("Ready-made GGUF files"), "title")
        self._ready = FitTable(show_all=True)
        self._ready.setAccessibleName(self.tr("Ready-made GGUF files"))
        self._ready.setMinimumHeight(px(200))
        self._ready.type_activated.connect(self.download_requested)
        self._ready.type_chosen.connect(lambda _type: self._refresh_buttons())
        self._download = push_button(self.tr("Download"), "download", on_click=self._on_download)
        self._card_title = text_label(self.tr("What its makers say"), "title")
        self.card = DocumentView()
        self.card.setAccessibleName(self.tr("Model card"))
        self.card.link_chosen.connect(self._open_link)
        self._card_html = ""
        self._files_toggle = push_button("", kind="link", on_click=self._toggle_files)
        self.files = FilesTable()
        self.files.setMinimumHeight(px(280))
        self.files.hide()
        self.original = push_button("", "anvil", kind="link", on_click=self._open_original)
        self._related_title = text_label(self.tr("GGUF files that others made of it"), "title")
        self.related = RelatedList()
        self.related.chosen.connect(self._source.open_repository)
        column = page.column
        column.addLayout(head)
        column.addWidget(self._stats)
        links = QHBoxLayout()
        links.setSpacing(px(8))
        links.addWidget(self._open)
        links.addWidget(self.find_ready)
        links.addWidget(self.original)
        links.addStretch(1)
        column.addLayout(links)
        for widget in (self._gated, self._banner, self._context_row):
            column.addWidget(widget)
        fit_row = QHBoxLayout()
        fit_row.addWidget(self._fit_busy)
        fit_row.addWidget(self._fit_text, 1)
        column.addLayout(fit_row)
        column.addWidget(self._table)
        column.addLayout(row)
        column.addWidget(self._ready_title)
        column.addWidget(self._ready)
        download_row = QHBoxLayout()
        download_row.addStretch(1)
        download_row.addWidget(self._download)
        column.addLayout(download_row)
        column.addWidget(self._related_title)
        column.addWidget(self.related)
        column.addWidget(self._files_toggle)
        column.addWidget(self.files)
        column.addSpacing(px(8))
        column.addWidget(self._card_title)
        column.addWidget(self.card)
        column.addStretch(1)
        return page

    # --- state --------------------------------------------------------------------------------------

    @property
    def chosen_type(self) -> str:
        row = self._table.chosen
        return row.quant_type if row else ""

    def show_state(self, state: SourceState) -> None:
        self._stack.setCurrentWidget(self._page if state.source else self._empty)
        if not state.source:
            return
        self._title.setText(state.title)
        self._busy.setVisible(state.is_loading)
        self._stats.show_stats(derive_stats(state))
        detail = state.detail
        self._open.setVisible(not state.is_local)
        self._gated.setVisible(bool(detail and detail.gated))
        self._show_problem(state)
        has_weights = state.is_local or bool(detail and has_convertible_weights(detail))
        shows_fit = has_weights and state.problem is None and not (state.fit_problem and not state.fit_rows)
        self._context_row.setVisible(has_weights or bool(state.gguf_rows))
        self._context.show_context(state.n_ctx, state.n_ctx_limit)
        for widget in (self._table, self._show_all, self._make):
            widget.setVisible(shows_fit)
        self._fit_busy.setVisible(state.is_fitting)
        self._fit_text.setText(derive_fit_text(state))
        with QSignalBlocker(self.kv_type):
            self.kv_type.setCurrentIndex(max(0, self.kv_type.findData(state.kv_type)))
        self._table.show_rows(state.fit_rows, state.free_bytes)
        for widget in (self._ready_title, self._ready, self._download):
            widget.setVisible(bool(state.gguf_rows))
        self._ready.show_rows(state.gguf_rows, state.free_bytes)
        self._show_related(state)
        self._show_files(state)
        self._show_card(state.card)
        self._refresh_buttons()

    def _show_problem(self, state: SourceState) -> None:
        problem = state.problem or state.fit_problem
        actions: list[Action] = []
        if problem:
            access = access_actions(problem, log_in=self.account_requested.emit, try_again=self._source.retry)
            actions = list(access) or [(self.tr("Try again"), self._source.retry)]
            if problem.kind is ErrorKind.UNSUPPORTED:
                actions = [(self.tr("Look for a GGUF of it"), self._find_ready)]
        self._banner.show_problem(problem, actions)

    def _show_related(self, state: SourceState) -> None:
        self.original.setText(self.tr("Make it from the original, {name}").format(name=state.original))
        self.original.setVisible(bool(state.original))
        self.related.show_rows(state.related)
        for widget in (self._related_title, self.related):
            widget.setVisible(bool(state.related))
        # the list above says more than a search for the name
        has_weights = bool(state.detail and has_convertible_weights(state.detail))
        self.find_ready.setVisible(has_weights and not state.gguf_rows and not state.related)

    def _show_files(self, state: SourceState) -> None:
        files = state.detail.files if state.detail else ()
        self._files_toggle.setVisible(bool(files))
        total = fmt.bytes_text(sum(f.size_bytes for f in files))
        self._files_toggle.setText(self.tr("{n} files, {size}").format(n=len(files), size=total))
        self.files.show_files(files)

    def _show_card(self, html: str) -> None:
        if html != self._card_html:
            self._card_html = html
            self.card.show_html(html)
        for widget in (self._card_title, self.card):
            widget.setVisible(bool(html))

    def _open_link(self, address: str) -> None:
        if is_safe_link(address) and self.confirm_link(address):
            QDesktopServices.openUrl(QUrl(address))

    def confirm_link(self, address: str) -> bool:
        """Ask whether to open an address that the card names."""
        return ask_to_open(self, address)

    def _refresh_buttons(self) -> None:
        self._make.setEnabled(self._table.chosen is not None)
        self._download.setEnabled(self._ready.chosen is not None)

    # --- clicks -------------------------------------------------------------------------------------

    def _on_make(self) -> None:
        if self.chosen_type:
            self.make_requested.emit(self.chosen_type)

    def _on_download(self) -> None:
        row = self._ready.chosen
        if row:
            self.download_requested.emit(row.quant_type)

    def _toggle_files(self) -> None:
        self.files.setVisible(self.files.isHidden())

    def _open_original(self) -> None:
        self._source.open_repository(self._source.state.original)

    def _find_ready(self) -> None:
        name = self._source.state.title.rpartition("/")[2]
        self.search_requested.emit(f"{name} GGUF")

    def _open_page(self) -> None:
        endpoint = self._settings.endpoint or "https://huggingface.co"
        QDesktopServices.openUrl(QUrl(f"{endpoint}/{self._source.state.source}"))
