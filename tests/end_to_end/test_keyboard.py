"""The main way with the keyboard alone: real window, real hub, real engine; no mouse, no call of a method."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop_app.services.states import ModelState
from desktop_app.ui.wizard.make_wizard import BITS, MAKE, PLACE
from tests.fakes.journey import wait_until

pytestmark = pytest.mark.model
REPO = "org/SmolLM2-135M-Instruct"
MOST_TABS = 80
QUESTION = "Write a long story about the sea, the wind and a lighthouse."


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def tab_to(text: str) -> QWidget:
    """Press Tab until the button with this text has the focus."""
    passed = []
    for _ in range(MOST_TABS):
        widget = focused()
        name = widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
        if text in (name, widget.accessibleName()):
            return widget
        passed.append(name or widget.accessibleName() or type(widget).__name__)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {text!r}, only {passed}")


def test_from_an_empty_search_to_a_chat_with_the_new_model(start, hub):
    journey = start(hub.endpoint)
    journey.open()
    app, window = journey.app, journey.window
    window.activateWindow()
    wait_until(window.isActiveWindow, "the window to be active")

    QTest.keyClick(focused(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(focused(), "smol")
    wait_until(lambda: [r.repo_id for r in app.catalog.state.rows] == [REPO], "the search")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    wait_until(lambda: app.source.state.fit_rows and not app.source.state.is_fitting, "the fit", 60)
    QTest.keyClick(tab_to("Make for this computer"), Qt.Key.Key_Space)

    wizard = app.wizard()
    wait_until(wizard.isActiveWindow, "the wizard")
    wait_until(lambda: wizard.step in (BITS, PLACE), "its first step")
    journey.fit()
    if wizard.step == BITS:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert wizard.step == PLACE
    wait_until(wizard.next_button.isEnabled, "the disk to be measured")
    # the slider has the focus: Return is the default button's
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert wizard.step == MAKE
    job = app.jobs.jobs[0].job_id
    wait_until(lambda: journey.job(job).state.is_final, "the job", 300)
    model_id = journey.job(job).result_model_id
    assert model_id, journey.job(job).problem
    wait_until(lambda: app.library.find(model_id), "the model in the library")
    QTest.keyClick(tab_to("Chat now"), Qt.Key.Key_Return)

    chat = app.chat
    wait_until(lambda: chat.state.model and chat.state.model.model_id == model_id, "the new model")
    wait_until(lambda: chat.state.model_state is ModelState.READY, "the model in memory")
    wait_until(window.isActiveWindow, "the window again")
    assert focused() is window.page("chat").composer.field
    QTest.keyClicks(focused(), QUESTION)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    wait_until(lambda: chat.conversation.messages and chat.conversation.messages[-1].text, "the answer")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    wait_until(lambda: not chat.state.is_answering, "the stop")
    assert chat.conversation.messages[0].text == QUESTION
    assert chat.conversation.messages[-1].text


def test_the_list_of_chats_makes_room_in_a_narrow_window_and_comes_back(start):
    journey = start()
    journey.open()
    page = journey.window.page("chat")
    journey.window.show_page("chat")
    page.resize(1000, 700)
    assert page.history.isVisible()
    page.show_chat_settings(is_open=True)
    page.resize(700, 700)
    assert not page.history.isVisible()
    # asked for, it comes all the same
    page.model_bar._history.click()
    assert page.history.isVisible()
    page.resize(690, 700)
    assert not page.history.isVisible()
    page.show_chat_settings(is_open=False)
    assert page.history.isVisible()
    # and who does not want it does not get it back
    page.model_bar._history.click()
    page.resize(1200, 700)
    assert not page.history.isVisible()
