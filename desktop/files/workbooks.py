"""Workbooks of Excel and LibreOffice (.xlsx, .xlsm, .xlsb, .xls, .ods), read with calamine.

Formulas are read as the results stored in the file; macros are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.core.tables import TableFormat
from desktop.files.cells import CellCleaner
from desktop.files.errors import FileProblem, Problem
from desktop.files.excel_parts import scan_sheet
from desktop.files.notes import Note, Notes
from desktop.files.sniffing import has_ole_macros
from desktop.files.sources import HEAD_ROWS, MOST_COLUMNS, Book, Measure, Row, tidy

# The endings by which calamine chooses its parser; for others it has to try them all.
_ENDINGS: Final = {
    TableFormat.XLSX: (".xlsx", ".xlsm"),
    TableFormat.XLSM: (".xlsx", ".xlsm"),
    TableFormat.XLSB: (".xlsb",),
    TableFormat.XLS: (".xls",),
    TableFormat.ODS: (".ods",),
}


class WorkbookSheet:
    """One sheet of a workbook."""

    def __init__(
        self, path: Path, format_: TableFormat, workbook: CalamineWorkbook, index: int
    ) -> None:
        metadata: SheetMetadata = workbook.sheets_metadata[index]
        self.name = metadata.name
        self.is_hidden = metadata.visible != SheetVisibleEnum.Visible
        self.notes = Notes()
        self._path = path
        self._format = format_
        self._workbook = workbook
        self._index = index

    def measure(self) -> Measure:
        """Return the size and the first rows; looks for error cells where the format tells."""
        sheet = self._load()
        head = list(islice(self._rows_of(sheet), HEAD_ROWS))
        if self._format in (TableFormat.XLSX, TableFormat.XLSM):
            scan_sheet(self._path, self._index, self.notes)
        if sheet.end is None:
            return Measure(0, 0, [])
        last_row, last_column = sheet.end
        return Measure(last_row + 1, min(last_column + 1, MOST_COLUMNS), head)

    def rows(self) -> Iterator[Row]:
        """Return the rows; they start at A1, whatever area the file declares."""
        return self._rows_of(self._load())

    def _load(self) -> CalamineSheet:
        try:
            return self._workbook.get_sheet_by_index(self._index)
        except CalamineError as error:
            raise _problem(error) from error

    def _rows_of(self, sheet: CalamineSheet) -> Iterator[Row]:
        return tidy(self._cells(sheet), self.notes)

    def _cells(self, sheet: CalamineSheet) -> Iterator[Row]:
        clean = CellCleaner(self.notes).row
        left: Row = [None] * (sheet.start[1] if sheet.start else 0)
        for index, values in enumerate(sheet.iter_rows()):
            cells = clean(index, values)
            yield left + cells if left else cells


def open_workbook(path: Path, format_: TableFormat) -> Book:
    """Open the workbook and list its sheets.

    Raises:
        FileProblem: it is protected or broken.
    """
    workbook = _open(path, format_)
    sheets = [
        WorkbookSheet(path, format_, workbook, index)
        if metadata.typ == SheetTypeEnum.WorkSheet
        else None
        for index, metadata in enumerate(workbook.sheets_metadata)
    ]
    book = Book(sheets)
    if format_ is TableFormat.XLSM or (format_ is TableFormat.XLS and has_ole_macros(path)):
        book.notes.put(Note.MACROS)
    return book


def _open(path: Path, format_: TableFormat) -> CalamineWorkbook:
    try:
        if path.suffix.lower() in _ENDINGS[format_]:
            return CalamineWorkbook.from_path(path)
        with path.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)
    except CalamineError as error:
        raise _problem(error) from error


def _problem(error: CalamineError) -> FileProblem:
    if isinstance(error, PasswordError):
        return FileProblem(Problem.PASSWORD)
    if "limit exceeded" in str(error).lower():
        return FileProblem(Problem.TOO_BIG)
    return FileProblem(Problem.DAMAGED)
