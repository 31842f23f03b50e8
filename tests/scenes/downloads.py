"""Downloads in each state, the account, the hub, what is sent and what takes space: light, dark, large font.

    python -m tests.scenes.downloads FOLDER

Nothing runs behind them, so that they are drawn in seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.domain.account import Account, DeviceCode, TokenPlace
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.jobs import JobProgress, JobState, JobView
from desktop_app.domain.settings import ThemeChoice
from desktop_app.domain.space import SpaceItem, SpaceKind
from desktop_app.domain.transfer import FileProgress, FileState, TransferProgress, Waiting
from desktop_app.services.account_service import AccountStatus
from desktop_app.services.network_service import ConnectionReport
from desktop_app.ui.pages.jobs_page import JobsPage
from desktop_app.ui.pages.settings.account import AccountCard
from desktop_app.ui.pages.settings.hub import HubCard
from desktop_app.ui.pages.settings.privacy import PrivacyCard
from desktop_app.ui.pages.settings.space import SpaceCard
from desktop_app.ui.theme import apply_theme, px, set_base_font
from desktop_app.ui.widgets.layout import ScrollPage
from desktop_app.ui.widgets.network_banner import NetworkBanner
from tests.fakes.page_services import FakeAccount, FakeJobs, FakeNetwork, FakeSettings, FakeSpace

_GB = 10**9
_LONG = "example-labs/a-model-with-a-very-long-name-that-goes-on-and-on-v2.1-instruct-GGUF"


def draw(folder: Path) -> None:
    """Write the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    usual = QFont(app.font())
    for suffix, theme, scale in (
        ("light", ThemeChoice.LIGHT, 1.0),
        ("dark", ThemeChoice.DARK, 1.0),
        ("large-font", ThemeChoice.LIGHT, 2.0),
    ):
        base = QFont(usual)
        base.setPointSizeF(usual.pointSizeF() * scale)
        set_base_font(app, base)
        apply_theme(app, theme)
        _jobs(folder / f"downloads-jobs-{suffix}.png", scale)
        _refusals(folder / f"downloads-refusals-{suffix}.png", scale)
        _accounts(folder / f"downloads-accounts-{suffix}.png", scale)
        _settings(folder / f"downloads-settings-{suffix}.png", scale)
        _space(folder / f"downloads-space-{suffix}.png", scale)
    set_base_font(app, usual)


def _transfer(**changes) -> TransferProgress:
    files = (
        FileProgress("model-00001-of-00004.gguf", 2 * _GB, 2 * _GB, FileState.DONE),
        FileProgress("model-00002-of-00004.gguf", 2 * _GB, 2 * _GB, FileState.CHECKING),
        FileProgress("model-00003-of-00004.gguf", 1_240_000_000, 2 * _GB, FileState.ACTIVE),
        FileProgress("model-00004-of-00004.gguf", 0, 1_100_000_000, FileState.WAITING),
    )
    return TransferProgress(**{"files": files, "files_done": 1, "files_total": 4, **changes})


def _job(number: int, state: JobState, transfer: TransferProgress | None = None, **changes) -> JobView:
    progress = JobProgress(
        "Downloading",
        5_240_000_000,
        7_100_000_000,
        "bytes",
        changes.pop("speed", 0.0),
        changes.pop("left", None),
        "model.gguf",
        transfer or TransferProgress(files_total=1),
    )
    title = changes.pop("title", "bartowski/Example-7B-Instruct-GGUF")
    return JobView(f"job{number}", title, changes.pop("label", "Q4_K_M"), state, progress, 0.0, **changes)


def _jobs(path: Path, scale: float) -> None:
    jobs = FakeJobs()
    page = JobsPage(jobs=jobs)
    jobs.publish(
        _job(1, JobState.RUNNING, _transfer(), speed=48_200_000, left=39, title=_LONG),
        _job(2, JobState.RUNNING, TransferProgress(files_total=1), speed=9_100_000, left=204, label="Q8_0"),
        _job(3, JobState.RUNNING, TransferProgress(waiting=Waiting.NETWORK, retry_in_s=12)),
        _job(4, JobState.RUNNING, TransferProgress(waiting=Waiting.DISK)),
        _job(5, JobState.RUNNING, TransferProgress(waiting=Waiting.RATE_LIMIT, retry_in_s=41)),
        _job(6, JobState.QUEUED),
        _job(7, JobState.PAUSED, _transfer()),
    )
    _save(page, path, 1100, 1240, scale)


