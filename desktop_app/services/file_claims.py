"""Files that jobs of this process write: who comes second waits, instead of failing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from desktop_app.domain.errors import CancelledError

_ASKS_EVERY_S = 0.1


class FileClaims:
    """Paths that are taken; may be used from any thread."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._freed = threading.Condition()

    @contextmanager
    def held(
        self, paths: Iterable[str], on_wait: Callable[[], None], is_stopped: Callable[[], bool]
    ) -> Iterator[None]:
        """Have all of these paths, once nobody else has one of them.

        Args:
            paths: of files.
            on_wait: told once, when somebody else has one.
            is_stopped: asked ten times a second while it waits.

        Raises:
            CancelledError: `is_stopped` said so.
        """
        wanted = frozenset(paths)
        with self._freed:
            if self._taken & wanted:
                on_wait()
            while self._taken & wanted:
                if is_stopped():
                    raise CancelledError
                self._freed.wait(_ASKS_EVERY_S)
            self._taken |= wanted
        try:
            yield
        finally:
            self._release(wanted)

    @contextmanager
    def those_free(self, paths: Iterable[str]) -> Iterator[frozenset[str]]:
        """Have those of these paths that nobody else has."""
        with self._freed:
            free = frozenset(paths) - self._taken
            self._taken |= free
        try:
            yield free
        finally:
            self._release(free)

    def _release(self, paths: frozenset[str]) -> None:
        with self._freed:
            self._taken -= paths
            self._freed.notify_all()
