"""Design tokens: the colours, sizes and type scale from which everything on screen is made.

Colours are hexadecimal texts, so that this module needs no Qt and its contrasts can be tested
anywhere. Every pair named in `TEXT_PAIRS` keeps 4.5 : 1 (WCAG 2.1, 1.4.3).
"""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """What each colour is for; the names are the same in every theme."""

    window: str  # behind everything
    rail: str  # the module bar
    base: str  # lists, cards, text fields
    alternate: str  # every second row, heads of lists
    raised: str  # pop-ups
    text: str
    muted: str  # second lines, labels of fields
    disabled: str
    border: str  # separators between panes
    outline: str  # around fields and buttons
    accent: str  # the one colour of this program
    on_accent: str  # text on the accent
    accent_soft: str  # selected row, active entry
    on_accent_soft: str
    hover: str
    pressed: str
    link: str
    danger: str
    warning: str
    success: str
    snackbar: str
    on_snackbar: str
    snackbar_link: str
    grey: str
    on_grey: str
    red: str
    on_red: str
    orange: str
    on_orange: str
    yellow: str
    on_yellow: str
    green: str
    on_green: str
    blue: str
    on_blue: str
    purple: str
    on_purple: str


BADGES: Final = ("grey", "red", "orange", "yellow", "green", "blue", "purple")

LIGHT: Final = Colours(
    window="#f4f6f9",
    rail="#e9edf3",
    base="#ffffff",
    alternate="#f8fafc",
    raised="#ffffff",
    text="#1a2230",
    muted="#566173",
    disabled="#98a2b1",
    border="#dfe4eb",
    outline="#c3ccd8",
    accent="#1f5fd1",
    on_accent="#ffffff",
    accent_soft="#dce8fd",
    on_accent_soft="#123a80",
    hover="#eaeff6",
    pressed="#d9e1ec",
    link="#1a55bd",
    danger="#c02626",
    warning="#935200",
    success="#1c6f42",
    snackbar="#253044",
    on_snackbar="#f3f6fb",
    snackbar_link="#9dc0ff",
    grey="#e7ebf0",
    on_grey="#454f5e",
    red="#fde3e1",
    on_red="#9c1c1c",
    orange="#fde9d3",
    on_orange="#87430a",
    yellow="#fbf2c4",
    on_yellow="#6a5200",
    green="#d9f2e3",
    on_green="#14613a",
    blue="#c9ddfb",
    on_blue="#143f87",
    purple="#ebe3fb",
    on_purple="#57309c",
)

DARK: Final = Colours(
    window="#171b21",
    rail="#12151a",
    base="#1f242c",
    alternate="#232933",
    raised="#2a313c",
    text="#e7ebf1",
    muted="#a5b0c0",
    disabled="#667180",
    border="#323a46",
    outline="#475161",
    accent="#6ea3ff",
    on_accent="#0a1a36",
    accent_soft="#28406b",
    on_accent_soft="#e2edff",
    hover="#2b323d",
    pressed="#363f4d",
    link="#8db7ff",
    danger="#ff8d87",
    warning="#f2b25c",
    success="#6fd39c",
    snackbar="#3b4657",
    on_snackbar="#f3f6fb",
    snackbar_link="#a9c9ff",
    grey="#37404c",
    on_grey="#d3dae4",
    red="#5a2626",
    on_red="#ffc9c5",
    orange="#573515",
    on_orange="#ffd3a6",
    yellow="#4e430f",
    on_yellow="#f8e48c",
    green="#1d4a33",
    on_green="#b3efcd",
    blue="#2f5796",
    on_blue="#e0ecff",
    purple="#432f6b",
    on_purple="#e2d4ff",
)

HIGH_CONTRAST: Final = Colours(
    window="#000000",
    rail="#000000",
    base="#000000",
    alternate="#0d0d0d",
    raised="#000000",
    text="#ffffff",
    muted="#c4c4c4",
    disabled="#8c8c8c",
    border="#8a8a8a",
    outline="#ffffff",
    accent="#ffd93b",
    on_accent="#000000",
    accent_soft="#ffd93b",
    on_accent_soft="#000000",
    hover="#2b2b2b",
    pressed="#454545",
    link="#7cc4ff",
    danger="#ff8078",
    warning="#ffab52",
    success="#7df0ab",
    snackbar="#ffffff",
    on_snackbar="#000000",
    snackbar_link="#003c9e",
    grey="#3a3a3a",
    on_grey="#ffffff",
    red="#5c0000",
    on_red="#ffd2ce",
    orange="#5a3000",
    on_orange="#ffd9b0",
    yellow="#4a4000",
    on_yellow="#fff0a3",
    green="#00401d",
    on_green="#b8f7d0",
    blue="#002f6e",
    on_blue="#cfe5ff",
    purple="#3c146e",
    on_purple="#e6dbff",
)

THEMES: Final = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}

# Text on its background, as it meets the eye somewhere in the program.
TEXT_PAIRS: Final = (
    *(("text", back) for back in ("window", "rail", "base", "alternate", "raised", "hover")),
    *(("muted", back) for back in ("window", "rail", "base", "alternate", "raised")),
    *((role, "base") for role in ("accent", "link", "danger", "warning", "success")),
    *((role, "window") for role in ("accent", "link", "danger", "warning", "success")),
    ("text", "pressed"),
    ("on_accent", "accent"),
    ("on_accent_soft", "accent_soft"),
    ("on_snackbar", "snackbar"),
    ("snackbar_link", "snackbar"),
    *((f"on_{badge}", badge) for badge in BADGES),
)


@dataclass(frozen=True, slots=True)
class Density:
    """How closely things stand, in pixels at 100 %."""

    row: int  # height of a row of a list
    field: int  # height of a text field or button
    gap: int  # between things that belong together
    margin: int  # around a group of things


DENSITIES: Final = {
    "compact": Density(row=22, field=26, gap=4, margin=8),
    "normal": Density(row=28, field=30, gap=8, margin=12),
    "roomy": Density(row=36, field=36, gap=12, margin=16),
}

# Point sizes: notes, small, text, lead, title, headline.
TYPE_SCALE: Final = {
    "note": 9.0,
    "text": 10.0,
    "lead": 11.0,
    "title": 13.0,
    "headline": 16.0,
    "display": 20.0,
}
FONT_SCALES: Final = (90, 100, 110, 125, 150)
RADIUS: Final = 6
FOCUS_WIDTH: Final = 2
GRID: Final = 4
SRGB_KNEE: Final = 0.04045  # below it sRGB is linear (IEC 61966-2-1)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.1 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weak_pairs(colours: Colours, least: float = 4.5) -> list[tuple[str, str, float]]:
    """Return the pairs of text and background that are hard to read."""
    pairs = [(a, b, contrast(getattr(colours, a), getattr(colours, b))) for a, b in TEXT_PAIRS]
    return [pair for pair in pairs if pair[2] < least]


def colour_roles() -> tuple[str, ...]:
    """Return the names of all colours."""
    return tuple(field.name for field in fields(Colours))


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= SRGB_KNEE else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
