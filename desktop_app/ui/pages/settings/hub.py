"""Where models come from, and how it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop_app.ui.pages.settings.fields import SettingsCard, text_field, whole_field
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.states import BusyIndicator, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.network_service import ConnectionReport, NetworkService
    from desktop_app.services.settings_service import SettingsService

_MBIT_BYTES = 125_000


def derive_report_text(report: ConnectionReport) -> str:
    """What a check of the connection found, in one line; "" for a problem."""
    tr = QCoreApplication.translate
    if report.problem is not None:
        return ""
    parts = [
        tr("HubCard", "{host} answers in {n} ms.").format(host=report.host, n=report.milliseconds),
        tr("HubCard", "It can be searched.")
        if report.can_search
        else tr("HubCard", "It cannot be searched: type the names of models instead."),
        tr("HubCard", "It knows you as {name}.").format(name=report.account)
        if report.account
        else tr("HubCard", "You are not logged in there."),
    ]
    return " ".join(parts)


class HubCard(SettingsCard):
    """Address, proxy, speed and offline mode, with a check whether it works."""

    def __init__(
        self, *, settings: SettingsService, network: NetworkService, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Hugging Face"),
            self.tr("Where models are searched and downloaded."),
            parent=parent,
        )
        self._settings, self._network = settings, network
        now = settings.settings
        self.offline = QCheckBox(self.tr("On"))
        self.offline.setChecked(now.offline)
        self.offline.toggled.connect(lambda on: settings.update(offline=on))
        self.add_row(
            self.tr("Offline mode"),
            self.tr("Nothing is sent anywhere. Models and chats on this computer work; downloads wait."),
            self.offline,
        )
        self.endpoint = text_field(now.endpoint, "https://huggingface.co")
        self.endpoint.editingFinished.connect(self._on_endpoint)
        self.add_row(
            self.tr("Address"),
            self.tr("Of the Hub or of a mirror; empty for the usual one."),
            self.endpoint,
        )
        self.proxy = text_field(now.proxy, self.tr("as the system says"))
        self.proxy.editingFinished.connect(self._on_proxy)
        self.add_row(
            self.tr("Proxy"),
            self.tr("Like http://name:port or socks5://name:port; “none” for no proxy."),
            self.proxy,
        )
        self.speed = whole_field(
            0,
            100_000,
            round(now.speed_limit_bytes_per_s / _MBIT_BYTES),
            lambda n: settings.update(speed_limit_bytes_per_s=n * _MBIT_BYTES),
        )
        self.speed.setSuffix(self.tr(" Mbit/s"))
        self.speed.setSpecialValueText(self.tr("No limit"))
        self.add_row(
            self.tr("Speed of downloads"),
            self.tr("At most, for all downloads together; holds at once."),
            self.speed,
        )
        at_once = whole_field(1, 4, now.downloads_at_once, lambda n: settings.update(downloads_at_once=n))
        self.add_row(
            self.tr("Downloads at once"),
            self.tr("Models that come beside each other; the others wait in their order."),
            at_once,
        )
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.check_button = push_button(self.tr("Check the connection"), "refresh", on_click=self._check)
        self._busy = BusyIndicator()
        self._busy.hide()
        self.report = text_label("", "small", wrap=True)
        row.addWidget(self.check_button)
        row.addWidget(self._busy)
        row.addWidget(self.report, 1)
        self.body.addLayout(row)
        self._banner = ErrorBanner()
        self.body.addWidget(self._banner)
        network.connection_checked.connect(self._show_report)

    def _on_endpoint(self) -> None:
        text = self.endpoint.text().strip().rstrip("/")
        if text and "://" not in text:
            text = f"https://{text}"
        self.endpoint.setText(text)
        self._settings.update(endpoint=text)

    def _on_proxy(self) -> None:
        text = self.proxy.text().strip().rstrip("/")
        if text and text != "none" and "://" not in text:
            text = f"http://{text}"
        self.proxy.setText(text)
        self._settings.update(proxy=text)

    def _check(self) -> None:
        self._on_endpoint()
        self._on_proxy()
        self.check_button.setEnabled(False)
        self._busy.show()
        self.report.setText(self.tr("Asking…"))
        self._banner.show_problem(None)
        self._network.check_connection()

    def _show_report(self, report: ConnectionReport) -> None:
        self.check_button.setEnabled(True)
        self._busy.hide()
        self.report.setText(derive_report_text(report))
        self._banner.show_problem(report.problem)
