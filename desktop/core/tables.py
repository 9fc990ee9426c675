"""Tables that people exchange (spreadsheets, CSV), as plain data that screens and borders share.

`desktop.files` reads and writes them; the import wizard and the export dialog know only this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from desktop.core.i18n import N_, in_every_language

VALUES_SHEET: Final = N_("Allowed values")  # of a template for imports

CellValue = str | int | float | Decimal | bool | date | datetime | None
TableRow = tuple[CellValue, ...]


class TableFormat(StrEnum):
    """What a file really is, whatever its name says."""

    XLSX = auto()
    XLSM = auto()
    XLSB = auto()
    XLS = auto()
    ODS = auto()
    CSV = auto()  # any delimiter
    HTML = auto()  # web tables that many programs save as .xls
    XML = auto()  # "XML Spreadsheet 2003"
    VCARD = auto()  # contact cards of any version, a row each


class CellKind(StrEnum):
    """How a column of a written table holds its values."""

    TEXT = auto()
    INTEGER = auto()
    DECIMAL = auto()
    MONEY = auto()
    PERCENT = auto()  # 7 means 7 %
    DATE = auto()
    MOMENT = auto()  # aware datetimes, written in the person's time zone
    FLAG = auto()


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table to write; `width` in characters, 0 = by its content."""

    label: str
    kind: CellKind = CellKind.TEXT
    width: int = 0


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a read sheet: where it is, its header ("" if none), its first values."""

    index: int
    header: str
    samples: TableRow

    @property
    def letter(self) -> str:
        """Return the column's name in a spreadsheet: A, B, … Z, AA."""
        return column_letter(self.index)


@dataclass(frozen=True)
class SheetInfo:
    """What is known of one sheet without reading it all.

    `head` holds its first rows from the very first on, so that `header_row` and row numbers count
    as in the person's spreadsheet program, from 0; long texts in it are cut for the screen.
    `row_count` is an estimate unless `is_exact`.
    """

    index: int
    name: str
    row_count: int
    column_count: int
    head: tuple[TableRow, ...]
    header_row: int | None = None
    is_exact: bool = True
    is_hidden: bool = False
    notes: tuple[str, ...] = ()

    @property
    def first_data_row(self) -> int:
        """Return the index of the first row below the header."""
        return 0 if self.header_row is None else self.header_row + 1

    @cached_property
    def columns(self) -> tuple[SheetColumn, ...]:
        """Return the columns that have a header or a value in the first rows."""
        return sheet_columns(self.head, self.header_row)


@dataclass(frozen=True)
class TableInfo:
    """A file that was opened and understood; `size` and `modified` recognise it later."""

    path: Path
    format: TableFormat
    size: int
    modified: int  # nanoseconds, as the file system says
    sheets: tuple[SheetInfo, ...]
    encoding: str = ""  # of a CSV, HTML or text file
    delimiter: str = ""  # of a CSV
    has_quotes: bool = True  # of a CSV: quotation marks enclose cells
    notes: tuple[str, ...] = ()
    repair: str = ""  # the old encoding (core.old_encodings) that its texts are converted from
    proposed: tuple[str, ...] = ()  # one they seem to be in, with a text before and after

    @property
    def main_sheet(self) -> SheetInfo:
        """Return the sheet a person most likely means: the visible one with the most rows.

        The list of values that our own templates carry is not meant, however long it is.
        """
        lists = in_every_language(VALUES_SHEET)
        return max(
            self.sheets,
            key=lambda sheet: (not sheet.is_hidden, sheet.name not in lists, sheet.row_count),
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a written table; `shortened` counts cells that were cut to fit."""

    path: Path
    rows: int
    sheets: int = 1
    shortened: int = 0


def column_letter(index: int) -> str:
    """Return the spreadsheet name of column `index`, from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def with_header_row(info: TableInfo, sheet: SheetInfo, header_row: int | None) -> TableInfo:
    """Return `info` with the header row that the person chose for one sheet."""
    changed = replace(sheet, header_row=header_row)
    sheets = tuple(changed if one.index == sheet.index else one for one in info.sheets)
    return replace(info, sheets=sheets)


def sheet_columns(head: tuple[TableRow, ...], header_row: int | None) -> tuple[SheetColumn, ...]:
    """Return the columns of a sheet, given which row is its header.

    Columns with neither header nor value are left out: tables often start at B or C.
    """
    below = head if header_row is None else head[header_row + 1 :]
    headers = () if header_row is None else head[header_row]
    columns = []
    for index in range(max(map(len, head), default=0)):
        header = headers[index] if index < len(headers) else None
        samples = tuple(
            row[index] for row in below if index < len(row) and row[index] not in (None, "")
        )
        if header not in (None, "") or samples:
            text = "" if header is None else " ".join(str(header).split())
            columns.append(SheetColumn(index, text, samples))
    return tuple(columns)


def cell_to_json(value: object) -> dict[str, str]:
    """Return the JSON form of a cell that JSON lacks; for `json.dumps(…, default=cell_to_json)`."""
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"n": str(value)}
    raise TypeError(f"{type(value).__name__} is no cell")


def cell_from_json(data: dict[str, object]) -> object:
    """Return the cell of its JSON form; for `json.loads(…, object_hook=cell_from_json)`."""
    if len(data) == 1:
        ((mark, text),) = data.items()
        if mark == "d":
            return date.fromisoformat(str(text))
        if mark == "t":
            return datetime.fromisoformat(str(text))
        if mark == "n":
            return Decimal(str(text))
    return data


def table_to_json(info: TableInfo) -> dict[str, Any]:
    """Return the JSON form of `info`, for messages between processes."""
    data = {field.name: getattr(info, field.name) for field in fields(info)}
    lists = {
        "notes": list(info.notes),
        "proposed": list(info.proposed),
        "sheets": [_sheet_to_json(sheet) for sheet in info.sheets],
    }
    return {**data, **lists, "path": str(info.path)}


def table_from_json(data: Mapping[str, Any]) -> TableInfo:
    """Return what `table_to_json` was given; raise KeyError, TypeError or ValueError."""
    values = {
        "path": Path(data["path"]),
        "format": TableFormat(data["format"]),
        "notes": tuple(data["notes"]),
        "proposed": tuple(data["proposed"]),
        "sheets": tuple(_sheet_from_json(sheet) for sheet in data["sheets"]),
    }
    return TableInfo(**{**data, **values})


def _sheet_to_json(sheet: SheetInfo) -> dict[str, Any]:
    data = {field.name: getattr(sheet, field.name) for field in fields(sheet)}
    plain = (str, int, float, type(None))  # a bool is an int
    head = [
        [cell if isinstance(cell, plain) else cell_to_json(cell) for cell in row]
        for row in sheet.head
    ]
    return {**data, "head": head, "notes": list(sheet.notes)}


def _sheet_from_json(data: Mapping[str, Any]) -> SheetInfo:
    head = tuple(
        tuple(cell_from_json(cell) if isinstance(cell, dict) else cell for cell in row)
        for row in data["head"]
    )
    return SheetInfo(**{**data, "head": head, "notes": tuple(data["notes"])})