def _refusals(path: Path, scale: float) -> None:
    jobs = FakeJobs()
    page = JobsPage(jobs=jobs)
    page_link = "https://huggingface.co/meta-example/Llama-7B"
    problems = (
        Problem(
            ErrorKind.LOGIN_NEEDED,
            "config.json of meta-example/Llama-7B is only for people who are logged in.",
            "Its owner wants to know who reads it, and has terms that you accept on its page.",
            "Log in, then try again.",
            "HTTP 401 GatedRepo",
            page_link,
        ),
        Problem(
            ErrorKind.GATED,
            "config.json of meta-example/Llama-7B asks its readers to accept its terms first.",
            "Its owner gives access to people who have agreed to them.",
            "Open its page, read and accept the terms there, then try again.",
            "HTTP 403 GatedRepo",
            page_link,
        ),
        Problem(
            ErrorKind.ACCESS_PENDING,
            "Your request for config.json of meta-example/Llama-7B has not been answered yet.",
            "Its owner decides by hand whom to give access to.",
            "Wait for the owner’s answer, which comes by e-mail, then try again.",
            "",
            page_link,
        ),
        Problem(
            ErrorKind.DISK_FULL,
            "There is not enough free disk space.",
            "4.66 GB are still to come to /home/ada/models, and 1.20 GB are free.",
            "Free some space, or choose another models folder in the settings.",
        ),
    )
    jobs.publish(*(_job(n, JobState.FAILED, problem=problem) for n, problem in enumerate(problems)))
    _save(page, path, 1100, 900, scale)


def _accounts(path: Path, scale: float) -> None:
    states = (
        {"status": AccountStatus.LOGGED_OUT, "host": "huggingface.co"},
        {
            "status": AccountStatus.LOGGED_IN,
            "host": "huggingface.co",
            "account": Account("ada", "Ada Example", "laptop", "read"),
            "place": TokenPlace.KEYRING,
        },
        {
            "status": AccountStatus.LOGGED_OUT,
            "is_busy": True,
            "code": DeviceCode("ABCD-1234", "https://huggingface.co/oauth/device", "", 5, 900, "x"),
        },
        {
            "status": AccountStatus.REFUSED,
            "host": "huggingface.co",
            "place": TokenPlace.FILE,
            "problem": Problem(
                ErrorKind.UNAUTHORIZED,
                "huggingface.co does not accept your access token.",
                "It is wrong, expired, or was revoked.",
                "Log in again in the settings, then try again.",
            ),
        },
    )
    cards = []
    for state in states:
        account = FakeAccount()
        cards.append(AccountCard(account=account))
        account.publish(**state)
    _save(_page(*cards), path, 800, 800, scale)


def _settings(path: Path, scale: float) -> None:
    network, settings = FakeNetwork(), FakeSettings()
    hub = HubCard(settings=settings, network=network)
    banner = NetworkBanner(network=network, settings=settings)
    network.publish(is_offline=True, host="huggingface.co")
    network.connection_checked.emit(ConnectionReport("huggingface.co", 84, can_search=True, account="ada"))
    _save(_page(banner, hub, PrivacyCard()), path, 800, 980, scale)


def _space(path: Path, scale: float) -> None:
    space = FakeSpace()
    card = SpaceCard(space=space)
    space.publish(
        is_measured=True,
        items=(
            SpaceItem(SpaceKind.PARTS, "bartowski/Example-7B-GGUF/Example-Q4_K_M.gguf", "/a", 5 * _GB, True),
            SpaceItem(SpaceKind.PARTS, f"{_LONG}/model-Q8_0.gguf", "/b", 812_000_000),
            SpaceItem(SpaceKind.SOURCES, "example-labs/Mistral-Small", "/c", 48 * _GB),
            SpaceItem(SpaceKind.HEADERS, "example-labs/Mistral-Small", "/d", 12_400_000),
            SpaceItem(SpaceKind.HUB_CACHE, "google/gemma", "/e", 9 * _GB),
        ),
    )
    card.rows[SpaceKind.PARTS].fold.click()
    _save(_page(card), path, 800, 640, scale)


def _page(*widgets: QWidget) -> QWidget:
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    scroll = ScrollPage(max_width=760)
    for widget in widgets:
        scroll.column.addWidget(widget)
    scroll.column.addStretch(1)
    outer.addWidget(scroll)
    return page


def _save(widget: QWidget, path: Path, width: int, height: int, scale: float) -> None:
    # a large font in a window of the usual width
    widget.resize(width if scale == 1 else 1000, height if scale == 1 else px(height))
    widget.show()
    app = QApplication.instance()
    assert app is not None
    for _ in range(4):
        app.processEvents()
    widget.grab().save(str(path))
    widget.close()
    widget.deleteLater()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
