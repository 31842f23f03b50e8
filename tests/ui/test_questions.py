from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.ui.widgets import questions

FORMS = {"Read": (".md", ".markdown"), "All": (".json",)}


@pytest.fixture
def ask_target(qapp, tmp_path, monkeypatch):
    """Asks, where the dialog gives this name and form; the questions that follow are kept."""
    parent = QWidget()
    asked = []

    def begin(name, form, *, agrees=False):
        def dialog(_parent, _title, _name, forms):
            assert form in forms.split(";;")
            return (str(tmp_path / name) if name else "", form)

        def answer(_parent, question, _text, _yes):
            asked.append(question)
            return agrees

        monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
        monkeypatch.setattr(questions, "ask", answer)
        path = questions.ask_for_target(parent, "Export", "Chat", FORMS)
        return path.removeprefix(str(tmp_path) + "/").removeprefix(str(tmp_path) + "\\"), list(asked)

    return begin


MD, JSON = "Read (*.md *.markdown)", "All (*.json)"


@pytest.mark.parametrize(
    ("name", "form", "path"),
    [
        ("Chat", MD, "Chat.md"),
        ("Chat", JSON, "Chat.json"),
        ("Version 2.0", MD, "Version 2.0.md"),
        ("Chat.json", MD, "Chat.json"),
        ("Chat.MARKDOWN", JSON, "Chat.MARKDOWN"),
        ("", MD, ""),
    ],
)
def test_the_ending_is_what_was_written_or_that_of_the_form(ask_target, name, form, path):
    assert ask_target(name, form) == (path, [])


def test_a_file_whose_ending_was_added_is_asked_about(ask_target, tmp_path):
    (tmp_path / "Chat.md").write_text("kept")
    path, asked = ask_target("Chat", MD)
    assert (path, len(asked)) == ("", 1)
    assert "Chat.md" in asked[0]
    assert ask_target("Chat", MD, agrees=True)[0] == "Chat.md"


def test_a_file_that_the_dialog_asked_about_is_not_asked_about_again(ask_target, tmp_path):
    (tmp_path / "Chat.md").write_text("kept")
    assert ask_target("Chat.md", MD) == ("Chat.md", [])
