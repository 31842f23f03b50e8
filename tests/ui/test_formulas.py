from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from desktop_app.ui.widgets.document import DocumentView
from desktop_app.ui.widgets.markdown_blocks import GrowingMarkdown, formula_of
from desktop_app.ui.widgets.markdown_view import MarkdownView
from desktop_app.ui.widgets.math_images import Formula, MathImages, draw, math_images


def html_of(text):
    grown = GrowingMarkdown()
    grown.feed(text)
    grown.finish()
    return "".join(block.html for block in grown.blocks)


def formula(tex, **more):
    return Formula(tex, more.get("is_display", False), "#204080", 16.0, 8.0, more.get("ratio", 1.0))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("so $x^2$ is", [("x^2", False)]),
        (r"so \(x^2\) is", [("x^2", False)]),
        ("$$\\frac{a}{b}$$", [(r"\frac{a}{b}", True)]),
        ("\\[\na = b\n\\]", [("a = b", True)]),
        (r"so \[a = b\] is", [("a = b", True)]),
        (r"\[never closed", []),
        ("it costs $5 and $6", []),
        ("`$x$` and \\$x\\$", []),
        ("a $ b", []),
        ('$x" onload="alert(1)$', [('x" onload="alert(1)', False)]),
        ("$</p><script>$", [("</p><script>", False)]),
    ],
)
def test_formulas_are_found(text, found):
    import re

    html = html_of(text)
    assert "<script" not in html
    addresses = re.findall(r'src="([^"]*)"', html)
    assert [formula_of(address) for address in addresses] == found


def test_other_addresses_are_no_formulas():
    for address in ("http://x/math:ia", "file:///etc/passwd", "math:", "", "data:image/png;base64,AA"):
        assert formula_of(address) is None


def has_ink(image):
    return any(
        image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize(
    "tex", ["x", r"\frac{a}{b}", r"\sum_{i=0}^n i", "y_j", r"\begin{matrix}a&b\end{matrix}"]
)
def test_a_formula_stands_on_the_line(qapp, tex):
    image = draw(formula(tex, ratio=2.0))
    assert has_ink(image)
    assert image.devicePixelRatio() == 2.0
    # Qt puts the picture's middle half the x-height over the base line: the base line is there
    height = image.height() / 2
    assert height >= 8.0
    assert draw(formula(tex, is_display=True)).height() > 4


@pytest.mark.parametrize(
    "tex", ["{" * 900, r"\frac{", "", r"\left(", "\\" * 50, "&&&", r"\begin{x}", "\x00", "x" * 5000]
)
def test_what_is_no_formula_stays_text_and_the_next_one_is_drawn(qtbot, tex):
    maker = MathImages()
    assert maker.image(formula(tex)) is None
    with qtbot.waitSignal(maker.ready, timeout=20_000, check_params_cb=lambda f: f.tex == "x+1"):
        assert maker.image(formula("x+1")) is None
    assert isinstance(maker.image(formula("x+1")), QImage)
    assert maker.image(formula(tex)) is None


def test_the_document_shows_the_source_then_the_picture(qtbot):
    view = MarkdownView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.show_text(r"The area is $\pi r^2$ of it." + "\n\n$$\\frac{1}{2}$$")
    run = view.parts[0]
    assert isinstance(run, DocumentView)
    qtbot.waitUntil(lambda: not run._waits_for and not run._redraw.isActive(), timeout=20_000)
    assert run.document().toPlainText().count("\ufffc") == 2
    drawn = run.loadResource(2, QUrl("math:i%5Cpi%20r%5E2"))
    assert drawn == math_images().image(next(f for f in math_images()._made if f.tex == r"\pi r^2"))


def test_a_wide_formula_is_made_to_fit(qtbot):
    view = DocumentView()
    qtbot.addWidget(view)
    view.resize(120, 60)
    view.show()
    tex = "+".join(f"a_{{{n}}}" for n in range(30))
    view.show_html(html_of(f"$${tex}$$"))
    qtbot.waitUntil(lambda: not view._waits_for and not view._redraw.isActive(), timeout=20_000)
    image = view._picture(tex, is_display=True)
    assert image.width() / image.devicePixelRatio() <= view.viewport().width()


def test_a_picture_that_is_made_before_the_question_has_ended_is_shown(qtbot, monkeypatch):
    maker = math_images()
    ask = maker.image

    def slowly(asked):
        image = ask(asked)
        deadline = time.monotonic() + 20
        while asked not in maker._made and time.monotonic() < deadline:
            threading.Event().wait(0.001)  # the event loop must not run meanwhile
        return image

    monkeypatch.setattr(maker, "image", slowly)
    view = DocumentView()
    qtbot.addWidget(view)
    view.resize(200, 60)
    view.show()
    view.show_html(html_of("$z^{19}$"))
    assert view._waits_for
    monkeypatch.setattr(maker, "image", ask)
    qtbot.waitUntil(lambda: not view._waits_for and not view._redraw.isActive(), timeout=20_000)
