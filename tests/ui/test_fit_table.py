from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.ui.widgets.fit_table import FitTable


@pytest.fixture
def table(qtbot):
    made = FitTable()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(table):
    return [row.quant_type for row in table.fit_model.rows]


def test_common_types_are_shown_and_the_recommended_one_is_chosen(table, rows):
    table.show_rows(rows)
    assert shown(table) == ["BF16", "Q8_0", "Q4_K_M"]
    assert table.chosen.quant_type == "Q8_0"
    table.set_show_all(True)
    assert shown(table) == [row.quant_type for row in rows]
    assert table.chosen.quant_type == "Q8_0"


def test_a_choice_of_the_person_survives_new_numbers(table, rows):
    table.show_rows(rows)
    table.choose("Q4_K_M")
    table.show_rows(rows[:2])
    table.show_rows(rows)
    table.choose("Q4_K_M")
    table.show_rows(rows)
    assert table.chosen.quant_type == "Q4_K_M"


def test_arrow_keys_and_enter(table, rows, qtbot):
    table.show_rows(rows)
    table.setFocus()
    chosen = []
    table.type_chosen.connect(chosen.append)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen == ["Q4_K_M"]
    with qtbot.waitSignal(table.type_activated) as signal:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert signal.args == ["Q4_K_M"]


def test_a_screen_reader_hears_what_is_painted(table, rows):
    table.show_rows(rows)
    texts = [table.fit_model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(5)]
    assert texts[0] == "8-bit, nearly the original Q8_0, recommended"
    assert texts[1] == "8.0 GB"
    assert "RAM" in texts[2]
    assert texts[3] == "–"
    assert texts[4] == "Fits in RAM"
