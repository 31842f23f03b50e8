"""Commands of requests: one at a time in the engine, first come, first served; ended when nobody waits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING

from desktop_app.api.requests import RequestError
from desktop_app.protocol.messages import Cancelled, Complete, Embed, Event, Failed, Finished, Generate

if TYPE_CHECKING:
    from desktop_app.api.engine import Engine

MOST_WAITING = 64
_CHECK_CLIENT_S = 0.25

IsGone = Callable[[], Awaitable[bool]]


class Running:
    """One command in the engine, as its request sees it."""

    def __init__(self, is_gone: IsGone) -> None:
        self._is_gone = is_gone
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self.is_over = False

    def put(self, event: Event) -> None:
        """An event came; on the loop's thread."""
        self._events.put_nowait(event)

    async def next(self) -> Event | None:
        """The next event; None when the client has gone away."""
        while True:
            try:
                return await asyncio.wait_for(self._events.get(), _CHECK_CLIENT_S)
            except TimeoutError:
                if await self._is_gone():
                    return None

    async def events(self) -> AsyncIterator[Event]:
        """All events up to the terminal one, or until the client goes away."""
        while (event := await self.next()) is not None:
            yield event


class EngineJobs:
    """Gives the engine one command at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._slot = asyncio.Semaphore(1)
        self._waiting = 0
        self._running: set[str] = set()
        self._is_closed = False

    @contextlib.asynccontextmanager
    async def run(self, command: Generate | Complete | Embed, is_gone: IsGone) -> AsyncIterator[Running]:
        """Wait for the engine, start `command`, and cancel it at the end when it has not ended itself.

        Raises:
            RequestError: too many wait already, or the client has gone away.
            BitsmithError: the engine has no process.
        """
        await self._wait_for_slot(is_gone)
        if self._is_closed:
            self._slot.release()
            raise RequestError("The local API is being switched off.", status=503)
        job, loop, job_id = Running(is_gone), asyncio.get_running_loop(), command.job_id

        def arrive(event: Event) -> None:
            if isinstance(event, Finished | Failed | Cancelled):
                # the slot is free when the engine is, which may be later than the end of the request
                job.is_over = True
                self._running.discard(job_id)
                self._slot.release()
            job.put(event)

        def listen(event: Event) -> None:
            with contextlib.suppress(RuntimeError):  # the server has ended meanwhile
                loop.call_soon_threadsafe(arrive, event)

        self._running.add(job_id)
        try:
            self._engine.start(command, listen)
        except BaseException:
            self._running.discard(job_id)
            self._slot.release()
            raise
        try:
            yield job
        finally:
            if not job.is_over:
                self._engine.cancel(job_id)

    def close(self) -> None:
        """Ask everything that runs to end, and start nothing any more."""
        self._is_closed = True
        for job_id in tuple(self._running):
            self._engine.cancel(job_id)

    async def _wait_for_slot(self, is_gone: IsGone) -> None:
        if self._waiting >= MOST_WAITING:
            raise RequestError(
                f"{MOST_WAITING} requests wait already.", status=429, code="rate_limit_exceeded"
            )
        self._waiting += 1
        turn = asyncio.ensure_future(self._slot.acquire())
        try:
            while not (await asyncio.wait({turn}, timeout=_CHECK_CLIENT_S))[0]:
                if await is_gone():
                    raise RequestError("The client is gone.", status=499)
        except BaseException:
            if not turn.cancel():
                self._slot.release()  # its turn came at the same moment
            raise
        finally:
            self._waiting -= 1
