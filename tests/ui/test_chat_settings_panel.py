"""The settings beside the chat: every field reaches the service, and what it says is derived from states."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox

from desktop_app.domain.attachments import Attachment
from desktop_app.domain.chat import LoadForecast, LoadSettings
from desktop_app.domain.chat_settings import ChatSettings, Preset, is_load_field
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.fit import MemoryNeed
from desktop_app.domain.load_record import LoadRecord, forecast_quality
from desktop_app.services.attachment_service import AttachmentsState, PendingAttachment
from desktop_app.services.chat_settings_service import ChatSettingsState
from desktop_app.ui.pages.chat_composer import ChatComposer
from desktop_app.ui.pages.chat_settings_fields import lines_to_stops, stops_to_lines
from desktop_app.ui.pages.chat_settings_panel import ChatSettingsPanel
from desktop_app.ui.pages.chat_settings_texts import (
    derive_attachments_warning,
    derive_chip_text,
    derive_fit_note,
    derive_forecast_quality,
    derive_lowered,
)

GB = 10**9


class FakeChatSettings(QObject):
    state_changed = Signal(object)

    def __init__(self):
        super().__init__()
        self.state = ChatSettingsState()
        self.calls = []

    def push(self, **changes):
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)

    def change(self, name, value):
        self.calls.append((name, value))
        self.push(own=replace(self.state.own, **{name: value}))

    def reset(self, name):
        self.push(own=replace(self.state.own, **{name: None}))

    def reset_all(self):
        self.push(own=ChatSettings())

    def value_of(self, name):
        own = getattr(self.state.own, name)
        if own is not None:
            return own
        source = self.state.load if is_load_field(name) else self.state.generation
        value = "" if name == "system_prompt" else getattr(source, name)
        return {"seed": -1, "max_tokens": 0, "n_threads": 0}.get(name) if value is None else value


@pytest.fixture
def settings(qapp):
    return FakeChatSettings()


@pytest.fixture
def panel(settings, qtbot):
    made = ChatSettingsPanel(settings)
    qtbot.addWidget(made)
    made.show()
    return made


def forecast(asked, used, **changes):
    return LoadForecast(asked, used, 33, MemoryNeed(3 * GB, GB), MemoryNeed(), 8 * GB, 0, **changes)


def test_every_setting_of_a_chat_has_a_row_that_is_named(panel):
    shown = set(panel.rows)
    missing = {f for f in ChatSettings.__dataclass_fields__ if f not in shown} - {"n_batch"}
    assert missing == set()
    for row in panel.rows.values():
        inner = row.field.focusProxy()
        assert inner.accessibleName() or inner.text()


def test_every_number_reaches_the_service(panel, settings):
    for name, row in panel.rows.items():
        box = row.field.focusProxy()
        if isinstance(box, QSpinBox | QDoubleSpinBox):
            box.setValue(box.value() + box.singleStep())
            assert settings.calls[-1][0] == name
            assert row.reset.isVisible() or not row.isVisible()


def test_a_setting_goes_back_to_its_default(panel, settings):
    row = panel.rows["temperature"]
    row.field.focusProxy().setValue(1.5)
    assert settings.calls == [("temperature", 1.5)]
    row.reset.click()
    assert settings.state.own == ChatSettings()
    assert row.field.focusProxy().value() == settings.state.generation.temperature
    assert row.reset.isHidden()


def test_texts_reach_the_service_and_typing_is_not_disturbed(panel, settings):
    box = panel.rows["stop"].field.focusProxy()
    box.setPlainText("END\n\\n\\n")
    assert settings.calls[-1] == ("stop", ("END", "\n\n"))
    assert box.toPlainText() == "END\n\\n\\n"
    assert lines_to_stops(stops_to_lines(("a\tb", "c"))) == ("a\tb", "c")


def test_a_problem_with_the_grammar_unfolds_it(panel, settings):
    assert not panel.format.is_open
    settings.push(grammar_problem=Problem(ErrorKind.BAD_REQUEST, "The grammar is not valid."))
    assert panel.format.is_open


def test_a_reload_is_offered_with_what_it_takes(panel, settings, qtbot):
    assert panel._note.isHidden()
    asked = LoadSettings(n_ctx=16384)
    settings.push(load=asked, loaded=LoadSettings(), forecast=forecast(asked, replace(asked, n_ctx=8192)))
    assert not panel._note.isHidden()
    assert "Context lowered to 8,192 tokens so that it fits." in panel.fit_text.text()
    with qtbot.waitSignal(panel.reload_chosen):
        panel.apply.click()


def test_presets_are_in_the_menu(panel, settings):
    settings.push(presets=(Preset("Fast & short", ChatSettings(top_k=1), 1),))
    texts = [action.text() for action in panel.fill_menu().actions()]
    assert texts[0] == "Fast && short"
    assert {"Rename", "Delete"} <= set(texts)


# ---- texts


def test_what_was_lowered_is_said():
    asked = LoadSettings(n_ctx=32768)
    used = replace(asked, n_ctx=8192, kv_type="q8_0", n_gpu_layers=20)
    context, cache, layers = derive_lowered(forecast(asked, used))
    assert "8,192" in context
    assert "8 bits" in cache
    assert "20 of 33" in layers
    assert "longest context of this model" in derive_lowered(forecast(asked, used), 8192)[0]
    assert derive_lowered(forecast(asked, asked)) == ()
    assert derive_lowered(None) == ()


def test_the_note_about_a_changed_load():
    asked = LoadSettings(n_ctx=1024)
    state = ChatSettingsState(load=asked)
    assert derive_fit_note(state).text == ""
    state = replace(state, loaded=LoadSettings(), is_forecasting=True)
    assert derive_fit_note(state).is_busy
    state = replace(state, is_forecasting=False, forecast=forecast(asked, asked))
    note = derive_fit_note(state)
    assert "4.0 GB" in note.text
    assert (note.tone, note.can_apply) == ("", True)
    tight = derive_fit_note(replace(state, forecast=forecast(asked, asked, is_tight=True)))
    assert (tight.tone, tight.can_apply) == ("warning", True)
    not_fitting = derive_fit_note(replace(state, forecast=forecast(asked, asked, fits=False)))
    assert (not_fitting.tone, not_fitting.can_apply) == ("danger", False)
    problem = Problem(ErrorKind.BAD_MODEL, "It is damaged.")
    assert derive_fit_note(replace(state, forecast=None, forecast_problem=problem)).text == "It is damaged."


def test_the_error_of_forecasts_is_said():
    assert derive_forecast_quality(None) == ""
    record = LoadRecord("/m", 1.0, 4096, "f16", 0, 1_030_000_000, 0, 1_000_000_000)
    text = derive_forecast_quality(forecast_quality([record]))
    assert "+3.0 %" in text
    assert "Median" not in text
    assert "Median" in derive_forecast_quality(forecast_quality([record, replace(record, loaded_at=2.0)]))


def test_documents_say_their_tokens_and_when_they_are_too_many():
    reading = PendingAttachment(1, "a.pdf")
    read = PendingAttachment(2, "b.pdf", Attachment("b.pdf", "text", 3, True), 1500, True)
    assert "being read" in derive_chip_text(reading)
    assert derive_chip_text(read) == "b.pdf · 1,500 tokens · 3 pages · only its beginning"
    assert "about" in derive_chip_text(replace(read, is_counted=False))
    state = AttachmentsState((read,), 4096)
    assert derive_attachments_warning(state, 0) == ""
    assert "left out" in derive_attachments_warning(state, 3000)
    assert "holds 1,024" in derive_attachments_warning(replace(state, n_ctx=1024), 0)
    assert derive_attachments_warning(replace(state, n_ctx=0), 0) == ""


# ---- documents in the composer


def test_files_and_long_texts_are_attached_when_pasted(qtbot, tmp_path):
    composer = ChatComposer()
    qtbot.addWidget(composer)
    path = tmp_path / "a.txt"
    path.write_text("x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.org/")])
    with qtbot.waitSignal(composer.files_chosen) as chosen:
        composer.field.insertFromMimeData(data)
    assert chosen.args == [[str(path)]]
    assert composer.text == ""
    data = QMimeData()
    data.setText("long " * 5000)
    with qtbot.waitSignal(composer.text_pasted):
        composer.field.insertFromMimeData(data)
    assert composer.text == ""
    data.setText("short")
    composer.field.insertFromMimeData(data)
    assert composer.text == "short"


def test_a_document_can_be_taken_away(qtbot):
    composer = ChatComposer()
    qtbot.addWidget(composer)
    item = PendingAttachment(7, "b.txt", Attachment("b.txt", "text"), 3)
    composer.show_attachments(AttachmentsState((item,), 4096), 0)
    chip = composer._chips.itemAt(0).widget()
    (remove,) = [w for w in chip.children() if getattr(w, "accessibleName", str)() == "Do not send b.txt"]
    with qtbot.waitSignal(composer.attachment_removed) as removed:
        remove.click()
    assert removed.args == [7]
