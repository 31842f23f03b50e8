"""The computer as Bitsmith sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.layout import Card

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine
    from desktop_app.services.hardware_service import HardwareService


def derive_machine_lines(machine: Machine | None) -> list[tuple[str, str]]:
    """What the computer is, as (caption, value)."""
    if machine is None:
        return [("Computer", "being measured…")]
    lines = [
        ("System", machine.system),
        ("Processor", f"{machine.cpu_name}, {machine.physical_cores} cores"),
        ("Instruction sets", ", ".join(machine.cpu_features) or "not told by the system"),
        (
            "Memory",
            (
                f"{fmt.bytes_text(machine.ram_available_bytes)} free of "
                f"{fmt.bytes_text(machine.ram_total_bytes)}"
            ),
        ),
    ]
    for gpu in machine.devices:
        free, total = fmt.bytes_text(gpu.memory_free_bytes), fmt.bytes_text(gpu.memory_total_bytes)
        lines.append((gpu.name, f"{gpu.description}, {free} free of {total}, through {gpu.backend}"))
    if not machine.gpus:
        lines.append(
            (
                "GPU",
                "None that the engine can use: models run on the processor, and memory decides their size.",
            )
        )
    lines.append(
        (
            "Disk",
            f"{fmt.bytes_text(machine.disk_free_bytes)} free of {fmt.bytes_text(machine.disk_total_bytes)}",
        )
    )
    return lines


class ComputerCard(Card):
    """Facts of the machine, and a button that measures them again."""

    def __init__(self, *, hardware: HardwareService, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("This computer"), parent=parent)
        self._hardware = hardware
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(px(16))
        self.grid.setVerticalSpacing(px(6))
        self.grid.setColumnStretch(1, 1)
        self.body.addLayout(self.grid)
        row = QHBoxLayout()
        row.addWidget(push_button(self.tr("Measure again"), "refresh", on_click=self._hardware.refresh))
        row.addStretch(1)
        self.body.addLayout(row)
        hardware.machine_changed.connect(self._show_machine)
        self._show_machine(hardware.machine)

    def _show_machine(self, machine: Machine | None) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, (caption, value) in enumerate(derive_machine_lines(machine)):
            top = Qt.AlignmentFlag.AlignTop
            self.grid.addWidget(text_label(caption, "secondary"), number, 0, top)
            self.grid.addWidget(text_label(value, wrap=True, tabular=True), number, 1)
