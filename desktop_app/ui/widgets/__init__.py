"""Parts that pages share."""

from __future__ import annotations

from desktop_app.ui.widgets.badge import Badge, IconLabel, StatRow, VerdictBadge, verdict_look
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import Card, PageHeader, ScrollPage, clear_layout, line
from desktop_app.ui.widgets.states import BusyIndicator, EmptyState, ErrorBanner

__all__ = [
    "Badge",
    "BusyIndicator",
    "Card",
    "ElidedLabel",
    "EmptyState",
    "ErrorBanner",
    "IconLabel",
    "PageHeader",
    "ScrollPage",
    "StatRow",
    "VerdictBadge",
    "clear_layout",
    "icon_button",
    "line",
    "push_button",
    "text_label",
    "verdict_look",
]
