"""Tables written for other programs: .xlsx and .csv, whole or not at all.

Formula injection: a text that begins with = + - @ TAB or CR is never run by a spreadsheet. In
.xlsx it is a text cell, never a formula or link, which is enough; in .csv it gets an apostrophe
before it, which our own import takes away again. Numbers and dates are typed and left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from desktop.core.tables import CellValue, ColumnSpec, Written
from desktop.files.sandbox import Cancelled, never
from desktop.files.writing_csv import Progress, silent, write_csv
from desktop.files.writing_xlsx import write_xlsx

__all__ = ["Progress", "write_csv", "write_table", "write_xlsx"]

_DELIMITERS: Final = {".csv": ";", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}


def write_table(
    path: Path,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[CellValue]],
    *,
    title: str = "",
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Written:
    """Write a table in the format that the file's name asks for, .xlsx if it asks for none.

    `title` names the sheet of a workbook.

    Raises:
        FileProblem: it cannot be written.
        CancelledError: `cancelled` said so; an earlier file at `path` is untouched.
    """
    delimiter = _DELIMITERS.get(path.suffix.lower())
    if delimiter is None:
        return write_xlsx(path, columns, rows, title=title, progress=progress, cancelled=cancelled)
    return write_csv(
        path, columns, rows, delimiter=delimiter, progress=progress, cancelled=cancelled
    )
