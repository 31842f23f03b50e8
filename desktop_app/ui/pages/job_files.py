"""The files of a download on its card: each with a thin bar, and what the whole waits for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from desktop_app.domain.jobs import JobState, JobView
from desktop_app.domain.transfer import FileProgress, FileState, TransferProgress, Waiting
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.badge import IconLabel
from desktop_app.ui.widgets.labels import ElidedLabel, text_label

_SIGNS = {
    FileState.WAITING: ("clock", "text_muted"),
    FileState.ACTIVE: ("download", "accent_text"),
    FileState.CHECKING: ("search", "accent_text"),
    FileState.DONE: ("check", "success"),
}


def derive_waiting_text(transfer: TransferProgress | None) -> str:
    """Why nothing comes in, and when it goes on; "" while all is well."""
    if transfer is None or transfer.waiting is Waiting.NOTHING:
        return ""
    tr = QCoreApplication.translate
    text = {
        Waiting.NETWORK: tr("JobsPage", "Waiting for the network."),
        Waiting.OFFLINE_MODE: tr("JobsPage", "Waiting: Bitsmith is in offline mode."),
        Waiting.SERVER: tr("JobsPage", "The hub has trouble of its own."),
        Waiting.RATE_LIMIT: tr("JobsPage", "The hub asks for a pause."),
        Waiting.DISK: tr(
            "JobsPage", "Waiting for room on the disk: free some space, and it goes on by itself."
        ),
    }[transfer.waiting]
    if transfer.retry_in_s is not None and transfer.waiting is not Waiting.OFFLINE_MODE:
        text += " " + tr("JobsPage", "Trying again in {n} s.").format(n=max(1, round(transfer.retry_in_s)))
    return text


def derive_file_text(file: FileProgress) -> str:
    """How far one file is."""
    tr = QCoreApplication.translate
    if file.state is FileState.DONE:
        return tr("JobsPage", "{size}, checked").format(size=fmt.bytes_text(file.total_bytes))
    if file.state is FileState.CHECKING:
        return tr("JobsPage", "checking {size}").format(size=fmt.bytes_text(file.total_bytes))
    return fmt.memory_text(file.done_bytes, file.total_bytes)


def derive_files_line(transfer: TransferProgress | None) -> str:
    """How many files are whole; "" for a single one."""
    if transfer is None or transfer.files_total < 2:
        return ""
    tr = QCoreApplication.translate
    return tr("JobsPage", "{n} of {total} files").format(n=transfer.files_done, total=transfer.files_total)


def shows_files(job: JobView) -> bool:
    """Whether the files say more than the bar of the whole."""
    transfer = job.progress.transfer
    is_at_work = job.state.is_running or job.state is JobState.PAUSED
    return is_at_work and transfer is not None and transfer.files_total > 1 and bool(transfer.files)


class JobFiles(QWidget):
    """A row for each file; rows are kept while they change, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._rows: list[tuple[IconLabel, ElidedLabel, QProgressBar, QWidget]] = []
        self._labels: list = []

    def show_files(self, files: tuple[FileProgress, ...], *, is_at_work: bool) -> None:
        while len(self._rows) < len(files):
            self._add_row()
        for number, row in enumerate(self._rows):
            is_shown = number < len(files)
            for widget in row:
                widget.setVisible(is_shown)
            if is_shown:
                file = files[number]
                is_resting = not is_at_work and file.state is not FileState.DONE
                self._show(number, replace(file, state=FileState.WAITING) if is_resting else file)

    def _add_row(self) -> None:
        icon, name = (
            IconLabel("clock", "text_muted", 14),
            ElidedLabel("", "small", Qt.TextElideMode.ElideMiddle),
        )
        bar, text = QProgressBar(), text_label("", "small", tabular=True)
        bar.setTextVisible(False)
        bar.setRange(0, 1000)
        text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        place = len(self._rows)
        for column, widget in enumerate((icon, name, bar, text)):
            self._grid.addWidget(widget, place, column)
        self._rows.append((icon, name, bar, text))
        self._labels.append(text)

    def _show(self, number: int, file: FileProgress) -> None:
        icon, name, bar, _ = self._rows[number]
        icon.show_icon(*_SIGNS[file.state])
        name.setText(file.name)
        bar.setValue(round(1000 * file.done_bytes / file.total_bytes) if file.total_bytes else 1000)
        bar.setVisible(file.state is not FileState.DONE)
        self._labels[number].setText(derive_file_text(file))
        bar.setAccessibleName(f"{file.name}, {derive_file_text(file)}")
