"""Tables as CSV files that spreadsheets open by a double click."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final, cast

from desktop.core.clock import local_zone
from desktop.core.tables import CellValue, ColumnSpec, Written
from desktop.files.atomic import check_cancelled, replacing
from desktop.files.sandbox import Cancelled, never

Progress = Callable[[int], None]  # rows written so far

ROWS_A_STEP: Final = 1000  # between two looks at cancel

# Apostrophes count too, so that the reader can take away exactly the one put here.
_DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r]")
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")


def silent(_rows: int) -> None:
    """Take a progress report and do nothing."""


def write_csv(
    path: Path,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[CellValue]],
    *,
    delimiter: str = ";",
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Written:
    """Write a CSV in UTF-8 with its mark (Excel needs it to see the accents), lines ended by CRLF.

    Days are written as 2026-01-31, moments in the person's time zone; numbers with a comma before
    the fraction where the delimiter is ";", as Vietnamese spreadsheets expect, else with a point.

    Raises:
        FileProblem: it cannot be written.
        CancelledError: `cancelled` said so; an earlier file at `path` is untouched.
    """
    point = "," if delimiter == ";" else "."
    done = 0
    with replacing(path, cancelled) as file:
        text = io.TextIOWrapper(cast("BinaryIO", file), encoding="utf-8-sig", newline="")
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([_csv_text(column.label, point) for column in columns])
        for row in counted(rows, progress, cancelled):
            writer.writerow([_csv_text(cell, point) for cell in row])
            done += 1
        text.flush()
        text.detach()
    progress(done)
    return Written(path, done)


def counted(
    rows: Iterable[Sequence[CellValue]], progress: Progress, cancelled: Cancelled
) -> Iterator[Sequence[CellValue]]:
    """Pass rows on, with a progress report and a look at cancel every 1,000."""
    for number, row in enumerate(rows):
        if number % ROWS_A_STEP == 0:
            check_cancelled(cancelled)
            progress(number)
        yield row


def writable(text: str) -> str:
    """Return `text` without what no file can hold: NULs and halves of surrogate pairs."""
    return _UNWRITABLE.sub("", text)


def local_moment(moment: datetime) -> datetime:
    """Return the moment on the person's clock, without a zone, as spreadsheets want it."""
    return moment.astimezone(local_zone()).replace(tzinfo=None) if moment.tzinfo else moment


def _csv_text(cell: CellValue, point: str) -> str:
    if isinstance(cell, str):
        text = writable(cell)
        return f"'{text}" if _DANGEROUS.match(text) else text
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return local_moment(cell).isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return plain_number(cell).replace(".", point)


def plain_number(number: float | Decimal) -> str:
    """Return a number in digits, never in the short form 8.5E+11."""
    if isinstance(number, int):
        return str(number)
    return f"{Decimal(repr(number)) if isinstance(number, float) else number:f}"
