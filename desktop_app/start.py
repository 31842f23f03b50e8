"""Starting the window: the log, the starter model, signals of the system, and an app that cannot start."""

from __future__ import annotations

import logging
import logging.handlers
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QTimer, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from desktop_app import __version__, no_window, paths
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.links import is_link
from desktop_app.instance import Instance
from desktop_app.redaction import RedactingFormatter


def start_problem(error: Exception) -> Problem:
    """The words for an app that cannot start."""
    return Problem(
        ErrorKind.FILE_ACCESS,
        "Bitsmith cannot start.",
        f"The reason is: {error}.",
        "Check that your home folder can be written and has free space.",
    )


class _QtApplication(QApplication):
    """Also hears of files and links that macOS sends as events.

    They come at any time, also before there is a window: each is kept until somebody takes it.

    Signals:
        opening_wanted: there is something to take.
    """

    opening_wanted = Signal()

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._wanted: list[str] = []

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self._wanted.append(event.file() or event.url().toString())
            self.opening_wanted.emit()
            return True
        return super().event(event)

    def take_wanted(self) -> tuple[str, ...]:
        """The paths and addresses that came since the last time."""
        wanted, self._wanted = tuple(self._wanted), []
        return wanted


def run(arguments: list[str]) -> int:
    """Open the window; `arguments` may name GGUF files, folders and links to open.

    Where a window of this installation is open, it gets them and comes to the front.
    """

    def fail(why: str) -> None:
        no_window.tell(why)
        os._exit(1)

    qt = open_qt(on_failure=fail)
    folders = paths.user_folders()
    qt.processEvents()  # a Mac tells what was double-clicked by events, not arguments
    take_wanted = qt.take_wanted if isinstance(qt, _QtApplication) else tuple
    wanted = (*absolute(arguments), *take_wanted())
    try:
        _log_to(folders.data / "logs")
        instance = Instance(folders.data)
        if not instance.needs_window(wanted):
            return 0
        from desktop_app.app import Application

        application = Application(qt, folders, paths.starter_model())
    except Exception as error:
        logging.getLogger(__name__).exception("cannot start")
        _tell(start_problem(error))
        return 1
    application.opening.open(wanted)
    instance.called.connect(application.opening.come_forward)
    qt.aboutToQuit.connect(instance.close)
    if isinstance(qt, _QtApplication):
        qt.opening_wanted.connect(lambda: application.opening.open(take_wanted()))
        application.opening.open(take_wanted())
    _end_on_signals(qt)
    application.show()
    return qt.exec()


def absolute(arguments: list[str]) -> tuple[str, ...]:
    """The arguments with whole paths: a window elsewhere has another working folder. Links stay links."""
    return tuple(
        text if is_link(text) else os.path.abspath(Path(text).expanduser())  # noqa: PTH100
        for text in arguments
        if text
    )


def open_qt(on_failure: Callable[[str], None]) -> QApplication:
    """The QApplication. Without a display Qt ends the process: `on_failure` is called with words before."""
    QApplication.setApplicationName("Bitsmith")
    QApplication.setApplicationDisplayName("Bitsmith")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("bitsmith")
    said: list[str] = []

    def listen(kind: QtMsgType, _where: object, text: str) -> None:
        said.append(text)
        print(text, file=sys.stderr)  # noqa: T201 - what Qt itself does with it
        if kind is QtMsgType.QtFatalMsg:
            plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
            on_failure(no_window.why_no_platform(said, Path(plugins) / "platforms"))

    if no_window.has_no_display():
        on_failure(no_window.NO_DISPLAY)
    qInstallMessageHandler(listen)
    qt = QApplication.instance() or _QtApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    assert isinstance(qt, QApplication)
    return qt


def _tell(problem: Problem) -> None:
    from PySide6.QtWidgets import QMessageBox

    print(problem.text(), file=sys.stderr)  # noqa: T201 - there may be nobody to see the box
    if QApplication.platformName() != "offscreen":
        QMessageBox.critical(None, "Bitsmith", problem.text())


def _log_to(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "bitsmith.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    for name in ("httpx2", "httpcore2", "huggingface_hub", "markdown_it"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _end_on_signals(qt: QApplication) -> None:
    """Ctrl+C in a terminal ends the app in its own way; Python needs a moment now and then to see it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: qt.quit())
    timer = QTimer(qt, interval=250)
    timer.timeout.connect(lambda: None)
    timer.start()
