"""Whether the hub can be reached now, as the requests themselves show it."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Connectivity:
    """What all requests of the app have in common; may be used from any thread.

    A request reports its outcome. Who waits for a network is woken when one gets through. In offline mode
    nothing is sent at all.
    """

    def __init__(self, on_change: Callable[[], None] = lambda: None) -> None:
        self._lock = threading.Lock()
        self._is_reachable: bool | None = None
        self._is_offline_mode = False
        self._returns = 0
        self.on_change = on_change

    @property
    def is_offline_mode(self) -> bool:
        """A person wants that nothing is sent."""
        return self._is_offline_mode

    @property
    def is_reachable(self) -> bool | None:
        """Whether the last request got an answer, of whatever kind; None before the first one."""
        return self._is_reachable

    def set_offline_mode(self, on: bool) -> None:
        self._change(on, self._is_reachable)

    def note_answer(self) -> None:
        """A server answered."""
        if self._is_reachable is not True:
            self._change(self._is_offline_mode, True)

    def note_silence(self) -> None:
        """Nobody answered."""
        if self._is_reachable is not False:
            self._change(self._is_offline_mode, False)

    @property
    def returns(self) -> int:
        """How often the network came back."""
        return self._returns

    def _change(self, is_offline_mode: bool, is_reachable: bool | None) -> None:
        with self._lock:
            if (is_offline_mode, is_reachable) == (self._is_offline_mode, self._is_reachable):
                return
            is_back = (self._is_offline_mode and not is_offline_mode) or (
                self._is_reachable is False and is_reachable is True
            )
            self._is_offline_mode, self._is_reachable = is_offline_mode, is_reachable
            self._returns += is_back
        self.on_change()
