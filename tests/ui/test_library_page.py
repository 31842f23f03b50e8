from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu

from desktop_app.domain.added_files import AddedFiles
from desktop_app.domain.duplicates import DuplicateGroup, Proof
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.fit import Verdict
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.library import ModelKind, ModelOrigin
from desktop_app.domain.library_query import LibrarySort, Shelf
from desktop_app.domain.load_record import ForecastQuality, LoadRecord
from desktop_app.domain.model_check import CheckedFile, FileVerdict, HashBasis, ModelCheck
from desktop_app.services.states import ModelState
from desktop_app.ui.pages import library_page
from desktop_app.ui.pages.library_dialogs import Removal, TagDialog, ask_removal
from desktop_app.ui.pages.library_duplicates import DuplicatesDialog
from desktop_app.ui.pages.library_list import VIEW
from desktop_app.ui.pages.library_panel import Chosen, LibraryPanel
from desktop_app.ui.pages.library_texts import (
    derive_check_text,
    derive_facts,
    derive_missing,
    derive_rows,
    derive_total,
)
from tests.scenes.library import Scene, fit, model


@pytest.fixture
def show(qtbot):
    def build(*models):
        scene = Scene(*models)
        qtbot.addWidget(scene.page)
        scene.page.resize(1200, 760)
        scene.page.show()
        return scene

    return build


def names(scene):
    return [view.model.name for view in scene.page.rows.views]


def marks(scene, row=0):
    return [mark.text for mark in scene.page.rows.views[row].marks]


def key(scene, *args):
    QTest.keyClick(scene.page.list, *args)


# --- states -------------------------------------------------------------------------------------------


def test_reading_then_empty_then_filled_then_none_found(show):
    scene = show()
    page = scene.page
    scene.library.is_loaded = False
    scene.library.publish()
    assert page.stack.currentWidget() is page._loading
    scene.library.is_loaded = True
    scene.library.publish()
    assert page.stack.currentWidget() is page._empty
    scene.library.publish(model("tiny"), model("other"))
    assert page.stack.currentWidget() is page.list
    assert page.panel.isVisible()
    QTest.keyClicks(page.search_field, "oth")
    assert names(scene) == ["other"]
    QTest.keyClicks(page.search_field, "zzz")
    assert page.stack.currentWidget() is page._none
    assert not page.panel.isVisible()
    page._none.button.click()
    assert len(names(scene)) == 2


def test_the_first_visit_looks_everywhere_and_later_ones_at_the_disk(show):
    scene = show(model("a"))
    scene.page.focus_start()
    scene.page.focus_start()
    assert [c[0] for c in scene.library.calls] == ["refresh", "scan_apps", "refresh"]
    assert scene.fits.calls == [("start",), ("start",)]
    assert scene.duplicates.calls == [("look",)]
    QTest.keyClick(scene.page, Qt.Key.Key_F5)
    assert [c[0] for c in scene.library.calls][-2:] == ["refresh", "scan_apps"]


def test_work_is_shown_and_can_be_stopped(show):
    scene = show(model("a"))
    scene.library.show_scan(is_scanning=True, n_found=3)
    scene.fits.publish(is_busy=True, n_done=1, n_total=4)
    assert "3 found" in scene.page.foot.scan_work.text.text()
    assert "1 of 4" in scene.page.foot.fit_work.text.text()
    scene.page.foot.scan_work.stop_button.click()
    scene.page.foot.fit_work.stop_button.click()
    assert scene.library.calls[-1] == ("cancel_scan",)
    assert scene.fits.calls[-1] == ("stop",)
    scene.library.show_scan(is_scanning=False)
    scene.fits.publish(is_busy=False)
    assert not scene.page.foot.scan_work.isVisible()
    assert not scene.page.foot.fit_work.isVisible()


