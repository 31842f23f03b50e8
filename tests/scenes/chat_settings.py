"""The settings of a chat beside it, and documents that wait in the composer."""

from __future__ import annotations

from pathlib import Path

from desktop_app.services.states import ModelState
from tests.fakes.journey import Journey, wait_until

_SYSTEM = "You are a patient teacher. Answer in short sentences, and give one example."
_NOTES = "# Notes\n\n" + "The lighthouse was built in 1892 and is 41 metres high.\n" * 60


def prepare(journey: Journey, folder: Path) -> None:
    """Settings that differ from the defaults, a preset, and two documents."""
    settings = journey.app.chat_settings
    settings.change("system_prompt", _SYSTEM)
    settings.change("temperature", 0.25)
    settings.save_preset("Patient teacher")
    settings.change("n_ctx", 8192)
    wait_until(lambda: settings.state.forecast or settings.state.forecast_problem, "the forecast")
    notes = folder / "lighthouse-notes-with-a-rather-long-name-for-a-file.md"
    notes.write_text(_NOTES, encoding="utf-8")
    code = folder / "reverse.py"
    code.write_text("def reverse(items):\n    return items[::-1]\n", encoding="utf-8")
    journey.app.attachments.add_files([str(notes), str(code)])
    wait_until(lambda: not journey.app.attachments.state.is_reading, "the documents")
    if journey.app.chat.state.model_state is ModelState.READY:
        wait_until(lambda: all(i.is_counted for i in journey.app.attachments.state.items), "the counts")


def take(journey: Journey, folder: Path, suffix: str) -> None:
    """The panel as it opens, and unfolded to its end."""
    journey.window.show_page("chat")
    page = journey.window.page("chat")
    page.show_chat_settings(is_open=True)
    journey.shot(folder / f"chat-settings-{suffix}.png")
    panel = page.settings_panel
    for fold in (panel.more, panel.format, panel.expert):
        fold.unfold(is_open=True)
    journey.settle()
    bar = panel._scroll.verticalScrollBar()
    for name, value in (("more", bar.maximum() // 3), ("model", bar.maximum())):
        bar.setValue(value)
        journey.shot(folder / f"chat-settings-{name}-{suffix}.png")
    for fold in (panel.more, panel.format, panel.expert):
        fold.unfold(is_open=False)
    page.show_chat_settings(is_open=False)
