"""The account on the hub: log in with a token or in the browser, who am I, log out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.account import TokenPlace
from desktop_app.services.account_service import AccountStatus
from desktop_app.ui.pages.settings.fields import SettingsCard, text_field
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.states import BusyIndicator, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.account_service import AccountService, AccountState

_TOKENS_PAGE = "https://huggingface.co/settings/tokens"


def derive_account_text(state: AccountState) -> str:
    """One sentence: who is logged in, or that nobody is."""
    tr = QCoreApplication.translate
    if state.code is not None:
        return tr("AccountCard", "Waiting for you to confirm the login in the browser…")
    match state.status:
        case AccountStatus.LOGGED_IN if state.account is not None:
            name = state.account.full_name or state.account.name
            text = tr("AccountCard", "Logged in to {host} as {name}.").format(
                host=state.host, name=f"{name} ({state.account.name})" if state.account.full_name else name
            )
        case AccountStatus.LOGGED_OUT:
            return tr("AccountCard", "Nobody is logged in. Public models need no account.")
        case AccountStatus.UNCHECKED:
            text = tr(
                "AccountCard", "There is an access token; {host} could not be asked whose it is."
            ).format(host=state.host or "huggingface.co")
        case AccountStatus.REFUSED:
            text = tr(
                "AccountCard", "There is an access token, but {host} does not accept it any more."
            ).format(host=state.host)
        case _:
            return tr("AccountCard", "Looking who is logged in…")
    return f"{text} {derive_place_text(state.place)}".strip()


def derive_place_text(place: TokenPlace) -> str:
    """Where the token is kept."""
    tr = QCoreApplication.translate
    return {
        TokenPlace.KEYRING: tr("AccountCard", "The token is in the keyring of this computer."),
        TokenPlace.FILE: tr(
            "AccountCard", "There is no keyring here, so the token is in a file that only you can read."
        ),
        TokenPlace.ELSEWHERE: tr(
            "AccountCard", "The token comes from HF_TOKEN or from a login with the hf command."
        ),
        TokenPlace.NOWHERE: "",
    }[place]


class AccountCard(SettingsCard):
    """Log in and out; a code is shown while a login in the browser waits."""

    def __init__(self, *, account: AccountService, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Account"),
            self.tr("For gated and private models. Chats and models are never sent there."),
            parent=parent,
        )
        self._account = account
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self._busy = BusyIndicator()
        self._text = text_label("", wrap=True)
        head.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._text, 1)
        self.log_out_button = push_button(self.tr("Log out"), on_click=account.log_out)
        self.check_button = push_button(self.tr("Check again"), "refresh", on_click=account.check)
        head.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.log_out_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self._banner = ErrorBanner()
        self.body.addWidget(self._banner)
        self.body.addWidget(self._code_panel())
        self.body.addWidget(self._login_panel())
        account.state_changed.connect(self.show_state)
        account.page_requested.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
        self.show_state(account.state)

    def _code_panel(self) -> QWidget:
        self._code_holder = QWidget()
        column = QVBoxLayout(self._code_holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self._code_text = text_label("", wrap=True)
        column.addWidget(self._code_text)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self._code = QLineEdit()
        self._code.setReadOnly(True)
        self._code.setAccessibleName(self.tr("Code to type in on the page"))
        self._code.setFixedWidth(px(136))
        row.addWidget(self._code)
        row.addWidget(icon_button("copy", self.tr("Copy the code"), self._copy_code))
        self.page_button = push_button(self.tr("Open the page"), "external", on_click=self._open_page)
        row.addWidget(self.page_button)
        self.cancel_button = push_button(self.tr("Cancel"), on_click=self._account.cancel)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        return self._code_holder

    def _login_panel(self) -> QWidget:
        self._login_holder = QWidget()
        row = QHBoxLayout(self._login_holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self.browser_button = push_button(
            self.tr("Log in with the browser"), "external", on_click=self._account.begin_browser_login
        )
        self.token = text_field("", self.tr("or paste an access token: hf_…"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.setAccessibleName(self.tr("Access token"))
        self.token.setAccessibleDescription(self.tr("It is shown as dots, and kept in the keyring."))
        self.token.returnPressed.connect(self._log_in)
        self.token.textChanged.connect(lambda text: self.token_button.setEnabled(bool(text.strip())))
        self.token_button = push_button(self.tr("Log in"), on_click=self._log_in)
        self.token_button.setEnabled(False)
        row.addWidget(self.browser_button)
        row.addWidget(self.token, 1)
        row.addWidget(self.token_button)
        row.addWidget(
            icon_button(
                "external",
                self.tr("Open the page with your tokens"),
                lambda: QDesktopServices.openUrl(QUrl(_TOKENS_PAGE)),
            )
        )
        return self._login_holder

    def show_state(self, state: AccountState) -> None:
        self._text.setText(derive_account_text(state))
        self._busy.setVisible(state.is_busy)
        is_known = state.status in (
            AccountStatus.LOGGED_IN,
            AccountStatus.UNCHECKED,
            AccountStatus.REFUSED,
        )
        is_ours = state.place in (TokenPlace.KEYRING, TokenPlace.FILE)
        self.log_out_button.setVisible(is_known and is_ours)
        self.check_button.setVisible(state.status in (AccountStatus.UNCHECKED, AccountStatus.REFUSED))
        for button in (self.log_out_button, self.check_button, self.browser_button):
            button.setEnabled(not state.is_busy)
        self.token.setEnabled(not state.is_busy)
        self._login_holder.setVisible(state.code is None and state.status is not AccountStatus.LOGGED_IN)
        self._code_holder.setVisible(state.code is not None)
        if state.code is not None:
            self._code.setText(state.code.user_code)
            self._code_text.setText(
                self.tr("Confirm this code at {page}. Bitsmith waits for it.").format(page=state.code.address)
            )
        self._banner.show_problem(state.problem)
        if state.status is AccountStatus.LOGGED_IN:
            self.token.clear()

    def _log_in(self) -> None:
        if text := self.token.text().strip():
            self.token.clear()
            self._account.log_in(text)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text())

    def _open_page(self) -> None:
        if self._account.state.code is not None:
            QDesktopServices.openUrl(QUrl(self._account.state.code.full_address))