def test_marks_say_what_is_known(show):
    scene = show(model("a"), model("b", is_missing=True))
    scene.fits.publish(fits={"a": fit(Verdict.TIGHT, 5, "Needs 5.7 GB."), "b": fit(Verdict.TIGHT, 5, "")})
    assert marks(scene) == ["Tight"]
    assert marks(scene, 1) == ["File is missing"]
    scene.chat.publish(model=model("a"), loaded=object(), model_state=ModelState.READY)
    assert marks(scene) == ["Loaded"]
    scene.duplicates.publish(groups=(DuplicateGroup((("a",), ("b",)), 9, Proof.LIKELY),))
    assert marks(scene) == ["Loaded", "Duplicate"]
    check = ModelCheck("a", (CheckedFile("/a.gguf", FileVerdict.DAMAGED, "ab", HashBasis.HUB),))
    scene.checks.publish(checks={"a": check})
    assert marks(scene) == ["Damaged", "Loaded", "Duplicate"]
    spoken = scene.page.rows.data(scene.page.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("a, Damaged, Loaded, Duplicate, 4-bit Q4_K_M")


def test_selection_survives_what_is_found_out(show):
    scene = show(*(model(f"m{n}") for n in range(6)))
    scene.page.list.choose(("m3",))
    scene.fits.publish(fits={"m1": fit(Verdict.FITS_RAM, 1, "")})
    scene.library.publish(model("new"), *(model(f"m{n}") for n in range(6)))
    assert scene.page.list.chosen_ids() == ("m3",)


def test_how_good_a_forecast_was_is_kept_with_the_model(show):
    one = model("a")
    scene = show(one)
    record = LoadRecord(one.path, 1.0, 4096, "f16", 0, 990_000_000, 0, 1_000_000_000)
    scene.loads.known[one.path] = ForecastQuality(record, 1, 0.01)
    scene.fits.publish(fits={"a": fit(Verdict.FITS_RAM, 1, "Needs 1.0 GB.")})
    scene.loads.qualities_changed.emit()
    assert scene.page.rows.views[0].place.endswith("forecast -1.0 %")
    assert "Predicted 990 MB, took 1.0 GB at its peak (-1.0 %)." in scene.page.panel._fit_more.text()


# --- order, filters, views ----------------------------------------------------------------------------


def test_order_filters_and_shelves(show):
    scene = show(
        model("small", size_bytes=1, tags=("code",)),
        model("large", size_bytes=9, app="ollama", origin=ModelOrigin.APP),
        model("eyes", kind=ModelKind.PROJECTOR),
    )
    page = scene.page
    assert page.filters.shelves.tabText(0) == "Models (2)"
    assert not page.filters.shelves.isTabVisible(1)
    page.filters.sort_box.setCurrentIndex(list(LibrarySort).index(LibrarySort.SIZE))
    assert names(scene) == ["large", "small"]
    assert scene.settings.settings.library_sort == "size"
    page.filters.reverse_button.click()
    assert names(scene) == ["small", "large"]
    page.filters._fill_menu()
    titles = {a.text(): a.menu() for a in page.filters._menu.actions() if a.menu()}
    next(a for a in titles["Where it is from"].actions() if a.text() == "Ollama").trigger()
    assert names(scene) == ["large"]
    chip = page.filters._chips.itemAt(0).widget()
    assert chip.text() == "Ollama"
    chip.click()
    page.panel.tag_chosen.emit("CODE")
    assert names(scene) == ["small"]
    page.filters.clear()
    page.filters.show_shelf(Shelf.EXTRAS)
    assert names(scene) == ["eyes"]


def test_cards_are_remembered(show):
    scene = show(model("a"), model("b"))
    scene.page.filters.cards_button.click()
    assert scene.settings.settings.library_cards
    QApplication.processEvents()
    places = [scene.page.list.visualRect(scene.page.rows.index(n)) for n in range(2)]
    assert places[0].top() == places[1].top()
    scene.settings.update(library_cards=False)
    assert not scene.page.filters.cards_button.isChecked()


def test_a_narrow_page_puts_the_panel_below(show):
    scene = show(model("a"))
    assert scene.page._splitter.orientation() is Qt.Orientation.Horizontal
    scene.page.resize(700, 760)
    assert scene.page._splitter.orientation() is Qt.Orientation.Vertical


def test_apps_can_be_left_out(show):
    scene = show(model("a", app="ollama"))
    button = scene.page.apps_button
    scene.library.show_scan(was_done=True, unreadable=("/secret",))
    button._fill()
    actions = {a.text(): a for a in button._menu.actions()}
    assert "Cannot be read: /secret" in actions
    actions["Ollama (1)"].trigger()
    assert scene.settings.settings.hidden_apps == ("ollama",)
    button._fill()
    next(a for a in button._menu.actions() if a.text().startswith("Look again")).trigger()
    assert scene.library.calls[-1] == ("scan_apps",)


# --- what people do -----------------------------------------------------------------------------------


def test_enter_uses_a_model_for_what_it_is_for(show, qtbot, monkeypatch):
    scene = show(model("a"), model("weights", kind=ModelKind.CHECKPOINT), model("gone", is_missing=True))
    scene.page.list.choose(("a",))
    with qtbot.waitSignal(scene.page.chat_requested) as signal:
        key(scene, Qt.Key.Key_Return)
    assert signal.args == ["a"]
    monkeypatch.setattr(library_page.QFileDialog, "getOpenFileName", lambda *_: ("/new.gguf", ""))
    scene.page.list.choose(("gone",))
    key(scene, Qt.Key.Key_Return)
    assert scene.library.calls[-1] == ("locate", "gone", "/new.gguf")
    with qtbot.waitSignal(scene.page.checkpoint_chosen):
        scene.page.use("weights")


def test_files_that_go_with_other_models_do_not_chat(show):
    scene = show(model("eyes", kind=ModelKind.PROJECTOR))
    scene.page.use("eyes")
    assert "does not chat by itself" in scene.page.notice.text.text()


def test_rename_in_place_with_the_keyboard(show, qtbot):
    scene = show(model("a"))
    key(scene, Qt.Key.Key_F2)
    editor = scene.page.list.findChild(QLineEdit)
    editor.setText("My model")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scene.library.calls == [("rename", "a", "My model")])


