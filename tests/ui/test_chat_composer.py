"""Where a message is written."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from desktop_app.ui.pages.chat_composer import MessageField


def test_the_hint_of_an_empty_field_stays_in_one_line(qtbot):
    field = MessageField()
    qtbot.addWidget(field)
    field.resize(240, field.height())
    field.show()
    hint = "Message a model with a name that is much longer than the field is wide"
    field.show_hint(hint)
    shown = field.placeholderText()
    assert shown.endswith("…")
    assert field.fontMetrics().horizontalAdvance(shown) <= field.viewport().width()
    field.resize(1200, field.height())
    assert field.placeholderText() == hint


def test_a_picture_is_pasted_only_where_no_words_are_meant(qtbot):
    field = MessageField()
    qtbot.addWidget(field)
    pictures = []
    field.picture_pasted.connect(pictures.append)
    data = QMimeData()
    data.setImageData(QImage(8, 8, QImage.Format.Format_RGB32))
    assert field.canInsertFromMimeData(data)
    field.insertFromMimeData(data)
    assert [picture.width() for picture in pictures] == [8]
    # a spreadsheet copies its cells as a picture, too
    data.setText("1\t2")
    field.insertFromMimeData(data)
    assert len(pictures) == 1
    assert field.toPlainText() == "1\t2"
