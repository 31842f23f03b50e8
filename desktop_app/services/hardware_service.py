"""This computer, as pages show it and as fit is judged against."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.pipeline.fit import machine_now
from desktop_app.services.settings_service import SettingsService

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.machine import Machine
    from desktop_app.hardware.bandwidth import Bandwidth
    from desktop_app.services.background import Background, Task


class HardwareService(QObject):
    """Reads the machine on a thread; the engine's devices are asked once, memory each time.

    Signals:
        machine_changed: the new `Machine`.
        problem_raised: a `Problem`; the last reading stays.
    """

    machine_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(
        self, background: Background, settings: SettingsService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._settings = settings
        self._machine: Machine | None = None
        self._is_reading = False
        self._measuring = threading.Lock()
        self._measured: Bandwidth | None = None

    @property
    def machine(self) -> Machine | None:
        return self._machine

    def refresh(self) -> None:
        if self._is_reading:
            return
        self._is_reading = True
        self._background.run(self.read, on_result=self._show, on_problem=self._fail)

    def refresh_numbers(self) -> None:
        """Read only what changes all the time; for a page that stays open."""
        machine = self._machine
        if self._is_reading or machine is None:
            return
        from desktop_app.hardware.machine import read_again

        folder = self._settings.models_folder
        self._is_reading = True
        self._background.run(
            lambda _task: read_again(machine, folder), on_result=self._show, on_problem=self._fail
        )

    def measure(self) -> None:
        """Measure the memory's speed anew, then read the machine again."""
        self._settings.update(measured_cpu="")
        self.refresh()

    def read(self, task: Task) -> Machine:
        """On a thread: a reading with the devices of this moment; memory's speed is measured once."""
        machine = machine_now(self._settings.models_folder, lambda: task.is_cancelled)
        return replace(machine, memory_bandwidth=self._bandwidth(machine.cpu_name))

    def _bandwidth(self, cpu_name: str) -> float:
        """On a thread: the kept measurement of this processor, or a new one.

        One that other programs disturbed is made again at the next start; the faster one counts.
        """
        from desktop_app.hardware.bandwidth import measure_bandwidth

        with self._measuring:
            settings = self._settings.settings
            known = settings.memory_bandwidth if settings.measured_cpu == cpu_name else 0.0
            if known > 0 and (settings.measured_quietly or self._measured is not None):
                return known
            if self._measured is None or settings.measured_cpu != cpu_name:
                self._measured = measure_bandwidth()
            measured, is_quiet = max(known, self._measured.bytes_per_s), self._measured.is_quiet
        self._background.post(
            lambda: self._settings.update(
                memory_bandwidth=measured, measured_cpu=cpu_name, measured_quietly=is_quiet
            )
        )
        return measured

    def _show(self, machine: Machine) -> None:
        self._is_reading = False
        if machine != self._machine:
            self._machine = machine
            self.machine_changed.emit(machine)

    def _fail(self, problem: Problem) -> None:
        self._is_reading = False
        self.problem_raised.emit(problem)
