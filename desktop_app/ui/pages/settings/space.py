"""What takes space beside the models, and deleting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from desktop_app.domain.space import SpaceItem, SpaceKind
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import Card, clear_layout
from desktop_app.ui.widgets.states import BusyIndicator, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.space_service import SpaceService, SpaceState

_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class SpaceGroup:
    """One kind of things, as it is shown."""

    kind: SpaceKind
    title: str
    text: str
    items: tuple[SpaceItem, ...]

    @property
    def size_bytes(self) -> int:
        return sum(item.size_bytes for item in self.items)

    @property
    def free_items(self) -> tuple[SpaceItem, ...]:
        """What may be deleted."""
        return tuple(item for item in self.items if not item.is_used)


def derive_groups(items: tuple[SpaceItem, ...]) -> tuple[SpaceGroup, ...]:
    """All kinds in a fixed order, also those of which there is nothing."""
    tr = QCoreApplication.translate
    texts = {
        SpaceKind.PARTS: (
            tr("SpaceCard", "Unfinished files"),
            tr(
                "SpaceCard",
                "Downloads and models that were not finished. A job that is deleted here begins anew.",
            ),
        ),
        SpaceKind.SOURCES: (
            tr("SpaceCard", "Original weights"),
            tr("SpaceCard", "Kept for making other types; they are downloaded again when they are needed."),
        ),
        SpaceKind.WINDOWS: (
            tr("SpaceCard", "Weights that pass through"),
            tr("SpaceCard", "Of models that are being made now, or whose making was cut off."),
        ),
        SpaceKind.HEADERS: (
            tr("SpaceCard", "Headers"),
            tr("SpaceCard", "Of models whose fit was looked at; they are read again when they are needed."),
        ),
        SpaceKind.HUB_CACHE: (
            tr("SpaceCard", "Cache of huggingface_hub"),
            tr("SpaceCard", "Filled by other programs on this computer, which use it too."),
        ),
    }
    return tuple(
        SpaceGroup(kind, *texts[kind], tuple(item for item in items if item.kind is kind))
        for kind in SpaceKind
    )


class _GroupRow(QWidget):
    """One kind: what it is, how much, and a button; its things can be unfolded."""

    def __init__(self, kind: SpaceKind, card: SpaceCard) -> None:
        super().__init__()
        self._card, self._kind = card, kind
        self._group: SpaceGroup | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        self._title = text_label("")
        self._text = text_label("", "small", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self._size = text_label("", tabular=True)
        row.addWidget(self._size, 0, Qt.AlignmentFlag.AlignTop)
        self.fold = icon_button("chevron-down", self.tr("Show what it is"), self._toggle)
        self.delete = push_button(self.tr("Delete…"), on_click=self._on_delete)
        row.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(px(16), 0, 0, px(8))
        self._rows.setSpacing(px(2))
        self._list.hide()
        column.addWidget(self._list)

    def show_group(self, group: SpaceGroup, *, is_busy: bool) -> None:
        self._group = group
        self._title.setText(group.title)
        self._text.setText(group.text)
        self._size.setText(fmt.bytes_text(group.size_bytes))
        self.delete.setEnabled(bool(group.free_items) and not is_busy)
        self.delete.setAccessibleName(self.tr("Delete {what}").format(what=group.title))
        self.fold.setEnabled(bool(group.items))
        if not group.items:
            self._list.hide()
        self._fill()

    def _toggle(self) -> None:
        self._list.setVisible(self._list.isHidden())
        self._fill()

    def _fill(self) -> None:
        clear_layout(self._rows)
        if self._list.isHidden() or self._group is None:
            return
        for item in self._group.items[:_MOST_SHOWN]:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(ElidedLabel(item.name, "", Qt.TextElideMode.ElideMiddle), 1)
            if item.is_used:
                row.addWidget(text_label(self.tr("in use"), "small"))
            row.addWidget(text_label(fmt.bytes_text(item.size_bytes), "secondary", tabular=True))
            button = icon_button(
                "trash",
                self.tr("Delete {what}").format(what=item.name),
                lambda item=item: self._card.ask_and_remove((item,)),
            )
            button.setEnabled(not item.is_used)
            row.addWidget(button)
            self._rows.addLayout(row)
        more = len(self._group.items) - _MOST_SHOWN
        if more > 0:
            self._rows.addWidget(text_label(self.tr("and {n} more").format(n=more), "small"))

    def _on_delete(self) -> None:
        if self._group is not None:
            self._card.ask_and_remove(self._group.free_items)


class SpaceCard(Card):
    """Kinds of things with their sizes; what is in use stays, and nothing goes without a question."""

    def __init__(self, *, space: SpaceService, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Disk space"),
            self.tr("What takes space beside your models and chats."),
            parent=parent,
        )
        self._space = space
        self.rows = {kind: _GroupRow(kind, self) for kind in SpaceKind}
        for row in self.rows.values():
            self.body.addWidget(row)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        self.measure_button = push_button(self.tr("Measure again"), "refresh", on_click=space.measure)
        self._busy = BusyIndicator()
        self._total = text_label("", "secondary", tabular=True)
        foot.addWidget(self.measure_button)
        foot.addWidget(self._busy)
        foot.addStretch(1)
        foot.addWidget(self._total)
        self.body.addLayout(foot)
        self._banner = ErrorBanner()
        self.body.addWidget(self._banner)
        space.state_changed.connect(self.show_state)
        self.show_state(space.state)

    def show_state(self, state: SpaceState) -> None:
        for group in derive_groups(state.items):
            self.rows[group.kind].show_group(group, is_busy=state.is_busy)
        self._busy.setVisible(state.is_busy)
        self.measure_button.setEnabled(not state.is_busy)
        total = fmt.bytes_text(sum(item.size_bytes for item in state.items))
        self._total.setText(
            self.tr("{size} in all").format(size=total) if state.is_measured else self.tr("Not measured yet")
        )
        self._banner.show_problem(state.problem)

    def ask_and_remove(self, items: tuple[SpaceItem, ...]) -> None:
        """Delete these when the person agrees."""
        if items and self.confirm(items):
            self._space.remove(items)

    def confirm(self, items: tuple[SpaceItem, ...]) -> bool:
        size = fmt.bytes_text(sum(item.size_bytes for item in items))
        what = items[0].name if len(items) == 1 else self.tr("{n} things").format(n=len(items))
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.window().windowTitle(),
            self.tr("Delete {what}?").format(what=what),
            parent=self,
            informativeText=self.tr("This frees {size}, and cannot be undone.").format(size=size),
        )
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is delete
