"""Hours of use in minutes: python -m tests.soak [--minutes N] [--objects] [--json]; run by `./dev soak`.

The real window with a scripted worker: chats are written, opened, switched, edited, branched, deleted,
found and renamed, pages visited, settings and graphs opened, themes changed. A person writes about one
message a minute: two hours are 120. The memory of the window's process may grow by at most 5 MB after the
warm-up (two fifths of the time, in which caches fill up). Measured is what belongs to the process (USS),
after a collection of garbage and after what the allocator keeps for later was given back.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import psutil
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop_app.domain.settings import ThemeChoice
from tests.fakes.journey import Journey, wait_until
from tests.fakes.scripted_worker import SCRIPTED_WORKER, request
from tests.fakes.tiny_model import write_tiny_model

_MOST_GROWTH_MB = 5.0
_MESSAGES = 120  # of two hours
_WARM_UP_SHARE = 0.4
_WINDOW_S = 60  # of the graphs: marks older than it go away
_CHATS_KEPT = 25


class Person:
    """Uses the app, by dice that fall the same way each time."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.app = journey.app
        self.page = journey.window.page("chat")
        self.dice = random.Random(1)
        self.n_messages = self.n_cycles = 0

    def cycle(self) -> None:
        """About five minutes of a person's time."""
        self.n_cycles += 1
        self.journey.window.new_chat()
        for _ in range(3):
            self.ask()
        for act in self.dice.sample(self._acts(), 6):
            act()
        if self.n_cycles % 10 == 0:
            theme = ThemeChoice.DARK if self.n_cycles % 20 else ThemeChoice.LIGHT
            self.app.settings.update(theme=theme)
        while len(self.app.history.state.chats) > _CHATS_KEPT:
            n_before = len(self.app.history.state.chats)
            self.app.history.delete(self.app.history.state.chats[-1].chat_id)
            wait_until(lambda n=n_before: len(self.app.history.state.chats) < n, "the chat to go")
        self.app.history.forget_deleted()

    def ask(self) -> None:
        n_tokens = self.dice.choice((60, 300, 900, 1500))
        self._answered(lambda: self.app.chat.send(request(n_tokens, 0, self.dice.randrange(10**6))))

    def _acts(self):
        return (
            self.edit,
            self.regenerate,
            self.step,
            self.delete_and_undo,
            self.open_another,
            self.search,
            self.find,
            self.rename,
            self.visit,
            self.settings,
            self.graphs,
            self.stop,
        )

    def edit(self) -> None:
        questions = self.app.chat.conversation.messages[::2]
        if questions:
            text = request(300, 0, self.dice.randrange(10**6))
            self._answered(lambda: self.app.chat.edit(self.dice.choice(questions).message_id, text))

    def regenerate(self) -> None:
        if self.app.chat.conversation.messages:
            self._answered(self.app.chat.regenerate)

    def step(self) -> None:
        for by in (-1, 1):
            self.page.conversation.step_version(by)
            self.pause()

    def delete_and_undo(self) -> None:
        messages = self.app.chat.conversation.messages
        if messages:
            self.app.chat.delete_message(messages[-1].message_id)
            self.pause()
            self.app.chat.undo_delete()
            self.pause()

    def open_another(self) -> None:
        for chat in self.dice.sample(self.app.history.state.chats, min(3, len(self.app.history.state.chats))):
            self.app.chat.open_chat(chat.chat_id)
            wait_until(lambda c=chat: self.app.chat.conversation.chat_id == c.chat_id, "the other chat")
            wait_until(lambda: not self.page.conversation._to_make, "its messages")

    def search(self) -> None:
        for words in ("anvil", "anvil forge", ""):
            self.app.history.search(words)
            wait_until(lambda: not self.app.history.state.is_searching, "the hits")

    def find(self) -> None:
        self.page.find_bar.open_bar()
        self.page.find_bar.field.setText("iron")
        for _ in range(3):
            self.page.find_bar.step(1)
        self.page.find_bar.close_bar()

    def rename(self) -> None:
        chat = self.app.chat.conversation.chat_id
        if chat is not None:
            self.app.history.rename(chat, f"Chat {self.n_cycles}")
            self.app.history.pin(chat, is_pinned=self.n_cycles % 2 == 0)
            self.pause()

    def visit(self) -> None:
        for page in ("discover", "library", "jobs", "settings", "chat"):
            self.journey.window.show_page(page)
            self.pause()

    def settings(self) -> None:
        for is_open in (True, False):
            self.page.show_chat_settings(is_open=is_open)
            self.pause()

    def graphs(self) -> None:
        for _ in range(2):
            self.journey.window.sides.toggle_graphs()
            self.pause()

    def stop(self) -> None:
        self._answered(lambda: self.app.chat.send(request(1500, 3000, self.n_cycles)), self.app.chat.stop)

    def rest(self) -> None:
        """Back where every measurement is taken: an empty chat with the graphs beside it."""
        self.journey.window.show_page("chat")
        self.page.show_chat_settings(is_open=False)
        self.journey.window.sides.want_graphs(wanted=True)
        self.journey.window.new_chat()
        self.pause()
        self.journey.settle()

    def pause(self) -> None:
        """Until the chats' file is written and what follows from it is shown."""
        done = []
        self.app.writer.run(lambda: None, on_result=lambda _none: done.append(True))
        wait_until(lambda: done, "the writer")

    def _answered(self, call, then=None) -> None:
        began = []
        watching = self.app.chat.answer_began.connect(lambda: began.append(True))
        call()
        wait_until(lambda: began, "the answer to begin")
        if then:
            then()
        wait_until(lambda: not self.app.chat.state.is_answering, "the answer")
        self.app.chat.disconnect(watching)
        self.n_messages += 2
        self.pause()


