"""Questions of the library: which tags, what to remove."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.added_files import AddedFiles
from desktop_app.domain.errors import Problem
from desktop_app.domain.library import MOST_TAG_CHARACTERS, LibraryModel, clean_tag
from desktop_app.ui import format as fmt
from desktop_app.ui.pages.library_texts import origin_name
from desktop_app.ui.theme import px
from desktop_app.ui.translation import words
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label


def _tr(text: str) -> str:
    return QCoreApplication.translate("library", text)


class Removal(StrEnum):
    """What a person answered."""

    KEEP = "keep"
    FORGET = "forget"
    DELETE = "delete"


def ask_removal(parent: QWidget, models: tuple[LibraryModel, ...]) -> Removal:
    """What is to happen; the safe answer is the one that Enter and Esc give.

    Files of other apps, the starter model's, and files that are not there cannot be deleted from here.
    """
    deletable = tuple(m for m in models if m.is_ours and (not m.is_missing or m.missing_parts))
    title = (
        _tr("Remove {name}?").format(name=models[0].name)
        if len(models) == 1
        else _tr("Remove {n} models?").format(n=len(models))
    )
    box = QMessageBox(QMessageBox.Icon.Question, _tr("Remove models"), title, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("\n".join(_removal_text(models, deletable)))
    keep = box.addButton(_tr("Keep"), QMessageBox.ButtonRole.RejectRole)
    forget = box.addButton(_tr("Take off the list"), QMessageBox.ButtonRole.AcceptRole)
    delete = None
    if len(deletable) == len(models):
        text = _tr("Delete the file") if len(models) == 1 else _tr("Delete the files")
        delete = box.addButton(text, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    clicked = box.clickedButton()
    if delete is not None and clicked is delete:
        return Removal.DELETE
    return Removal.FORGET if clicked is forget else Removal.KEEP


def _removal_text(models: tuple[LibraryModel, ...], deletable: tuple[LibraryModel, ...]) -> Iterable[str]:
    yield _tr("Taking it off the list leaves its file where it is, and can be undone.")
    others = [m for m in models if m.app]
    if others:
        yield _tr("The file belongs to {app}; only that app deletes it.").format(app=origin_name(others[0]))
    elif len(deletable) == len(models):
        size = fmt.bytes_text(sum(m.size_bytes for m in deletable))
        yield _tr("Deleting frees {size} and cannot be undone:").format(size=size)
        yield from (m.path for m in deletable[:3])
        if len(deletable) > 3:
            yield _tr("and {n} more").format(n=len(deletable) - 3)


def file_filters() -> str:
    """For dialogs that choose models; some apps' files have no ending."""
    return ";;".join((_tr("GGUF models (*.gguf)"), _tr("All files (*)")))


def problems_of(added: AddedFiles) -> Problem | None:
    """What is wrong with files that a person gave, as one problem; None when nothing is."""
    if len(added.problems) < 2:
        return added.problems[0] if added.problems else None
    n_all = len(added.problems) + len(added.models)
    lines = [f"{words(p.what)} {words(p.why)}" for p in added.problems]
    return Problem(
        added.problems[0].kind,
        _tr("{n} of {all} files were not added.").format(n=len(added.problems), all=n_all),
        lines[0],
        words(added.problems[0].next_step),
        detail="\n".join(lines),
    )


class TagDialog(QDialog):
    """All tags with a mark at those of the models; a new one is typed.

    Args:
        models: whose tags are changed, together.
        known: every tag of the library.
    """

    def __init__(
        self, models: tuple[LibraryModel, ...], known: Iterable[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tags"))
        self.setMinimumWidth(px(320))
        name = models[0].name if len(models) == 1 else self.tr("{n} models").format(n=len(models))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("New tag"))
        self.field.setAccessibleName(self.tr("New tag"))
        self.field.setMaxLength(MOST_TAG_CHARACTERS)
        self.add_button = push_button(self.tr("Add"), on_click=self._add)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Tags"))
        for tag in sorted({*known, *(t for m in models for t in m.tags)}, key=str.casefold):
            count = sum(tag in m.tags for m in models)
            state = Qt.CheckState.PartiallyChecked
            if count in (0, len(models)):
                state = Qt.CheckState.Checked if count else Qt.CheckState.Unchecked
            self._insert(tag, state)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.add_button)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(px(12))
        column.addWidget(text_label(name, "strong", wrap=True))
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.field.setFocus()

    def changes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Tags that all the models are to have, and tags that none is to have."""
        items = [self.list.item(n) for n in range(self.list.count())]
        return (
            tuple(i.text() for i in items if i.checkState() is Qt.CheckState.Checked),
            tuple(i.text() for i in items if i.checkState() is Qt.CheckState.Unchecked),
        )

    def accept(self) -> None:
        self._add()  # what was typed and not added yet is meant, too
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.field.hasFocus() and self.field.text().strip():
            self._add()
            return
        super().keyPressEvent(event)

    def _add(self) -> None:
        tag = clean_tag(self.field.text())
        self.field.clear()
        if not tag:
            return
        there = [self.list.item(n) for n in range(self.list.count())]
        same = next((item for item in there if item.text().casefold() == tag.casefold()), None)
        if same is None:
            same = self._insert(tag, Qt.CheckState.Checked)
        same.setCheckState(Qt.CheckState.Checked)
        self.list.setCurrentItem(same)

    def _insert(self, tag: str, state: Qt.CheckState) -> QListWidgetItem:
        item = QListWidgetItem(tag, self.list)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(state)
        return item
