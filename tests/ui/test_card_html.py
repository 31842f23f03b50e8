from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.ui.widgets.card_html import MOST_CHARACTERS, card_html


def test_a_card_is_rendered_without_its_metadata():
    html = card_html(
        "---\nlicense: mit\ntags:\n- x\n---\n# Title\n\n**Bold** [link](https://a.example/b)\n\n|a|\n|-|\n|1|\n"
    )
    assert "license" not in html
    assert "<h1>Title</h1>" in html
    assert '<strong>Bold</strong> <a href="https://a.example/b">link</a>' in html
    assert "<td>1</td>" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>ok",
        "<style>p{}</style>ok",
        '<p onclick="x()" style="display:none">ok</p>',
        "<iframe src='https://x'></iframe>ok",
        '<a href="javascript:alert(1)">ok</a>',
        '<a href="file:///etc/passwd">ok</a>',
        "[ok](data:text/html;base64,AA)",
        '<img src="https://x/y.png" onerror="x()">ok',
        '<svg onload="x()">ok</svg>',
        "<math><mtext><script>1</script></mtext></math>ok",
        '<object data="x"></object>ok',
        "<meta http-equiv=refresh content=0>ok",
        "<!-- hidden --> ok",
        '<base href="https://evil/">ok',
    ],
)
def test_nothing_runs_loads_or_hides(text):
    html = card_html(text)
    assert "ok" in html
    for word in (
        "script",
        "style",
        "onclick",
        "onerror",
        "onload",
        "javascript",
        '="file:',
        '="data:',
        "<img",
        "iframe",
        "<meta",
        "<base",
        "<svg",
        "<object",
        "hidden",
    ):
        assert word not in html


def test_pictures_become_their_description():
    html = card_html('<img alt="The logo" src="x.png">\n\n![A plot](https://a.example/p.png) ![x](file:///p)')
    assert "[The logo]" in html
    assert '<a href="https://a.example/p.png">[A plot]</a>' in html
    assert '"file:' not in html


def test_endless_and_deep_cards_are_bounded():
    assert len(card_html("word " * 200_000)) < 2 * MOST_CHARACTERS
    card_html("> " * 5000 + "deep")
    card_html("<div>" * 20_000 + "deep")
    card_html("[" * 20_000)


def cells(n):
    return "|a" * n + "\n" + "|-" * n + "\n" + ("|b" * n + "\n") * n


@pytest.mark.parametrize(
    "text",
    [
        "<b>" * 60_000,
        "<ul><li>" * 20_000,
        "<table><tr>" + "<td>" * 40_000,
        "<p>" * 60_000,
        "**a" * 60_000,
        "a\n\n" * 60_000,
        "<br>" * 50_000,
        cells(200),
        "<div>\n" + "<img " * 40_000,
        "<sup>a</sup>" * 20_000,
    ],
    ids=lambda text: text[:12],
)
def test_what_would_keep_the_layout_busy_is_cut_or_shown_as_text(text):
    html = card_html(text)
    assert html.count("<") < 13_000
    assert html.count("<t") <= 3_000
    depth = deepest = 0
    for tag in re.findall(r"<(/?)(?!br|hr)[a-z]", html):
        depth += -1 if tag else 1
        deepest = max(deepest, depth)
    assert deepest <= 80


LAYOUTS = """
import sys
from PySide6.QtWidgets import QApplication
from desktop_app.ui.widgets.card_html import card_html
from desktop_app.ui.widgets.document import DocumentView

app = QApplication([])
for text in (
    "<table><tr><td>" * 19,
    "<table><tr><td>" * 60,
    "a\u05d0" * 40_000,
    "a\u05d0<br>" * 10_000,
    "a\u202eb\u202c" * 20_000,
    "<b>" * 60_000,
    "```\\n" + "x\\n" * 39_000 + "```",
    "|a" * 200 + "\\n" + "|-" * 200 + "\\n" + ("|b" * 200 + "\\n") * 150,
):
    view = DocumentView()
    view.resize(700, 600)
    view.show_html(card_html(text))
    view.show()
    app.processEvents()
print("done")
"""


def test_the_window_lays_out_every_card_in_the_end():
    # each takes less than a second; without a bound, minutes or for ever
    done = subprocess.run(
        [sys.executable, "-c", LAYOUTS],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())},
    )
    assert done.stdout.strip() == "done", done.stderr


def test_nested_tables_and_turning_text_are_bounded():
    assert "<table>" in card_html("<table><tr><td>" * 3)
    assert "<table>" not in card_html("<table><tr><td>" * 5)
    turning = card_html("a\u05d0" * 40_000)
    assert turning.endswith("<p>…</p>")
    assert len(turning) < 10_000
    hebrew = "\u05e9\u05dc\u05d5\u05dd " * 100
    assert card_html(f"{hebrew}\n\n" * 50).count("<p>") == 50


def test_a_large_card_is_shown_as_far_as_it_goes():
    html = card_html("# Results\n\n" + cells(90))
    assert "<h1>Results</h1>" in html
    assert "<td>b</td>" in html
    assert html.endswith("<p>…</p>")
    whole = card_html("<table>" + "<tr><td>a</td><td>b</td></tr>" * 300 + "</table>")
    assert whole.count("<td>") == 600
    assert "…" not in whole


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="<>/ab=\"'!-#*[]()|\n &;:scriptmgonld", max_size=200))
def test_any_text_is_harmless(text):
    html = card_html(text).lower()
    assert "<script" not in html
    assert "<img" not in html
