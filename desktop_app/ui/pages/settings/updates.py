"""Whether there is a newer version: a switch, a button, and what was found. Nothing is installed here."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.updates import Verdict, platform_tag
from desktop_app.ui import format as fmt
from desktop_app.ui.pages.settings.fields import SettingsCard
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.card_html import card_html
from desktop_app.ui.widgets.document import DocumentView
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.markdown_blocks import is_safe_link
from desktop_app.ui.widgets.questions import ask_to_open
from desktop_app.ui.widgets.states import BusyIndicator, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.domain.updates import Release, UpdateReport
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.update_service import UpdateService, UpdateState


def derive_verdict_text(report: UpdateReport) -> str:
    """What follows from the two versions."""
    tr = QCoreApplication.translate
    theirs, ours = report.release.version, report.installed
    match report.verdict:
        case Verdict.NEWER:
            return tr("UpdateCard", "There is a newer version. You have {version}.").format(version=ours)
        case Verdict.SAME:
            return tr("UpdateCard", "You have the newest version, {version}.").format(version=ours)
        case _:
            text = tr(
                "UpdateCard",
                "The newest published version is {theirs}, older than yours ({ours}). Either yours was never "
                "published, or the list is out of date. There is nothing to do.",
            )
            return text.format(theirs=theirs, ours=ours)


def derive_title(release: Release) -> str:
    """The version with its day, as the language of the window writes it."""
    date = QDate.fromString(release.date, Qt.DateFormat.ISODate)
    tr = QCoreApplication.translate
    day = QLocale().toString(date, tr("UpdateCard", "d MMMM yyyy"))
    return tr("UpdateCard", "Bitsmith {version}, {day}").format(version=release.version, day=day)


def derive_files_text(release: Release, tag: str) -> str:
    """The packages for this kind of computer, each with its SHA-256; "" when there are none."""
    tr = QCoreApplication.translate
    lines = [
        tr("UpdateCard", "{name}, {size}, SHA-256 {digest}").format(
            name=file.name, size=fmt.bytes_text(file.size_bytes), digest=file.sha256
        )
        for file in release.files
        if file.platform == tag
    ]
    return "\n".join(lines)


class UpdateCard(SettingsCard):
    """A build without a release key says so, and offers nothing."""

    def __init__(
        self, *, settings: SettingsService, updates: UpdateService, parent: QWidget | None = None
    ) -> None:
        has_key = bool(updates.state.address)
        promise = self.tr(
            "Bitsmith can tell you that there is a newer version. It never downloads or installs one."
        )
        super().__init__(self.tr("Updates"), promise if has_key else "", parent=parent)
        self._page = ""
        if not has_key:
            text = self.tr(
                "This build carries no release key, so it could not tell a real release from a forged one: "
                "it never looks for updates. Look for new versions where you got this one from."
            )
            self.body.addWidget(text_label(text, wrap=True))
            return
        self.switch = QCheckBox(self.tr("On"))
        self.switch.setChecked(settings.settings.check_updates)
        self.switch.toggled.connect(lambda on: settings.update(check_updates=on))
        text = self.tr("Once a day, at the start: one request to {address}, with the app’s name and version.")
        self.add_row(self.tr("Look for updates"), text.format(address=updates.state.address), self.switch)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.check_button = push_button(self.tr("Check now"), "refresh", on_click=updates.check_now)
        self._busy = BusyIndicator()
        self.verdict = text_label("", wrap=True)
        row.addWidget(self.check_button)
        row.addWidget(self._busy)
        row.addWidget(self.verdict, 1)
        self.body.addLayout(row)
        self._banner = ErrorBanner()
        self.body.addWidget(self._banner)
        self._found = self._make_found()
        self.body.addWidget(self._found)
        updates.state_changed.connect(self._show)
        self._show(updates.state)

    def confirm_link(self, address: str) -> bool:
        """Ask whether to open an address."""
        return ask_to_open(self, address)

    def _make_found(self) -> QWidget:
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.title = text_label("", "strong", wrap=True)
        self.notes = DocumentView()
        self.notes.setAccessibleName(self.tr("What is new"))
        self.notes.link_chosen.connect(self._open)
        self.files = text_label("", "small", wrap=True)
        self.files.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.files.setAccessibleName(self.tr("Packages for this computer"))
        self.page_button = push_button(
            self.tr("Open the release page…"), "external", on_click=lambda: self._open(self._page)
        )
        for widget in (self.title, self.notes, self.files):
            column.addWidget(widget)
        column.addWidget(self.page_button, 0, Qt.AlignmentFlag.AlignLeft)
        return found

    def _show(self, state: UpdateState) -> None:
        self.check_button.setEnabled(not state.is_checking)
        self._busy.setVisible(state.is_checking)
        self._banner.show_problem(None if state.is_checking else state.problem)
        report = None if state.is_checking else state.report
        text = self.tr("Asking…") if state.is_checking else ""
        self.verdict.setText(derive_verdict_text(report) if report else text)
        release = report.release if report and report.verdict is Verdict.NEWER else None
        self._found.setVisible(release is not None)
        if release is not None:
            self._page = release.page
            self.title.setText(derive_title(release))
            self.notes.show_html(card_html(release.notes))  # signed: nobody hostile wrote them
            files = derive_files_text(release, platform_tag(sys.platform, platform.machine()))
            self.files.setText(files)
            self.files.setVisible(bool(files))

    def _open(self, address: str) -> None:
        if is_safe_link(address) and self.confirm_link(address):
            QDesktopServices.openUrl(QUrl(address))
