"""The colours of a message on dark ground: what is dark becomes light, hues stay."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QColor

from desktop.views.tokens import DARK, contrast

DARKEST: Final = 0.16  # lightness of what was white
LIGHTEST: Final = 0.92  # lightness of what was black
READABLE: Final = 4.5  # contrast (WCAG 2.1, 1.4.3); what had it on white has it on dark ground
STEP: Final = 0.03
WHITE: Final = "#ffffff"
_COLOUR: Final = r"#[0-9a-fA-F]{3,8}\b|rgba?\([\d\s.,%]{1,60}\)|\b[a-zA-Z]{3,20}\b"
# Declarations within style attributes, and the attributes that name colours.
_STYLED: Final = re.compile(
    r'(?<=[";:\s])((?:background-|border-)?color|bgcolor|bordercolor)'
    r'(\s*[:=]\s*"?\s*)(' + _COLOUR + ")"
)
_BORDER: Final = re.compile(
    r"(border(?:-top|-right|-bottom|-left)?\s*:\s*[^;\"]{0,60}?)(#[0-9a-fA-F]{3,8})"
)


def on_dark(html: str) -> str:
    """Return safe HTML with its colours turned for dark ground."""
    turned = _STYLED.sub(_turned_declaration, html)
    return _BORDER.sub(_turned_border, turned)


def _turned_declaration(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{turned(found[3])}"


def _turned_border(found: re.Match[str]) -> str:
    return f"{found[1]}{turned(found[2])}"


@lru_cache(maxsize=2_000)
def turned(text: str) -> str:
    """Return a colour of CSS for dark ground; what is no colour stays as it is."""
    colour = _parsed(text)
    if colour is None:
        return text
    hue, saturation, lightness = colour.hslHueF(), colour.hslSaturationF(), colour.lightnessF()
    wanted = LIGHTEST - lightness * (LIGHTEST - DARKEST)
    # Light grounds of strong hue would glow: they become muted.
    calm = saturation * (0.55 if lightness > 0.6 else 0.85)  # noqa: PLR2004 - tried by eye
    made = QColor.fromHslF(max(0.0, hue), calm, wanted).name()
    is_ink = contrast(colour.name(), WHITE) >= READABLE
    while is_ink and contrast(made, DARK.base) < READABLE and wanted < 1:
        wanted = min(1.0, wanted + STEP)
        made = QColor.fromHslF(max(0.0, hue), calm, wanted).name()
    return made


def _parsed(text: str) -> QColor | None:
    lowered = text.lower()
    if lowered in {"transparent", "inherit", "initial", "currentcolor", "none"}:
        return None
    if lowered.startswith("rgb"):
        numbers = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", lowered)[:3]]
        return QColor(*(min(255, round(one)) for one in numbers)) if len(numbers) == 3 else None  # noqa: PLR2004 - red, green, blue
    colour = QColor(text)
    return colour if colour.isValid() else None
