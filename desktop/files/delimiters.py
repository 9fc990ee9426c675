"""Which sign separates the cells of a CSV file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import islice
from typing import Final

CANDIDATES: Final = ("\t", ";", ",", "|")  # of equals the first wins: commas stand in text, too
_ROWS: Final = 200
_HINT: Final = re.compile(r"\ufeff?\"?sep=(.)\"?\s*\Z", re.IGNORECASE)


def hinted_delimiter(line: str) -> str:
    """Return the sign that Excel's own first line "sep=;" names, or ""."""
    match = _HINT.match(line)
    return match.group(1) if match else ""


def guess_delimiter(text: str) -> str:
    """Return the delimiter of a table that begins with `text`; ";" where every row has one cell.

    The best one gives the most rows the same number of cells, and as many as possible of them.
    """
    lines = text.splitlines()
    if lines and (hint := hinted_delimiter(lines[0])):
        return hint
    best = max(CANDIDATES, key=lambda sign: _score(text, sign))
    return best if _score(text, best) > 0 else ";"


def _score(text: str, sign: str) -> float:
    """Rate a delimiter: the share of rows of the most frequent width, plus a little per cell.

    Rows above the header (titles) often have one cell, so rows without the sign count for less
    than rows with the wrong number of cells.
    """
    if sign not in text:
        return 0.0
    try:
        rows = list(islice(csv.reader(text.splitlines(keepends=True), delimiter=sign), _ROWS))
    except csv.Error:
        return 0.0
    widths = Counter(len(row) for row in rows if row)
    single = widths.pop(1, 0)
    if not widths:
        return 0.0
    width, most = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = most / (sum(widths.values()) + single / 2)
    return share * (1 + min(width, 20) / 20)
