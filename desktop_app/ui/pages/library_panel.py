"""Everything about the chosen model beside the list, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.library import LibraryModel, ModelKind
from desktop_app.ui import format as fmt
from desktop_app.ui.pages.library_texts import (
    derive_check_text,
    derive_missing,
    derive_missing_mark,
    derive_rows,
    kind_name,
)
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.translation import words
from desktop_app.ui.widgets.activity import ActivityLine
from desktop_app.ui.widgets.badge import Badge, verdict_look
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.fit_table import speed_text
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.layout import ScrollBody, clear_layout, line

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobProgress
    from desktop_app.domain.model_check import ModelCheck


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is selected, with what is known of the one model, if it is one."""

    models: tuple[LibraryModel, ...] = ()
    fit: FitRow | None = None
    fit_problem: Problem | None = None
    check: ModelCheck | None = None
    check_problem: Problem | None = None
    is_checking: bool = False
    waits_for_check: bool = False
    check_progress: JobProgress | None = None
    is_loaded: bool = False
    n_copies: int = 0
    quality: str = ""


class LibraryPanel(QFrame):
    """Buttons only say what is wanted; the page does it.

    Signals:
        action_wanted: "use", "rename", "tags", "check", "stop_check", "folder", "locate", "remove",
            "duplicates".
        tag_chosen: a tag that was clicked: show the models that have it.
    """

    action_wanted = Signal(str)
    tag_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "panel")
        self.setMinimumWidth(px(264))
        self._shown: Chosen | None = None
        body = ScrollBody()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(12))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._build()
        self.show_chosen(Chosen())

    def _build(self) -> None:
        self._title = text_label("", "title", wrap=True)
        self._about = text_label("", "secondary", wrap=True)
        self._missing_badge = Badge("", "alert", "warning")
        self._missing = text_label("", wrap=True)
        self.use_button = push_button("", "chat", "primary", lambda: self.action_wanted.emit("use"))
        self.locate_button = push_button(
            self.tr("Find the file…"), "search", "primary", lambda: self.action_wanted.emit("locate")
        )
        tools = QHBoxLayout()
        tools.setSpacing(px(4))
        self.tools: dict[str, QWidget] = {}
        for key, icon, name in (
            ("rename", "edit", self.tr("Rename (F2)")),
            ("tags", "tag", self.tr("Tags… (Ctrl+T)")),
            ("check", "check-circle", self.tr("Check the files")),
            ("folder", "folder", self.tr("Open its folder")),
            ("remove", "trash", self.tr("Remove… (Del)")),
        ):
            self.tools[key] = icon_button(icon, name, lambda key=key: self.action_wanted.emit(key))
            tools.addWidget(self.tools[key])
        tools.addStretch(1)
        self._tags = QVBoxLayout()
        self._tags.setSpacing(px(4))
        self._fit = QWidget()
        fit = QVBoxLayout(self._fit)
        fit.setContentsMargins(0, 0, 0, 0)
        fit.setSpacing(px(4))
        fit.addWidget(text_label(self.tr("On this computer"), "smallmuted"))
        self._verdict = Badge()
        self._fit_text = text_label("", wrap=True)
        self._fit_more = text_label("", "small", wrap=True)
        for widget in (self._verdict, self._fit_text, self._fit_more):
            fit.addWidget(widget)
        self._copies = QWidget()
        copies = QVBoxLayout(self._copies)
        copies.setContentsMargins(0, 0, 0, 0)
        copies.setSpacing(px(4))
        self._copies_text = text_label("", wrap=True)
        copies.addWidget(self._copies_text)
        copies.addWidget(
            push_button(
                self.tr("Show the copies"),
                kind="link",
                on_click=lambda: self.action_wanted.emit("duplicates"),
            )
        )
        self._check = QWidget()
        check = QVBoxLayout(self._check)
        check.setContentsMargins(0, 0, 0, 0)
        check.setSpacing(px(4))
        check.addWidget(text_label(self.tr("Check of the files"), "smallmuted"))
        self._check_badge = Badge()
        self._check_text = text_label("", wrap=True)
        self.check_work = ActivityLine(
            self.tr("Stop checking"), lambda: self.action_wanted.emit("stop_check")
        )
        for widget in (self._check_badge, self._check_text, self.check_work):
            check.addWidget(widget)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(px(6))
        self._form.setHorizontalSpacing(px(12))
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = self._column
        for widget in (self._title, self._about, self._missing_badge, self._missing):
            column.addWidget(widget)
        column.addWidget(self.use_button)
        column.addWidget(self.locate_button)
        column.addLayout(tools)
        column.addLayout(self._tags)
        for widget in (self._fit, self._copies, self._check, line()):
            column.addWidget(widget)
        column.addLayout(self._form)
        column.addStretch(1)

    def show_chosen(self, chosen: Chosen) -> None:
        """Show one model with all that is known, or how many are selected."""
        before, self._shown = self._shown, chosen
        if chosen == before:
            return
        model = chosen.models[0] if len(chosen.models) == 1 else None
        self.setVisible(bool(chosen.models))
        if not chosen.models:
            return
        self._show_head(chosen, model)
        self._show_fit(chosen, model)
        self._show_check(chosen, model)
        self._copies.setVisible(model is not None and chosen.n_copies > 1)
        self._copies_text.setText(self.tr("The same content is here {n} times.").format(n=chosen.n_copies))
        if before is None or before.models != chosen.models:
            self._show_rows(model)

    def _show_head(self, chosen: Chosen, model: LibraryModel | None) -> None:
        if model is None:
            size = fmt.bytes_text(sum(m.size_bytes for m in chosen.models if not m.is_missing))
            self._title.setText(self.tr("{n} models").format(n=len(chosen.models)))
            self._about.setText(size)
        else:
            self._title.setText(model.name)
            self._about.setText(kind_name(model.kind))
        self._about.setVisible(model is None or model.kind is not ModelKind.MODEL)
        is_missing = model is not None and model.is_missing
        self._missing_badge.setVisible(is_missing)
        self._missing.setVisible(is_missing)
        if model is not None and is_missing:
            self._missing_badge.show_badge(derive_missing_mark(model), "alert", "warning")
            self._missing.setText(derive_missing(model))
        can_make = model is not None and model.kind is ModelKind.CHECKPOINT and not is_missing
        self.use_button.setVisible(can_make or (model is not None and model.can_chat))
        self.use_button.setText(self.tr("Make a model of it") if can_make else self.tr("Chat"))
        self.locate_button.setVisible(
            is_missing and model is not None and model.kind is not ModelKind.CHECKPOINT
        )
        for key in ("rename", "folder"):
            self.tools[key].setVisible(model is not None)
        self.tools["check"].setEnabled(any(not m.is_missing or m.missing_parts for m in chosen.models))

    def _show_rows(self, model: LibraryModel | None) -> None:
        clear_layout(self._tags)
        while self._form.rowCount():
            self._form.removeRow(0)
        if model is None:
            return
        for tag in model.tags:
            button = push_button(tag, kind="compact", on_click=lambda tag=tag: self.tag_chosen.emit(tag))
            button.setAccessibleName(self.tr("Show models with the tag {tag}").format(tag=tag))
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self._tags.addLayout(row)
        for caption, value in derive_rows(model):
            label = text_label(_breakable(value), wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setAccessibleName(f"{caption}: {value}")
            name = text_label(caption, "small", wrap=True)
            name.setFixedWidth(px(88))
            self._form.addRow(name, label)

    def _show_fit(self, chosen: Chosen, model: LibraryModel | None) -> None:
        fit, problem = chosen.fit, chosen.fit_problem
        self._fit.setVisible(model is not None and (fit is not None or problem is not None))
        more = ""
        if chosen.is_loaded:
            self._verdict.show_badge(self.tr("Loaded"), "play", "accent")
        elif fit is not None:
            self._verdict.show_badge(*verdict_look(fit.verdict))
        else:
            self._verdict.show_badge(self.tr("Not known"), "info", "neutral")
        if fit is not None:
            self._fit_text.setText("" if chosen.is_loaded else words(fit.reason))
            parts = [self.tr("with {n} tokens of context").format(n=fmt.number_text(fit.n_ctx))]
            if fit.speed is not None:
                parts.append(speed_text(fit.speed))
            more = self.tr("Memory: weights {weights}, context {kv}, rest {rest}; {more}.").format(
                weights=fmt.bytes_text(fit.ram.weights_bytes + fit.vram.weights_bytes),
                kv=fmt.bytes_text(fit.ram.kv_bytes + fit.vram.kv_bytes),
                rest=fmt.bytes_text(
                    fit.ram.compute_bytes
                    + fit.ram.other_bytes
                    + fit.vram.compute_bytes
                    + fit.vram.other_bytes
                ),
                more=", ".join(parts),
            )
        elif problem is not None:
            self._fit_text.setText(f"{words(problem.what)} {words(problem.why)}")
        self._fit_text.setVisible(bool(self._fit_text.text()))
        self._fit_more.setText("\n".join(filter(None, (more, chosen.quality))))
        self._fit_more.setVisible(bool(self._fit_more.text()))

    def _show_check(self, chosen: Chosen, model: LibraryModel | None) -> None:
        check, problem = chosen.check, chosen.check_problem
        is_busy = chosen.is_checking or chosen.waits_for_check
        self._check.setVisible(model is not None and (is_busy or check is not None or problem is not None))
        progress = chosen.check_progress
        if chosen.is_checking:
            left = fmt.time_left_text(progress.seconds_left) if progress else ""
            text = "  ·  ".join(filter(None, (self.tr("Reading the files"), left)))
            self.check_work.show_work(text, progress.fraction if progress else None)
        else:
            self.check_work.show_work(self.tr("Waits for other checks") if chosen.waits_for_check else "")
        self._check_badge.setVisible(not is_busy and (check is not None or problem is not None))
        self._check_text.setVisible(self._check_badge.isVisibleTo(self._check))
        if check is not None:
            look = ("check-circle", "success") if check.is_sound else ("x-circle", "danger")
            self._check_badge.show_badge(self.tr("Sound") if check.is_sound else self.tr("Damaged"), *look)
            ago = fmt.ago_text(check.checked_at)
            self._check_text.setText(f"{derive_check_text(check)} ({ago})")
        elif problem is not None:
            self._check_badge.show_badge(self.tr("Not checked"), "alert", "warning")
            self._check_text.setText(f"{words(problem.what)} {words(problem.why)}")


def _breakable(text: str) -> str:
    """A long path or hash may break after its separators."""
    if " " in text and max(map(len, text.split())) < 24:
        return text
    for mark in "/\\_-.":
        text = text.replace(mark, f"{mark}\u200b")
    return text
