"""Settings: each with one line that says what it does; they apply at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.layout import Card, PageHeader, ScrollPage

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.settings_service import SettingsService

_FIELD_WIDTH = 260


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


class _WheelGuard(QObject):
    """Scrolling the page must not change the field that happens to be under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class SettingsPage(QWidget):
    """Cards of settings, and the computer as Bitsmith sees it."""

    def __init__(
        self, *, settings: SettingsService, hardware: HardwareService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._hardware = settings, hardware
        self._wheel_guard = _WheelGuard(self)
        scroll = ScrollPage(max_width=760)
        scroll.column.addWidget(PageHeader(self.tr("Settings")))
        for card in (
            self._looks(),
            self._hub(),
            self._models(),
            self._jobs(),
            self._answers(),
            self._machine(),
        ):
            scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        hardware.machine_changed.connect(self._show_machine)
        self._show_machine(hardware.machine)

    def focus_start(self) -> None:
        self._hardware.refresh()
        self._theme.setFocus()

    # --- cards --------------------------------------------------------------------------------------

    def _looks(self) -> Card:
        card = Card(self.tr("Appearance"))
        self._theme = QComboBox()
        for choice, text in (
            (ThemeChoice.SYSTEM, self.tr("As the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
        ):
            self._theme.addItem(text, choice)
        self._theme.setCurrentIndex(self._theme.findData(self._settings.settings.theme))
        self._theme.currentIndexChanged.connect(
            lambda _index: self._settings.update(theme=ThemeChoice(self._theme.currentData()))
        )
        self._row(card, self.tr("Theme"), self.tr("Light, dark, or what the system says."), self._theme)
        return card

    def _hub(self) -> Card:
        card = Card(
            self.tr("Hugging Face"),
            self.tr(
                "Bitsmith sends searches, names of models and requests for files to this address, "
                "and nothing to anybody else. Chats never leave this computer."
            ),
        )
        now = self._settings.settings
        self._endpoint = self._line(now.endpoint, self.tr("https://huggingface.co"))
        self._endpoint.editingFinished.connect(self._on_endpoint)
        self._row(
            card,
            self.tr("Address"),
            self.tr("Of the Hub or of a mirror; empty for the usual one."),
            self._endpoint,
        )
        self._token = self._line(now.token, self.tr("hf_…"))
        self._token.setEchoMode(QLineEdit.EchoMode.Password)
        self._token.editingFinished.connect(lambda: self._settings.update(token=self._token.text().strip()))
        self._row(
            card,
            self.tr("Access token"),
            self.tr("For gated and private models. Kept in the settings file, which only you can read."),
            self._token,
        )
        return card

    def _models(self) -> Card:
        card = Card(self.tr("Models"))
        now = self._settings.settings
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._folder = self._line(now.models_folder, str(self._settings.models_folder))
        self._folder.setAccessibleName(self.tr("Models folder"))
        self._folder.editingFinished.connect(
            lambda: self._settings.update(models_folder=self._folder.text().strip())
        )
        row.addWidget(self._folder, 1)
        row.addWidget(push_button(self.tr("Choose…"), on_click=self._choose_folder))
        self._row(card, self.tr("Models folder"), self.tr("Where new models go."), holder)
        context = self._whole(256, 1 << 20, now.load.n_ctx, lambda n: self._settings.update_load(n_ctx=n))
        context.setSingleStep(1024)
        self._row(
            card,
            self.tr("Context"),
            self.tr("Tokens that a model holds at once; more takes more memory. Used at the next load."),
            context,
        )
        threads = self._whole(0, 256, now.n_threads or 0, self._on_threads)
        threads.setSpecialValueText(self.tr("Automatic"))
        self._row(
            card,
            self.tr("Threads"),
            self.tr("Processor cores for answering and for making models. Used at the next load."),
            threads,
        )
        cache = QComboBox()
        for value, text in (
            ("f16", self.tr("16-bit, exact")),
            ("q8_0", self.tr("8-bit, half the memory")),
            ("q4_0", self.tr("4-bit, a quarter, less exact")),
        ):
            cache.addItem(text, value)
        cache.setCurrentIndex(max(0, cache.findData(now.load.kv_type)))
        cache.currentIndexChanged.connect(
            lambda _index: self._settings.update_load(kv_type=cache.currentData())
        )
        self._row(
            card,
            self.tr("Memory of the context"),
            self.tr("How exactly the model keeps what was said. Used at the next load."),
            cache,
        )
        return card

    def _jobs(self) -> Card:
        card = Card(self.tr("Jobs"))
        now = self._settings.settings
        for caption, text, on, change in (
            (
                self.tr("Keep the original weights"),
                self.tr("Downloads them first, for making other types later; else they only pass through."),
                now.keep_source,
                lambda on: self._settings.update(keep_source=on),
            ),
            (
                self.tr("Go on at the start"),
                self.tr("Jobs that were interrupted go on by themselves when the app starts."),
                now.resume_jobs,
                lambda on: self._settings.update(resume_jobs=on),
            ),
            (
                self.tr("Tell when a job ends"),
                self.tr("Through the desktop, while another window is in front."),
                now.notify,
                lambda on: self._settings.update(notify=on),
            ),
        ):
            box = QCheckBox(self.tr("On"))
            box.setChecked(on)
            box.toggled.connect(change)
            box.setAccessibleName(caption)
            self._row(card, caption, text, box)
        return card

    def _answers(self) -> Card:
        card = Card(self.tr("Answers"), self.tr("For all chats, from the next answer on."))
        now = self._settings.settings.generation
        self._prompt = QPlainTextEdit(self._settings.settings.system_prompt)
        self._prompt.setTabChangesFocus(True)
        self._prompt.setMaximumHeight(px(88))
        self._prompt.textChanged.connect(
            lambda: self._settings.update(system_prompt=self._prompt.toPlainText())
        )
        self._row(
            card,
            self.tr("System prompt"),
            self.tr("Said to the model before each chat: who it is and how it should answer."),
            self._prompt,
        )
        update = self._settings.update_generation
        for caption, text, field in (
            (
                self.tr("Temperature"),
                self.tr("0 always takes the likeliest word; higher is more varied."),
                self._real(0, 2, 0.05, now.temperature, lambda v: update(temperature=v)),
            ),
            (
                self.tr("Top-k"),
                self.tr("Chooses among this many of the likeliest words; 0 is no limit."),
                self._whole(0, 1000, now.top_k, lambda n: update(top_k=n)),
            ),
            (
                self.tr("Top-p"),
                self.tr("Chooses among the likeliest words that make up this share."),
                self._real(0, 1, 0.01, now.top_p, lambda v: update(top_p=v)),
            ),
            (
                self.tr("Min-p"),
                self.tr("Leaves out words that are less likely than this share of the likeliest."),
                self._real(0, 1, 0.01, now.min_p, lambda v: update(min_p=v)),
            ),
            (
                self.tr("Repeat penalty"),
                self.tr("Above 1 makes repeated words less likely."),
                self._real(0.5, 2, 0.05, now.repeat_penalty, lambda v: update(repeat_penalty=v)),
            ),
            (
                self.tr("Longest answer"),
                self.tr("In tokens; 0 stops at the model's own end."),
                self._whole(0, 1 << 20, now.max_tokens or 0, lambda n: update(max_tokens=n or None)),
            ),
            (
                self.tr("Seed"),
                self.tr("The same seed gives the same answer; -1 is a new one each time."),
                self._whole(
                    -1,
                    (1 << 31) - 1,
                    -1 if now.seed is None else now.seed,
                    lambda n: update(seed=None if n < 0 else n),
                ),
            ),
        ):
            self._row(card, caption, text, field)
        return card

    def _machine(self) -> Card:
        card = Card(self.tr("This computer"))
        self._machine_grid = QGridLayout()
        self._machine_grid.setHorizontalSpacing(px(16))
        self._machine_grid.setVerticalSpacing(px(6))
        self._machine_grid.setColumnStretch(1, 1)
        card.body.addLayout(self._machine_grid)
        row = QHBoxLayout()
        row.addWidget(push_button(self.tr("Measure again"), "refresh", on_click=self._hardware.refresh))
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _show_machine(self, machine: Machine | None) -> None:
        while (item := self._machine_grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for number, (caption, value) in enumerate(derive_machine_lines(machine)):
            top = Qt.AlignmentFlag.AlignTop
            self._machine_grid.addWidget(text_label(caption, "secondary"), number, 0, top)
            self._machine_grid.addWidget(text_label(value, wrap=True, tabular=True), number, 1)

    # --- fields -------------------------------------------------------------------------------------

    def _row(self, card: Card, caption: str, text: str, field: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(24))
        column = QVBoxLayout()
        column.setSpacing(px(2))
        label = text_label(caption)
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(text_label(text, "small", wrap=True))
        column.addStretch(1)
        row.addLayout(column, 1)
        field.setFixedWidth(px(_FIELD_WIDTH))
        if not field.accessibleName():
            field.setAccessibleName(caption)
        field.setAccessibleDescription(text)
        field.installEventFilter(self._wheel_guard)
        row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)

    @staticmethod
    def _line(text: str, placeholder: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setPlaceholderText(placeholder)
        return field

    @staticmethod
    def _whole(low: int, high: int, value: int, on_change: Callable[[int], None]) -> QSpinBox:
        field = QSpinBox()
        field.setRange(low, high)
        field.setValue(value)
        field.setKeyboardTracking(False)
        field.setGroupSeparatorShown(True)
        field.lineEdit().setTextMargins(px(6), 0, 0, 0)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.valueChanged.connect(on_change)
        return field

    @staticmethod
    def _real(
        low: float, high: float, step: float, value: float, on_change: Callable[[float], None]
    ) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(low, high)
        field.setSingleStep(step)
        field.setDecimals(2)
        field.lineEdit().setTextMargins(px(6), 0, 0, 0)
        field.setValue(value)
        field.setKeyboardTracking(False)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.valueChanged.connect(lambda v: on_change(round(v, 4)))
        return field

    def _on_endpoint(self) -> None:
        text = self._endpoint.text().strip().rstrip("/")
        if text and "://" not in text:
            text = f"https://{text}"
        self._endpoint.setText(text)
        self._settings.update(endpoint=text)

    def _on_threads(self, count: int) -> None:
        self._settings.update(n_threads=count or None)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder for models"))
        if folder:
            self._folder.setText(folder)
            self._settings.update(models_folder=folder)
