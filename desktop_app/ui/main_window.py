"""The window: sidebar, one page at a time, the graphs beside the chat, the machine in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.updates import Verdict
from desktop_app.ui import window_texts
from desktop_app.ui.shortcuts_dialog import ShortcutsDialog
from desktop_app.ui.side_panels import SidePanels
from desktop_app.ui.theme import app_icon, px
from desktop_app.ui.widgets import ErrorBanner
from desktop_app.ui.widgets.network_banner import NetworkBanner
from desktop_app.ui.widgets.sidebar import NavItem, Sidebar
from desktop_app.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.job_service import JobService
    from desktop_app.services.metrics_service import MetricsService
    from desktop_app.services.network_service import NetworkService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.update_service import UpdateState

PAGES = ("discover", "library", "chat", "jobs", "settings")


class MainWindow(QMainWindow):
    """Places pages; what they do is their own.

    Args:
        pages: makes each page on its first visit, by the keys of `PAGES`.
        graphs: makes the live graphs, after `sides.allow_graphs`.

    Signals:
        files_dropped: paths of GGUF files and folders that were dropped on the window together.
        painted: once, when the first frame is on the screen.
        page_shown: key of the page that is shown now.
    """

    files_dropped = Signal(object)
    painted = Signal()
    page_shown = Signal(str)

    def __init__(
        self,
        *,
        pages: Mapping[str, Callable[[], QWidget]],
        graphs: Callable[[], QWidget],
        settings: SettingsService,
        chat: ChatService,
        jobs: JobService,
        metrics: MetricsService,
        hardware: HardwareService,
        network: NetworkService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._factories = pages
        self._settings, self._chat, self._jobs = settings, chat, jobs
        self._metrics, self._hardware, self._network = metrics, hardware, network
        self._pages: dict[str, QWidget] = {}
        self._was_painted = False
        self.setWindowTitle("Bitsmith")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(px(720), px(480))
        self._build(graphs)
        self._add_shortcuts()
        self._restore()
        jobs.jobs_changed.connect(self._on_jobs)
        chat.state_changed.connect(lambda _state: self._refresh_status())
        metrics.reading_changed.connect(lambda _reading: self._refresh_status())
        hardware.machine_changed.connect(lambda _machine: self._refresh_status())
        self._on_jobs(jobs.jobs)
        self._refresh_status()
        last = settings.settings.last_page
        self.show_page(last if last in PAGES else "chat")

    # --- pages ------------------------------------------------------------------------------------

    @property
    def current_page(self) -> str:
        """Key of the page that is shown."""
        return self._current

    def page(self, key: str) -> QWidget:
        """The page of this key; made now if nobody has visited it yet."""
        if key not in self._pages:
            self._pages[key] = self._factories[key]()
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Go to a page, and put the focus where its work begins (its `focus_start`, when it has one)."""
        widget = self.page(key)
        self._current = key
        self._stack.setCurrentWidget(widget)
        self._sidebar.show_page(key)
        self._settings.update(last_page=key)
        self.sides.show_page(widget if key == "chat" else None)  # type: ignore[arg-type]
        focus_start = getattr(widget, "focus_start", None)
        if focus_start:
            focus_start()
        self.page_shown.emit(key)

    def search_models(self) -> None:
        """Go to Discover, ready to type a search."""
        self.show_page("discover")
        focus_search = getattr(self._pages["discover"], "focus_search", None)
        if focus_search:
            focus_search()

    def come_forward(self) -> None:
        """Be seen: out of the task bar, above other windows, with the keyboard."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def new_chat(self) -> None:
        """Start a chat and go to it."""
        self._chat.new_chat()
        self.show_page("chat")

    def show_keys(self) -> None:
        """Show the overview of keys."""
        dialog = ShortcutsDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_graphs(self) -> None:
        """Go to the chat with the graphs beside it."""
        self.show_page("chat")
        self.sides.want_graphs(wanted=True)

    def show_problem(self, problem: Problem) -> None:
        """Say what concerns the whole app above every page, until somebody has read it."""
        self.banner.show_problem(problem, [(self.tr("OK"), lambda: self.banner.show_problem(None))])

    # --- building ---------------------------------------------------------------------------------

    def _build(self, graphs: Callable[[], QWidget]) -> None:
        self._current = ""
        items = (
            NavItem("discover", self.tr("Discover"), "discover"),
            NavItem("library", self.tr("Library"), "library"),
            NavItem("chat", self.tr("Chat"), "chat"),
            NavItem("jobs", self.tr("Jobs"), "jobs"),
            NavItem("settings", self.tr("Settings"), "settings", at_bottom=True),
        )
        self._sidebar = Sidebar(items)
        self._sidebar.page_chosen.connect(self.show_page)
        self._stack = QStackedWidget()
        self.banner = ErrorBanner()
        pages = QWidget()
        column = QVBoxLayout(pages)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(NetworkBanner(network=self._network, settings=self._settings))
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.sides = SidePanels(pages, graphs, self._settings, self)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addWidget(self.sides.splitter, 1)
        self.setCentralWidget(middle)
        self.status_line = StatusLine()
        self.status_line.clicked.connect(self.open_graphs)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.status_line, 1)

    def _add_shortcuts(self) -> None:
        calls: dict[str, Callable[[], object]] = {
            f"Ctrl+{number}": lambda key=key: self.show_page(key) for number, key in enumerate(PAGES, start=1)
        }
        calls |= {
            "Ctrl+N": self.new_chat,
            "Ctrl+K": self.search_models,
            "Ctrl+,": lambda: self.show_page("settings"),
            "Ctrl+G": self.sides.toggle_graphs,
            "F11": self._toggle_full_screen,
            "F1": self.show_keys,
            "Ctrl+/": self.show_keys,
            "Esc": self._stop_answer,
            "Ctrl+Q": self.close,
        }
        for keys, call in calls.items():
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def _restore(self) -> None:
        settings = self._settings.settings
        if not self.restoreGeometry(_decoded(settings.window_geometry)):
            self.resize(px(1280), px(800))
        self.sides.restore_later(_decoded(settings.window_state))

    # --- what happens -----------------------------------------------------------------------------

    def _on_jobs(self, jobs: tuple) -> None:
        count = window_texts.derive_running_jobs(jobs)
        self._sidebar.show_badge("jobs", count, self.tr("{n} running").format(n=count))

    def show_update(self, state: UpdateState) -> None:
        """A mark at the settings, as long as there is a newer version."""
        report = state.report
        is_newer = report is not None and report.verdict is Verdict.NEWER
        text = self.tr("There is a newer version: {version}")
        self._sidebar.show_badge(
            "settings", int(is_newer), text.format(version=report.release.version) if report else ""
        )

    def _refresh_status(self) -> None:
        parts = window_texts.derive_status_parts(
            self._chat.state, self._metrics.reading, self._hardware.machine
        )
        self.status_line.show_text(window_texts.derive_status_text(parts))

    def _stop_answer(self) -> None:
        if self._chat.state.is_answering:
            self._chat.stop()
        elif self.isFullScreen():
            self._toggle_full_screen()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def confirm_close(self, question: window_texts.CloseQuestion) -> bool:
        """Ask whether to close although work is running."""
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.windowTitle(),
            question.title,
            parent=self,
            informativeText=question.text,
        )
        stay = box.addButton(self.tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(self.tr("Pause and close"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is leave

    # --- Qt events --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_painted:
            QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        question = window_texts.derive_close_question(window_texts.derive_running_jobs(self._jobs.jobs))
        if question and not self.confirm_close(question):
            event.ignore()
            return
        changes = {"window_geometry": _encoded(self.saveGeometry())}
        state = self.sides.state()
        if state is not None:
            changes["window_state"] = _encoded(state)
        self._settings.update(**changes)
        for page in self._pages.values():
            page.close()  # each keeps what is written in it
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and not self.isMinimized():
            self._refresh_status()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(tuple(paths))


def _dropped_paths(event: QDropEvent) -> list[str]:
    """Local GGUF files and folders among what is dragged."""
    found = []
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path and (path.is_dir() or path.suffix.lower() == ".gguf"):
            found.append(str(path))
    return found


def _encoded(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _decoded(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))
