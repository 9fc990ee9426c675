"""The look of the program: one palette, one typeface, one style, changed at run time.

Colours come from `desktop.views.tokens`. There is no style sheet for the whole program: with
2,000 widgets it makes every start and every theme switch slow.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from desktop.views import fonts
from desktop.views.tokens import DENSITIES, THEMES, TYPE_SCALE, Colours, Density

SYSTEM: Final = "system"
THEME_NAMES: Final = (SYSTEM, "light", "dark", "contrast")

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
_FADED: Final = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


class Look(QObject):
    """What painters ask: colours, sizes and fonts of the moment.

    Signals:
        changed: theme, density or size of text differ; who keeps pictures or row heights renews
            them. Widgets that only use palette and font hear of it from Qt.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = "light"
        self.colours: Colours = THEMES["light"]
        self.density: Density = DENSITIES["normal"]
        self.density_name = "normal"
        self.font_scale = 100

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of `tokens.Colours`."""
        return _colour(getattr(self.colours, role))

    def badge(self, name: str) -> tuple[QColor, QColor]:
        """Return background and text of a badge in one of `tokens.BADGES`; "" is grey."""
        name = name or "grey"
        return self.colour(name), self.colour(f"on_{name}")

    def font(self, step: str = "text", weight: int = QFont.Weight.Normal) -> QFont:
        """Return the typeface at a step of `tokens.TYPE_SCALE`."""
        return fonts.font(TYPE_SCALE[step] * self.font_scale / 100, weight)

    def px(self, pixels: int) -> int:
        """Return a length of the 100 % design at the present size of text."""
        return round(pixels * self.font_scale / 100)

    @property
    def row_height(self) -> int:
        """Height of one row of a list."""
        return self.px(self.density.row)

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.theme != "light"


class _Current:
    """The look in use; one for the process."""

    look: Look | None = None
    wanted = SYSTEM


def look() -> Look:
    """Return the look in use; before the first `apply_theme`, the light one."""
    if _Current.look is None:
        _Current.look = Look()
    return _Current.look


def apply_theme(
    app: QApplication, name: str, density: str = "normal", font_scale: int = 100
) -> None:
    """Show the whole program in a theme of THEME_NAMES, a density and a size of text in percent."""
    from desktop.views.style import QuietStyle

    now = look()
    if app.property("lienhe_style") is None:
        fonts.load_fonts()
        app.setStyle(QuietStyle())
        app.setProperty("lienhe_style", True)
        app.styleHints().colorSchemeChanged.connect(_follower(app).follow)
    _Current.wanted = name
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
    """Make every control ask the style for its size again; most of them keep the old one."""
    for widget in app.allWidgets():
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        widget.updateGeometry()


class _SystemFollower(QObject):
    """Changes with the desktop between light and dark, where the person wants that."""

    @Slot()
    def follow(self) -> None:
        app = QApplication.instance()
        if _Current.wanted == SYSTEM and isinstance(app, QApplication):
            now = look()
            apply_theme(app, SYSTEM, now.density_name, now.font_scale)


def _follower(app: QApplication) -> _SystemFollower:
    follower = _SystemFollower(app)
    follower.setObjectName("system theme follower")
    return follower


def _system_theme(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"


@lru_cache(maxsize=256)
def _colour(text: str) -> QColor:
    return QColor(text)


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
