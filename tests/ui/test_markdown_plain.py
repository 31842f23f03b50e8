from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import StoredMessage
from desktop_app.ui.pages.chat_message import AnswerMessage
from desktop_app.ui.widgets.markdown_plain import plain_text


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", ""),
        ("# Title\n\nSome **bold**, *soft* and `code`.", "Title\n\nSome bold, soft and code."),
        ("one\ntwo  \nthree", "one\ntwo\nthree"),
        ("1. a\n2. b\n   - c\n   - d\n3. e", "1. a\n2. b\n   - c\n   - d\n3. e"),
        ("Before\n\n- a\n- b\n\nAfter", "Before\n\n- a\n- b\n\nAfter"),
        ("| a | b |\n|---|---|\n| 1 | **2** |", "a\tb\n1\t2"),
        ("```python\nx = 1\n\n  y = 2\n```\nend", "x = 1\n\n  y = 2\n\nend"),
        (r"It is $x^2$." + "\n\n$$\n\\frac{1}{2}\n$$", "It is x^2.\n\n\\frac{1}{2}"),
        ("[a smith](https://example.org/a) <b>raw</b>", "a smith (https://example.org/a) <b>raw</b>"),
        ("> quoted\n\n---\n\n![alt](x.png)", "quoted\n\n---\n\nalt"),
    ],
)
def test_words_without_marks(markdown, expected):
    assert plain_text(markdown) == expected


def test_an_answer_is_copied_with_its_marks_or_without(qtbot):
    text = "<think>\nHm.\n</think>\n\n**Bold** words."
    widget = AnswerMessage(StoredMessage(1, Role.ASSISTANT, text, 0.0))
    qtbot.addWidget(widget)
    menu = widget.actions_row.copy_menu()
    markdown, plain = menu.actions()
    markdown.trigger()
    assert QGuiApplication.clipboard().text() == "**Bold** words."
    plain.trigger()
    assert QGuiApplication.clipboard().text() == "Bold words."
    assert widget.actions_row.copy_button.accessibleName() == "Copied"
