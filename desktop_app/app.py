"""Composition root: builds services, pages and the window, and connects their signals."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app import paths
from desktop_app.chat_parts import ChatParts
from desktop_app.domain.errors import ACCESS_KINDS, ErrorKind
from desktop_app.domain.library import ModelOrigin
from desktop_app.library_parts import LibraryParts
from desktop_app.opening import Opening
from desktop_app.protocol.child import INFERENCE_WORKER
from desktop_app.services.account_service import AccountService, AccountStatus
from desktop_app.services.api_engine import ApiEngine
from desktop_app.services.api_service import ApiService
from desktop_app.services.attachment_service import AttachmentService
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.catalog_service import CatalogService
from desktop_app.services.discover_memory import DiscoverMemoryService
from desktop_app.services.hardware_service import HardwareService
from desktop_app.services.hub_access import HubAccess
from desktop_app.services.job_service import JobService
from desktop_app.services.job_work import JobWork
from desktop_app.services.metrics_service import MetricsService
from desktop_app.services.network_service import NetworkService
from desktop_app.services.settings_service import SettingsService
from desktop_app.services.source_service import SourceService
from desktop_app.services.space_service import SpaceService
from desktop_app.services.states import ModelState
from desktop_app.services.update_service import UpdateService
from desktop_app.storage.api_key import ApiKeyStore
from desktop_app.storage.database import Database
from desktop_app.storage.discover import DiscoverStore
from desktop_app.storage.jobs import JobStore
from desktop_app.storage.known_hashes import KnownHashes
from desktop_app.storage.repo_fits import RepoFits
from desktop_app.storage.settings import SettingsStore
from desktop_app.ui.announcer import AnswerAnnouncer
from desktop_app.ui.graphs import load_graphs
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.notifier import Notifier
from desktop_app.ui.theme import apply_theme
from desktop_app.ui.translation import install_language
from desktop_app.ui.widgets.card_html import card_html

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.paths import UserFolders
    from desktop_app.storage.other_apps import Surroundings
    from desktop_app.ui.pages.chat_page import ChatPage
    from desktop_app.ui.pages.discover_page import DiscoverPage
    from desktop_app.ui.wizard.make_wizard import MakeWizard

# Python's own 5 ms, several times in one event, make the window stutter while a thread draws formulas
_SWITCH_S = 0.0005


class Application(QObject):
    """Everything that lives as long as the window does.

    Args:
        qt: the QApplication.
        folders: where data, settings and caches are; None for the platform's.
        starter: the starter model's file, None when there is none.
        surroundings: where other apps' folders are looked for, None for this computer's.
        worker: entry module of the process that answers.
    """

    def __init__(
        self,
        qt: QApplication,
        folders: UserFolders | None = None,
        starter: Path | None = None,
        surroundings: Surroundings | None = None,
        worker: str = INFERENCE_WORKER,
    ) -> None:
        super().__init__()
        sys.setswitchinterval(_SWITCH_S)
        self.qt = qt
        self.folders = folders or paths.user_folders()
        self._starter = starter
        self._surroundings, self._worker = surroundings, worker
        self._wizard: MakeWizard | None = None
        for folder in (self.folders.data, self.folders.config, self.folders.cache):
            folder.mkdir(parents=True, exist_ok=True)
        self.background = Background(self)
        self.writer = SerialWriter(self.background)
        self.settings = SettingsService(SettingsStore(self.folders.settings), self.folders, self.writer, self)
        install_language(qt, self.settings.settings.language)
        apply_theme(qt, self.settings.settings.theme)
        self.database = Database(self.folders.database, checks_now=False, on_repaired=self._on_repaired)
        self._build_services()
        self.window = self._build_window()
        self._connect()

    # --- building ---------------------------------------------------------------------------------

    def _build_services(self) -> None:
        self.hub = HubAccess(self.settings, self.folders.logins)
        self.account = AccountService(
            background=self.background, hub=self.hub, settings=self.settings, parent=self
        )
        self.network = NetworkService(
            background=self.background, hub=self.hub, settings=self.settings, parent=self
        )
        self.updates = UpdateService(background=self.background, settings=self.settings, parent=self)
        self.hardware = HardwareService(self.background, self.settings, self)
        self.library_parts = LibraryParts(
            database=self.database,
            settings=self.settings,
            hardware=self.hardware,
            hub=self.hub,
            background=self.background,
            surroundings=self._surroundings,
            parent=self,
        )
        self.library, self.library_store = self.library_parts.service, self.library_parts.store
        self.catalog = CatalogService(self.background, self.hub, self.hardware, self)
        self.discover_memory = DiscoverMemoryService(DiscoverStore(self.database), self.writer, self)
        self.source, self.wizard_source = self._new_source(), self._new_source()  # of Discover and wizard
        self.wizard_catalog = CatalogService(self.background, self.hub, self.hardware, self)
        self.jobs = JobService(
            background=self.background,
            settings=self.settings,
            library=self.library,
            work=JobWork(self.hub, self.library_store, KnownHashes(self.database), self.folders.cache),
            store=JobStore(self.database),
            writer=self.writer,
            lock_file=self.folders.data / "jobs.lock",
            parent=self,
        )
        self.space = SpaceService(
            background=self.background,
            settings=self.settings,
            jobs=self.jobs,
            library=self.library,
            cache=self.folders.cache,
            open_sources=lambda: (self.source.state.source, self.wizard_source.state.source),
            parent=self,
        )
        self.chat_parts = chats = ChatParts(
            database=self.database,
            settings=self.settings,
            library=self.library,
            background=self.background,
            writer=self.writer,
            worker=self._worker,
            parent=self,
        )
        self.chat, self.chat_settings, self.history = chats.chat, chats.settings, chats.history
        self.chat_store, self.load_recorder = chats.store, chats.loads
        self.api_engine = ApiEngine(self.chat, self)
        self.api = ApiService(
            background=self.background,
            engine=self.api_engine,
            settings=self.settings,
            key_store=ApiKeyStore(self.folders.api_key),
            parent=self,
        )
        self.attachments = AttachmentService(background=self.background, chat=self.chat, parent=self)
        self.metrics = MetricsService(self.background, worker_pid=lambda: self.chat.worker_pid, parent=self)

    def _new_source(self) -> SourceService:
        return SourceService(
            background=self.background,
            hub=self.hub,
            hardware=self.hardware,
            settings=self.settings,
            folders=self.folders,
            render_card=card_html,
            repo_fits=RepoFits(self.database),
            parent=self,
        )

    def _build_window(self) -> MainWindow:
        pages: dict[str, Callable[[], QWidget]] = {
            "discover": self._discover_page,
            "library": self._library_page,
            "chat": self._chat_page,
            "jobs": self._jobs_page,
            "settings": self._settings_page,
        }
        return MainWindow(
            pages=pages,
            graphs=self._graphs,
            settings=self.settings,
            chat=self.chat,
            jobs=self.jobs,
            metrics=self.metrics,
            hardware=self.hardware,
            network=self.network,
        )

    def _connect(self) -> None:
        self.chat.answer_began.connect(self.metrics.mark_answer)
        self.chat.speed_measured.connect(self.metrics.add_speed)
        self.chat.state_changed.connect(self.metrics.follow)
        self.metrics.problem_raised.connect(self.chat.show_problem)
        self.api_engine.answer_began.connect(self.metrics.mark_answer)
        self.api_engine.speed_measured.connect(self.metrics.add_speed)
        self.settings.settings_changed.connect(lambda settings: apply_theme(self.qt, settings.theme))
        self.chat.state_changed.connect(self.library_parts.follow_chat)
        self.network.came_back.connect(self._on_network)
        self.updates.state_changed.connect(self.window.show_update)
        self.account.logged_in.connect(self._on_login)
        self.opening = Opening(
            library=self.library,
            window=self.window,
            use_model=self.use_model,
            open_checkpoint=lambda folder: self.open_wizard(folder, is_local=True),
            open_repository=self.source.open_repository,
            parent=self,
        )
        self.window.painted.connect(self._after_paint)
        self._announcer = AnswerAnnouncer(self.chat, self.window)
        self.qt.aboutToQuit.connect(self.close)

    # --- pages, made on their first visit ---------------------------------------------------------

    def _chat_page(self) -> ChatPage:
        from desktop_app.ui.pages.chat_page import ChatPage

        page = ChatPage(
            chat=self.chat,
            chat_settings=self.chat_settings,
            attachments=self.attachments,
            history=self.history,
            library=self.library,
        )
        page.page_requested.connect(lambda key: self.window.show_page(key))  # noqa: PLW0108 - none yet
        page.better_model_requested.connect(self.open_wizard)
        page.graphs_toggled.connect(lambda on: self.window.sides.want_graphs(wanted=on))
        page.settings_toggled.connect(lambda on: self.window.sides.want_settings(wanted=on))
        return page

    def _discover_page(self) -> DiscoverPage:
        from desktop_app.ui.pages.discover_page import DiscoverPage

        page = DiscoverPage(
            catalog=self.catalog,
            memory=self.discover_memory,
            hardware=self.hardware,
            source=self.source,
            jobs=self.jobs,
            settings=self.settings,
        )
        page.wizard_requested.connect(self.open_wizard)
        page.job_started.connect(lambda _job: self.window.show_page("jobs"))
        page.account_requested.connect(self.show_account)
        return page

    def _library_page(self) -> QWidget:
        from desktop_app.ui.pages.library_page import LibraryPage

        parts = self.library_parts
        page = LibraryPage(
            library=self.library,
            fits=parts.fits,
            duplicates=parts.duplicates,
            checks=parts.checks,
            settings=self.settings,
            chat=self.chat,
            loads=self.load_recorder,
        )
        page.chat_requested.connect(self.use_model)
        page.wizard_requested.connect(self.open_wizard)
        page.checkpoint_chosen.connect(lambda folder: self.open_wizard(folder, is_local=True))
        page.discover_requested.connect(lambda: self.window.show_page("discover"))
        return page

    def _jobs_page(self) -> QWidget:
        from desktop_app.ui.pages.jobs_page import JobsPage

        page = JobsPage(jobs=self.jobs)
        page.account_requested.connect(self.show_account)
        page.folder_requested.connect(self._show_folder)
        page.chat_requested.connect(self.use_model)
        page.wizard_requested.connect(self.open_wizard)
        return page

    def _settings_page(self) -> QWidget:
        from desktop_app.ui.pages.settings_page import SettingsPage

        return SettingsPage(
            settings=self.settings,
            hardware=self.hardware,
            api=self.api,
            account=self.account,
            network=self.network,
            space=self.space,
            updates=self.updates,
        )

    def _graphs(self) -> QWidget:
        from desktop_app.ui.graphs.panel import GraphsPanel

        return GraphsPanel(metrics=self.metrics, chat=self.chat, settings=self.settings)

    # --- what people do across pages --------------------------------------------------------------

    def use_model(self, model_id: str) -> None:
        """Go to the chat with this model."""
        self.window.show_page("chat")
        self.chat.use_model(model_id)

    def open_wizard(self, source: str = "", is_local: bool = False, quant_type: str = "") -> MakeWizard:
        """Show the wizard, for a source that is chosen already or from its first step."""
        wizard = self.wizard()
        if source:
            wizard.open_source(source, is_local=is_local, quant_type=quant_type)
        else:
            wizard.begin()
        wizard.show()
        wizard.raise_()
        return wizard

    def wizard(self) -> MakeWizard:
        """The one wizard of the window."""
        if self._wizard is None:
            from desktop_app.ui.wizard.make_wizard import MakeWizard

            self._wizard = MakeWizard(
                catalog=self.wizard_catalog,
                memory=self.discover_memory,
                source=self.wizard_source,
                jobs=self.jobs,
                hardware=self.hardware,
                settings=self.settings,
                parent=self.window,
            )
            self._wizard.chat_requested.connect(self.use_model)
            # not every window manager gives the focus back by itself
            self._wizard.finished.connect(lambda _result: self.window.activateWindow())
        return self._wizard

    def show_account(self) -> None:
        """Go to the settings, where a person logs in."""
        self.window.show_page("settings")
        self.window.page("settings").show_account()  # type: ignore[attr-defined]

    def _on_network(self) -> None:
        """What the network was missing for is asked for again."""
        kinds = (ErrorKind.NETWORK, ErrorKind.OFFLINE)
        for service in (self.catalog, self.source, self.wizard_catalog, self.wizard_source):
            if service.state.problem is not None and service.state.problem.kind in kinds:
                service.retry()
        if self.account.state.status is AccountStatus.UNCHECKED:
            self.account.check()

    def _on_login(self) -> None:
        """What was refused for want of a login is asked for again."""
        for service in (self.source, self.wizard_source):
            problem = service.state.problem or service.state.fit_problem
            if problem is not None and problem.kind in ACCESS_KINDS:
                service.retry()

    def _show_folder(self, model_id: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.library.folder_of(model_id)))

    # --- life ---------------------------------------------------------------------------------------

    def show(self) -> None:
        self.window.show()

    def _after_paint(self) -> None:
        """Everything that the first frame can do without."""
        self.metrics.start()
        self.background.run(lambda _task: load_graphs(), on_result=lambda _none: self._show_graphs())
        self.hardware.refresh()
        self.jobs.restore()  # before anything is written: it reads on this thread
        self.chat_parts.open(then=self._check_database)
        self.library_parts.open(self._starter)
        self.library.refresh_then(self._open_last)
        self.opening.begin()
        self.account.restore()
        self.api.open()
        self.updates.open()
        self._notifier = Notifier(jobs=self.jobs, settings=self.settings, window=self.window)

    def _show_graphs(self) -> None:
        self.window.sides.allow_graphs()
        # all that a start makes stays: to look through it for garbage takes 70 ms, on whatever thread it
        # falls, and every thread waits meanwhile
        gc.freeze()

    def _open_last(self) -> None:
        """Go on where the last run ended: its model and its chat; the starter model the first time."""
        settings = self.settings.settings
        if self.chat.state.model_state is ModelState.NONE:
            there = [m for m in self.library.models if m.can_chat]
            last = next((m for m in there if m.model_id == settings.last_model_id), None)
            starter = next((m for m in there if m.origin is ModelOrigin.STARTER), None)
            if last or starter:
                self.chat.use_model((last or starter).model_id)  # type: ignore[union-attr]
        if settings.last_chat_id is not None and self.chat.conversation.chat_id is None:
            self.chat.open_chat(settings.last_chat_id)
        for problem in (self.settings.load_problem, self.database.problem):
            if problem:
                self.window.show_problem(problem)

    def _check_database(self) -> None:
        self.background.run(lambda _task: self.database.check())

    def _on_repaired(self, problem: Problem) -> None:
        """Any thread: the file with the chats was damaged; what could be saved is shown."""
        for call in (self.history.refresh, self.library.refresh, lambda: self.window.show_problem(problem)):
            self.background.post(call)

    def close(self) -> None:
        """Keep everything and end all children; safe to call twice."""
        self.settings.save_now()
        self.api.close()
        self.chat.close()
        self.jobs.close()
        self.library_parts.close()
        self.writer.close()
        self.background.close()
        self.database.close()
        self.jobs.release()
