"""What can be done with models of the library, as a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.library import LibraryModel, ModelKind
from desktop_app.ui.theme import current_tokens, icon


def _tr(text: str) -> str:
    return QCoreApplication.translate("library", text)


def model_menu(
    parent: QWidget, models: tuple[LibraryModel, ...], on_action: Callable[[str], object]
) -> QMenu:
    """A menu for these models; `on_action` gets the actions of `LibraryPanel` and "path"."""
    only = models[0] if len(models) == 1 else None
    is_checkpoint = only is not None and only.kind is ModelKind.CHECKPOINT
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    tokens = current_tokens()

    def add(text: str, action: str, name: str, keys: str = "") -> None:
        picture = icon(name, tokens.text_muted, tokens.text_disabled)
        made = menu.addAction(picture, f"{text}\t{keys}" if keys else text)
        made.triggered.connect(lambda: on_action(action))

    if only is not None and only.can_chat:
        add(_tr("Chat"), "use", "chat", _tr("Enter"))
    if only is not None and is_checkpoint and not only.is_missing:
        add(_tr("Make a model of it"), "use", "anvil", _tr("Enter"))
    if only is not None and only.is_missing and not is_checkpoint:
        add(_tr("Find the file…"), "locate", "search", _tr("Enter"))
    if only is not None:
        add(_tr("Rename"), "rename", "edit", "F2")
    add(_tr("Tags…"), "tags", "tag", "Ctrl+T")
    if any(not m.is_missing or m.missing_parts for m in models):
        add(_tr("Check the files"), "check", "check-circle")
    menu.addSeparator()
    if only is not None:
        add(_tr("Open its folder"), "folder", "folder")
    add(_tr("Copy the path"), "path", "copy")
    menu.addSeparator()
    add(_tr("Remove…"), "remove", "trash", _tr("Del"))
    return menu