def memory_mb() -> float:
    """Of this process alone, when nothing is kept that nobody needs."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return psutil.Process().memory_full_info().uss / 1e6


def objects() -> Counter[str]:
    """Qt's objects that Python knows, by class, and all widgets."""
    gc.collect()
    counts = Counter(type(o).__name__ for o in gc.get_objects() if isinstance(o, QObject))
    counts["(all widgets)"] = len(QApplication.allWidgets())
    counts["(all Python objects)"] = len(gc.get_objects())
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--objects", action="store_true", help="say which objects and lines grew")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        model = write_tiny_model(Path(home) / "scripted.gguf")
        journey = Journey(Path(home), model, worker=SCRIPTED_WORKER)
        try:
            journey.open()
            journey.app.settings.update(show_graphs=True, graph_window_s=_WINDOW_S)
            result = use(Person(journey), options.minutes * 60, says_objects=options.objects)
        finally:
            journey.close()
    if options.json:
        print(json.dumps(result))
    else:
        print(
            f"{result['messages']:,} messages ({result['hours']:.1f} hours' worth) in {options.minutes:g} "
            f"minutes: {result['after_warm_up_mb']:.1f} MB after the warm-up, {result['at_the_end_mb']:.1f} "
            f"MB at the end; in two hours' worth it grows by {result['growth_mb']:+.1f} MB "
            f"(at most {_MOST_GROWTH_MB})"
        )
    return 0 if result["growth_mb"] < _MOST_GROWTH_MB else 1


def growth(samples: list[tuple[float, float, int]]) -> float:
    """Of two hours' worth: the median slope of all pairs of samples, for single ones jump by 15 MB."""
    slopes = [
        (b_mb - a_mb) / (b_n - a_n)
        for (_a_at, a_mb, a_n), (_b_at, b_mb, b_n) in itertools.combinations(samples, 2)
        if b_n > a_n
    ]
    return _MESSAGES * statistics.median(slopes) if slopes else 0.0


def use(person: Person, seconds: float, *, says_objects: bool) -> dict[str, float]:
    began = time.monotonic()
    samples: list[tuple[float, float, int]] = []
    before: Counter[str] | None = None
    snapshot = None
    while (spent := time.monotonic() - began) < seconds:
        person.cycle()
        if spent > seconds * _WARM_UP_SHARE and person.n_cycles % 5 == 0:
            person.rest()
            if says_objects and before is None:
                tracemalloc.start(5)
                before, snapshot = objects(), tracemalloc.take_snapshot()
            samples.append((spent, memory_mb(), person.n_messages))
            print(f"{spent:6.0f} s {person.n_messages:6} messages {samples[-1][1]:8.1f} MB", file=sys.stderr)
    if before is not None and snapshot is not None:
        now = objects()
        grown = {name: (before[name], n) for name, n in now.items() if n > before[name]}
        for name, (old, new) in sorted(grown.items(), key=lambda item: item[1][0] - item[1][1])[:25]:
            print(f"{name:40} {old:7} -> {new:7}", file=sys.stderr)
        for line in tracemalloc.take_snapshot().compare_to(snapshot, "lineno")[:25]:
            print(line, file=sys.stderr)
    part = max(1, len(samples) // 5)
    first = statistics.median(mb for _at, mb, _n in samples[:part])
    last = statistics.median(mb for _at, mb, _n in samples[-part:])
    return {
        "messages": person.n_messages,
        "hours": person.n_messages / 60,
        "after_warm_up_mb": round(first, 1),
        "at_the_end_mb": round(last, 1),
        "growth_mb": round(growth(samples), 2),
        "most_growth_mb": _MOST_GROWTH_MB,
    }


if __name__ == "__main__":
    sys.exit(main())
