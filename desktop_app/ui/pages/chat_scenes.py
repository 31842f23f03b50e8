"""What the chat page shows while there is no conversation: what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.pages.chat_texts import Scene, model_label
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import BusyIndicator, IconLabel, clear_layout, push_button, text_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.library import LibraryModel

_WIDTH = 520
_OFFERED_MODELS = 4


class ChatScene(QScrollArea):
    """One of the scenes before the first message.

    Signals:
        prompt_chosen: a text to send.
        model_chosen: id of a model to load.
        find_chosen: somebody wants to find a model.
        better_chosen: somebody wants to make a better model for this computer.
    """

    prompt_chosen = Signal(str)
    model_chosen = Signal(str)
    find_chosen = Signal()
    better_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown: tuple[object, ...] = ()
        holder = QWidget()
        set_kind(holder, "clear")
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(px(24), px(24), px(24), px(24))
        content = QWidget()
        content.setMaximumWidth(px(_WIDTH))
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(8))
        outer.addStretch(1)
        outer.addWidget(content, 1000)
        outer.addStretch(1)
        self.setWidget(holder)

    def show_scene(self, scene: Scene, models: tuple[LibraryModel, ...], name: str) -> None:
        """Show a scene; `name` is that of the model in use."""
        offered = tuple(m for m in models if not m.is_missing)[:_OFFERED_MODELS]
        wanted = (scene, offered if scene is Scene.CHOOSE_MODEL else (), name)
        if wanted == self._shown or scene is Scene.CONVERSATION:
            return
        self._shown = wanted
        clear_layout(self._column)
        self._column.addStretch(2)
        build: dict[Scene, Callable[[], None]] = {
            Scene.NO_MODELS: self._no_models,
            Scene.CHOOSE_MODEL: lambda: self._choose(offered),
            Scene.LOADING: lambda: self._loading(name),
            Scene.STARTER: lambda: self._prompts(name, is_starter=True),
            Scene.READY: lambda: self._prompts(name, is_starter=False),
        }
        build[scene]()
        self._column.addStretch(3)

    def _head(self, icon: str, title: str, text: str) -> None:
        self._column.addWidget(IconLabel(icon, "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(px(4))
        for words, kind in ((title, "heading"), (text, "secondary")):
            label = text_label(words, kind, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMinimumWidth(px(_WIDTH) // 2)  # else room is kept for one word on each line
            self._column.addWidget(label)
        self._column.addSpacing(px(16))

    def _no_models(self) -> None:
        self._head(
            "anvil",
            self.tr("A model of your own"),
            self.tr("Find one that fits this computer, choose the bits, and chat with it. It stays here."),
        )
        button = push_button(self.tr("Find a model"), "discover", "primary", self.find_chosen.emit)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _choose(self, models: tuple[LibraryModel, ...]) -> None:
        self._head(
            "chat",
            self.tr("Which model should answer?"),
            self.tr("These are on this computer. Loading one takes a few seconds."),
        )
        for model in models:
            text = f"{model_label(model)}   ·   {fmt.bytes_text(model.size_bytes)}"
            button = push_button(text, "play", "suggestion")
            button.clicked.connect(
                lambda _on=False, model_id=model.model_id: self.model_chosen.emit(model_id)
            )
            self._column.addWidget(button)
        button = push_button(self.tr("Find another model"), "discover", "ghost", self.find_chosen.emit)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _loading(self, name: str) -> None:
        self._column.addWidget(BusyIndicator(self.tr("Loading"), 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(px(8))
        label = text_label(self.tr("Loading {name}").format(name=name), "title", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(label)
        hint = text_label(self.tr("You can write your first message already."), "secondary", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(hint)

    def _prompts(self, name: str, *, is_starter: bool) -> None:
        if is_starter:
            text = self.tr(
                "This is a small model that came with Bitsmith. It answers at once, on this computer, "
                "and it makes mistakes. A larger one answers better."
            )
        else:
            text = self.tr("It runs on this computer. Nothing that you write leaves it.")
        self._head("chat", self.tr("Chat with {name}").format(name=name), text)
        prompts = (
            self.tr("Say hello and tell me what you can do."),
            self.tr("Explain in three sentences why the sky is blue."),
            self.tr("Write a short Python function that reverses a list."),
        )
        for prompt in prompts:
            button = push_button(prompt, kind="suggestion")
            button.clicked.connect(lambda _on=False, words=prompt: self.prompt_chosen.emit(words))
            self._column.addWidget(button)
        if is_starter:
            self._column.addSpacing(px(12))
            better = push_button(
                self.tr("Make a better one for this computer"), "anvil", "primary", self.better_chosen.emit
            )
            self._column.addWidget(better, 0, Qt.AlignmentFlag.AlignHCenter)
