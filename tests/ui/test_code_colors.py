from __future__ import annotations

from PySide6.QtGui import QTextDocument

from desktop_app.ui.widgets.code_colors import CodePainter


def colours(document):
    block, found = document.begin(), set()
    while block.isValid():
        found |= {piece.format.foreground().color().name() for piece in block.layout().formats()}
        block = block.next()
    return found


def painted(qtbot, text, language):
    document = QTextDocument(text)
    painter = CodePainter(document, document)
    painter.start(language)
    qtbot.waitUntil(lambda: not painter.is_working)
    return colours(document)


def test_code_gets_colours_and_text_gets_none(qtbot):
    code = 'def strike(iron):\n    return "flat"  # done\n'
    assert len(painted(qtbot, code, "python")) >= 3
    assert len(painted(qtbot, code, "python")) >= 3  # the lexer is there already
    assert not painted(qtbot, code, "")
    assert not painted(qtbot, code, "no such language")


def test_a_painter_that_is_gone_before_its_lexer_is_there_is_forgotten(qtbot):
    document = QTextDocument("<p>x</p>")
    CodePainter(document, document).start("html")
    document.deleteLater()
    assert painted(qtbot, "<p class='a'>x</p>", "html")
