"""Makes the palette and the style sheet of a theme and puts them on the application."""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QWidget

from desktop_app import paths
from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui.theme import icons
from desktop_app.ui.theme.tokens import COLOR_NAMES, Tokens, load_tokens, theme_name

_SCALES = {"small": 0.88, "body": 1.0, "title": 1.22, "heading": 1.6}
_DISTANCES = (1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 32)
_DARK_CHOICES = (ThemeChoice.DARK, ThemeChoice.CONTRAST_DARK)
_CONTRAST_CHOICES = (ThemeChoice.CONTRAST_LIGHT, ThemeChoice.CONTRAST_DARK)
_REFERENCE_HEIGHT = 15.0  # height in pixels of the text for which the 8 px grid is drawn


class _Current:
    """What is on the screen now; one process has one application."""

    choice = ThemeChoice.SYSTEM
    tokens: Tokens | None = None
    font: QFont | None = None
    scale = 1.0
    is_applying = False
    follows_system = False


def current_tokens() -> Tokens:
    """The colours of the theme that is shown.

    A widget that paints itself reads them again in `changeEvent` on `QEvent.Type.StyleChange`.
    """
    return _Current.tokens or load_tokens("light")


def px(pixels: float) -> int:
    """A distance of the 8 px grid, larger where the system's font is larger."""
    return round(pixels * _Current.scale)


def font(size: str = "body", *, bold: bool = False, tabular: bool = False) -> QFont:
    """The system's font in one of the four sizes: small, body, title, heading."""
    made = QFont(_Current.font or QApplication.font())
    made.setPointSizeF(made.pointSizeF() * _SCALES[size])
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def apply_theme(app: QApplication, choice: ThemeChoice | str = ThemeChoice.SYSTEM) -> Tokens:
    """Show the app in the chosen theme, and follow the system when that is the choice.

    Call it again when the setting, the system's font or the contrast preference changes.
    """
    first = _Current.font is None
    _Current.choice = ThemeChoice(choice)
    hints = app.styleHints()
    if first:
        app.setStyle(QStyleFactory.create("Fusion"))
        _Current.font = QFont(app.font())
    if not _Current.follows_system:
        _Current.follows_system = True
        hints.colorSchemeChanged.connect(lambda _scheme: _follow(app))
        hints.accessibility().contrastPreferenceChanged.connect(lambda _wish: _follow(app))
    _Current.is_applying = True
    try:
        if _Current.choice is ThemeChoice.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = _Current.choice in _DARK_CHOICES
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    finally:
        _Current.is_applying = False
    return _show(app)


def set_base_font(app: QApplication, base: QFont) -> None:
    """Use another font, and with it another size of everything."""
    _Current.font = QFont(base)
    if _Current.tokens is not None:
        _Current.tokens = None
        _show(app)


def _follow(app: QApplication) -> None:
    if not _Current.is_applying:
        _show(app)


def _show(app: QApplication) -> Tokens:
    hints = app.styleHints()
    if _Current.choice is ThemeChoice.SYSTEM:
        is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    else:
        is_dark = _Current.choice in _DARK_CHOICES
    wants_contrast = _Current.choice in _CONTRAST_CHOICES or (
        hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    )
    tokens = load_tokens(theme_name(is_dark=is_dark, high_contrast=wants_contrast))
    if tokens is _Current.tokens:
        return tokens
    _Current.tokens = tokens
    body = _Current.font or app.font()
    _Current.scale = max(1.0, QFontMetricsF(body).height() / _REFERENCE_HEIGHT)
    app.setPalette(make_palette(tokens))
    app.setFont(font("body"))
    app.setStyleSheet(style_sheet(tokens))
    for widget in app.allWidgets():
        icons.tint(widget, tokens)
    return tokens


def make_palette(tokens: Tokens) -> QPalette:
    """The colours that Fusion and plain Qt drawing use."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for name, color in {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.text_muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.on_selection,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.Accent: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border,
        role.Dark: tokens.border_strong,
        role.Shadow: tokens.border_strong,
    }.items():
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, name, QColor(tokens.text_disabled))
    return palette


@cache
def _template() -> Template:
    return Template((paths.resources() / "themes" / "app.qss").read_text(encoding="utf-8"))


def style_sheet(tokens: Tokens) -> str:
    """The one style sheet, filled in; a name that the template has and the theme lacks raises KeyError."""
    values = {name: getattr(tokens, name) for name in COLOR_NAMES}
    for distance in _DISTANCES:
        values[f"px{distance}"] = str(px(distance))
        values[f"px{distance}_less"] = str(px(distance) - 1)  # makes room for a border of 2 instead of 1
    values |= {f"font_{name}": f"{font(name).pointSizeF():.2f}pt" for name in _SCALES}
    values["pictures"] = (paths.resources() / "themes" / tokens.name).as_posix()
    return _template().substitute(values)


# --- what pages say about their widgets, instead of styling them ------------------------------------


def set_kind(widget: QWidget, kind: str) -> None:
    """Name the look of a widget, as the style sheet knows it.

    Buttons: "primary", "ghost", "danger", "link". Labels: "small", "muted", "title", "heading", "strong".
    Frames: "card", "banner", "bubble", "bar". The same widget may change its kind.
    """
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def set_icon(button: QAbstractButton, name: str, color: str = "text") -> None:
    """Give a button an icon of `resources/icons` in a colour token; it follows the theme."""
    icons.mark_icon(button, name, color)
    icons.tint(button, current_tokens())


def use_tabular_figures(widget: QWidget) -> None:
    """Digits of one width, for numbers that change in place."""
    made = QFont(widget.font())
    made.setFeature(QFont.Tag("tnum"), 1)
    widget.setFont(made)
