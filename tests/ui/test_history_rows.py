from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from desktop_app.domain.conversation import ChatFolder, ChatHit, ChatSummary
from desktop_app.services.states import HistoryState
from desktop_app.ui.pages.history_rows import (
    RowKind,
    derive_empty_text,
    derive_rows,
    derive_undo_text,
    split_excerpt,
)

NOW = datetime(2026, 11, 26, 12, tzinfo=timezone(timedelta(hours=2)))


def chat(chat_id, ago=timedelta(0), **more):
    return ChatSummary(chat_id, f"chat {chat_id}", (NOW - ago).timestamp(), **more)


def texts(state, **more):
    return [row.text for row in derive_rows(state, NOW, **more)]


def test_groups_by_age(qapp):
    ages = (0, 1, 3, 20, 60, 400)
    state = HistoryState(tuple(chat(n, timedelta(days=days)) for n, days in enumerate(ages)))
    assert [row.text for row in derive_rows(state, NOW) if row.kind is RowKind.GROUP] == [
        "Today",
        "Yesterday",
        "Last 7 days",
        "Last 30 days",
        "September",
        "2025",
    ]


def test_pinned_first_then_folders_then_the_rest(qapp):
    state = HistoryState(
        (chat(1, is_pinned=True, folder_id=7), chat(2, folder_id=7), chat(3), ChatSummary(4, "", 0.0)),
        (ChatFolder(7, "Work"), ChatFolder(8, "Empty")),
    )
    assert texts(state) == [
        "Pinned",
        "chat 1",
        "Work",
        "chat 2",
        "Empty",
        "Today",
        "chat 3",
        "1970",
        "Untitled",
    ]
    assert texts(state, closed_folders=frozenset({7}))[2:4] == ["Work", "Empty"]
    folder = next(row for row in derive_rows(state, NOW) if row.kind is RowKind.FOLDER)
    assert folder.can_be_chosen
    assert folder.is_open


def test_a_search_takes_the_place_of_the_list(qapp):
    hits = (
        ChatHit(1, "Smiths", 0, "\x02Smiths\x03"),
        ChatHit(1, "Smiths", 0, "the \x02anvil\x03 of", message_id=5),
    )
    state = HistoryState((chat(9),), query="sm", hits=hits)
    rows = derive_rows(state, NOW)
    assert [(r.text, r.excerpt, r.message_id) for r in rows] == [
        ("Found", "", None),
        ("Smiths", "In the title", None),
        ("Smiths", "the \x02anvil\x03 of", 5),
    ]
    assert split_excerpt(rows[2].excerpt) == [("the ", False), ("anvil", True), (" of", False)]
    assert split_excerpt("\x02\x03\x02broken") == [("broken", True)]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (HistoryState(), ""),
        (HistoryState(is_read=True), "Your chats are kept here, on this computer."),
        (HistoryState((chat(1),), is_read=True), ""),
        (HistoryState(query="x", is_searching=True), ""),
        (HistoryState(query="x"), "Nothing was found. Try fewer or other words."),
    ],
)
def test_empty_states(qapp, state, text):
    assert derive_empty_text(state) == text


def test_undo_bar(qapp):
    assert derive_undo_text(HistoryState()) == ""
    assert derive_undo_text(HistoryState(deleted_id=1, deleted_title="A")) == "“A” was deleted."
