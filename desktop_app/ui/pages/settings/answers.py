"""How a model answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.ui.pages.settings.fields import SettingsCard, real_field, whole_field
from desktop_app.ui.theme import px

if TYPE_CHECKING:
    from desktop_app.services.settings_service import SettingsService


class AnswersCard(SettingsCard):
    """How a model answers."""

    def __init__(self, *, settings: SettingsService, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Answers"), self.tr("For all chats, from the next answer on."), parent=parent
        )
        self._settings = settings
        now = self._settings.settings.generation
        self.system_prompt = QPlainTextEdit(self._settings.settings.system_prompt)
        self.system_prompt.setTabChangesFocus(True)
        self.system_prompt.setMaximumHeight(px(88))
        self.system_prompt.textChanged.connect(
            lambda: self._settings.update(system_prompt=self.system_prompt.toPlainText())
        )
        self.add_row(
            self.tr("System prompt"),
            self.tr("Said to the model before each chat: who it is and how it should answer."),
            self.system_prompt,
        )
        update = self._settings.update_generation
        for caption, text, field in (
            (
                self.tr("Temperature"),
                self.tr("0 always takes the likeliest word; higher is more varied."),
                real_field(0, 2, 0.05, now.temperature, lambda v: update(temperature=v)),
            ),
            (
                self.tr("Top-k"),
                self.tr("Chooses among this many of the likeliest words; 0 is no limit."),
                whole_field(0, 1000, now.top_k, lambda n: update(top_k=n)),
            ),
            (
                self.tr("Top-p"),
                self.tr("Chooses among the likeliest words that make up this share."),
                real_field(0, 1, 0.01, now.top_p, lambda v: update(top_p=v)),
            ),
            (
                self.tr("Min-p"),
                self.tr("Leaves out words that are less likely than this share of the likeliest."),
                real_field(0, 1, 0.01, now.min_p, lambda v: update(min_p=v)),
            ),
            (
                self.tr("Repeat penalty"),
                self.tr("Above 1 makes repeated words less likely."),
                real_field(0.5, 2, 0.05, now.repeat_penalty, lambda v: update(repeat_penalty=v)),
            ),
            (
                self.tr("Longest answer"),
                self.tr("In tokens; 0 stops at the model's own end."),
                whole_field(0, 1 << 20, now.max_tokens or 0, lambda n: update(max_tokens=n or None)),
            ),
            (
                self.tr("Seed"),
                self.tr("The same seed gives the same answer; -1 is a new one each time."),
                whole_field(
                    -1,
                    (1 << 31) - 1,
                    -1 if now.seed is None else now.seed,
                    lambda n: update(seed=None if n < 0 else n),
                ),
            ),
        ):
            self.add_row(caption, text, field)
