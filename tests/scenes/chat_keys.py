"""Find in the open chat and the overview of keys."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtTest import QTest

from desktop_app.domain.chat import Role
from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui.shortcuts_dialog import ShortcutsDialog
from tests.fakes.journey import Journey, wait_until

_ANSWER = "Air scatters blue light more than red. " * 12 + "\n\n```python\nsky = 'blue'\n```"


def draw(folder: Path, suffix: str = "") -> None:
    """Both, light and dark, as PNG."""
    with tempfile.TemporaryDirectory(prefix="bitsmith-keys-") as home:
        journey = Journey(Path(home), None)
        try:
            _draw(journey, folder, suffix)
        finally:
            journey.close()


def _draw(journey: Journey, folder: Path, suffix: str) -> None:
    app = journey.app
    journey.window.resize(1280, 800)
    app.show()
    chat = app.chat_store.create_chat("The sky")
    for _ in range(4):
        app.chat_store.add_message(chat, Role.USER, "Why is the sky blue?")
        app.chat_store.add_message(chat, Role.ASSISTANT, _ANSWER, model_name="SmolLM2 135M Instruct")
    journey.window.show_page("chat")
    page = journey.window.page("chat")
    app.chat.open_chat(chat)
    wait_until(lambda: len(page.conversation.messages) == 8, "the messages")  # type: ignore[attr-defined]
    bar = page.find_bar  # type: ignore[attr-defined]
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        app.settings.update(theme=theme)
        bar.open_bar()
        bar.field.clear()
        QTest.keyClicks(bar.field, "sky")
        wait_until(lambda: bar.count.text() == "8 of 8", "what is found")
        journey.shot(folder / f"chat-find-{theme.value}{suffix}.png")
        journey.window.show_keys()
        dialog = next(d for d in journey.window.findChildren(ShortcutsDialog) if d.isVisible())
        journey.shot(folder / f"chat-keys-{theme.value}{suffix}.png", dialog)
        dialog.accept()
        journey.settle()
