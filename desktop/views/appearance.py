"""Applies a look to the whole program: palette, style, typeface and size of text, at run time."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.views import fonts
from desktop.views.style import QuietStyle
from desktop.views.theme import SYSTEM, look
from desktop.views.tokens import DENSITIES, THEMES

_SCHEMES: Final = {
    SYSTEM: Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
}
_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "alternate",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "base",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.ToolTipBase: "snackbar",
    QPalette.ColorRole.ToolTipText: "on_snackbar",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "accent_soft",
    QPalette.ColorRole.HighlightedText: "on_accent_soft",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "outline",
    QPalette.ColorRole.Shadow: "border",
}
PORTION: Final = 150  # widgets that are measured in one turn
_FADED: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


class _Wanted:
    """The theme that the person chose; "system" is another by day and by night."""

    theme = SYSTEM


def apply_theme(
    app: QApplication, name: str, density: str = "normal", font_scale: int = 100
) -> None:
    """Show the whole program in a theme of THEME_NAMES, a density and a size of text in percent."""
    now = look()
    if app.property("lienhe_style") is None:
        fonts.load_fonts()
        app.setStyle(QuietStyle())
        app.setProperty("lienhe_style", True)
        app.styleHints().colorSchemeChanged.connect(_follower(app).follow)
    _Wanted.theme = name
    app.styleHints().setColorScheme(_SCHEMES[name])  # also the title bars of Windows and macOS
    resolved = _system_theme(app) if name == SYSTEM else name
    before = (now.theme, now.density_name, now.font_scale)
    if before == (resolved, density, font_scale) and app.property("lienhe_look"):
        return
    now.theme, now.colours = resolved, THEMES[resolved]
    now.density_name, now.density = density, DENSITIES[density]
    now.font_scale = font_scale
    app.setProperty("lienhe_look", True)
    if app.font() != now.font():
        app.setFont(now.font())
    app.setPalette(_palette(resolved))
    if before[1:] != (density, font_scale):
        _measure_again(app)
    now.changed.emit()


def _measure_again(app: QApplication) -> None:
    """Make every control ask the style for its size again; most of them keep the old one.

    What is in view does so at once; pages and windows behind it follow in portions.
    """
    hidden: list[QWidget] = []
    for widget in app.allWidgets():
        if widget.isVisible():
            _measure(widget)
        else:
            hidden.append(widget)
    _LaterMeasure(hidden, app).start()


def _measure(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()


class _LaterMeasure(QObject):
    """Measures widgets that nobody sees, some in each turn of the event loop."""

    def __init__(self, widgets: list[QWidget], app: QApplication) -> None:
        super().__init__(app)
        self._widgets = widgets
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)

    def start(self) -> None:
        """Begin with the next turn."""
        self._timer.start(0)

    @Slot()
    def _on_timer_timeout(self) -> None:
        some, self._widgets = self._widgets[:PORTION], self._widgets[PORTION:]
        for widget in some:
            if isValid(widget):
                _measure(widget)
        if not self._widgets:
            self._timer.stop()
            self.deleteLater()


class _SystemFollower(QObject):
    """Changes with the desktop between light and dark, where the person wants that."""

    @Slot()
    def follow(self) -> None:
        app = QApplication.instance()
        if _Wanted.theme == SYSTEM and isinstance(app, QApplication):
            now = look()
            apply_theme(app, SYSTEM, now.density_name, now.font_scale)


def _follower(app: QApplication) -> _SystemFollower:
    follower = _SystemFollower(app)
    follower.setObjectName("system theme follower")
    return follower


def _system_theme(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


@lru_cache(maxsize=len(THEMES))
def _palette(theme: str) -> QPalette:
    colours = THEMES[theme]
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(colours, name)))
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, QColor(colours.window))
    return palette