@pytest.mark.parametrize(
    ("answer", "call"),
    [
        (Removal.KEEP, None),
        (Removal.FORGET, ("remove", ("a", "b"), False)),
        (Removal.DELETE, ("remove", ("a", "b"), True)),
    ],
)
def test_delete_asks_about_all_that_is_selected(show, monkeypatch, answer, call):
    scene = show(model("a"), model("b"))
    monkeypatch.setattr(library_page, "ask_removal", lambda _parent, _models: answer)
    scene.page.list.selectAll()
    assert scene.page.panel._title.text() == "2 models"
    key(scene, Qt.Key.Key_Delete)
    assert (scene.library.calls[-1] if scene.library.calls else None) == call


def test_a_loaded_model_is_unloaded_before_its_file_is_deleted(show, monkeypatch):
    scene = show(model("a"), model("b"))
    scene.chat.publish(model=model("a"), loaded=object(), model_state=ModelState.READY)
    monkeypatch.setattr(library_page, "ask_removal", lambda _parent, _models: Removal.DELETE)
    scene.page.ask_remove(("b",))
    assert not scene.chat.calls
    scene.page.ask_remove(("a",))
    assert scene.chat.calls == [("unload_model",)]


def test_taking_off_the_list_can_be_undone(show):
    scene = show(model("a"))
    scene.library.models_removed.emit(("a",))
    assert scene.page.notice.isVisible()
    scene.page.notice.button.click()
    assert scene.library.calls[-1] == ("bring_back", ("a",))
    assert not scene.page.notice.isVisible()


@pytest.mark.parametrize(
    ("one", "buttons"),
    [
        (model("a"), {"Keep", "Take off the list", "Delete the file"}),
        (model("a", app="ollama", origin=ModelOrigin.APP), {"Keep", "Take off the list"}),
        (model("a", origin=ModelOrigin.STARTER), {"Keep", "Take off the list"}),
        (model("a", is_missing=True), {"Keep", "Take off the list"}),
    ],
)
def test_only_our_own_files_can_be_deleted(show, monkeypatch, one, buttons):
    seen = []

    def answer(box):
        seen.append(({b.text() for b in box.buttons()}, box.informativeText()))
        return 0

    monkeypatch.setattr("desktop_app.ui.pages.library_dialogs.QMessageBox.exec", answer)
    assert ask_removal(show(one).page, (one,)) is Removal.KEEP
    assert seen[0][0] == buttons
    assert ("Ollama" in seen[0][1]) == (one.app == "ollama")


