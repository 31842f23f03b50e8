"""The computer as Bitsmith sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.layout import Card

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine
    from desktop_app.services.hardware_service import HardwareService

_REFRESH_MS = 2000


def _tr(text: str) -> str:
    return QCoreApplication.translate("computer", text)


def derive_machine_lines(machine: Machine | None) -> list[tuple[str, str]]:
    """What the computer is, as (caption, value)."""
    if machine is None:
        return [(_tr("Computer"), _tr("being measured…"))]
    ram = _tr("{free} free of {all}").format(
        free=fmt.bytes_text(machine.ram_available_bytes), all=fmt.bytes_text(machine.ram_total_bytes)
    )
    lines = [
        (_tr("System"), machine.system),
        (
            _tr("Processor"),
            _tr("{name}, {n} cores").format(name=machine.cpu_name, n=machine.physical_cores),
        ),
        (_tr("Instruction sets"), ", ".join(machine.cpu_features) or _tr("not told by the system")),
        (_tr("Engine"), _engine_text(machine)),
        (_tr("Memory"), ram),
    ]
    if machine.memory_bandwidth > 0:
        speed = fmt.rate_text(machine.memory_bandwidth, "bytes")
        lines.append((_tr("Memory speed"), _tr("{speed}, measured; it limits tokens/s").format(speed=speed)))
    for gpu in machine.devices:
        value = _tr("{name}, {free} free of {all}, through {backend}").format(
            name=gpu.description,
            free=fmt.bytes_text(gpu.memory_free_bytes),
            all=fmt.bytes_text(gpu.memory_total_bytes),
            backend=gpu.backend,
        )
        if gpu.driver:
            value = _tr("{device}, driver {version}").format(device=value, version=gpu.driver)
        lines.append((gpu.name, value))
    if not machine.gpus:
        none = _tr(
            "None that the engine can use: models run on the processor, and memory decides their size."
        )
        lines.append((_tr("GPU"), none))
    disk = _tr("{free} free of {all}").format(
        free=fmt.bytes_text(machine.disk_free_bytes), all=fmt.bytes_text(machine.disk_total_bytes)
    )
    lines.append((_tr("Disk"), disk))
    return lines


def _engine_text(machine: Machine) -> str:
    if machine.cpu_variant:
        return _tr("{engine}, with its code for {name} processors").format(
            engine=machine.engine, name=machine.cpu_variant
        )
    return _tr("{engine}, built for one kind of processor").format(engine=machine.engine)


class ComputerCard(Card):
    """Facts of the machine, read again while they are seen, and a button that measures all of them anew."""

    def __init__(self, *, hardware: HardwareService, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("This computer"), parent=parent)
        self._hardware = hardware
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(16))
        self.grid.setVerticalSpacing(px(6))
        self.grid.setColumnStretch(1, 1)
        self._values: list[tuple[str, QLabel]] = []
        self.body.addLayout(self.grid)
        row = QHBoxLayout()
        row.addWidget(push_button(self.tr("Measure again"), "refresh", on_click=self._hardware.measure))
        row.addStretch(1)
        self.body.addLayout(row)
        self.timer = QTimer(self, interval=_REFRESH_MS)
        self.timer.timeout.connect(hardware.refresh_numbers)
        hardware.machine_changed.connect(self._show_machine)
        self._show_machine(hardware.machine)

    def showEvent(self, event: QShowEvent) -> None:
        self._hardware.refresh_numbers()
        self.timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.timer.stop()
        super().hideEvent(event)

    def _show_machine(self, machine: Machine | None) -> None:
        lines = derive_machine_lines(machine)
        if [caption for caption, _ in lines] != [caption for caption, _ in self._values]:
            self._build([caption for caption, _ in lines])
        for (_, value), (_, label) in zip(lines, self._values, strict=True):
            if label.text() != value:
                label.setText(value)

    def _build(self, captions: list[str]) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._values = []
        for number, caption in enumerate(captions):
            top = Qt.AlignmentFlag.AlignTop
            self.grid.addWidget(text_label(caption, "secondary"), number, 0, top)
            value = text_label("", wrap=True, tabular=True)
            self.grid.addWidget(value, number, 1)
            self._values.append((caption, value))
