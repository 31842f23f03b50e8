"""The files that chats are exported to and imported from.

Bitsmith's own form keeps everything. Read are also the exports of Open WebUI ("Export All Chats", a list of
`{"chat": {"history": {"messages": …, "currentId": …}}}`) and of ChatGPT (`conversations.json`, a list of
`{"mapping": …, "current_node": …}`). A file is hostile input: its size is bounded before it is read, what has
another type than it should is left out, and a tree that is none becomes a row of messages.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import json
import math
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.attachments import MAX_ATTACHMENTS, MAX_CHARS, PICTURE_TYPES
from desktop_app.domain.chat import Role
from desktop_app.domain.chat_transfer import MovedChat, MovedMessage
from desktop_app.domain.conversation import StoredAttachment
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.storage.chat_rows import clean, to_stats

FORMAT, VERSION = "bitsmith-chats", 1
MOST_BYTES = 512 * 1024 * 1024
_MOST_CHATS = 200_000
_MOST_MESSAGES = 100_000
_MOST_CHARACTERS = 8_000_000
_MOST_TITLE = 300
_ROLES = {"user": Role.USER, "human": Role.USER, "assistant": Role.ASSISTANT, "model": Role.ASSISTANT}


# --- writing ------------------------------------------------------------------------------------------


def to_document(chats: Iterable[MovedChat]) -> dict[str, Any]:
    """Bitsmith's own form."""
    return {"format": FORMAT, "version": VERSION, "chats": [_chat_document(chat) for chat in chats]}


def to_markdown(chat: MovedChat) -> str:
    """The branch that is shown, to be read by people."""
    lines = [f"# {chat.title or 'Chat'}", ""]
    for message in chat.branch:
        if message.role is Role.ASSISTANT:
            who = message.model_name or "Assistant"
        else:
            who = "You" if message.role is Role.USER else "System"
        at = datetime.fromtimestamp(message.created_at).astimezone()
        lines += [f"## {who}", "", f"*{at:%Y-%m-%d %H:%M}*", ""]
        lines += [f"> {' '.join(item.name.split())}  " for item in message.attachments]
        lines += [""] if message.attachments else []
        lines += [message.text.strip(), ""]
    return "\n".join(lines)


def _chat_document(chat: MovedChat) -> dict[str, Any]:
    document = dataclasses.asdict(chat)
    for message in document["messages"]:
        message["role"] = message["role"].value
        if message["stats"]:
            message["stats"]["stop_reason"] = message["stats"]["stop_reason"].value
        for item in message["attachments"]:
            item["data"] = base64.b64encode(item["data"]).decode("ascii") if item["data"] else None
    return document


# --- reading ------------------------------------------------------------------------------------------


