"""The settings of the open chat, beside it: what it says, how it answers, how its model is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.chat import FlashAttention
from desktop_app.ui.pages.chat_settings_fields import (
    AdaptersField,
    ChoiceField,
    Fold,
    NumberField,
    SettingField,
    SettingRow,
    SwitchField,
    TextField,
    lines_to_stops,
    stops_to_lines,
)
from desktop_app.ui.pages.chat_settings_texts import derive_fit_note
from desktop_app.ui.theme import px, set_icon, set_kind
from desktop_app.ui.widgets import BusyIndicator, icon_button, push_button, text_label
from desktop_app.ui.widgets.layout import ScrollBody, line

if TYPE_CHECKING:
    from desktop_app.domain.chat_settings import Preset
    from desktop_app.services.chat_settings_service import ChatSettingsService, ChatSettingsState

WIDTH = 344


class ChatSettingsPanel(QFrame):
    """Shows a `ChatSettingsService`.

    Signals:
        closed: the panel is not wanted any more.
        reload_chosen: the model shall be loaded again with the settings of the chat.
    """

    closed = Signal()
    reload_chosen = Signal()

    def __init__(self, settings: ChatSettingsService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "panel")
        self._settings = settings
        self.rows: dict[str, SettingRow] = {}
        self.setMinimumWidth(px(304))
        self.setAccessibleName(self.tr("Settings of this chat"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        outer.addWidget(line())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = ScrollBody()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(16))
        self._answers()
        self._column.addWidget(line())
        self._format()
        self._column.addWidget(line())
        self._model()
        self._column.addStretch(1)
        self._scroll.setWidget(body)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._foot())
        settings.state_changed.connect(self.show_state)
        self.show_state(settings.state)

    def sizeHint(self) -> QSize:
        return QSize(px(WIDTH), super().sizeHint().height())

    def focus_start(self) -> None:
        """Put the focus on the first setting."""
        self.rows["system_prompt"].field.setFocus()

    # --- building ---------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(8), px(8), px(8))
        row.setSpacing(px(8))
        row.addWidget(text_label(self.tr("Chat settings"), "strong"), 1)
        self.presets = QToolButton()
        set_kind(self.presets, "outline")
        self.presets.setText(self.tr("Presets"))
        set_icon(self.presets, "chevron-down", "text_muted")
        self.presets.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.presets.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.presets.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.presets.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presets.setAccessibleName(self.tr("Presets"))
        self._menu = QMenu(self.presets)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.aboutToShow.connect(self.fill_menu)
        self.presets.setMenu(self._menu)
        row.addWidget(self.presets)
        row.addWidget(icon_button("close", self.tr("Close the settings (Ctrl+.)"), self.closed.emit))
        return row

    def _answers(self) -> None:
        add, column = self._add, self._column
        add(
            column,
            "system_prompt",
            self.tr("System prompt"),
            self.tr("Said to the model before the chat: who it is and how it should answer."),
            TextField(96, self.tr("You are a helpful assistant.")),
        )
        add(
            column,
            "temperature",
            self.tr("Temperature"),
            self.tr("0 always takes the likeliest word; higher is more varied."),
            NumberField(0, 5, 0.05),
        )
        add(
            column,
            "top_p",
            self.tr("Top-p"),
            self.tr("Chooses among the likeliest words that make up this share."),
            NumberField(0, 1, 0.01),
        )
        add(
            column,
            "max_tokens",
            self.tr("Longest answer"),
            self.tr("In tokens; without a limit the model ends by itself."),
            NumberField(0, 1 << 20, 64, self.tr("No limit")),
        )
        self.more = Fold(self.tr("More about answers"))
        column.addWidget(self.more)
        body = self.more.body
        for name, caption, text, field in (
            (
                "top_k",
                self.tr("Top-k"),
                self.tr("Chooses among this many of the likeliest words."),
                NumberField(0, 1000, 1, self.tr("No limit")),
            ),
            (
                "min_p",
                self.tr("Min-p"),
                self.tr("Leaves out words less likely than this share of the likeliest."),
                NumberField(0, 1, 0.01),
            ),
            (
                "repeat_penalty",
                self.tr("Repeat penalty"),
                self.tr("Above 1 makes words of the last 64 less likely."),
                NumberField(0.5, 2, 0.05),
            ),
            (
                "presence_penalty",
                self.tr("Presence penalty"),
                self.tr("Above 0 makes words less likely that occurred at all."),
                NumberField(-2, 2, 0.1),
            ),
            (
                "frequency_penalty",
                self.tr("Frequency penalty"),
                self.tr("Above 0 makes words less likely the more often they occurred."),
                NumberField(-2, 2, 0.1),
            ),
            (
                "seed",
                self.tr("Seed"),
                self.tr("The same seed gives the same answer."),
                NumberField(-1, (1 << 31) - 1, 1, self.tr("New each time")),
            ),
            (
                "stop",
                self.tr("Stop texts"),
                self.tr("An answer ends before any of these; one a line, \\n is a line break."),
                TextField(64, reads=lines_to_stops, writes=stops_to_lines),
            ),
            (
                "speculates",
                self.tr("Guess ahead"),
                self.tr("Repeated passages are written faster where that pays; answers stay the same."),
                SwitchField(),
            ),
        ):
            add(body, name, caption, text, field)

    def _format(self) -> None:
        self.format = Fold(self.tr("Form of the answer"))
        self._column.addWidget(self.format)
        body = self.format.body
        self._add(
            body,
            "json_schema",
            self.tr("JSON schema"),
            self.tr("The answer is JSON of this schema, whatever the model would like."),
            TextField(112, '{"type": "object", …}'),
        )
        self._add(
            body,
            "grammar",
            self.tr("Grammar (GBNF)"),
            self.tr("Only what the grammar allows can be written; its first rule is root."),
            TextField(112, 'root ::= "yes" | "no"'),
        )
        self._grammar_problem = text_label("", "danger", wrap=True)
        body.addWidget(self._grammar_problem)

    def _model(self) -> None:
        add, column = self._add, self._column
        head = QVBoxLayout()
        head.setSpacing(px(2))
        head.addWidget(text_label(self.tr("Model in memory"), "strong"))
        head.addWidget(
            text_label(self.tr("These take effect when the model is loaded again."), "small", wrap=True)
        )
        column.addLayout(head)
        add(
            column,
            "n_ctx",
            self.tr("Context"),
            self.tr("Tokens that the model holds at once; more takes more memory."),
            NumberField(0, 1 << 20, 1024, self.tr("All it can")),
        )
        types = (
            ("f16", self.tr("16 bits")),
            ("q8_0", self.tr("8 bits")),
            ("q4_0", self.tr("4 bits")),
        )
        add(
            column,
            "kv_type",
            self.tr("Memory of the context"),
            self.tr("8 bits take half, 4 bits a quarter, and remember less exactly."),
            ChoiceField(types),
        )
        self.expert = Fold(self.tr("Expert settings"))
        column.addWidget(self.expert)
        body = self.expert.body
        flash = (
            (FlashAttention.AUTO, self.tr("Automatic")),
            (FlashAttention.ON, self.tr("On")),
            (FlashAttention.OFF, self.tr("Off")),
        )
        for name, caption, text, field in (
            (
                "fits_memory",
                self.tr("Fit to free memory"),
                self.tr("Lowers GPU layers, bits and context until everything fits."),
                SwitchField(),
            ),
            (
                "n_gpu_layers",
                self.tr("Layers on the GPU"),
                self.tr("More are faster and take its memory."),
                NumberField(-1, 1000, 1, self.tr("All")),
            ),
            (
                "v_type",
                self.tr("Memory of the values"),
                self.tr("The half of the context's memory that bears fewer bits better."),
                ChoiceField((("", self.tr("As above")), *types)),
            ),
            (
                "flash_attention",
                self.tr("Flash attention"),
                self.tr("Faster and smaller where the processor or GPU can do it."),
                ChoiceField(flash),
            ),
            (
                "n_threads",
                self.tr("Threads"),
                self.tr("Processor cores that answer; more than there are is slower."),
                NumberField(0, 256, 1, self.tr("Automatic")),
            ),
            (
                "n_ubatch",
                self.tr("Prompt tokens at once"),
                self.tr("Larger reads long prompts faster and takes more memory."),
                NumberField(32, 4096, 32),
            ),
            (
                "use_mmap",
                self.tr("Map the file"),
                self.tr("Starts at once and shares memory; off reads all of it first."),
                SwitchField(),
            ),
            (
                "adapters",
                self.tr("Adapters (LoRA)"),
                self.tr("Change the model's behaviour; 1 is as trained, 0 is off."),
                AdaptersField(),
            ),
        ):
            add(body, name, caption, text, field)

    def _foot(self) -> QWidget:
        self._note = QFrame()
        column = QVBoxLayout(self._note)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        inner = QVBoxLayout()
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self._busy = BusyIndicator(self.tr("Asking the engine"), 16)
        self.fit_text = text_label("", "small", wrap=True)
        row.addWidget(self._busy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fit_text, 1)
        inner.addLayout(row)
        self.apply = push_button(
            self.tr("Load again with these settings"), "refresh", on_click=self.reload_chosen.emit
        )
        inner.addWidget(self.apply)
        column.addLayout(inner)
        return self._note

    def _add(self, column: QVBoxLayout, name: str, caption: str, text: str, field: SettingField) -> None:
        settings = self._settings
        row = SettingRow(caption, text, field, lambda: self._reset(name))
        field.changed.connect(lambda value: settings.change(name, value))
        self.rows[name] = row
        column.addWidget(row)

    # --- showing ----------------------------------------------------------------------------------

    def show_state(self, state: ChatSettingsState) -> None:
        for name, row in self.rows.items():
            row.show_value(self._settings.value_of(name), is_own=getattr(state.own, name) is not None)
        problem = state.grammar_problem
        self._grammar_problem.setText(problem.text() if problem else "")
        self._grammar_problem.setVisible(problem is not None)
        if problem is not None:
            self.format.unfold(is_open=True)
        note = derive_fit_note(state)
        self._note.setVisible(state.needs_reload)
        self._busy.setVisible(note.is_busy)
        self.fit_text.setText(note.text)
        set_kind(self.fit_text, "danger" if note.tone == "danger" else "small")
        self.apply.setEnabled(note.can_apply)

    def _reset(self, name: str) -> None:
        self._settings.reset(name)
        self.rows[name].field.setFocus()

    # --- presets ----------------------------------------------------------------------------------

    def fill_menu(self) -> QMenu:
        """Presets to put on, and what can be done with them."""
        menu, state = self._menu, self._settings.state
        menu.clear()
        for preset in state.presets:
            action = menu.addAction(_plain(preset.name))
            action.triggered.connect(
                lambda _on=False, number=preset.preset_id: self._settings.apply_preset(number)
            )
        if state.presets:
            menu.addSeparator()
        save = menu.addAction(self.tr("Save as a preset…"), self._save)
        save.setEnabled(bool(state.own.changed))
        if state.presets:
            rename, delete = menu.addMenu(self.tr("Rename")), menu.addMenu(self.tr("Delete"))
            for preset in state.presets:
                rename.addAction(_plain(preset.name)).triggered.connect(
                    lambda _on=False, chosen=preset: self._rename(chosen)
                )
                delete.addAction(_plain(preset.name)).triggered.connect(
                    lambda _on=False, number=preset.preset_id: self._settings.delete_preset(number)
                )
        menu.addSeparator()
        reset = menu.addAction(self.tr("All back to the defaults"), self._settings.reset_all)
        reset.setEnabled(bool(state.own.changed))
        return menu

    def _save(self) -> None:
        name = self.ask_name("")
        if name:
            self._settings.save_preset(name)

    def _rename(self, preset: Preset) -> None:
        name = self.ask_name(preset.name)
        if name:
            self._settings.rename_preset(preset.preset_id, name)

    def ask_name(self, name: str) -> str:
        """Ask for a preset's name; empty when nothing shall happen."""
        text, done = QInputDialog.getText(self, self.tr("Preset"), self.tr("Name of the preset"), text=name)
        return text.strip() if done else ""


def _plain(name: str) -> str:
    return name.replace("&", "&&")
