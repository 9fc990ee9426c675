"""Style attributes: the properties that the viewer knows, with values that can do no harm."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from desktop.core.patterns import Pattern

_KNOWN: Final = frozenset(
    "color background-color font-family font-size font-style font-weight font-variant"
    " text-align text-decoration text-indent text-transform vertical-align white-space line-height"
    " list-style-type margin margin-top margin-right margin-bottom margin-left padding padding-top"
    " padding-right padding-bottom padding-left border border-top border-right border-bottom"
    " border-left border-color border-style border-width border-collapse width height".split()
)
_VALUE: Final = Pattern(r"[\w\s#%.,()'+-]{1,200}")
_NUMBER: Final = Pattern(r"(-?)(\d+(?:\.\d+)?|\.\d+)(px|pt|em|rem|cm|mm|in|ex|pc|%)?")
_COLOUR: Final = Pattern(r"(?i)#[0-9a-f]{3,8}\b|rgba?\([\d\s.,%]+\)|\b[a-z]{3,20}\b")
_FUNCTION: Final = Pattern(r"(?i)[a-z-]+\s*\(")
_COLOUR_FUNCTIONS: Final = ("rgb(", "rgba(")
_MOST: Final = {"px": 1600, "pt": 1200, "em": 40, "rem": 40, "cm": 40, "mm": 400, "in": 16,
                "ex": 80, "pc": 100, "%": 400, "": 1600}  # fmt: skip
_MOST_OF_FONT: Final = {"px": 96, "pt": 72, "em": 6, "rem": 6, "%": 600}
_HIDING: Final = Pattern(
    r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|max-height\s*:\s*0|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$))"
)
_FOUR_SIDED: Final = ("margin", "padding")
_SIDES: Final = ("top", "right", "bottom", "left")
_BORDERS: Final = frozenset(("border", *(f"border-{side}" for side in _SIDES)))
_BORDER_STYLES: Final = frozenset(
    ("solid", "dotted", "dashed", "double", "groove", "ridge", "inset", "outset")
)
_WIDTHS: Final = frozenset(("thin", "medium", "thick"))
_SYSTEM_INKS: Final = frozenset(("windowtext", "currentcolor", "initial", "inherit"))
_THICKEST: Final = 20
_PIXELS_OF_POINT: Final = 96 / 72
_IN_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0}
_PICTURES: Final = ("symbol", "wingdings", "webdings")
HIDDEN: Final = "display:none"
_LONGEST: Final = 5_000
_MANY: Final = 60


@lru_cache(maxsize=5_000)  # those of one message repeat themselves
def safe_declarations(style: str) -> str:
    """Return what may stay of a style attribute; `HIDDEN` alone for what is not to be seen."""
    if _HIDING.search(style[:_LONGEST]):
        return HIDDEN
    kept = []
    for declaration in style[:_LONGEST].split(";", _MANY)[:_MANY]:
        name, colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        if not colon or not _VALUE.fullmatch(value.replace('"', "'")):
            continue
        if name == "background":  # of the shorthand the colour alone
            name, value = "background-color", _colour_of(value)
        value = _bounded(value.replace('"', "'"), name)
        if name in _KNOWN and value and _is_harmless(value) and not is_of_pictures(name, value):
            kept += _longhands(name, value) if name in _FOUR_SIDED else [f"{name}:{value}"]
    return ";".join(kept)


def is_of_pictures(name: str, value: str) -> bool:
    """Tell whether a font has pictures for letters: its bullets are bullets in any font."""
    return name in {"font-family", "face"} and value.lower().lstrip(" '").startswith(_PICTURES)


def _longhands(name: str, value: str) -> list[str]:
    """Return a property of all sides as those of each side: the viewer knows no others."""
    sides = value.split()
    if not 0 < len(sides) <= len(_SIDES):
        return []
    top, right = sides[0], sides[min(1, len(sides) - 1)]
    bottom = sides[2] if len(sides) > 2 else top  # noqa: PLR2004 - top, right, bottom
    left = sides[3] if len(sides) == len(_SIDES) else right
    return [
        f"{name}-{side}:{width}"
        for side, width in zip(_SIDES, (top, right, bottom, left), strict=True)
    ]


def _colour_of(value: str) -> str:
    found = _COLOUR.search(value)
    return found[0] if found else ""


def _is_harmless(value: str) -> bool:
    """Tell whether a value calls nothing but a colour."""
    calls = [found[0].lower().replace(" ", "") for found in _FUNCTION.finditer(value)]
    return all(call in _COLOUR_FUNCTIONS for call in calls)


def _bounded(value: str, name: str) -> str:
    """Return a value whose lengths are such that they can be laid out; none is negative."""
    if name in _BORDERS:
        return _border(value)
    if "(" in value or "#" in value or name.startswith(("color", "background", "font-w")):
        return value
    pieces, end = [], 0
    for found in _NUMBER.finditer(value):
        pieces += [value[end : found.start()], _length(found, is_font=name.startswith("font"))]
        end = found.end()
    return "".join([*pieces, value[end:]])


def _length(found: re.Match[str], *, is_font: bool) -> str:
    """Return a length in a unit that the viewer knows: pixels, but for letters points too."""
    unit = found[3] or ""
    most = _MOST_OF_FONT if is_font else _MOST
    amount = 0.0 if found[1] else min(float(found[2]), most.get(unit, 100))
    if unit in _IN_POINTS and (unit != "pt" or not is_font):
        amount, unit = amount * _IN_POINTS[unit], "pt"
        if not is_font:
            amount, unit = amount * _PIXELS_OF_POINT, "px"
    return f"{round(amount, 1):g}{unit}"


def _border(value: str) -> str:
    """Return a border as the viewer reads it: width, style, colour in this order."""
    words = value.lower().split()
    style = next((word for word in words if word in _BORDER_STYLES), "")
    if not style or "0" in words:
        return "none" if {"none", "0"} & {*words} else ""
    found = next((match for word in words if (match := _NUMBER.fullmatch(word))), None)
    width = _length(found, is_font=False) if found else "1px"
    if not width.endswith("px") or width == "0px":
        return "none"
    thick = max(1, min(_THICKEST, round(float(width.removesuffix("px")))))
    colour = _COLOUR.search(
        " ".join(word for word in words if word not in _BORDER_STYLES | _WIDTHS)
    )
    ink = colour[0] if colour and colour[0] not in _SYSTEM_INKS else "#000000"
    return f"{thick}px {style} {ink}"