def read_chats(path: Path) -> tuple[list[MovedChat], int]:
    """The chats of a file, and how many of its entries are none.

    Raises:
        BitsmithError: (file_access, bad_request) it cannot be read, is too large, or is no export.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _refused(path, f"It has {size / 1e6:,.0f} MB; at most {MOST_BYTES / 1e6:,.0f} MB are read.")
        data = path.read_bytes()
    except OSError as error:
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            f"{path.name} could not be read.",
            f"The system says: {error.strerror or error}.",
            "Check the file and its permissions.",
            repr(error),
        ) from error
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refused(path, "It is not a JSON file.", repr(error)) from error
    return parse_document(document, path)


def parse_document(document: Any, path: Path) -> tuple[list[MovedChat], int]:
    """The chats of a JSON document, see `read_chats`."""
    if isinstance(document, dict) and document.get("format") == FORMAT:
        if _number(document.get("version")) > VERSION:
            raise _refused(path, "It was written by a newer version of Bitsmith.")
        entries, read = document.get("chats"), _own_chat
    else:
        entries = document if isinstance(document, list) else [document]
        read = _foreign_chat
    if not isinstance(entries, list):
        raise _refused(path, "It holds no list of chats.")
    chats: list[MovedChat] = []
    n_unreadable = max(0, len(entries) - _MOST_CHATS)
    for entry in entries[:_MOST_CHATS]:
        chat = read(entry) if isinstance(entry, dict) else None
        if chat is None or not chat.messages:
            n_unreadable += 1
        else:
            chats.append(chat)
    if not chats:
        raise _refused(path, "No chat was found in it.")
    return chats, n_unreadable


def _own_chat(entry: dict[str, Any]) -> MovedChat | None:
    raw = entry.get("messages")
    if not isinstance(raw, list):
        return None
    nodes = {
        str(m["key"]): _Node(
            m.get("parent"),
            Role.SYSTEM if m.get("role") == "system" else _ROLES.get(str(m.get("role"))),
            _text(m.get("text")),
            _time(m.get("created_at")),
            _text(m.get("model_name"))[:_MOST_TITLE],
            m.get("is_complete") is not False,
            json.dumps(m["stats"]) if isinstance(m.get("stats"), dict) else "",
            _attachments(m.get("attachments")),
        )
        for m in raw[:_MOST_MESSAGES]
        if isinstance(m, dict) and isinstance(m.get("key"), int)
    }
    return _chat(
        entry.get("title"),
        entry.get("created_at"),
        entry.get("updated_at"),
        nodes,
        entry.get("active"),
        is_pinned=entry.get("is_pinned") is True,
        folder=_text(entry.get("folder"))[:_MOST_TITLE],
        settings=_text(entry.get("settings"))[:_MOST_CHARACTERS],
    )


def _foreign_chat(entry: dict[str, Any]) -> MovedChat | None:
    if isinstance(entry.get("mapping"), dict):
        return _chatgpt(entry)
    inner = entry.get("chat") if isinstance(entry.get("chat"), dict) else entry
    assert isinstance(inner, dict), "one of two dictionaries"
    return _open_webui(entry, inner)


def _chatgpt(entry: dict[str, Any]) -> MovedChat | None:
    nodes = {}
    for key, node in list(entry["mapping"].items())[:_MOST_MESSAGES]:
        if not isinstance(node, dict):
            continue
        message = node.get("message") if isinstance(node.get("message"), dict) else {}
        assert isinstance(message, dict), "one of two dictionaries"
        author, content = message.get("author"), message.get("content")
        role = author.get("role") if isinstance(author, dict) else None
        parts = content.get("parts") if isinstance(content, dict) else None
        text = "\n".join(p for p in parts if isinstance(p, str)) if isinstance(parts, list) else ""
        about = message.get("metadata")
        model = about.get("model_slug") if isinstance(about, dict) else ""
        nodes[str(key)] = _Node(
            node.get("parent"),
            _ROLES.get(str(role)),
            _text(text),
            _time(message.get("create_time")),
            _text(model),
        )
    return _chat(
        entry.get("title"),
        entry.get("create_time"),
        entry.get("update_time"),
        nodes,
        entry.get("current_node"),
    )


def _open_webui(entry: dict[str, Any], chat: dict[str, Any]) -> MovedChat | None:
    history = chat.get("history")
    messages = history.get("messages") if isinstance(history, dict) else None
    current = history.get("currentId") if isinstance(history, dict) else None
    if isinstance(messages, dict):
        items = list(messages.items())[:_MOST_MESSAGES]
    elif isinstance(chat.get("messages"), list):
        # an older form, and that of many other apps: a row of {"role", "content"}
        rows = [m for m in chat["messages"][:_MOST_MESSAGES] if isinstance(m, dict)]
        items = [(str(n), {**m, "parentId": str(n - 1) if n else None}) for n, m in enumerate(rows)]
        current = str(len(rows) - 1)
    else:
        return None
    nodes = {
        str(key): _Node(
            m.get("parentId"),
            _ROLES.get(str(m.get("role"))),
            _content(m.get("content")),
            _time(m.get("timestamp")),
            _text(m.get("model"))[:_MOST_TITLE],
        )
        for key, m in items
        if isinstance(m, dict)
    }
    created = entry.get("created_at") or chat.get("timestamp")
    return _chat(entry.get("title") or chat.get("title"), created, entry.get("updated_at"), nodes, current)


@dataclasses.dataclass(slots=True)
class _Node:
    """A message as it stands in a file; without a role it only links others."""

    parent: Any
    role: Role | None
    text: str
    created_at: float
    model_name: str = ""
    is_complete: bool = True
    stats: str = ""
    attachments: tuple[StoredAttachment, ...] = ()


def _chat(
    title: Any,
    created_at: Any,
    updated_at: Any,
    nodes: Mapping[str, _Node],
    active: Any,
    **more: Any,
) -> MovedChat | None:
    """A tree from linked nodes; those that are no message of ours give their children to their parents."""
    keys = {key: number for number, key in enumerate(nodes, 1)}
    order = _parents_first(nodes)
    messages: list[MovedMessage] = []
    stands_for: dict[str, int | None] = {}
    for key in order:
        node = nodes[key]
        parent = stands_for.get(str(node.parent)) if node.parent is not None else None
        if node.role is None or not (node.text or node.attachments or node.role is Role.ASSISTANT):
            stands_for[key] = parent
            continue
        stands_for[key] = keys[key]
        messages.append(
            MovedMessage(
                keys[key],
                parent,
                node.role,
                node.text,
                node.created_at,
                node.is_complete,
                node.model_name,
                to_stats(node.stats),
                node.attachments,
            )
        )
    if not messages:
        return None
    end = stands_for.get(str(active)) if active is not None else None
    first = min(message.created_at for message in messages)
    created = _time(created_at) or first
    newest = max(created, *(message.created_at for message in messages))
    return MovedChat(
        " ".join(_text(title).split())[:_MOST_TITLE] or _title_from(messages),
        created,
        _time(updated_at) or newest,
        tuple(messages),
        end if end is not None else messages[-1].key,
        **more,
    )


def _parents_first(nodes: Mapping[str, _Node]) -> Sequence[str]:
    """The keys so that each parent comes before its children; a circle is cut where it is met."""
    order: list[str] = []
    done: set[str] = set()
    for start in nodes:
        path: list[str] = []
        on_path: set[str] = set()
        key = start
        while key in nodes and key not in done and key not in on_path:
            path.append(key)
            on_path.add(key)
            parent = nodes[key].parent
            key = str(parent) if parent is not None else ""
        if key in on_path:
            nodes[path[-1]].parent = None
        order.extend(reversed(path))
        done.update(path)
    return order


def _title_from(messages: Sequence[MovedMessage]) -> str:
    text = next((m.text for m in messages if m.role is Role.USER), messages[0].text)
    return " ".join(text.split())[:48]


def _text(value: Any) -> str:
    return clean(value)[:_MOST_CHARACTERS] if isinstance(value, str) else ""


def _attachments(value: Any) -> tuple[StoredAttachment, ...]:
    """Documents and pictures of a message; what is neither is left out."""
    found = []
    for item in value[:MAX_ATTACHMENTS] if isinstance(value, list) else ():
        if not isinstance(item, dict):
            continue
        name, media_type = _text(item.get("name"))[:_MOST_TITLE], _text(item.get("media_type"))
        text, data = _text(item.get("text"))[:MAX_CHARS], b""
        if media_type in PICTURE_TYPES and isinstance(item.get("data"), str):
            with contextlib.suppress(ValueError):
                data = base64.b64decode(item["data"], validate=True)
        if text or data:
            n_tokens = int(_number(item.get("n_tokens")))
            found.append(StoredAttachment(name, media_type[:100], text, data or None, max(0, n_tokens)))
    return tuple(found)


def _content(value: Any) -> str:
    """A text, or the texts of a list of parts."""
    if isinstance(value, list):
        return _text("\n".join(_text(p.get("text")) for p in value if isinstance(p, dict)))
    return _text(value)


def _number(value: Any) -> float:
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if good and abs(value) < 1e15 and math.isfinite(value) else 0.0


def _time(value: Any) -> float:
    """Seconds since the epoch, from seconds, milliseconds or an ISO date; 0 for anything else.

    Times before the epoch are nothing, too: Windows makes no date of them.
    """
    if isinstance(value, str):
        try:
            seconds = datetime.fromisoformat(value).timestamp()
        except (ValueError, OverflowError, OSError):
            return 0.0
    else:
        seconds = _number(value)
        if seconds > 1e11:
            seconds /= 1000
    return seconds if 0 < seconds < time.time() + 86400 else 0.0


def _refused(path: Path, why: str, detail: str = "") -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_REQUEST,
        f"{path.name} could not be imported.",
        why,
        "Choose an export of Bitsmith (JSON), of Open WebUI, or the conversations.json of ChatGPT.",
        detail,
    )
