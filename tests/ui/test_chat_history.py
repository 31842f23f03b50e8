from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from desktop_app.domain.conversation import ChatFolder, ChatSummary
from desktop_app.ui.pages.chat_history import ChatHistory
from desktop_app.ui.pages.history_list import ROW
from tests.fakes.services import NOW, FakeHistoryService


@pytest.fixture
def shown(qtbot):
    service = FakeHistoryService()
    panel = ChatHistory(service)
    qtbot.addWidget(panel)
    panel.resize(260, 500)
    panel.show()
    service.push(
        chats=(ChatSummary(1, "one & only", NOW), ChatSummary(2, "two", NOW, folder_id=7)),
        folders=(ChatFolder(7, "Work"),),
    )
    return panel, service


def names(menu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def menu_of(panel, index):
    panel.list.setCurrentIndex(index)
    panel._show_menu(panel.list.visualRect(index).center())
    return next(m for m in panel.findChildren(QMenu) if m.isVisible())


def test_keys_open_delete_and_fold(shown, qtbot):
    panel, service = shown
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.find_chat(1))
    with qtbot.waitSignal(panel.chat_chosen) as signal:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert signal.args == [1]
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert service.calls[-1][:2] == ("delete", (1,))
    panel.list.setCurrentIndex(panel.model.index(0))
    assert panel.list.currentIndex().data(ROW).text == "Work"
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert not panel.model.find_chat(2).isValid()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.model.find_chat(2).isValid()


def test_rename_in_place_by_keyboard(shown, qtbot):
    panel, service = shown
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.find_chat(1))
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    editor = panel.list.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "another")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(service.calls))
    assert service.calls[-1][:2] == ("rename", (1, "another"))


def test_menus_offer_what_there_is(shown):
    panel, service = shown
    menu = menu_of(panel, panel.model.find_chat(1))
    assert names(menu) == ["Open", "Rename\tF2", "Pin to the top", "Move to", "Export…", "Delete\tDel"]
    menu.actions()[2].trigger()
    assert service.calls[-1] == ("pin", (1,), {"is_pinned": True})
    menu.close()
    menu = menu_of(panel, panel.model.find_chat(2))
    assert "Take out of the folder" in names(menu)
    menu.close()
    menu = menu_of(panel, panel.model.index(0))
    assert names(menu) == ["Rename\tF2", "Delete the folder, keep its chats\tDel"]
    menu.close()
    panel._show_menu(QPoint(5, 480))  # the menu key on no row at all takes the current one


def test_a_chat_is_dragged_into_a_folder_and_out(shown):
    panel, service = shown
    data = panel.model.mimeData([panel.model.find_chat(1)])
    assert not panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, panel.model.index(0))
    assert service.calls[-1][:2] == ("move", (1, 7))
    panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert service.calls[-1][:2] == ("move", (1, None))
    hostile = QMimeData()
    hostile.setData("application/x-bitsmith-chat", b"x,-1,\xff,")
    before = len(service.calls)
    panel.model.dropMimeData(hostile, Qt.DropAction.MoveAction, -1, -1, panel.model.index(0))
    assert len(service.calls) == before


def test_the_open_chat_stays_selected(shown):
    panel, service = shown
    panel.show_open(1)
    assert panel.list.currentIndex().data(ROW).chat_id == 1
    service.push(chats=(ChatSummary(3, "three", NOW), *service.state.chats))
    assert panel.list.currentIndex().data(ROW).chat_id == 1


def test_undo_bar_and_empty_state(shown):
    panel, service = shown
    assert not panel.undo_button.isVisible()
    service.push(deleted_id=1, deleted_title="one")
    panel.undo_button.click()
    assert service.calls[-1][0] == "undo"
    service.push(chats=(), folders=(), deleted_id=None)
    assert not panel.list.isVisible()
    assert panel._none.text() == "Your chats are kept here, on this computer."


def chosen(menu, text):
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_files_and_folders_are_asked_for(shown, monkeypatch):
    panel, service = shown
    asked = []

    def ask_target(name, *, is_one):
        asked.append((name, is_one))
        return "/x/a.md"

    monkeypatch.setattr(panel, "ask_target", ask_target)
    menu = menu_of(panel, panel.model.find_chat(1))
    chosen(menu, "Export…")
    menu.close()
    assert service.calls[-1][:2] == ("export", ("/x/a.md", 1))
    panel._more.click()
    menu = next(m for m in panel.findChildren(QMenu) if m.isVisible())
    chosen(menu, "Export all chats…")
    assert service.calls[-1][:2] == ("export", ("/x/a.md", None))
    assert asked == [("one only", True), ("Chats", False)]
    monkeypatch.setattr(panel, "ask_source", lambda: "/x/b.json")
    chosen(menu, "Import chats…")
    assert service.calls[-1][:2] == ("import_file", ("/x/b.json",))
    monkeypatch.setattr(panel, "ask_folder", lambda: "Play")
    chosen(menu, "New folder…")
    assert service.calls[-1][:2] == ("add_folder", ("Play",))
    # nothing happens where nothing was answered
    n_calls = len(service.calls)
    for name in ("ask_source", "ask_folder"):
        monkeypatch.setattr(panel, name, lambda: "")
    monkeypatch.setattr(panel, "ask_target", lambda _name, *, is_one: "")
    for text in ("New folder…", "Import chats…", "Export all chats…"):
        chosen(menu, text)
    assert len(service.calls) == n_calls
