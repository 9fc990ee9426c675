"""Safe HTML on a dark ground: light grounds go dark, dark letters go light, colours stay colours.

Works on what `safe_html` made, at the moment it is shown, so that the theme may change. A message
that brings its own ground keeps its contrast: lightness is turned around, the hue is kept.
"""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache
from typing import Final

from desktop.core.patterns import Pattern

_STYLED: Final = Pattern(r'\s(style|color|bgcolor|bordercolor)="([^"]*)"')
_DECLARATION: Final = Pattern(r"((?:background-|border(?:-\w+)?-?)?color|border(?:-\w+)?):([^;]*)")
_COLOUR: Final = Pattern(
    r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|rgba?\(\s*\d{1,3}[\s,]+\d{1,3}[\s,]+\d{1,3}[^)]*\)"
    r"|\b[a-zA-Z]{3,20}\b"
)
_NAMES: Final = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000",
    "blue": "#0000ff", "navy": "#000080", "gray": "#808080", "grey": "#808080",
    "silver": "#c0c0c0", "maroon": "#800000", "purple": "#800080", "teal": "#008080",
    "olive": "#808000", "orange": "#ffa500", "brown": "#a52a2a", "yellow": "#ffff00",
    "darkblue": "#00008b", "darkred": "#8b0000", "darkgreen": "#006400", "darkgray": "#a9a9a9",
    "darkgrey": "#a9a9a9", "lightgray": "#d3d3d3", "lightgrey": "#d3d3d3", "dimgray": "#696969",
    "whitesmoke": "#f5f5f5", "windowtext": "#000000", "window": "#ffffff", "lime": "#00ff00",
    "aqua": "#00ffff", "cyan": "#00ffff", "fuchsia": "#ff00ff", "magenta": "#ff00ff",
    "pink": "#ffc0cb", "ivory": "#fffff0", "snow": "#fffafa", "beige": "#f5f5dc",
    "lightyellow": "#ffffe0", "lightblue": "#add8e6", "aliceblue": "#f0f8ff",
    "crimson": "#dc143c", "indigo": "#4b0082", "darkslategray": "#2f4f4f", "steelblue": "#4682b4",
}  # fmt: skip
_LETTERS_FROM: Final = 0.62  # lightness of letters on a dark ground, at least
_GROUND_TO: Final = 0.25  # lightness of a ground, at most
_DARKEST: Final = 0.11  # what white becomes: the ground of the viewer, not black
_SHORT: Final = 4  # signs of "#abc"


def dark_html(html: str) -> str:
    """Return safe HTML with the colours of a dark theme."""
    return _STYLED.compiled.sub(_attribute, html)


def _attribute(found: re.Match[str]) -> str:
    name, value = found[1], found[2]
    if name == "style":
        return f' style="{_declarations(value)}"'
    is_ground = name == "bgcolor"
    return f' {name}="{_turned(value, is_ground=is_ground)}"'


@lru_cache(maxsize=5_000)
def _declarations(style: str) -> str:
    return _DECLARATION.compiled.sub(_declaration, style)


def _declaration(found: re.Match[str]) -> str:
    is_ground = found[1].startswith("background")
    value = _COLOUR.compiled.sub(lambda colour: _turned(colour[0], is_ground=is_ground), found[2])
    return f"{found[1]}:{value}"


@lru_cache(maxsize=5_000)
def _turned(colour: str, *, is_ground: bool) -> str:
    """Return the colour for a dark theme; what is none stays as it is."""
    parts = _parts(colour)
    if parts is None:
        return colour
    hue, light, strength = colorsys.rgb_to_hls(*(part / 255 for part in parts))
    if is_ground:
        light = _DARKEST + (1 - light) * (_GROUND_TO - _DARKEST) if light > _GROUND_TO else light
        strength *= 0.7
    else:
        light = max(light, _LETTERS_FROM + (1 - light) * (1 - _LETTERS_FROM) * 0.75)
    turned = colorsys.hls_to_rgb(hue, light, strength)
    return "#" + "".join(f"{round(part * 255):02x}" for part in turned)


def _parts(colour: str) -> tuple[int, int, int] | None:
    """Return red, green and blue of a colour, 0 to 255; None if it is none."""
    text = _NAMES.get(colour.lower(), colour)
    if text.startswith("#"):
        digits = "".join(sign * 2 for sign in text[1:]) if len(text) == _SHORT else text[1:]
        try:
            number = int(digits[:6].ljust(6, "0"), 16)
        except ValueError:
            return None
        return number >> 16, number >> 8 & 255, number & 255
    if text.lower().startswith("rgb"):
        red, green, blue = (min(255, int(digits)) for digits in re.findall(r"\d+", text)[:3])
        return red, green, blue
    return None
