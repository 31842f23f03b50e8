"""All keys of the window in one table: what is bound, and what the overview of keys says."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A heading, and (keys in Qt's portable form, what they do) below it."""

    title: str
    keys: tuple[tuple[tuple[str, ...], str], ...]


def key_groups() -> tuple[KeyGroup, ...]:
    """Every key that the window knows, in the language that is shown."""
    tr = QCoreApplication.translate
    return (
        KeyGroup(
            tr("Shortcuts", "Everywhere"),
            (
                (("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"), tr("Shortcuts", "Go to a page")),
                (("Ctrl+N",), tr("Shortcuts", "New chat")),
                (("Ctrl+K",), tr("Shortcuts", "Search models")),
                (("Ctrl+G",), tr("Shortcuts", "Show or hide the graphs")),
                (("Ctrl+,",), tr("Shortcuts", "Settings")),
                (("F11",), tr("Shortcuts", "Full screen")),
                (("F1", "Ctrl+/"), tr("Shortcuts", "These keys")),
                (("Ctrl+Q",), tr("Shortcuts", "Quit")),
            ),
        ),
        KeyGroup(
            tr("Shortcuts", "Discover"),
            (
                (("Return",), tr("Shortcuts", "From the search to the list")),
                (("Ctrl+D",), tr("Shortcuts", "Keep a model as a favourite")),
            ),
        ),
        KeyGroup(
            tr("Shortcuts", "Chat"),
            (
                (("Esc",), tr("Shortcuts", "Stop the answer")),
                (("Ctrl+R",), tr("Shortcuts", "Write the last answer again")),
                (("Ctrl+Shift+C",), tr("Shortcuts", "Copy the last answer")),
                (("Ctrl+.",), tr("Shortcuts", "Settings of this chat")),
                (("Alt+Left", "Alt+Right"), tr("Shortcuts", "Version before, next version")),
                (("Ctrl+F",), tr("Shortcuts", "Find in this chat")),
                (("Shift+F3", "F3"), tr("Shortcuts", "Found message before, next one")),
            ),
        ),
        KeyGroup(
            tr("Shortcuts", "While writing"),
            (
                (("Return",), tr("Shortcuts", "Send")),
                (("Shift+Return",), tr("Shortcuts", "New line")),
                (("Up",), tr("Shortcuts", "In an empty field: change the last question")),
                (("Ctrl+Return",), tr("Shortcuts", "Keep a changed message")),
            ),
        ),
        KeyGroup(
            tr("Shortcuts", "List of chats"),
            (
                (("F2",), tr("Shortcuts", "Rename")),
                (("Del",), tr("Shortcuts", "Delete, with undo")),
                (("Menu",), tr("Shortcuts", "Pin, move, export")),
            ),
        ),
        KeyGroup(
            tr("Shortcuts", "Library"),
            (
                (("Return",), tr("Shortcuts", "Chat with the model")),
                (("F2",), tr("Shortcuts", "Rename")),
                (("Ctrl+T",), tr("Shortcuts", "Tags")),
                (("Del",), tr("Shortcuts", "Remove, after a question")),
                (("Ctrl+F",), tr("Shortcuts", "Search your models")),
                (("F5",), tr("Shortcuts", "Look at the disk again")),
                (("Menu",), tr("Shortcuts", "Check, copy the path, open the folder")),
            ),
        ),
    )
