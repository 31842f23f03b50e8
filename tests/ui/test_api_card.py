from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QToolButton

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.services.states import ApiState
from desktop_app.ui.pages.settings.api import ApiCard, derive_api_status
from tests.fakes.page_services import FakeApi
from tests.fakes.services import FakeSettingsService

RUNNING = ApiState(is_running=True, url="http://127.0.0.1:8426/v1", key="bs-secret", model_name="tiny")


@pytest.mark.parametrize(
    ("state", "is_wanted", "text"),
    [
        (ApiState(), False, "Off: nothing listens."),
        (ApiState(), True, "Starting…"),
        (RUNNING, True, "Ready with tiny. 0 requests so far."),
        (
            ApiState(is_running=True, model_name="tiny", open_requests=1, all_requests=1200),
            True,
            "Answering with tiny. 1,200 requests so far.",
        ),
        (ApiState(is_running=True), True, "Running, but no model is loaded: load one in the chat."),
        (ApiState(problem=Problem(ErrorKind.INTERNAL, "x")), True, ""),
    ],
)
def test_status(qapp, state, is_wanted, text):
    assert derive_api_status(state, is_wanted=is_wanted) == text


def test_switch_key_and_problem(qtbot):
    api, settings = FakeApi(), FakeSettingsService()
    card = ApiCard(api=api, settings=settings)
    qtbot.addWidget(card)
    card.show()
    card.switch.setChecked(True)
    assert settings.settings.serve_api is True
    api.publish(is_running=True, url=RUNNING.url, key=RUNNING.key)
    assert card.address.text() == RUNNING.url
    assert card.key.echoMode() is QLineEdit.EchoMode.Password
    assert "secret" not in card.key.displayText()
    copies = [b for b in card.findChildren(QToolButton) if b.accessibleName() == "Copy"]
    copies[1].click()
    assert QGuiApplication.clipboard().text() == "bs-secret"
    api.publish(is_running=False, url="", problem=Problem(ErrorKind.BAD_REQUEST, "Port in use."))
    assert card._banner.isVisible()
    assert not card.key.text()
    settings.update(serve_api=False)
    assert not card.switch.isChecked()
