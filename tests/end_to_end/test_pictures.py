"""Pictures in the real window, with the real worker, a real model and a projector of random weights."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from desktop_app.domain.chat import Role
from desktop_app.ui.pages.message_files import AttachmentDialog, PictureButton
from tests.fakes.journey import wait_until
from tests.fakes.pictures import noise, picture
from tests.fakes.starter import starter_model_path
from tests.fakes.tiny_projector import PATCH, SIDE, write_tiny_projector

pytestmark = pytest.mark.model
_WIDTH = 576  # of the starter model


@pytest.fixture
def seeing(tmp_path):
    """The starter model with a projector beside it."""
    folder = tmp_path / "models"
    folder.mkdir()
    path = folder / "Smol-VL-Q4_1.gguf"
    os.link(starter_model_path(), path)
    write_tiny_projector(folder / "mmproj-Smol-VL-F16.gguf", _WIDTH)
    return path


def open_chat(start, model, home="home"):
    journey = start(starter=model, home=home)
    journey.open()
    journey.app.settings.update_generation(temperature=0.0, max_tokens=8, seed=1)
    journey.window.show_page("chat")
    return journey


def attach(journey, *paths):
    page = journey.window.page("chat")
    page.composer.files_chosen.emit([str(path) for path in paths])
    state = lambda: journey.app.attachments.state  # noqa: E731
    wait_until(lambda: len(state().items) == len(paths) and not state().is_reading, "the picture")
    return page


def test_a_picture_is_sent_seen_kept_and_exported(start, seeing, tmp_path):
    journey = open_chat(start, seeing)
    chat = journey.app.chat
    journey.ask("Say hello.")
    assert chat.state.loaded.projector == "mmproj-Smol-VL-F16.gguf"
    photo = tmp_path / "holiday.jpg"
    photo.write_bytes(noise((3000, 1000), "JPEG"))
    page = attach(journey, photo)
    wait_until(lambda: all(i.is_counted for i in journey.app.attachments.state.items), "the count")
    assert journey.app.attachments.state.n_tokens == (SIDE // PATCH) ** 2
    assert not page.composer.warning.isVisible()
    journey.ask("What do you see?")
    question, answer = chat.conversation.messages[-2:]
    (kept,) = question.attachments
    assert (kept.name, kept.media_type, kept.n_tokens) == ("holiday.jpg", "image/jpeg", (SIDE // PATCH) ** 2)
    # all of the first turn and the picture itself count
    assert answer.stats.prompt_tokens > (SIDE // PATCH) ** 2 + 20
    assert answer.stats.reused_tokens > 20

    # it is shown in its message, and in full when it is pressed
    view = page.conversation.messages[-2]
    button = view.findChild(PictureButton)
    assert "holiday.jpg" in button.accessibleName()
    shown = []

    def look():
        dialog = journey.window.findChild(AttachmentDialog)
        shown.append(dialog.about.text())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(shown) == 1
    assert shown[0].startswith("2048 x 683 pixels")

    # the same picture again costs nothing; a text after it is answered from the memory
    journey.ask("And now?")
    last = chat.conversation.messages[-1].stats
    assert last.prompt_tokens - last.reused_tokens < 40

    # after a restart it is there
    journey.close()
    again = open_chat(start, seeing)
    wait_until(lambda: again.app.history.state.chats, "the list of chats")
    again.app.chat.open_chat(again.app.history.state.chats[0].chat_id)
    wait_until(lambda: len(again.app.chat.conversation.messages) == 6, "the chat")
    assert again.app.chat.conversation.messages[2].attachments == (kept,)


def test_a_pasted_picture(start, seeing):
    journey = open_chat(start, seeing)
    page = journey.window.page("chat")
    journey.ask("Say hello.")
    image = QImage(3000, 30, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    data = QMimeData()
    data.setImageData(image)
    page.composer.field.insertFromMimeData(data)
    (item,) = journey.app.attachments.state.items
    kept = QImage.fromData(item.attachment.picture)
    assert (kept.width(), kept.height()) == (2048, 20)
    assert kept.pixelColor(5, 5) == Qt.GlobalColor.white
    journey.ask("What do you see?")
    assert journey.app.chat.conversation.messages[-2].attachments[0].data == item.attachment.picture


def test_a_model_that_cannot_see_says_so_before_anything_is_sent(start, tmp_path):
    journey = open_chat(start, starter_model_path())
    chat = journey.app.chat
    journey.ask("Say hello.")
    file = tmp_path / "a.png"
    file.write_bytes(picture("red"))
    page = attach(journey, file)
    page.composer.field.setPlainText("What is this?")
    wait_until(page.composer.warning.isVisible, "the warning")
    assert "cannot see" in page.composer.warning.text()
    assert not page.composer.button.isEnabled()
    journey.app.attachments.clear()
    wait_until(lambda: page.composer.button.isEnabled(), "the way on")
    assert [m.role for m in chat.conversation.messages] == [Role.USER, Role.ASSISTANT]


def test_a_broken_picture_is_said_and_left_out(start, seeing, tmp_path):
    journey = open_chat(start, seeing)
    file = tmp_path / "broken.png"
    file.write_bytes(picture("red")[:60])
    page = journey.window.page("chat")
    problems = []
    journey.app.attachments.problem_raised.connect(problems.append)
    page.composer.files_chosen.emit([str(file)])
    wait_until(lambda: problems, "the problem")
    assert "broken.png" in problems[0].what
    wait_until(lambda: not journey.app.attachments.state.items, "an empty list")