def test_the_menu_offers_what_makes_sense(show):
    scene = show(model("a"), model("gone", is_missing=True))

    def offered():
        scene.page.list.customContextMenuRequested.emit(QPoint(5, 5))
        menu = scene.page.findChildren(QMenu)[-1]
        texts = [a.text().split("\t")[0] for a in menu.actions() if a.text()]
        menu.close()
        QApplication.sendPostedEvents(None, 0)
        return texts

    scene.page.list.choose(("a",))
    assert offered()[:4] == ["Chat", "Rename", "Tags…", "Check the files"]
    scene.page.list.choose(("gone",))
    assert offered()[:3] == ["Find the file…", "Rename", "Tags…"]
    scene.page.list.selectAll()
    assert offered() == ["Tags…", "Check the files", "Copy the path", "Remove…"]


def test_tags_of_several_models(show, monkeypatch):
    models = (model("a", tags=("x", "both")), model("b", tags=("both",)))
    dialog = TagDialog(models, ("known",))
    states = {
        dialog.list.item(n).text(): dialog.list.item(n).checkState() for n in range(dialog.list.count())
    }
    check = Qt.CheckState
    assert states == {"both": check.Checked, "known": check.Unchecked, "x": check.PartiallyChecked}
    dialog.field.setText("  New,tag ")
    dialog.accept()
    assert dialog.changes() == (("both", "New tag"), ("known",))
    scene = show(*models)
    monkeypatch.setattr(TagDialog, "exec", lambda _self: True)
    scene.page.list.selectAll()
    key(scene, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert scene.library.calls[-1] == ("change_tags", ("a", "b"), ("both",), ())


def test_checking_shows_progress_and_result(show):
    scene = show(model("a"))
    panel = scene.page.panel
    panel.tools["check"].click()
    assert scene.checks.calls == [("check", ("a",))]
    scene.checks.publish(running="a", progress=JobProgress("Checking", 1, 4, "bytes", 1.0, 90.0))
    assert panel.check_work.isVisible()
    assert "about 1 min 30 s left" in panel.check_work.text.text()
    panel.check_work.stop_button.click()
    assert scene.checks.calls[-1] == ("cancel",)
    good = ModelCheck("a", (CheckedFile("/a.gguf", FileVerdict.RIGHT, "ab", HashBasis.HUB),))
    scene.checks.publish(running="", checks={"a": good})
    assert panel._check_badge.text == "Sound"
    assert "the hub gives" in panel._check_text.text()
    problem = Problem(ErrorKind.FILE_ACCESS, "It cannot be read.", "It is locked.", "Close it.")
    scene.checks.publish(checks={}, problems={"a": problem})
    assert panel._check_badge.text == "Not checked"


def test_added_files_are_selected_and_problems_said(show):
    scene = show(model("a"))
    scene.page.filters.change(words="nothing")
    problem = Problem(ErrorKind.BAD_MODEL, "b.gguf is cut off.", "It has 3 bytes.", "Get it again.")
    added = AddedFiles((model("c"), model("d")), (), (problem, problem))
    scene.page.show_added(added)
    scene.library.publish(model("c"), model("d"), model("a"))
    assert scene.page.list.chosen_ids() == ("c", "d")
    assert "2 models were added." in scene.page.notice.text.text()
    assert scene.page._banner._what.text() == "2 of 4 files were not added."


# --- duplicates ---------------------------------------------------------------------------------------


def test_duplicates_are_shown_compared_and_chosen_by_the_person(show, qtbot):
    scene = show(model("a"), model("b"))
    group = DuplicateGroup((("a",), ("b",)), 1_000_000_000, Proof.LIKELY)
    assert not scene.page.foot.duplicates_button.isVisible()
    scene.duplicates.publish(groups=(group,))
    assert scene.page.foot.duplicates_button.isVisible()
    assert "1.0 GB" in scene.page.foot.duplicates_text.text()
    dialog = DuplicatesDialog(duplicates=scene.duplicates, library=scene.library)
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = {b.text() or b.toolTip(): b for b in dialog.findChildren(QAbstractButton)}
    buttons["Compare whole files"].click()
    assert scene.duplicates.calls[-1] == ("compare", group)
    with qtbot.waitSignal(dialog.removal_wanted) as signal:
        buttons["Remove b…"].click()
    assert signal.args == ["b"]
    scene.duplicates.publish(progress=JobProgress("Comparing", 1, 2, note="a"), comparing=("a", "b"))
    dialog.work.stop_button.click()
    assert scene.duplicates.calls[-1] == ("cancel",)
    scene.duplicates.publish(groups=(), progress=None, comparing=())
    assert dialog._none.isVisible()


# --- words --------------------------------------------------------------------------------------------


def test_facts_are_bits_first():
    one = model("a", size_bytes=105_000_000, n_params=135_000_000)
    assert derive_facts(one) == "4-bit Q4_K_M  ·  105 MB  ·  135M parameters"
    assert derive_facts(replace(one, n_parts=3)).endswith("3 files")
    sees = replace(one, projector="mmproj-F16.gguf")
    assert derive_facts(sees).endswith("sees pictures")
    assert dict(derive_rows(sees))["Pictures"] == "seen with mmproj-F16.gguf"
    assert "Pictures" not in dict(derive_rows(one))
    assert derive_total((one,), 3) == "1 of 3 models, 105 MB"


def test_what_the_file_says_of_its_making_is_not_said_twice():
    revision = "04b3236330f09a0ddff7e13bc3a1e2f400000000"
    made = model(
        "a",
        source="org/a",
        revision=revision,
        provenance=(
            ("source.repository", "org/a"),
            ("source.revision", revision),
            ("recipe", "Q4_K_M"),
            ("imatrix.sha256", "f" * 64),
        ),
    )
    rows = dict(derive_rows(made))
    assert "Made from" not in rows
    assert "Its revision" not in rows
    assert (rows["Repository"], rows["Revision"], rows["Recipe"]) == ("org/a", revision[:12], "Q4_K_M")
    assert rows["Importance matrix (SHA-256)"] == "f" * 12
    elsewhere = dict(derive_rows(replace(made, source="", revision="")))
    assert (elsewhere["Made from"], elsewhere["Its revision"]) == ("org/a", revision[:12])


def test_what_is_missing_is_named():
    one = model("a", n_parts=5, is_missing=True, missing_parts=tuple(f"a-{n}.gguf" for n in range(5)))
    assert derive_missing(one).startswith("Missing: a-0.gguf, a-1.gguf, a-2.gguf and 2 more.")


@pytest.mark.parametrize(
    ("verdict", "basis", "words"),
    [
        (FileVerdict.RIGHT, HashBasis.APP, "its app keeps"),
        (FileVerdict.RIGHT, HashBasis.EARLIER, "Unchanged since"),
        (FileVerdict.UNKNOWN, HashBasis.NOBODY, "Nobody says"),
        (FileVerdict.DIFFERENT, HashBasis.HUB, "earlier revision"),
        (FileVerdict.DAMAGED, HashBasis.HUB, "Download it again"),
        (FileVerdict.MISSING, HashBasis.NOBODY, "Missing: a.gguf"),
    ],
)
def test_what_a_check_found(verdict, basis, words):
    check = ModelCheck("a", (CheckedFile("C:\\models\\a.gguf", verdict, "ab", basis),))
    assert words in derive_check_text(check)


def test_a_name_with_markup_stays_text(qtbot):
    panel = LibraryPanel()
    qtbot.addWidget(panel)
    panel.show_chosen(Chosen((model("<b>x</b>", path="/" + "y" * 300),)))
    assert panel._title.textFormat() is Qt.TextFormat.PlainText


def test_thousands_of_models_are_painted_and_drawn_anew_only_now_and_then(show, monkeypatch):
    scene = show(*(model(f"model-{n}") for n in range(3000)))
    drawn = []
    monkeypatch.setattr(scene.page.rows, "show_views", drawn.append)
    for number in range(50):
        scene.fits.publish(n_done=number, n_total=50, is_busy=True)
    assert "49 of 50" in scene.page.foot.fit_work.text.text()
    assert not drawn
    scene.page._later.timeout.emit()
    assert len(drawn) == 1
    assert scene.page.rows.rowCount() == 3000
    scene.page.list.scrollToBottom()
    assert scene.page.list.indexAt(QPoint(50, 50)).data(VIEW).model.name.startswith("model-99")
