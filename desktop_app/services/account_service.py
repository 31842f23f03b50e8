"""The person's account on the hub: log in, who am I, log out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.account import Account, DeviceCode, Login, TokenPlace
from desktop_app.domain.errors import BitsmithError, ErrorKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.errors import Problem
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.services.settings_service import SettingsService


class AccountStatus(StrEnum):
    """What is known of the login."""

    UNKNOWN = "unknown"
    CHECKING = "checking"
    LOGGED_OUT = "logged_out"
    LOGGED_IN = "logged_in"
    UNCHECKED = "unchecked"  # there is a token, and the hub could not be asked whose it is
    REFUSED = "refused"  # there is a token, and the hub does not accept it


@dataclass(frozen=True, slots=True)
class AccountState:
    """The account as pages show it; `code` is there while a login in a browser waits for the person."""

    status: AccountStatus = AccountStatus.UNKNOWN
    account: Account | None = None
    place: TokenPlace = TokenPlace.NOWHERE
    host: str = ""
    is_busy: bool = False
    code: DeviceCode | None = None
    problem: Problem | None = None


class AccountService(QObject):
    """One login per hub; the token itself never leaves the threads that need it.

    Signals:
        state_changed: the new `AccountState`.
        logged_in: there is another login now; what was refused may be tried again.
        page_requested: address of the page where a login in a browser is confirmed.
    """

    state_changed = Signal(object)
    logged_in = Signal()
    page_requested = Signal(str)

    def __init__(
        self,
        *,
        background: Background,
        hub: HubAccess,
        settings: SettingsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._hub = hub
        self._settings = settings
        self._state = AccountState()
        self._task: Task | None = None
        self._endpoint = settings.endpoint
        settings.settings_changed.connect(self._on_settings)

    @property
    def state(self) -> AccountState:
        return self._state

    def restore(self) -> None:
        """At the start: move a token of an older version to where it belongs, then see who is logged in."""
        if not self._settings.old_token:
            self.check()
            return
        token = self._settings.old_token
        self._run(lambda: self._keep(token), self._migrated, self._not_migrated)

    def check(self) -> None:
        """Ask the hub whose token this is."""
        self._change(status=AccountStatus.CHECKING, is_busy=True, problem=None)
        self._run(self._look, self._show, self._failed)

    def log_in(self, token: str) -> None:
        """Log in with an access token; it is kept only when the hub accepts it."""
        self._change(is_busy=True, problem=None, code=None)
        self._run(lambda: self._try_token(token), self._logged_in, self._failed)

    def begin_browser_login(self) -> None:
        """Log in on a page of the hub, with a code that is shown meanwhile."""
        self._change(is_busy=True, problem=None, code=None)
        self._run(self._begin, self._began, self._failed)

    def cancel(self) -> None:
        """Stop waiting for a login."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._change(is_busy=False, code=None)

    def log_out(self) -> None:
        """Forget the token for this hub; one of HF_TOKEN or of the `hf` command stays."""
        self._change(is_busy=True, problem=None, code=None)
        self._run(self._forget, self._show, self._failed)

    # --- on a thread --------------------------------------------------------------------------------

    def _look(self) -> AccountState:
        from desktop_app.hub.account import who_am_i
        from desktop_app.hub.session import inherited_token

        client = self._hub.client()
        place = self._hub.logins.place(client.host)
        if place is TokenPlace.NOWHERE:
            if not inherited_token(client.endpoint):
                return AccountState(AccountStatus.LOGGED_OUT, host=client.host)
            place = TokenPlace.ELSEWHERE
        try:
            account = who_am_i(client)
        except BitsmithError as error:
            refused = error.problem.kind in (ErrorKind.UNAUTHORIZED, ErrorKind.LOGIN_NEEDED)
            status = AccountStatus.REFUSED if refused else AccountStatus.UNCHECKED
            is_quiet = error.problem.kind in (ErrorKind.NETWORK, ErrorKind.OFFLINE)
            return AccountState(
                status, place=place, host=client.host, problem=None if is_quiet else error.problem
            )
        return AccountState(AccountStatus.LOGGED_IN, account, place, client.host)

    def _try_token(self, text: str) -> AccountState:
        from desktop_app.hub.account import clean_token

        return self._accept(Login(clean_token(text)))

    def _accept(self, login: Login) -> AccountState:
        from desktop_app.hub.account import who_am_i
        from desktop_app.hub.client import HubClient

        client = self._hub.client()
        trial = HubClient(
            client.endpoint,
            login.access_token,
            proxy=self._settings.settings.proxy,
            connectivity=self._hub.connectivity,
        )
        try:
            account = who_am_i(trial)
        finally:
            trial.close()
        place = self._hub.logins.save(client.host, login)
        return AccountState(AccountStatus.LOGGED_IN, account, place, client.host)

    def _begin(self) -> DeviceCode:
        from desktop_app.hub.account import ask_device_code

        return ask_device_code(self._hub.client())

    def _forget(self) -> AccountState:
        client = self._hub.client()
        self._hub.logins.forget(client.host)
        return self._look()

    def _keep(self, token: str) -> None:
        from desktop_app.hub.account import clean_token

        self._hub.logins.save(self._hub.client().host, Login(clean_token(token)))

    # --- what comes back ------------------------------------------------------------------------------

    def _run(
        self,
        work: Callable[[], Any],
        on_result: Callable[[Any], None],
        on_problem: Callable[[Problem], None],
    ) -> None:
        if self._task is not None:
            self._task.cancel()
        task = self._task = self._background.run(
            lambda _task: work(),
            on_result=lambda value: on_result(value) if task is self._task else None,
            on_problem=lambda problem: on_problem(problem) if task is self._task else None,
        )

    def _show(self, state: AccountState) -> None:
        self._task = None
        self._state = state
        self.state_changed.emit(state)

    def _logged_in(self, state: AccountState) -> None:
        self._show(state)
        self.logged_in.emit()

    def _failed(self, problem: Problem) -> None:
        self._task = None
        status = self._state.status
        if status is AccountStatus.CHECKING:
            status = AccountStatus.UNCHECKED
        self._change(status=status, is_busy=False, code=None, problem=problem)

    def _began(self, code: DeviceCode) -> None:
        from desktop_app.hub.account import wait_for_login

        self._change(code=code)
        self.page_requested.emit(code.full_address)
        task = self._task = self._background.run(
            lambda task: self._accept(wait_for_login(self._hub.client(), code, lambda: task.is_cancelled)),
            on_result=lambda state: self._logged_in(state) if task is self._task else None,
            on_problem=lambda problem: self._failed(problem) if task is self._task else None,
        )

    def _migrated(self, _none: object) -> None:
        self._settings.forget_old_token()
        self.check()

    def _not_migrated(self, problem: Problem) -> None:
        if problem.kind is ErrorKind.BAD_REQUEST:  # it was no token
            self._settings.forget_old_token()
            self.check()
        else:  # it stays where it is, and is tried again at the next start
            self._failed(problem)

    def _on_settings(self, _settings: object) -> None:
        if self._settings.endpoint != self._endpoint:
            self._endpoint = self._settings.endpoint
            self.check()

    def _change(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit(self._state)
