"""The narrow column that changes pages."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui.theme import px, set_icon, set_kind


@dataclass(frozen=True, slots=True)
class NavItem:
    """One page in the sidebar; `at_bottom` puts it below the gap."""

    key: str
    text: str
    icon: str
    at_bottom: bool = False


class Sidebar(QFrame):
    """Page buttons with icon and label; Tab reaches them, arrows move between them.

    Signals:
        page_chosen: the key of a page.
    """

    page_chosen = Signal(str)

    def __init__(self, items: tuple[NavItem, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "sidebar")
        self.setAccessibleName(self.tr("Pages"))
        self._items = {item.key: item for item in items}
        self.buttons: dict[str, QToolButton] = {}
        self._badges: dict[str, QLabel] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(12), px(8), px(8))
        column.setSpacing(px(4))
        gap_done = False
        for number, item in enumerate(items, start=1):
            if item.at_bottom and not gap_done:
                column.addStretch(1)
                gap_done = True
            column.addWidget(self._make_button(item, number))
        if not gap_done:
            column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_page(self, key: str) -> None:
        self.buttons[key].setChecked(True)

    def show_badge(self, key: str, count: int, description: str = "") -> None:
        """Put a number on a button (0 takes it off); `description` is what a screen reader says of it."""
        badge = self._badges.get(key)
        if badge is None:
            badge = QLabel(self.buttons[key])
            badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
            badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            set_kind(badge, "count")
            self._badges[key] = badge
        badge.setText(str(count) if count < 100 else "99+")
        badge.setVisible(count > 0)
        button, text = self.buttons[key], self._items[key].text
        button.setAccessibleName(f"{text}, {description}" if count and description else text)
        self._place_badge(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            for key, button in self.buttons.items():
                if button is watched and key in self._badges:
                    self._place_badge(key)
        return super().eventFilter(watched, event)

    def _make_button(self, item: NavItem, number: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(item.text)
        button.setToolTip(self.tr("{page} (Ctrl+{number})").format(page=item.text, number=number))
        button.setAccessibleName(item.text)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(px(22), px(22)))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(px(68))
        set_kind(button, "nav")
        set_icon(button, item.icon, "text_muted")
        button.clicked.connect(lambda _on=False, key=item.key: self.page_chosen.emit(key))
        button.installEventFilter(self)
        self._group.addButton(button)
        self.buttons[item.key] = button
        return button

    def _place_badge(self, key: str) -> None:
        badge, button = self._badges[key], self.buttons[key]
        height = max(px(16), badge.fontMetrics().height())
        badge.resize(max(height, badge.sizeHint().width()), height)
        badge.move(button.width() // 2 + px(4), px(2))
        badge.raise_()
