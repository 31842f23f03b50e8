from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.ui.side_panels import SidePanels, Sides, derive_sides
from tests.fakes.services import FakeSettingsService


@pytest.mark.parametrize(
    ("width", "graphs", "settings", "newest", "expected"),
    [
        (1200, False, False, "settings", Sides()),
        (1200, True, True, "settings", Sides(graphs=True, settings=True)),
        (900, True, True, "settings", Sides(settings=True)),
        (900, True, True, "graphs", Sides(graphs=True)),
        (600, False, True, "settings", Sides(settings=True)),
        (560, True, True, "settings", Sides(settings=True, fills=True)),
        (500, True, False, "settings", Sides(graphs=True, fills=True)),
        (300, False, False, "graphs", Sides()),
    ],
)
def test_panels_never_squeeze_the_chat(width, graphs, settings, newest, expected):
    sides = derive_sides(width, wants_graphs=graphs, wants_settings=settings, newest=newest)
    assert sides == expected


class Chat(QWidget):
    def __init__(self):
        super().__init__()
        self.wants_settings = False
        self.sides = Sides()

    def place_panels(self, sides):
        self.sides = sides


@pytest.fixture
def panels(qtbot):
    window, pages, chat = QWidget(), QWidget(), Chat()
    qtbot.addWidget(window)
    qtbot.addWidget(chat)
    made = SidePanels(pages, QWidget, FakeSettingsService(show_graphs=True), window)
    made.splitter.setParent(window)
    made.splitter.resize(1200, 600)
    window.resize(1200, 600)
    window.show()
    made.chat, made.pages, made.window = chat, pages, window
    return made


def resized(panels, width):
    panels.splitter.resize(width, 600)


def test_the_graphs_wait_until_they_can_be_made(panels):
    panels.show_page(panels.chat)
    assert panels.sides == Sides()
    assert panels.state() is None
    panels.allow_graphs()
    assert panels.sides == panels.chat.sides == Sides(graphs=True)
    panels.show_page(None)
    assert panels.sides == Sides()
    assert not panels.splitter.widget(1).isVisible()


def test_where_it_is_narrow_the_newest_panel_is_shown_and_the_other_comes_back(panels):
    panels.allow_graphs()
    panels.show_page(panels.chat)
    panels.chat.wants_settings = True
    panels.want_settings(wanted=True)
    assert panels.sides == Sides(graphs=True, settings=True)
    resized(panels, 800)
    assert panels.sides == Sides(settings=True)
    panels.toggle_graphs()  # they were wanted, but not seen
    assert panels.sides == Sides(graphs=True)
    panels.chat.wants_settings = False
    panels.want_settings(wanted=False)
    resized(panels, 500)
    assert panels.sides == Sides(graphs=True, fills=True)
    assert not panels.pages.isVisible()
    panels.toggle_graphs()
    assert panels.sides == Sides()
    assert panels.pages.isVisible()
