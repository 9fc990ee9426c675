"""Which elements are open, so that each ends where it should and none is too deep."""

from __future__ import annotations

from collections import Counter
from typing import Final

DEEPEST: Final = 250
MOST_FORMATS: Final = 40  # bold, coloured … open around a text

VOID: Final = frozenset(("br", "hr", "img"))
FORMATS: Final = frozenset(
    "a b big cite code del dfn em font i ins kbd s samp small span strike strong sub sup tt u"
    " var".split()
)
_CELLS: Final = ("td", "th", "caption")
_ROWS: Final = ("tr", *_CELLS)
_SECTIONS: Final = ("tbody", "thead", "tfoot", *_ROWS)
# What ends by itself where another begins.
_ENDED_BY: Final = {
    "li": ("li", "p"), "dt": ("dt", "dd", "p"), "dd": ("dt", "dd", "p"), "td": _CELLS, "th": _CELLS,
    "caption": _CELLS, "tr": _ROWS, "tbody": _SECTIONS, "thead": _SECTIONS, "tfoot": _SECTIONS,
}  # fmt: skip
_PARAGRAPH: Final = ("p",)
_TABLE_PARTS: Final = frozenset((*_SECTIONS, "table"))


class Nesting:
    """The open elements of one text, the outermost first."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._formats = 0

    def begin(self, name: str) -> tuple[str, bool]:
        """Open an element: return the tags of what ends before it, and whether it may be there.

        It may not if it stands too deep, or is part of a table that is not there.
        """
        if name in VOID:
            return "", True
        is_format = name in FORMATS
        if name in _TABLE_PARTS and name != "table" and not self._count["table"]:
            return "", False
        closing = "" if is_format else self._ended(_ENDED_BY.get(name, _PARAGRAPH), name)
        if len(self._open) >= DEEPEST or (is_format and self._formats >= MOST_FORMATS):
            return closing, False
        self._open.append(name)
        self._count[name] += 1
        self._formats += is_format
        return closing, True

    def end(self, name: str) -> str:
        """Return the tags that end an element and what is open within it; "" if it is not open."""
        if not self._count[name]:
            return ""
        for depth, open_ in enumerate(reversed(self._open), start=1):
            if open_ == name:
                return self._pop(depth)
            is_wall = open_ in _TABLE_PARTS and name not in _TABLE_PARTS
            if is_wall or (name in FORMATS and open_ not in FORMATS):
                return ""
        return ""

    def _ended(self, names: tuple[str, ...], beginning: str) -> str:
        """End the outermost of `names` that is open here: above it are formats and its like."""
        deepest = 0
        for depth, open_ in enumerate(reversed(self._open), start=1):
            if open_ in names:
                deepest = depth
            elif open_ == "table" or not (
                open_ in FORMATS or open_ == "p" or beginning in _TABLE_PARTS
            ):
                break
        return self._pop(deepest)

    def _pop(self, count: int) -> str:
        tags = []
        for _ in range(count):
            name = self._open.pop()
            self._count[name] -= 1
            self._formats -= name in FORMATS
            tags.append(f"</{name}>")
        return "".join(tags)
