"""The rows of the list of chats: groups, folders, chats and what a search found; pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.chat_transfer import Exported, Imported
from desktop_app.domain.conversation import HIT_END, HIT_START
from desktop_app.domain.repository import portable_name
from desktop_app.ui import format as fmt

if TYPE_CHECKING:
    from desktop_app.domain.conversation import ChatSummary
    from desktop_app.services.states import HistoryState


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)


class RowKind(StrEnum):
    """What a row is."""

    GROUP = "group"
    FOLDER = "folder"
    CHAT = "chat"
    HIT = "hit"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row; `excerpt` of a hit marks what was found between `HIT_START` and `HIT_END`."""

    kind: RowKind
    text: str
    chat_id: int | None = None
    folder_id: int | None = None
    message_id: int | None = None
    is_pinned: bool = False
    is_open: bool = True
    excerpt: str = ""

    @property
    def can_be_chosen(self) -> bool:
        return self.kind is not RowKind.GROUP


def derive_rows(
    state: HistoryState, now: datetime, closed_folders: frozenset[int] = frozenset()
) -> tuple[HistoryRow, ...]:
    """Pinned chats, folders with theirs, then the others by how long ago they were written in.

    Args:
        state: the list; with a query, what was found takes its place.
        now: local time.
        closed_folders: those whose chats are not shown.
    """
    if state.query.strip():
        return tuple(_hit_rows(state))
    rows: list[HistoryRow] = []
    pinned = [chat for chat in state.chats if chat.is_pinned]
    if pinned:
        rows.append(HistoryRow(RowKind.GROUP, _tr("Pinned")))
        rows += [_chat_row(chat) for chat in pinned]
    for folder in state.folders:
        inside = [c for c in state.chats if c.folder_id == folder.folder_id and not c.is_pinned]
        is_open = folder.folder_id not in closed_folders
        rows.append(HistoryRow(RowKind.FOLDER, folder.name, folder_id=folder.folder_id, is_open=is_open))
        if is_open:
            rows += [_chat_row(chat) for chat in inside]
    loose = [chat for chat in state.chats if not chat.is_pinned and chat.folder_id is None]
    for name, chats in group_by_age(loose, now):
        rows.append(HistoryRow(RowKind.GROUP, name))
        rows += [_chat_row(chat) for chat in chats]
    return tuple(rows)


def group_by_age(chats: list[ChatSummary], now: datetime) -> list[tuple[str, list[ChatSummary]]]:
    """Today, yesterday, the last days, then by month and year."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    limits = (
        (today, _tr("Today")),
        (today - timedelta(days=1), _tr("Yesterday")),
        (today - timedelta(days=7), _tr("Last 7 days")),
        (today - timedelta(days=30), _tr("Last 30 days")),
    )
    groups: dict[str, list[ChatSummary]] = {}
    for chat in chats:
        at = _date(chat.updated_at, now)
        name = next((text for limit, text in limits if at >= limit), None)
        if name is None:
            name = month_name(at) if at.year == now.year else str(at.year)
        groups.setdefault(name, []).append(chat)
    return list(groups.items())


def _date(seconds: float, now: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, tz=now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, tz=now.tzinfo)  # what no calendar has must not hide the others


def month_name(at: datetime) -> str:
    """The month in the language of the window."""
    names = (
        _tr("January"),
        _tr("February"),
        _tr("March"),
        _tr("April"),
        _tr("May"),
        _tr("June"),
        _tr("July"),
        _tr("August"),
        _tr("September"),
        _tr("October"),
        _tr("November"),
        _tr("December"),
    )
    return names[at.month - 1]


def derive_empty_text(state: HistoryState) -> str:
    """What is said where there are no rows; "" while nothing is known."""
    if state.query.strip():
        return "" if state.is_searching or state.hits else _tr("Nothing was found. Try fewer or other words.")
    if not state.is_read or state.chats or state.folders:
        return ""
    return _tr("Your chats are kept here, on this computer.")


def derive_undo_text(state: HistoryState) -> str:
    """What the bar says after a chat was deleted, "" for no bar."""
    if state.deleted_id is None:
        return ""
    return _tr("“{title}” was deleted.").format(title=state.deleted_title or _tr("Untitled"))


def derive_moved_text(state: HistoryState) -> str:
    """What became of the last file, "" for nothing to say."""
    moved = state.moved
    if isinstance(moved, Exported):
        if moved.n_chats == 1:
            return _tr("Saved as {name}.").format(name=moved.file_name)
        n_chats = fmt.number_text(moved.n_chats)
        return _tr("{n} chats saved as {name}.").format(n=n_chats, name=moved.file_name)
    if isinstance(moved, Imported):
        parts = [
            _tr("1 chat imported.")
            if moved.n_new == 1
            else _tr("{n} chats imported.").format(n=fmt.number_text(moved.n_new))
        ]
        if moved.n_known:
            parts.append(_tr("{n} were here already.").format(n=fmt.number_text(moved.n_known)))
        if moved.n_unreadable:
            parts.append(_tr("{n} could not be read.").format(n=fmt.number_text(moved.n_unreadable)))
        return " ".join(parts)
    return _tr("Working on the file…") if state.is_moving else ""


def file_name(title: str) -> str:
    """A title as the name of a file, on every system."""
    kept = "".join(c if c.isalnum() or c in " -_()" else " " for c in title)
    return portable_name(" ".join(kept.split())[:80].strip()) or _tr("Chats")


def split_excerpt(excerpt: str) -> list[tuple[str, bool]]:
    """Pieces of an excerpt, each with whether it was looked for."""
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(excerpt.split(HIT_START)):
        if number == 0:
            pieces.append((part, False))
            continue
        found, _mark, rest = part.partition(HIT_END)
        pieces += [(found, True), (rest, False)]
    return [(text, is_hit) for text, is_hit in pieces if text]


def plain_excerpt(excerpt: str) -> str:
    """An excerpt without its marks."""
    return excerpt.replace(HIT_START, "").replace(HIT_END, "")


def _chat_row(chat: ChatSummary) -> HistoryRow:
    return HistoryRow(
        RowKind.CHAT,
        chat.title or _tr("Untitled"),
        chat_id=chat.chat_id,
        folder_id=chat.folder_id,
        is_pinned=chat.is_pinned,
    )


def _hit_rows(state: HistoryState) -> list[HistoryRow]:
    rows = []
    if state.hits:
        rows.append(HistoryRow(RowKind.GROUP, _tr("Found")))
    for hit in state.hits:
        is_title = hit.message_id is None
        rows.append(
            HistoryRow(
                RowKind.HIT,
                hit.title or _tr("Untitled"),
                chat_id=hit.chat_id,
                message_id=hit.message_id,
                excerpt=_tr("In the title") if is_title else hit.excerpt,
            )
        )
    return rows
