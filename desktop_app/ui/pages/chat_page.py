"""The chat: its history, the model that answers, the conversation, and what is written next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.library import chat_choices
from desktop_app.services.states import ModelState
from desktop_app.ui.pages.chat_composer import ChatComposer
from desktop_app.ui.pages.chat_conversation import COLUMN_WIDTH, ConversationView
from desktop_app.ui.pages.chat_find import FindBar
from desktop_app.ui.pages.chat_history import ChatHistory
from desktop_app.ui.pages.chat_model_bar import ModelBar
from desktop_app.ui.pages.chat_scenes import ChatScene
from desktop_app.ui.pages.chat_settings_panel import WIDTH as PANEL_WIDTH
from desktop_app.ui.pages.chat_settings_panel import ChatSettingsPanel
from desktop_app.ui.pages.chat_texts import Scene, derive_composer, derive_retry_text, derive_scene
from desktop_app.ui.side_panels import Sides
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import ErrorBanner, push_button, text_label
from desktop_app.ui.widgets.markdown_blocks import is_safe_link
from desktop_app.ui.widgets.picture import encode_picture
from desktop_app.ui.widgets.questions import ask_to_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.conversation import Conversation
    from desktop_app.domain.errors import Problem
    from desktop_app.services.attachment_service import AttachmentService
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.chat_settings_service import ChatSettingsService
    from desktop_app.services.history_service import HistoryService
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.states import ChatState

_HISTORY_WIDTH, _LEAST_WIDTH = 232, 360  # of the list of chats, and of what is beside it


class ChatPage(QWidget):
    """Shows a `ChatService`.

    Signals:
        page_requested: key of another page that somebody wants to go to.
        better_model_requested: the starter model is not enough; make a better one for this computer.
        graphs_toggled, settings_toggled: whether somebody wants to see them now.
    """

    page_requested = Signal(str)
    better_model_requested = Signal()
    graphs_toggled = Signal(bool)
    settings_toggled = Signal(bool)

    def __init__(
        self,
        *,
        chat: ChatService,
        chat_settings: ChatSettingsService,
        attachments: AttachmentService,
        history: HistoryService,
        library: LibraryService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chat, self._library, self._history = chat, library, history
        self._chat_settings, self._attachments = chat_settings, attachments
        self._wanted_message: int | None = None
        self._chat_id: int | None = None
        self._panel: ChatSettingsPanel | None = None
        self._sides, self.wants_settings, self._wants_history = Sides(), False, True
        self._build()
        self._connect()
        self._add_shortcuts()
        self._show_conversation(chat.conversation)

    def focus_start(self) -> None:
        """Put the focus where a message is written."""
        self.composer.field.setFocus()

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self.history = ChatHistory(self._history)
        self.model_bar = ModelBar()
        self.banner = ErrorBanner()
        self.scene = ChatScene()
        self.conversation = ConversationView()
        self.find_bar = FindBar(self.conversation, lambda: self._chat.conversation.messages)
        self.composer = ChatComposer()
        self._undo_bar = QFrame()
        set_kind(self._undo_bar, "card")
        undo = QHBoxLayout(self._undo_bar)
        undo.setContentsMargins(px(12), px(4), px(4), px(4))
        undo.addWidget(text_label(self.tr("The message was deleted."), "small"), 1)
        self.undo_button = push_button(self.tr("Undo"), kind="link", on_click=self._chat.undo_delete)
        undo.addWidget(self.undo_button)
        self._undo_bar.hide()
        self._notice = text_label("", "small", wrap=True)
        self._notice.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.scene)
        self._middle.addWidget(self.conversation)
        below = QVBoxLayout()
        below.setSpacing(px(8))
        for widget in (self.banner, self._undo_bar, self._notice, self.composer):
            below.addWidget(widget)
        hint = text_label(self.tr("Models make mistakes. Check what matters."), "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below.addWidget(hint)
        centred = QWidget()
        centred.setLayout(below)
        centred.setMaximumWidth(px(COLUMN_WIDTH))
        below.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(px(24), px(4), px(24), px(8))
        row.addStretch(1)
        row.addWidget(centred, 1000)
        row.addStretch(1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.model_bar)
        find = QHBoxLayout()
        find.setContentsMargins(px(24), px(8), px(24), px(8))
        find.addStretch(1)
        self.find_bar.setMaximumWidth(px(COLUMN_WIDTH))
        find.addWidget(self.find_bar, 1000)
        find.addStretch(1)
        column.addLayout(find)
        column.addWidget(self._middle, 1)
        column.addLayout(row)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.history)
        self._splitter.addWidget(centre)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([px(_HISTORY_WIDTH), px(800)])
        self._centre = centre
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    def _connect(self) -> None:
        chat = self._chat
        chat.state_changed.connect(self._show_state)
        chat.conversation_changed.connect(self._show_conversation)
        chat.answer_grew.connect(self.conversation.append)
        chat.not_asked.connect(self._on_not_asked)
        chat.not_edited.connect(self._put_back)
        self.conversation.edit_dropped.connect(self._put_back)
        self._library.models_changed.connect(lambda _models: self._show_state(self._chat.state))
        self.history.new_chosen.connect(self._new_chat)
        self.history.chat_chosen.connect(chat.open_chat)
        self.history.hit_chosen.connect(self._open_hit)
        self.model_bar.model_chosen.connect(self._use_model)
        self.model_bar.unload_chosen.connect(chat.unload_model)
        self.model_bar.find_chosen.connect(lambda: self.page_requested.emit("discover"))
        self.model_bar.history_toggled.connect(self._toggle_history)
        self.model_bar.graphs_toggled.connect(self.graphs_toggled)
        self.scene.prompt_chosen.connect(self._send)
        self.scene.model_chosen.connect(self._use_model)
        self.scene.find_chosen.connect(lambda: self.page_requested.emit("discover"))
        self.scene.better_chosen.connect(self.better_model_requested)
        self.composer.sent.connect(self._send)
        self.composer.stop_pressed.connect(chat.stop)
        self.composer.text_changed.connect(self._on_text)
        self.composer.field.up_pressed.connect(self.conversation.edit_last_question)
        self.find_bar.closed.connect(self.composer.field.setFocus)
        self.composer.files_chosen.connect(self._attachments.add_files)
        self.composer.text_pasted.connect(
            lambda text: self._attachments.add_text(self.tr("Pasted text"), text)
        )
        self.composer.picture_pasted.connect(self._attach_picture)
        self.composer.attachment_removed.connect(self._attachments.remove)
        self._attachments.state_changed.connect(lambda _state: self._show_composer())
        self._attachments.problem_raised.connect(self._show_problem)
        self._chat_settings.problem_raised.connect(self._show_problem)
        self.model_bar.settings_toggled.connect(lambda on: self.show_chat_settings(is_open=on))
        keys = QShortcut(QKeySequence("Ctrl+."), self)
        keys.activated.connect(lambda: self.show_chat_settings(is_open=not self._sides.settings))
        self.conversation.version_chosen.connect(chat.show_version)
        self.conversation.edit_kept.connect(chat.edit)
        self.conversation.delete_chosen.connect(chat.delete_message)
        self.conversation.regenerate_chosen.connect(chat.regenerate)
        self.conversation.continue_chosen.connect(chat.continue_answer)
        self.conversation.link_chosen.connect(self._open_link)

    def _add_shortcuts(self) -> None:
        calls: dict[str, Callable[[], object]] = {
            "Ctrl+R": self._regenerate_last,
            "Ctrl+Shift+C": self.conversation.copy_last_answer,
            "Alt+Left": lambda: self.conversation.step_version(-1),
            "Alt+Right": lambda: self.conversation.step_version(1),
            "Ctrl+F": self._find,
            "F3": lambda: self._find_next(1),
            "Shift+F3": lambda: self._find_next(-1),
        }
        for keys, call in calls.items():
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    # --- what services say ------------------------------------------------------------------------

    def _show_state(self, state: ChatState) -> None:
        models = chat_choices(self._library.models)
        self.model_bar.show_state(state, models)
        scene = derive_scene(state, self._chat.conversation, models)
        self.scene.show_scene(scene, models, state.model.name if state.model else "")
        self._middle.setCurrentWidget(self.conversation if scene is Scene.CONVERSATION else self.scene)
        if not state.is_answering:
            self.conversation.draw_now()
        self.conversation.show_state(state)
        self._show_composer()
        self._notice.setText(state.notice)
        self._notice.setVisible(bool(state.notice))
        self._undo_bar.setVisible(state.can_undo)
        if state.problem is not self.banner.problem:
            retry = derive_retry_text(state)
            self.banner.show_problem(state.problem, [(retry, self._retry)] if retry else [])

    def _show_conversation(self, conversation: Conversation) -> None:
        if conversation.chat_id != self._chat_id:
            is_same = self._chat_id is None and bool(conversation.messages) and not conversation.draft
            self._chat_id = conversation.chat_id
            if not is_same or not self.composer.text:
                self.composer.field.setPlainText(conversation.draft)
                self.composer.field.moveCursor(QTextCursor.MoveOperation.End)
        self.conversation.show_conversation(conversation)
        self.find_bar.refresh()
        self.history.show_open(conversation.chat_id)
        self._show_state(self._chat.state)
        wanted = self._wanted_message
        if wanted is not None:
            self._wanted_message = None
            # a message of another branch: that branch is shown, then the message
            if not self.conversation.go_to(wanted) and conversation.messages:
                self._wanted_message = wanted
                self._chat.show_version(wanted)

    def _show_composer(self) -> None:
        attached = self._attachments.state
        self.composer.show_attachments(attached, self._chat.state.context_used)
        props = derive_composer(self._chat.state, self.composer.text)
        is_held = attached.is_reading or attached.is_unseen
        self.composer.show_props(replace(props, can_send=props.can_send and not is_held))

    def _show_problem(self, problem: Problem) -> None:
        self.banner.show_problem(problem, [(self.tr("OK"), lambda: self.banner.show_problem(None))])

    @property
    def settings_panel(self) -> ChatSettingsPanel:
        """The settings of the chat; made when somebody looks at them first."""
        if self._panel is None:
            self._panel = panel = ChatSettingsPanel(self._chat_settings)
            panel.hide()
            panel.closed.connect(lambda: self.show_chat_settings(is_open=False))
            panel.reload_chosen.connect(self._reload)
            self._splitter.addWidget(panel)
            self._splitter.setStretchFactor(2, 0)
            sizes = self._splitter.sizes()
            self._splitter.setSizes([sizes[0], max(1, sizes[1] - px(PANEL_WIDTH)), px(PANEL_WIDTH)])
        return self._panel

    def show_chat_settings(self, *, is_open: bool) -> None:
        """Show or hide the settings of the chat, with the focus in them or back in the message."""
        self.wants_settings = is_open
        self.place_panels(replace(self._sides, settings=is_open, fills=False))
        self.settings_toggled.emit(is_open)  # whoever knows the room places them again
        if is_open:
            self.settings_panel.focus_start()
        else:
            self.composer.field.setFocus()

    def place_panels(self, sides: Sides) -> None:
        """Show the settings where there is room for them; the buttons say what is shown."""
        self._sides = sides
        if sides.settings or self._panel is not None:
            self.settings_panel.setVisible(sides.settings)
        self._centre.setVisible(not (sides.settings and sides.fills))
        self.model_bar.show_settings_wanted(wanted=sides.settings)
        self.model_bar.show_graphs_wanted(wanted=sides.graphs)
        self._fold_history()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.conversation.drop_edits()  # the composer's text is kept, also over a restart
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_history()

    def _toggle_history(self, is_on: bool) -> None:
        self._wants_history = is_on
        self.history.setVisible(is_on)

    def _fold_history(self) -> None:
        """The list of chats makes room where the window is narrow for its font, and comes back."""
        beside = px(PANEL_WIDTH) if self._sides.settings else 0
        has_room = not self._sides.fills and self.width() >= px(_HISTORY_WIDTH) + px(_LEAST_WIDTH) + beside
        is_shown = self._wants_history and has_room
        self.history.setVisible(is_shown)
        self.model_bar.show_history_shown(is_shown=is_shown)

    def _reload(self) -> None:
        model = self._chat.state.model
        if model is not None:
            self._chat.use_model(model.model_id)

    # --- what people do ---------------------------------------------------------------------------

    def _send(self, text: str) -> None:
        self.conversation.scroll_to_end()
        self._chat.send(text, self._attachments.take())
        self.composer.field.setFocus()

    def _attach_picture(self, image: QImage) -> None:
        self._attachments.add_picture(self.tr("Pasted picture"), *encode_picture(image))

    def _on_not_asked(self, text: str) -> None:
        """What was sent goes back where it was written."""
        self._attachments.give_back()
        self._put_back(text)

    def _put_back(self, text: str) -> None:
        if text:
            self.composer.put_text("\n\n".join(part for part in (text, self.composer.text) if part.strip()))

    def _use_model(self, model_id: str) -> None:
        self._chat.use_model(model_id)
        self.composer.field.setFocus()

    def _new_chat(self) -> None:
        self._chat.new_chat()
        self.composer.field.setFocus()

    def _retry(self) -> None:
        """The way out of a problem: go on with what was cut off, else load the model again."""
        state = self._chat.state
        messages = self._chat.conversation.messages
        if messages and not messages[-1].is_complete:
            self._chat.continue_answer()
        elif state.model_state is ModelState.READY:
            self._chat.regenerate()
        elif state.model is not None:
            self._chat.use_model(state.model.model_id)

    def _regenerate_last(self) -> None:
        messages = self._chat.conversation.messages
        state = self._chat.state
        if messages and not state.is_answering and state.model_state is ModelState.READY:
            self._chat.regenerate(messages[-1].message_id)

    def _find(self) -> None:
        if self._chat.conversation.messages:
            self.find_bar.open_bar()

    def _find_next(self, by: int) -> None:
        if self.find_bar.isHidden():
            self._find()
        else:
            self.find_bar.step(by)

    def _open_hit(self, chat_id: int, message_id: int) -> None:
        if chat_id == self._chat_id and self.conversation.go_to(message_id):
            return
        self._wanted_message = message_id
        self._chat.open_chat(chat_id)

    def _on_text(self) -> None:
        self._show_composer()
        self._chat.keep_draft(self.composer.text)

    def _open_link(self, address: str) -> None:
        if is_safe_link(address) and self.confirm_link(address):
            QDesktopServices.openUrl(QUrl(address))

    def confirm_link(self, address: str) -> bool:
        """Ask whether to open an address that a model wrote."""
        return ask_to_open(self, address)
