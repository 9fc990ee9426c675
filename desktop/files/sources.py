"""What every reader of tables offers: a book of sheets, a sheet of rows.

Readers run in the reading process (see `child`), so they may meet any bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Protocol

from desktop.core.tables import CellValue
from desktop.files.notes import Note, Notes

HEAD_ROWS: Final = 50  # kept of each sheet for previews, header and column guesses
MOST_COLUMNS: Final = 1024

Row = list[CellValue]


@dataclass(frozen=True, slots=True)
class Measure:
    """The size of a sheet and its first rows."""

    row_count: int
    column_count: int
    head: list[Row]
    is_exact: bool = True


class Sheet(Protocol):
    """One sheet; `rows` may be read once, and fills `notes` on the way."""

    name: str
    is_hidden: bool
    notes: Notes

    def measure(self) -> Measure:
        """Return the size and the first rows."""
        ...

    def rows(self) -> Iterator[Row]:
        """Return all rows from the first on; they need not have the same length."""
        ...


@dataclass(slots=True)
class Book:
    """An opened file: its sheets by index (None = something without rows), and how it was read."""

    sheets: Sequence[Sheet | None]
    notes: Notes = field(default_factory=Notes)
    encoding: str = ""
    delimiter: str = ""
    has_quotes: bool = True


def tidy(rows: Iterator[Row], notes: Notes) -> Iterator[Row]:
    """Leave out empty rows at the end and cells beyond the last column that is read."""
    waiting = 0
    for row in rows:
        if not any(cell is not None for cell in row):
            waiting += 1
            continue
        for _ in range(waiting):
            yield []
        waiting = 0
        if len(row) > MOST_COLUMNS:
            notes.put(Note.CUT_COLUMNS, limit=MOST_COLUMNS)
            del row[MOST_COLUMNS:]
        yield row


def measure_all(rows: Iterator[Row], notes: Notes) -> Measure:
    """Return the measure of a sheet by reading all of it."""
    head = list(islice(rows, HEAD_ROWS))
    width = max(map(len, head), default=0)
    count = len(head)
    for row in rows:
        if len(row) > width and any(cell is not None for cell in row[width:]):
            notes.add(Note.RAGGED, row=count + 1)
        count += 1
    return Measure(count, width, head)
