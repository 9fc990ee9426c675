"""HTML of letters in pieces: what is quoted how deep, and what of pasted HTML is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from desktop.core.kinds.rich import read_rich, write_rich
from desktop.views.fields.rich_edit import LONGEST_PASTE

_QUOTES: Final = re.compile(r"(<blockquote\b[^>]*>|</blockquote\s*>)", re.IGNORECASE)
_TABLES: Final = re.compile(r"<(/?)table\b", re.IGNORECASE)
_EMPTY: Final = re.compile(r"<p\b[^>]*>(?:<br ?/?>)?</p>", re.IGNORECASE)
_QT_EMPTY: Final = '<p style="-qt-paragraph-type:empty"><br></p>'  # else Qt drops it, or makes two
DEEPEST_TABLE: Final = 4  # Qt's layout takes twice the time for each level more


def quoted_pieces(html: str) -> Iterator[tuple[str, int]]:
    """Yield pieces of HTML with the depth of their quotation."""
    if _tables_in(html) > DEEPEST_TABLE:
        html = write_rich(read_rich(html)) or ""
    level = 0
    for piece in _QUOTES.split(html):
        if _QUOTES.fullmatch(piece):
            level = max(0, level + (-1 if piece.startswith("</") else 1))
        elif piece.strip():
            yield _EMPTY.sub(_QT_EMPTY, piece.strip()), level


def _tables_in(html: str) -> int:
    """Return how deep tables stand in each other."""
    deepest = level = 0
    for found in _TABLES.finditer(html):
        level += -1 if found[1] else 1
        deepest = max(deepest, level)
    return deepest


def is_table(html: str) -> bool:
    """Tell whether HTML has tables that can be taken as such."""
    return bool(html) and len(html) <= LONGEST_PASTE and 1 <= _tables_in(html) <= DEEPEST_TABLE


def without_pictures(html: str) -> str:
    """Return pasted HTML without what it would load."""
    return re.sub(r"<(?:img|link|style|script)\b[^>]*>", "", html, flags=re.IGNORECASE)
