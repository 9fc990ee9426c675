"""Which row of a sheet is its header: below titles and empty rows, above the values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from desktop.core.column_matching import is_known_header
from desktop.core.tables import CellValue, TableRow

_LOOKED_AT: Final = 30  # rows
_LONGEST_HEADER: Final = 60  # characters
_ROW_ABOVE: Final = 0.2  # what each row of the table above a row takes from it
_LIKE_A_VALUE: Final = re.compile(r"[\d\s.,+()/:%-]+\Z|\S+@\S+\.\S+\Z|https?://\S+\Z")


def guess_header_row(rows: Sequence[TableRow]) -> int | None:
    """Return the index of the header row among the first rows of a sheet, None if there is none.

    A header is a row of short, different texts, none of which looks like a value, about as wide as
    the table, with as few rows of the table as possible above it. Known words ("Tên khách hàng",
    "SĐT") count double. Titles and empty rows above are no rows of the table.
    """
    width = max((_filled(row) for row in rows), default=0)
    enough = max(2, width / 3) if width > 1 else 1
    best, best_score, wide_above = None, 0.0, 0
    for index, row in enumerate(rows[:_LOOKED_AT]):
        score = _score(row, width, enough) - wide_above * _ROW_ABOVE
        if score > best_score and (width > 1 or _is_header_of_list(row, rows[index + 1 :])):
            best, best_score = index, score
        wide_above += _filled(row) >= enough
    return best


def _score(row: TableRow, width: int, enough: float) -> float:
    texts = [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()]
    known = sum(1 for text in texts if is_known_header(text))
    if len(texts) < enough:
        return 0.0
    if _filled(row) > len(texts) or any(_is_no_header(text) for text in texts):
        return known / width if known > len(texts) / 2 else 0.0
    if len({text.lower() for text in texts}) < len(texts) and known < len(texts) / 2:
        return 0.0
    return (len(texts) + known) / width


def _is_header_of_list(row: TableRow, below: Sequence[TableRow]) -> bool:
    """Tell whether the one text of a row stands above values of another nature, or is well known.

    A list of one column needs no header, and its first line looks like all others.
    """
    (text,) = [str(cell).strip() for cell in row if cell not in (None, "")] or [""]
    values = [cell for other in below for cell in other if cell not in (None, "")]
    return is_known_header(text) or bool(values and all(_is_value(value) for value in values))


def _filled(row: TableRow) -> int:
    return sum(1 for cell in row if cell not in (None, ""))


def _is_no_header(text: str) -> bool:
    return len(text) > _LONGEST_HEADER or bool(_LIKE_A_VALUE.match(text))


def _is_value(cell: CellValue) -> bool:
    return not isinstance(cell, str) or bool(_LIKE_A_VALUE.match(cell.strip()))
