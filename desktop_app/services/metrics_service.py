"""Live numbers of the machine and of the worker, as series for the graphs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.stats import TimeSeries, to_csv
from desktop_app.hardware import sampler
from desktop_app.services.states import DeviceReading, MetricsReading
from desktop_app.storage.files import atomic_write

if TYPE_CHECKING:
    from desktop_app.services.background import Background, Task
    from desktop_app.services.states import ChatState

_log = logging.getLogger(__name__)

_INTERVAL_S = 0.25
_HISTORY_S = 900
_SAMPLED_POINTS = int(_HISTORY_S / _INTERVAL_S)
_TOKEN_POINTS = _HISTORY_S * 30  # text events come up to 30 times a second


class MetricsService(QObject):
    """Samples at 4 Hz on a thread of its own; tokens/s is pushed by whoever generates.

    Signals:
        reading_changed: the new `MetricsReading`, four times a second.
        problem_raised: a `Problem` with a file that was to be saved.
    """

    reading_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(
        self,
        background: Background,
        *,
        worker_pid: Callable[[], int | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker_pid = worker_pid
        self._background = background
        self._reading = MetricsReading()
        self._task: Task | None = None
        self._peak_pid: int | None = None
        self._context: int | None = None
        self.series: dict[str, TimeSeries] = {
            "tokens_per_s": TimeSeries(_TOKEN_POINTS, "tokens/s"),
            "worker_bytes": TimeSeries(_SAMPLED_POINTS, "bytes"),
            "ram_used_bytes": TimeSeries(_SAMPLED_POINTS, "bytes"),
            "cpu_percent": TimeSeries(_SAMPLED_POINTS, "%"),
            "context_tokens": TimeSeries(_SAMPLED_POINTS, "tokens"),
            "prompt_per_s": TimeSeries(_SAMPLED_POINTS, "tokens/s"),
        }
        self._prompt: tuple[float, int] | None = None  # when how many tokens of a prompt were read
        self.marks: list[float] = []

    @property
    def reading(self) -> MetricsReading:
        return self._reading

    @staticmethod
    def now() -> float:
        """The clock of the series, in seconds."""
        return time.monotonic()

    def start(self) -> None:
        """Begin sampling; until `Background.close()`."""
        if self._task is None:
            self._task = self._background.run(self._loop)

    def mark_answer(self) -> None:
        """An answer begins now."""
        self.marks.append(self.now())
        del self.marks[:-1000]

    def add_speed(self, tokens_per_s: float) -> None:
        self.series["tokens_per_s"].add(self.now(), tokens_per_s)
        self._reading = replace(self._reading, tokens_per_s=tokens_per_s)

    def follow(self, state: ChatState) -> None:
        """Take the chat's own numbers: how full the context is, how fast a prompt is read."""
        now = self.now()
        if state.loaded is not None:
            self._context = state.context_used
        else:
            self._context = None
        if not state.prompt_total or state.prompt_done >= state.prompt_total:
            if self._prompt is not None:
                self.series["prompt_per_s"].add(now, 0.0)
            self._prompt = None
            return
        if self._prompt is None:
            self._prompt = (now, state.prompt_done)
        elif state.prompt_done > self._prompt[1] and now > self._prompt[0]:
            at, done = self._prompt
            self.series["prompt_per_s"].add(now, (state.prompt_done - done) / (now - at))
            self._prompt = (now, state.prompt_done)

    def save(self, path: str, data: bytes) -> None:
        """Write a file that somebody asked for, off the GUI thread."""
        self._background.run(
            lambda _task: atomic_write(Path(path), data), on_problem=self.problem_raised.emit
        )

    def save_csv(self, path: str) -> None:
        """Write every point that is kept as a table."""
        self.save(path, to_csv(self.series, self.now()).encode())

    def _loop(self, task: Task) -> None:
        stop: threading.Event = task.event
        while not stop.wait(_INTERVAL_S):
            pid = self._worker_pid()
            process = sampler.sample_process(pid) if pid else None
            system = sampler.sample_system()
            at = self.now()
            self._background.post(lambda p=process, s=system, t=at, w=pid: self._add(t, w, p, s))

    def _add(
        self,
        at: float,
        pid: int | None,
        process: sampler.ProcessSample | None,
        system: sampler.SystemSample,
    ) -> None:
        worker_bytes = process.rss_bytes if process else 0
        if pid != self._peak_pid:
            self._peak_pid = pid
            self._reading = replace(self._reading, worker_peak_bytes=0)
        self.series["worker_bytes"].add(at, worker_bytes)
        self.series["ram_used_bytes"].add(at, system.ram_used_bytes)
        self.series["cpu_percent"].add(at, system.cpu_percent)
        if self._context is not None:
            self.series["context_tokens"].add(at, self._context)
        devices = tuple(
            DeviceReading(d.name, d.memory_used_bytes, d.memory_total_bytes, d.utilization_percent)
            for d in system.devices
        )
        for device in devices:
            key = f"vram:{device.name}"
            if key not in self.series:
                self.series[key] = TimeSeries(_SAMPLED_POINTS, "bytes")
            self.series[key].add(at, device.used_bytes)
            if device.utilization_percent is not None:
                load = f"gpu:{device.name}"
                if load not in self.series:
                    self.series[load] = TimeSeries(_SAMPLED_POINTS, "%")
                self.series[load].add(at, device.utilization_percent)
        self._reading = replace(
            self._reading,
            worker_bytes=worker_bytes,
            worker_peak_bytes=max(self._reading.worker_peak_bytes, worker_bytes),
            ram_used_bytes=system.ram_used_bytes,
            ram_total_bytes=system.ram_total_bytes,
            cpu_percent=system.cpu_percent,
            devices=devices,
        )
        self.reading_changed.emit(self._reading)
