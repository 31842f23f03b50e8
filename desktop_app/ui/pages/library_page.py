"""Library: the models on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.library import LibraryModel, ModelKind
from desktop_app.domain.library_query import SHELF_OF, select
from desktop_app.ui.pages.chat_settings_texts import derive_forecast_quality
from desktop_app.ui.pages.library_apps import AppsButton
from desktop_app.ui.pages.library_dialogs import Removal, TagDialog, ask_removal, file_filters, problems_of
from desktop_app.ui.pages.library_duplicates import DuplicatesDialog
from desktop_app.ui.pages.library_filters import LibraryFilters
from desktop_app.ui.pages.library_foot import LibraryFoot
from desktop_app.ui.pages.library_list import LibraryList, LibraryRows
from desktop_app.ui.pages.library_menu import model_menu
from desktop_app.ui.pages.library_panel import Chosen, LibraryPanel
from desktop_app.ui.pages.library_texts import ModelView, derive_tag_counts, derive_total, kind_name
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.layout import PageHeader
from desktop_app.ui.widgets.notice import NoticeLine
from desktop_app.ui.widgets.states import EmptyState, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.domain.added_files import AddedFiles
    from desktop_app.domain.settings import Settings
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.duplicate_service import DuplicateService
    from desktop_app.services.library_fits import LibraryFits
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.load_recorder import LoadRecorder
    from desktop_app.services.model_check_service import ModelCheckService
    from desktop_app.services.settings_service import SettingsService

_NARROW = 840  # below it the panel is under the list
_SHORT = 200
_LATER_MS = 300


class LibraryPage(QWidget):
    """All models: find one, see whether it fits, chat with it, keep order.

    Signals:
        chat_requested: id of the model to chat with.
        wizard_requested: make a new one.
        checkpoint_chosen: folder of original weights to make a model of.
        discover_requested: find one on the Hub.
    """

    chat_requested = Signal(str)
    wizard_requested = Signal()
    checkpoint_chosen = Signal(str)
    discover_requested = Signal()

    def __init__(
        self,
        *,
        library: LibraryService,
        fits: LibraryFits,
        duplicates: DuplicateService,
        checks: ModelCheckService,
        settings: SettingsService,
        chat: ChatService,
        loads: LoadRecorder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._fits, self._duplicates = library, fits, duplicates
        self._checks, self._settings, self._chat, self._loads = checks, settings, chat, loads
        self._to_choose: tuple[str, ...] = ()
        self._was_visited = False
        self._last_loaded = ""
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._show)
        self._build()
        self._connect()
        self.filters.show_sort(settings.settings.library_sort)
        self._show_cards(settings.settings.library_cards)
        self._show()

    # --- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        header = PageHeader(self.tr("Library"), self.tr("Models on this computer"))
        self.apps_button = AppsButton(library=self._library, settings=self._settings)
        header.add_action(self.apps_button)
        header.add_action(push_button(self.tr("Add files…"), "plus", on_click=self._add_files))
        header.add_action(push_button(self.tr("Make a model"), "anvil", on_click=self.wizard_requested.emit))
        self.filters = LibraryFilters()
        self.search_field = self.filters.search_field
        self._banner = ErrorBanner(on_close=lambda: self._banner.show_problem(None))
        self.notice = NoticeLine()
        self.rows = LibraryRows(self)
        self.list = LibraryList(self.rows)
        self.panel = LibraryPanel()
        self.stack = QStackedWidget()
        self._loading = EmptyState("clock", self.tr("Reading the library…"))
        self._empty = EmptyState(
            "library",
            self.tr("No models yet"),
            self.tr(
                "Make one that fits this computer, find one on the Hub, or drop GGUF files onto this window."
            ),
            (self.tr("Make a model"), self.wizard_requested.emit),
            (self.tr("Find models"), self.discover_requested.emit),
        )
        self._none = EmptyState(
            "search",
            self.tr("No model matches"),
            self.tr("Nothing in your library has all of this."),
            (self.tr("Show all"), self.filters.clear),
        )
        for widget in (self.list, self._loading, self._empty, self._none):
            self.stack.addWidget(widget)
        self.stack.setMinimumHeight(px(160))  # pages with wrapped texts ask for far more than they need
        self.foot = LibraryFoot(
            on_stop_scan=self._library.cancel_scan,
            on_stop_fits=self._fits.stop,
            on_duplicates=self.show_duplicates,
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(px(24), px(24), px(24), px(12))
        column.setSpacing(px(12))
        for widget in (header, self.filters, self._banner, self.notice):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([px(880), px(320)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    def _connect(self) -> None:
        self._library.models_changed.connect(lambda _models: self._show())
        self._library.problem_raised.connect(self._banner.show_problem)
        self._library.models_removed.connect(self._offer_undo)
        self._library.scan_changed.connect(lambda _state: self._show_work())
        for service in (self._fits, self._duplicates, self._checks):
            service.state_changed.connect(lambda _state: self._show_later())
        self._loads.qualities_changed.connect(self._show_later)
        self._chat.state_changed.connect(self._follow_chat)
        self._settings.settings_changed.connect(self._follow_settings)
        self.filters.query_changed.connect(lambda query: self._follow_query(query.sort.value))
        self.filters.cards_chosen.connect(lambda cards: self._settings.update(library_cards=cards))
        self.rows.renamed.connect(self._library.rename)
        self.list.activated_model.connect(self.use)
        self.list.removed.connect(self.ask_remove)
        self.list.tags_wanted.connect(self.edit_tags)
        self.list.chosen_changed.connect(self._show_chosen)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.panel.action_wanted.connect(self._act)
        self.panel.tag_chosen.connect(lambda tag: self.filters.change(tag=tag))

    def focus_start(self) -> None:
        """The page is shown: look at the disk again, and once at what other apps have."""
        self._library.refresh()
        self._fits.start()
        if not self._was_visited:
            self._was_visited = True
            self._library.scan_apps()
            self._duplicates.look()
        (self.list if self.rows.views else self.search_field).setFocus()

    # --- what is shown ------------------------------------------------------------------------------

    def _show(self) -> None:
        models = self._library.models
        fits, duplicates = self._fits.state, self._duplicates.state
        self.filters.show_models(models)
        shown = select(models, self.filters.query, fits.fits)
        loaded = self._loaded_id()
        copies = {i for g in duplicates.groups if g.saves_bytes for i in g.model_ids}
        chosen = self.list.chosen_ids()
        self.rows.show_views(tuple(self._view(m, loaded, copies) for m in shown))
        self._keep_chosen(chosen)
        if shown:
            page: QWidget = self.list
        elif not models:
            page = self._empty if self._library.is_loaded else self._loading
        else:
            page = self._none
        self.stack.setCurrentWidget(page)
        self.filters.setVisible(bool(models))
        n_shelf = sum(SHELF_OF[m.kind] is self.filters.query.shelf for m in models)
        self.foot.total.setText(derive_total(shown, n_shelf))
        self._show_work()
        self._show_chosen()

    def _view(self, model: LibraryModel, loaded: str, copies: set[str]) -> ModelView:
        model_id = model.model_id
        fit = self._fits.state.fits.get(model_id)
        check = self._checks.state.checks.get(model_id)
        quality = self._loads.quality_of(model.path)
        return ModelView(
            model,
            verdict=fit.verdict if fit is not None else None,
            is_loaded=model_id == loaded,
            is_duplicate=model_id in copies,
            is_damaged=check is not None and not check.is_sound,
            forecast_error=quality.newest.error if quality is not None else None,
        )

    def _show_later(self) -> None:
        """What is found out comes many times a second: a long list is drawn anew a few times only."""
        if len(self._library.models) <= _SHORT:
            self._show()
            return
        self._show_work()
        self._show_chosen()
        if not self._later.isActive():
            self._later.start()

    def _keep_chosen(self, chosen: tuple[str, ...]) -> None:
        """What was selected stays so; files that were just added are selected when they appear."""
        wanted = self._to_choose or chosen
        if self._to_choose and any(self.rows.place(i).isValid() for i in self._to_choose):
            self._to_choose = ()
        if wanted != self.list.chosen_ids():
            self.list.choose(wanted)
        if not self.list.chosen_ids() and self.rows.views:
            self.list.choose((self.rows.views[0].model.model_id,))

    def _show_work(self) -> None:
        self.foot.show_work(self._library.scan, self._fits.state, self._duplicates.state)

    def _show_chosen(self) -> None:
        ids = self.list.chosen_ids()
        models = tuple(m for m in map(self._library.find, ids) if m is not None)
        if len(models) != 1:
            self.panel.show_chosen(Chosen(models))
            return
        model = models[0]
        fits, checks = self._fits.state, self._checks.state
        group = self._duplicates.state.group_of(model.model_id)
        is_checking = checks.running == model.model_id
        self.panel.show_chosen(
            Chosen(
                models,
                fit=None if model.is_missing else fits.fits.get(model.model_id),
                fit_problem=None if model.is_missing else fits.problems.get(model.model_id),
                check=checks.checks.get(model.model_id),
                check_problem=checks.problems.get(model.model_id),
                is_checking=is_checking,
                waits_for_check=model.model_id in checks.waiting,
                check_progress=checks.progress if is_checking else None,
                is_loaded=model.model_id == self._loaded_id(),
                n_copies=len(group.model_ids) if group else 0,
                quality=derive_forecast_quality(self._loads.quality_of(model.path)),
            )
        )

    def _loaded_id(self) -> str:
        state = self._chat.state
        return state.model.model_id if state.loaded is not None and state.model is not None else ""

    def _follow_chat(self, _state: object) -> None:
        loaded = self._loaded_id()
        if loaded != self._last_loaded:
            self._last_loaded = loaded
            self._show()

    def _follow_query(self, sort: str) -> None:
        self._settings.update(library_sort=sort)
        self._show()

    def _follow_settings(self, settings: Settings) -> None:
        self._show_cards(settings.library_cards)

    def _show_cards(self, cards: bool) -> None:
        self.filters.cards_button.setChecked(cards)
        self.list.show_as(cards=cards)

    # --- what people do -----------------------------------------------------------------------------

    def show_added(self, added: AddedFiles) -> None:
        """Files came: show those that are models now, and say what is wrong with the others."""
        if added.models:
            self.filters.clear()
            self.filters.show_shelf(SHELF_OF[added.models[0].kind])
            self._to_choose = tuple(m.model_id for m in added.models)
            n = len(added.models)
            self.notice.show_text(
                self.tr("1 model was added.") if n == 1 else self.tr("{n} models were added.").format(n=n)
            )
        if added.problems:
            self._banner.show_problem(problems_of(added))
        self._show()

    def use(self, model_id: str) -> None:
        """Chat with a model, make one of original weights, or find one that is missing."""
        model = self._library.find(model_id)
        if model is None:
            return
        if model.kind is ModelKind.CHECKPOINT:
            if not model.is_missing:
                self.checkpoint_chosen.emit(model.path)
        elif model.is_missing:
            self.locate(model)
        elif model.can_chat:
            self.chat_requested.emit(model_id)
        else:
            self.notice.show_text(
                self.tr("{kind}: it goes with another model and does not chat by itself.").format(
                    kind=kind_name(model.kind)
                )
            )

    def ask_remove(self, model_ids: tuple[str, ...] = ()) -> None:
        """Ask what is meant, then do it."""
        models = self._models(model_ids)
        if not models:
            return
        answer = ask_removal(self.window(), models)
        if answer is not Removal.KEEP:
            ids = tuple(m.model_id for m in models)
            if answer is Removal.DELETE and self._loaded_id() in ids:
                self._chat.unload_model()  # some systems do not delete a file that is in use
            self._library.remove(ids, delete_file=answer is Removal.DELETE)

    def edit_tags(self) -> None:
        """Ask for the tags of what is selected."""
        models = self._models()
        if not models:
            return
        dialog = TagDialog(models, derive_tag_counts(self._library.models), self.window())
        if dialog.exec():
            add, drop = dialog.changes()
            self._library.change_tags(tuple(m.model_id for m in models), add=add, drop=drop)
        dialog.deleteLater()

    def locate(self, model: LibraryModel) -> None:
        """Ask where the file of a missing model is now."""
        path, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Where is {name}?").format(name=model.name), "", file_filters()
        )
        if path:
            self._library.locate(model.model_id, path)

    def show_duplicates(self) -> None:
        """Show what is there more than once."""
        dialog = DuplicatesDialog(duplicates=self._duplicates, library=self._library, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.model_chosen.connect(lambda model_id: (dialog.close(), self.show_model(model_id)))
        dialog.removal_wanted.connect(lambda model_id: self.ask_remove((model_id,)))
        dialog.open()

    def show_model(self, model_id: str) -> None:
        """Select a model, whatever the filters leave out now."""
        model = self._library.find(model_id)
        if model is not None:
            self.filters.clear()
            self.filters.show_shelf(SHELF_OF[model.kind])
            self.list.choose((model_id,))
            self.list.setFocus()

    def open_folder(self, model_id: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._library.folder_of(model_id)))

    def _act(self, action: str) -> None:
        models = self._models()
        if not models:
            return
        ids = tuple(m.model_id for m in models)
        {
            "use": lambda: self.use(ids[0]),
            "rename": lambda: self.list.edit(self.rows.place(ids[0])),
            "tags": self.edit_tags,
            "check": lambda: self._checks.check(ids),
            "stop_check": self._checks.cancel,
            "folder": lambda: self.open_folder(ids[0]),
            "path": lambda: QGuiApplication.clipboard().setText("\n".join(m.path for m in models)),
            "locate": lambda: self.locate(models[0]),
            "remove": self.ask_remove,
            "duplicates": self.show_duplicates,
        }[action]()

    def _models(self, model_ids: tuple[str, ...] = ()) -> tuple[LibraryModel, ...]:
        found = map(self._library.find, model_ids or self.list.chosen_ids())
        return tuple(m for m in found if m is not None)

    def _show_menu(self, place: QPoint) -> None:
        models = self._models()
        if models:
            model_menu(self, models, self._act).popup(self.list.viewport().mapToGlobal(place))

    def _offer_undo(self, model_ids: tuple[str, ...]) -> None:
        n = len(model_ids)
        self.notice.show_text(
            self.tr("1 model was taken off the list; its file is untouched.")
            if n == 1
            else self.tr("{n} models were taken off the list; their files are untouched.").format(n=n),
            (self.tr("Undo"), lambda: (self._library.bring_back(model_ids), self.notice.show_text(""))),
        )

    def _add_files(self) -> None:
        files, _filter = QFileDialog.getOpenFileNames(self, self.tr("Add models"), "", file_filters())
        if files:
            self._library.add_files(tuple(files))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_back and self.isVisible() and self._was_visited:
            self._library.refresh()  # files may have been moved in another program

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < px(_NARROW)
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
            self._splitter.setSizes([px(480), px(240)] if is_narrow else [px(880), px(320)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F5:
            self._library.refresh()
            self._library.scan_apps()
        elif event.key() == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.search_field.setFocus()
            self.search_field.selectAll()
        else:
            super().keyPressEvent(event)
