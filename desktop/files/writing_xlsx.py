"""Tables as Excel workbooks: typed cells, a header that stays, filters, widths that fit."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_range

from desktop.core.i18n import _
from desktop.core.tables import CellKind, CellValue, ColumnSpec, Written
from desktop.files.atomic import WatchedFile, replacing
from desktop.files.errors import FileProblem, Problem, writing_problem
from desktop.files.sandbox import Cancelled, never
from desktop.files.writing_csv import (
    Progress,
    counted,
    local_moment,
    plain_number,
    silent,
    writable,
)

EXCEL_ROWS: Final = 1_048_576  # of one sheet, the header included
EXCEL_COLUMNS: Final = 16_384

_GREATEST_EXACT: Final = 10**15  # greater numbers are written as texts, or Excel would round them
_EXACT_DIGITS: Final = 15
_FIRST_DAY: Final = date(1900, 3, 1)  # before it, Excel's calendar has a day that never was
_SHOWN_AS_TEXT: Final = 255  # longer texts in the format "@" show as ##### in older versions
_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_NAME_ROOM: Final = 24  # of 31 characters; the rest is for " (2)"
_SAMPLE_ROWS: Final = 100
_NARROWEST, _WIDEST, _ARROW = 8, 60, 3
_HEADER: Final = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "vcenter"}

# Of whole numbers and of others: "#,##0.##" would show a point after whole ones.
_NUMBER_FORMATS: Final = {
    CellKind.INTEGER: ("0", "0.####"),
    CellKind.DECIMAL: ("#,##0", "#,##0.####"),
    CellKind.MONEY: ("#,##0", "#,##0.00"),
    CellKind.PERCENT: ('0"%"', '0.##"%"'),
}


def write_xlsx(
    path: Path,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[CellValue]],
    *,
    title: str = "",
    sheet_rows: int = EXCEL_ROWS,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Written:
    """Write a workbook; what does not fit on one sheet goes on on the next, under the same header.

    Texts stay texts (leading zeros, +84…), days and moments are Excel dates (moments on the
    person's clock), numbers of more than 15 digits are texts.

    Args:
        path: the file; it is replaced whole, at the end.
        columns: labels, kinds and widths.
        rows: as many cells each as there are columns; read as it is written.
        title: the sheet's name; "" = "Data".
        sheet_rows: the most rows of a sheet with its header.
        progress: told the number of rows every 1,000.
        cancelled: asked as often, and while the file is packed.

    Raises:
        FileProblem: it cannot be written, or has more columns than Excel.
        CancelledError: `cancelled` said so; an earlier file at `path` is untouched.
    """
    if len(columns) > EXCEL_COLUMNS:
        raise FileProblem(
            Problem.MANY_COLUMNS, name=path.name, limit=EXCEL_COLUMNS, count=len(columns)
        )
    every = counted(rows, progress, cancelled)
    with (
        replacing(path, cancelled) as file,
        tempfile.TemporaryDirectory(prefix="lienhe-", ignore_cleanup_errors=True) as folder,
    ):
        book = _Book(file, folder, title or _("Data"), columns)
        try:
            book.write(every, sheet_rows)
            book.close()
        except FileCreateError as error:
            raise file_create_problem(error, path) from error
        finally:
            book.drop()
    progress(book.rows)
    return Written(path, book.rows, book.sheets, book.shortened)


class _Book:
    """A workbook under way: one sheet at a time, row by row, as constant memory demands."""

    def __init__(
        self, file: WatchedFile, folder: str, title: str, columns: Sequence[ColumnSpec]
    ) -> None:
        self.rows = self.sheets = self.shortened = 0
        self._workbook: Any = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        self._workbook.use_zip64()
        self._title = " ".join(_NO_SHEET_NAME.sub(" ", title).split())[:_NAME_ROOM].strip(" '")
        self._columns = columns
        self._formats = _Formats(self._workbook, columns)
        self._sheet: Any = None
        self._writers: dict[type, Callable[[int, int, Any], None]] = {
            str: self._text,
            int: self._whole,
            bool: self._flag,
            float: self._fraction,
            Decimal: self._amount,
            date: self._day,
            datetime: self._moment,
        }

    def write(self, rows: Iterator[Sequence[CellValue]], sheet_rows: int) -> None:
        """Write all rows on as many sheets as they need, at least one."""
        sample = list(islice(rows, _SAMPLE_ROWS))
        widths = [_width(column, index, sample) for index, column in enumerate(self._columns)]
        rows = chain(sample, rows)
        while self.sheets == 0 or sample:
            self._start_sheet(widths)
            last = 0
            for last, row in enumerate(islice(rows, sheet_rows - 1), start=1):
                self._row(last, row)
            self.rows += last
            self._sheet.autofilter(0, 0, last, max(len(self._columns) - 1, 0))
            sample = list(islice(rows, 1))
            rows = chain(sample, rows)

    def close(self) -> None:
        """Pack the file."""
        self._workbook.close()

    def drop(self) -> None:
        """Close what is still open of a workbook that was not packed."""
        for sheet in self._workbook.worksheets():
            sheet.row_data_fh.close()

    def _start_sheet(self, widths: Sequence[int]) -> None:
        self.sheets += 1
        name = self._title if self.sheets == 1 else f"{self._title} ({self.sheets})"
        self._sheet = self._workbook.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, (spec, width) in enumerate(zip(self._columns, widths, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, writable(spec.label), self._formats.header)
        everything = xl_range(0, 0, EXCEL_ROWS - 1, max(len(self._columns) - 1, 0))
        self._sheet.ignore_errors({"number_stored_as_text": everything})

    def _row(self, number: int, row: Sequence[CellValue]) -> None:
        writers = self._writers
        for column, cell in enumerate(row):
            if cell is not None:
                writer = writers.get(type(cell)) or self._writer_of(cell)
                writer(number, column, cell)

    def _writer_of(self, cell: CellValue) -> Callable[[int, int, Any], None]:
        """Return the writer for a value of a subclass, as of a StrEnum."""
        for kind in (bool, datetime, *self._writers):
            if isinstance(cell, kind):
                return self._writers[kind]
        raise TypeError(f"{type(cell).__name__} is no cell")

    def _text(self, row: int, column: int, text: str) -> None:
        if not text.isprintable():
            text = writable(text)
        if not text:
            return
        form = self._formats.text if len(text) <= _SHOWN_AS_TEXT else None
        if self._sheet.write_string(row, column, text, form):
            self.shortened += 1

    def _whole(self, row: int, column: int, number: int) -> None:
        if abs(number) < _GREATEST_EXACT:
            self._sheet.write_number(row, column, number, self._formats.whole[column])
        else:
            self._text(row, column, str(number))

    def _fraction(self, row: int, column: int, number: float) -> None:
        if not math.isfinite(number):
            return
        form = self._formats.whole if number.is_integer() else self._formats.fraction
        self._sheet.write_number(row, column, number, form[column])

    def _amount(self, row: int, column: int, number: Decimal) -> None:
        if not number.is_finite():
            return
        if len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS:
            self._fraction(row, column, float(number))
        else:
            self._text(row, column, plain_number(number))

    def _flag(self, row: int, column: int, flag: bool) -> None:
        self._sheet.write_boolean(row, column, flag)

    def _day(self, row: int, column: int, day: date) -> None:
        if day < _FIRST_DAY:
            self._text(row, column, f"{day.day:02}/{day.month:02}/{day.year:04}")
        else:
            self._sheet.write_datetime(row, column, day, self._formats.day)

    def _moment(self, row: int, column: int, moment: datetime) -> None:
        local = local_moment(moment)
        if local.date() < _FIRST_DAY:
            self._text(row, column, local.isoformat(" ", "minutes"))
        else:
            self._sheet.write_datetime(row, column, local, self._formats.moment)


class _Formats:
    """The cell formats of a workbook; those of numbers by column."""

    def __init__(self, workbook: Any, columns: Sequence[ColumnSpec]) -> None:  # noqa: ANN401 - untyped library
        self.header = workbook.add_format(_HEADER)
        self.text = workbook.add_format({"num_format": "@"})
        self.day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        made = {
            kind: [workbook.add_format({"num_format": form}) for form in forms]
            for kind, forms in _NUMBER_FORMATS.items()
        }
        kinds = [made.get(column.kind, [None, None]) for column in columns]
        self.whole = [forms[0] for forms in kinds]
        self.fraction = [forms[1] for forms in kinds]


def _width(spec: ColumnSpec, column: int, rows: Iterable[Sequence[CellValue]]) -> int:
    """Return the width in characters: as asked, else what the first rows need."""
    if spec.width:
        return spec.width
    needs = [len(spec.label) + _ARROW]
    needs += [_length(row[column]) for row in rows if column < len(row)]
    return min(max(*needs, _NARROWEST), _WIDEST)


def _length(cell: CellValue) -> int:
    if isinstance(cell, datetime):
        return 16
    if isinstance(cell, date):
        return 11
    text = str(cell) if cell is not None else ""
    longest = max(map(len, text.splitlines()), default=0) + 1
    return longest + len(text) // 3 if isinstance(cell, int | float | Decimal) else longest


def file_create_problem(error: FileCreateError, path: Path) -> Exception:
    """Return what kept the library from writing, for the person if the system is at fault."""
    cause = error.args[0] if error.args else None
    return writing_problem(cause, path) if isinstance(cause, OSError) else error
