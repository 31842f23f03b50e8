"""Discover's list: filters, chips, favourites, recent searches, the first page, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.discovery import (
    ALL_MODELS,
    SearchFormat,
    SearchQuery,
    SearchSort,
    SearchTask,
    SizeClass,
)
from desktop_app.domain.repository import RepoSummary
from desktop_app.pipeline.start_page import Section
from desktop_app.ui.pages.discover_list import SUMMARY_ROLE, Heading, ResultList, ResultModel, star_place
from desktop_app.ui.pages.discover_page import DiscoverPage
from desktop_app.ui.pages.discover_texts import derive_none_text, derive_status, filter_texts
from tests.domain.test_discovery import machine
from tests.fakes.page_services import (
    FakeCatalog,
    FakeDiscoverMemory,
    FakeHardware,
    FakeJobs,
    FakeSettings,
    FakeSource,
)

START = SearchQuery(format=SearchFormat.WEIGHTS, task=SearchTask.CHAT)


@pytest.fixture
def parts():
    return {
        "catalog": FakeCatalog(),
        "memory": FakeDiscoverMemory(),
        "hardware": FakeHardware(),
        "source": FakeSource(),
        "jobs": FakeJobs(),
        "settings": FakeSettings(),
    }


@pytest.fixture
def page(parts, qtbot):
    made = DiscoverPage(**parts)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.focus_start()
    return made


def asked(parts):
    return [call[1] for call in parts["catalog"].calls if call[0] == "search"]


def shown_rows(page):
    model = page.results.model()
    return [model.index(n).data(SUMMARY_ROLE) for n in range(model.rowCount())]


def test_the_first_page_shows_what_suits_this_computer_then_what_is_asked_for_most(page, parts):
    assert asked(parts) == [START]
    assert ("choose",) in parts["catalog"].calls
    sections = (
        Section("best", 20 * 10**9, (RepoSummary("org/best"),)),
        Section("fast", 2 * 10**9, (RepoSummary("org/fast"),)),
    )
    parts["catalog"].publish(rows=(RepoSummary("org/popular"),), sections=sections)
    rows = shown_rows(page)
    assert [r.title if isinstance(r, Heading) else r.repo_id for r in rows] == [
        "The best that this computer can run",
        "org/best",
        "Small and quick",
        "org/fast",
        "Trending",
        "org/popular",
    ]
    # headings are passed by
    QTest.keyClick(page.search_field, Qt.Key.Key_Return)
    assert parts["source"].calls[-1] == ("open_repository", "org/best")
    QTest.keyClick(page.results, Qt.Key.Key_Down)
    assert parts["source"].calls[-1] == ("open_repository", "org/fast")
    QTest.keyClick(page.results, Qt.Key.Key_Down)
    assert parts["source"].calls[-1] == ("open_repository", "org/popular")
    QTest.keyClicks(page.search_field, "x")
    assert [r.repo_id for r in shown_rows(page)] == ["org/popular"]


def test_filters_are_asked_for_shown_as_chips_and_taken_away(page, parts, qtbot):
    assert not page.filters.isVisible()
    page.filters_button.click()
    assert page.filters.isVisible()
    assert page.filters.boxes["format"].hasFocus()
    box = page.filters.boxes["size"]
    box.setCurrentIndex(box.findData(SizeClass.SMALL))
    page.filters.fits.click()
    assert asked(parts)[-1] == SearchQuery(size=SizeClass.SMALL, fits=True)
    assert page.filters_button.text() == "Filters (2)"
    assert not page.chips.isVisible(), "the choices say it themselves"
    page.filters_button.click()
    assert page.chips.isVisible()
    names = [b.text() for b in page.chips.buttons]
    assert names == ["1B to 4B", "fits this computer", "Clear all"]
    page.chips.buttons[0].click()
    assert asked(parts)[-1] == SearchQuery(fits=True)
    assert box.currentText() == "Any size"
    assert all(
        type(getattr(asked(parts)[-1], n)) is type(getattr(START, n)) for n in ("format", "task", "size")
    )
    page.filters.convertible.click()
    page.chips.buttons[-1].click()
    assert asked(parts)[-1] == START
    assert not page.chips.isVisible()
    assert not page.filters.fits.isChecked()


def test_an_author_by_words_by_menu_and_by_its_chip(page, parts):
    QTest.keyClicks(page.search_field, "author:org llama")
    assert asked(parts)[-1] == SearchQuery(words="llama", author="org")
    page.results.author_chosen.emit("other")
    assert asked(parts)[-1] == SearchQuery(author="other")
    assert page.search_field.text() == ""
    (chip,) = page.chips.buttons
    assert chip.text() == "by other"
    chip.click()
    assert asked(parts)[-1] == START
    QTest.keyClicks(page.search_field, "org/")
    assert asked(parts)[-1] == SearchQuery(author="org")
    page.chips.buttons[0].click()
    assert asked(parts)[-1] == START, "a typed author is taken away with its chip"


def test_order(page, parts):
    page._sort.setCurrentIndex(page._sort.findData(SearchSort.CREATED))
    assert asked(parts)[-1] == SearchQuery(sort=SearchSort.CREATED)


def test_stars_by_key_by_mouse_and_by_menu(page, parts, qtbot):
    row = RepoSummary("org/a")
    QTest.keyClicks(page.search_field, "a")
    parts["catalog"].publish(rows=(row, RepoSummary("org/b")))
    QTest.keyClick(page.search_field, Qt.Key.Key_Return)
    QTest.keyClick(page.results, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    index = page.results.model().index(1)
    place = star_place(page.results.visualRect(index)).center()
    n_opened = len(parts["source"].calls)
    QTest.mouseClick(page.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [c for c in parts["memory"].calls if c[0] == "toggle_favourite"] == [
        ("toggle_favourite", "org/a"),
        ("toggle_favourite", "org/b"),
    ]
    assert len(parts["source"].calls) == n_opened, "the star opens nothing"
    actions = {a.text(): a for a in page.results.menu_for(row).actions()}
    assert list(actions) == ["Add to favourites", "More by org", "Copy the name"]
    parts["memory"].publish(favourites=(row,))
    assert "favourite" in page.results.model().index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.results.menu_for(row).actions()[0].text() == "Remove from favourites"


def test_favourites_are_a_list_of_their_own_that_needs_no_hub(page, parts):
    page.favourites_button.click()
    assert page._none.isVisible()
    kept = (RepoSummary("org/kept"), RepoSummary("org/other"))
    parts["memory"].publish(favourites=kept)
    assert tuple(shown_rows(page)) == kept
    n_asked = len(asked(parts))
    QTest.keyClicks(page.search_field, "kep")
    assert [r.repo_id for r in shown_rows(page)] == ["org/kept"]
    assert len(asked(parts)) == n_asked
    page.favourites_button.click()
    parts["catalog"].publish(rows=(RepoSummary("org/found"),))
    assert [r.repo_id for r in shown_rows(page)] == ["org/found"]


def test_what_led_somewhere_is_offered_again_and_forgotten(page, parts):
    QTest.keyClicks(page.search_field, "tiny")
    parts["catalog"].publish(rows=(RepoSummary("org/tiny"),))
    QTest.keyClick(page.search_field, Qt.Key.Key_Return)
    assert ("remember_search", "tiny") in parts["memory"].calls
    parts["memory"].publish(searches=("tiny", "qwen"))
    assert not page._recent.isVisible()
    page.search_field.clear()
    assert page._recent.isVisible()
    buttons = page._recent.findChildren(QPushButton)
    assert [b.text() for b in buttons] == ["tiny", "qwen", "Forget these"]
    buttons[1].click()
    assert asked(parts)[-1].words == "qwen"
    assert page.search_field.text() == "qwen"
    page.search_field.clear()
    page._recent.findChildren(QPushButton)[-1].click()
    assert ("forget_searches",) in parts["memory"].calls
    assert not page._recent.isVisible()


def test_words_for_nothing_found_and_for_what_was_looked_at(page, parts):
    assert derive_none_text(SearchQuery(words="x")) == "Try fewer or other words."
    assert "“Chat”" in derive_none_text(SearchQuery(task=SearchTask.CHAT))
    assert derive_none_text(SearchQuery(fits=True, license="mit")).startswith("2 filters are on: MIT, fits")
    parts["catalog"].publish(
        query=SearchQuery(fits=True), rows=(RepoSummary("a/b"),), n_looked_at=320, has_more=True
    )
    assert derive_status(parts["catalog"].state) == "1 of 320+ looked at"
    every = SearchQuery(
        "",
        "me",
        SearchSort.LIKES,
        SearchFormat.GGUF,
        SearchTask.CODE,
        SizeClass.GIANT,
        "odd",
        "de",
        True,
        True,
    )
    assert len(filter_texts(every)) == len(every.filters) == 8
    assert filter_texts(ALL_MODELS) == []


def test_a_rows_fit_is_said_and_follows_the_machine(qtbot):
    model = ResultModel()
    view = ResultList(model, "Models")
    qtbot.addWidget(view)
    model.show_rows(
        [RepoSummary("org/" + "long-name-" * 12, n_params=10**9, gated=True), RepoSummary("org/x")]
    )
    index = model.index(0)
    assert "fits" not in index.data(Qt.ItemDataRole.AccessibleTextRole)
    model.show_marks(frozenset(), machine())
    assert "fits at 8 bits, asks for access" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "fits" not in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    model.show_marks(frozenset(), machine(ram_gb=0, free_gb=0))
    assert "too large" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    view.resize(300, 200)
    view.show()
    assert not view.grab().toImage().isNull()
    assert view.indexAt(QPoint(10, 10)) == index
