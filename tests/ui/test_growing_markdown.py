from __future__ import annotations

import re

import pytest

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import StoredMessage
from desktop_app.ui.pages.chat_message import AnswerMessage
from desktop_app.ui.widgets.markdown_blocks import GrowingMarkdown
from desktop_app.ui.widgets.markdown_view import CodeBlock, MarkdownView
from tests.fakes.scripted_worker import write_answer


def grown(text, step):
    markdown = GrowingMarkdown()
    for start in range(0, len(text), step):
        markdown.feed(text[start : start + step])
    markdown.finish()
    return [
        (block.kind, block.html, block.source if block.kind == "code" else "") for block in markdown.blocks
    ]


def table(n_rows):
    return "\n".join(["| a | b |", "|---|---:|", *(f"| {row} | *{row}* |" for row in range(n_rows))])


@pytest.mark.parametrize("n_rows", [0, 1, 19, 20, 21, 40, 41, 75])
@pytest.mark.parametrize("after", ["", "\n\nAfter it."])
def test_a_long_table_comes_in_pieces_that_have_the_head(n_rows, after):
    text = "Before it.\n\n" + table(n_rows) + after
    whole = grown(text, len(text))
    assert grown(text, 1) == grown(text, 7) == whole
    html = "".join(block[1] for block in whole)
    pieces = max(1, -(-n_rows // 20))
    assert html.count("<table>") == html.count("</table>") == html.count("<thead>") == pieces
    assert re.findall(r"<em>(\d+)</em>", html) == [str(row) for row in range(n_rows)]
    assert html.endswith("<p>After it.</p>\n") == bool(after)


def test_a_paragraph_without_an_end_becomes_blocks_and_loses_nothing():
    words = [f"w{number}" for number in range(5000)]
    markdown = GrowingMarkdown()
    for word in words:
        markdown.feed(word + " ")
    assert len(markdown._tail) <= 6001
    markdown.finish()
    assert re.findall(r"w\d+", "".join(block.html for block in markdown.blocks)) == words
    assert all(len(block.source) <= 6001 for block in markdown.blocks)


def test_an_answer_with_everything_says_the_same_grown_and_whole():
    text = "".join(write_answer(9000, 3)).partition("</think>")[2]

    def words(blocks):  # the items of a list that grows are lists of their own
        return re.sub(r"</?[a-z][^>]*>|\s", "", "".join(html + source for _kind, html, source in blocks))

    assert words(grown(text, 23)) == words(grown(text, len(text)))


def texts(view):
    return [part.toPlainText().strip() for part in view.text_parts()]


def words(view):
    return " ".join(texts(view)).split()


def test_a_long_answer_is_laid_out_bit_by_bit_and_whole_when_it_is_asked_for(qtbot):
    text = "".join(write_answer(9000, 2)).partition("</think>")[2]
    bit, asked = MarkdownView(), MarkdownView()
    for view in (bit, asked):
        qtbot.addWidget(view)
        view.resize(600, 100)
        view.show()
        view.show_text(text)
    first = len(bit._parts)
    assert first < len(asked.parts)
    qtbot.waitUntil(lambda: not bit._laying_out.isActive())
    assert words(bit) == words(asked)
    asked.show_text("Short.")
    assert texts(asked) == ["Short."]


def test_the_end_of_an_answer_keeps_the_widgets_that_are_there(qtbot):
    text = "<think>\nA thought.\n</think>\n\nFirst.\n\n```python\nx = 1\n```\n\nLast."
    message = StoredMessage(1, Role.ASSISTANT, "", 0.0, is_complete=False)
    widget = AnswerMessage(message)
    qtbot.addWidget(widget)
    widget.begin(message)
    for start in range(0, len(text), 5):
        widget.append(text[start : start + 5])
    before = widget.view.parts
    widget.finish(StoredMessage(1, Role.ASSISTANT, text, 0.0))
    assert widget.view.parts == before
    assert [type(part) is CodeBlock for part in before] == [False, True, False]
    assert texts(widget.view) == ["First.", "x = 1", "Last."]
