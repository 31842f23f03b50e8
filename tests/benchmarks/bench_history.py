"""A long history: 10,000 chats with 100,000 messages: python -m tests.benchmarks.bench_history [--json]

The targets are 100 ms for a search and 1 s until the window is painted with its list of chats. The peers in
the same run are a scan of all messages with LIKE, and the same window without any chat.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.storage.chat_history import ChatHistory
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database
from tests.benchmarks.bench_startup import installed_environment

_PER_CHAT = 10
_WORDS_EACH = 60
_NEEDLE = "quokka"
_SEARCH_TARGET_MS, _WINDOW_TARGET_S = 100, 1.0
_APP = """
import sys, time
from PySide6.QtWidgets import QApplication
from desktop_app import app, paths
qt = QApplication(sys.argv[:1])
application = app.Application(qt, paths.user_folders(), None)
application.window.page("chat")
is_painted = False
def look():
    if is_painted and application.history.state.is_read:
        print(time.time(), len(application.history.state.chats), flush=True)
        application.window.close()
        qt.quit()
def painted():
    global is_painted
    is_painted = True
    look()
application.window.painted.connect(painted)
application.history.state_changed.connect(lambda _state: look())
application.show()
qt.exec()
application.close()
"""


def fill(path: Path, n_chats: int) -> None:
    """A history of made-up words, as unevenly used as real ones; one message in a thousand has `_NEEDLE`."""
    dice = random.Random(1)
    syllables = [a + b for a in "bcdfghklmnprstvw" for b in "aeiou"]
    words = sorted({"".join(dice.choices(syllables, k=dice.randint(1, 4))) for _ in range(20_000)})
    dice.shuffle(words)
    weights = [1 / (place + 2) for place in range(len(words))]
    bag = dice.choices(words, weights, k=400_000)
    newest = time.time()
    database = Database(path)
    with database.write() as db:
        for chat in range(1, n_chats + 1):
            at = newest - (n_chats - chat) * 3600.0
            start = dice.randrange(len(bag) - _WORDS_EACH)
            title = " ".join(bag[start : start + 6])
            db.execute(
                "INSERT INTO chats (chat_id, title, created_at, updated_at, active_message_id)"
                " VALUES (?, ?, ?, ?, ?)",
                (chat, title, at, at, chat * _PER_CHAT),
            )
            rows = []
            for number in range(_PER_CHAT):
                message = (chat - 1) * _PER_CHAT + number + 1
                start = dice.randrange(len(bag) - _WORDS_EACH)
                text = " ".join(bag[start : start + _WORDS_EACH])
                if message % 1000 == 0:
                    text += f" {_NEEDLE}"
                role = "assistant" if number % 2 else "user"
                rows.append((message, chat, message - 1 if number else None, role, text, at))
            db.executemany(
                "INSERT INTO messages (message_id, chat_id, parent_id, role, text, created_at, is_complete)"
                " VALUES (?, ?, ?, ?, ?, ?, 1)",
                rows,
            )
    database.close()


def milliseconds(call: Callable[[], object], repeats: int) -> list[float]:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - began))
    return times


def searches(path: Path, n_chats: int, repeats: int) -> dict[str, object]:
    database = Database(path)
    history, chats = ChatHistory(database), ChatStore(database)
    common = max(
        database.read("SELECT text FROM messages LIMIT 1")[0]["text"].split(),
        key=lambda word: len(history.search(word)),
    )
    queries = {
        "rare_word": _NEEDLE,
        "prefix": _NEEDLE[:4],
        "one_letter": common[0],
        "common_word": common,
        "two_words": f"{common} {_NEEDLE}",
        "nothing": "xylophonist",
    }
    assert history.search(_NEEDLE), "the needle must be found"
    assert len(history.search(_NEEDLE[:4])) >= len(history.search(_NEEDLE))
    times = {
        name: milliseconds(lambda query=query: history.search(query), repeats)
        for name, query in queries.items()
    }
    scan = milliseconds(
        lambda: database.read("SELECT message_id FROM messages WHERE text LIKE ?", (f"%{_NEEDLE}%",)), 3
    )
    opened = milliseconds(lambda: chats.conversation(n_chats // 2), repeats)
    listed = milliseconds(lambda: (history.list_kept(), history.list_chats(limit=201)), repeats)
    database.close()
    return {
        "search_median_ms": {name: round(statistics.median(each), 2) for name, each in times.items()},
        "search_worst_ms": round(max(max(each) for each in times.values()), 2),
        "search_target_ms": _SEARCH_TARGET_MS,
        "scan_ms": round(statistics.median(scan), 1),
        "scan_over_search": round(statistics.median(scan) / statistics.median(times["rare_word"]), 1),
        "open_chat_ms": round(statistics.median(opened), 2),
        "list_ms": round(statistics.median(listed), 2),
    }


def seconds_to_history(home: str, *, is_filled: bool) -> float:
    """From the start of the process until the window is painted and the list of chats is there."""
    environment = installed_environment(home)
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", _APP], env=environment, capture_output=True, text=True, check=True
    )
    at, count = done.stdout.split()
    assert (int(count) > 0) == is_filled, f"the list shows {count} chats"
    return float(at) - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as full, tempfile.TemporaryDirectory() as empty:
        path = _database_of(full)
        fill(path, options.chats)
        result = {
            "chats": options.chats,
            "messages": options.chats * _PER_CHAT,
            "database_mb": round(path.stat().st_size / 1e6, 1),
            **searches(path, options.chats, options.repeats),
        }
        seconds_to_history(full, is_filled=True)  # the first run warms the caches of the system
        seconds_to_history(empty, is_filled=False)
        with_chats, without = [], []
        for _ in range(options.repeats):
            without.append(seconds_to_history(empty, is_filled=False))
            with_chats.append(seconds_to_history(full, is_filled=True))
        result |= {
            "window_s": round(statistics.median(with_chats), 3),
            "window_target_s": _WINDOW_TARGET_S,
            "empty_window_s": round(statistics.median(without), 3),
            "window_over_empty": round(statistics.median(with_chats) / statistics.median(without), 2),
        }
    if options.json:
        print(json.dumps(result))
        return 0
    print(
        f"{result['messages']:,} messages in {result['chats']:,} chats ({result['database_mb']} MB): the "
        f"slowest search took {result['search_worst_ms']} ms (target {_SEARCH_TARGET_MS} ms), medians "
        f"{result['search_median_ms']}; a scan takes {result['scan_ms']} ms.\n"
        f"A chat opens in {result['open_chat_ms']} ms, the list is read in {result['list_ms']} ms.\n"
        f"Window with its list after {result['window_s']} s (target {_WINDOW_TARGET_S} s); without any chat "
        f"{result['empty_window_s']} s, ratio {result['window_over_empty']}."
    )
    return 0


def _database_of(home: str) -> Path:
    """Where an installation in `home` keeps its chats."""
    code = "from desktop_app import paths; print(paths.user_folders().database)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "BITSMITH_HOME": home},
        capture_output=True,
        text=True,
        check=True,
    )
    path = Path(done.stdout.strip())
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
