"""Tables that people exchange, opened with suspicion: what is in a file, and its rows.

    table = open_table(path)
    with table.rows(table.info.main_sheet) as rows:
        for batch in rows:
            ...

Every parser runs in its own process with limits (see `sandbox`). Whatever is wrong with a file is
a FileProblem whose text tells the person what to do. Not for the window's thread: it waits.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from desktop.core.i18n import N_, _
from desktop.core.imports.card_columns import card_words
from desktop.core.tables import SheetInfo, TableFormat, TableInfo, TableRow
from desktop.files.errors import FileProblem, Problem, reading_problem
from desktop.files.headers import guess_header_row
from desktop.files.notes import Note, note_texts
from desktop.files.sandbox import Cancelled, ChildRun, Limits, never, run_in_child

FORMAT_NAMES: Final = {
    TableFormat.XLSX: "Excel (.xlsx)",
    TableFormat.XLSM: "Excel (.xlsm)",
    TableFormat.XLSB: "Excel (.xlsb)",
    TableFormat.XLS: "Excel 97–2003 (.xls)",
    TableFormat.ODS: "OpenDocument (.ods)",
    TableFormat.CSV: "CSV",
    TableFormat.HTML: N_("a web page"),
    TableFormat.XML: "XML Spreadsheet 2003",
    TableFormat.VCARD: N_("a file of contact cards (vCard)"),
}

_ENDINGS: Final = {
    TableFormat.XLSX: (".xlsx", ".xltx", ".xlsm", ".xltm"),
    TableFormat.XLSM: (".xlsx", ".xltx", ".xlsm", ".xltm"),
    TableFormat.XLSB: (".xlsb",),
    TableFormat.XLS: (".xls", ".xlt"),
    TableFormat.ODS: (".ods", ".ots"),
    TableFormat.CSV: (".csv", ".tsv", ".tab", ".txt"),
    TableFormat.HTML: (".html", ".htm"),
    TableFormat.XML: (".xml",),
    TableFormat.VCARD: (".vcf", ".vcard", ".vct"),
}


class RowBatches:
    """The rows of one sheet in batches of up to 1,000, as they come; close it, or use `with`.

    `notes` are remarks on what was read, complete when the iteration has ended.
    """

    def __init__(self, run: ChildRun) -> None:
        self.notes: tuple[str, ...] = ()
        self._run = run

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[list[TableRow]]:
        for message in self._run:
            rows = message.get("rows")
            if isinstance(rows, list):
                yield list(map(tuple, rows))
            elif isinstance(notes := message.get("notes"), dict):
                self.notes = note_texts(notes)

    def close(self) -> None:
        """End the reading process; may be called from any thread, and twice."""
        self._run.close()


class TableFile:
    """A table in a file; cheap to make again from its `info`, which other processes can keep."""

    def __init__(self, info: TableInfo, limits: Limits | None = None) -> None:
        self.info = info
        self._limits = limits

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """Return the sheets that can hold rows."""
        return self.info.sheets

    def preview(self, sheet: SheetInfo, rows: int = 20) -> tuple[TableRow, ...]:
        """Return the first rows below the header; of long texts only the beginning."""
        first = sheet.first_data_row
        if first + rows <= len(sheet.head) or len(sheet.head) >= sheet.row_count:
            return sheet.head[first : first + rows]
        with self.rows(sheet) as batches:
            return tuple(islice(chain.from_iterable(batches), first, first + rows))

    def rows(self, sheet: SheetInfo, cancelled: Cancelled = never) -> RowBatches:
        """Start reading all rows of a sheet, the header and what is above it too.

        Rows may be of different lengths; empty rows between others are (). Cells are str, int,
        float, bool, date, datetime (without a zone) or None, in a CSV only str or None.

        Raises:
            FileProblem: at once or while iterating; also if the file was changed since.
            CancelledError: `cancelled` said so.
        """
        info = self.info
        status = _check(info.path)
        if (status.st_size, status.st_mtime_ns) != (info.size, info.modified):
            raise FileProblem(Problem.CHANGED, name=info.path.name)
        arguments = {
            "path": str(info.path),
            "format": info.format.value,
            "sheet": sheet.index,
            "encoding": info.encoding,
            "delimiter": info.delimiter,
            "has_quotes": info.has_quotes,
            "words": card_words(),
            "repair": info.repair,
        }
        return RowBatches(ChildRun("read_rows", arguments, self._limits, cancelled))

    def iter_rows(self, sheet: SheetInfo, cancelled: Cancelled = never) -> Iterator[TableRow]:
        """Give the rows one by one; see `rows`. Close the iterator if you leave it half way."""
        with self.rows(sheet, cancelled) as batches:
            yield from chain.from_iterable(batches)


def open_table(
    path: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    repair: str = "",
    limits: Limits | None = None,
    cancelled: Cancelled = never,
) -> TableFile:
    """Find out what table a file holds: format, sheets, sizes, first rows, header rows.

    Args:
        path: the file; its name need not tell the truth.
        encoding: of a CSV, if the person knows better than the guess.
        delimiter: of a CSV, likewise.
        repair: the old encoding (core.old_encodings) that texts are to be converted from.
        limits: of the reading process.
        cancelled: asked every 50 ms.

    Raises:
        FileProblem: it cannot be read, with the reason and what to do.
        CancelledError: `cancelled` said so.
    """
    status = _check(path)
    arguments = {
        "path": str(path),
        "encoding": encoding,
        "delimiter": delimiter,
        "has_quotes": True,
        "words": card_words(),
        "repair": repair,
    }
    for facts in run_in_child("describe_table", arguments, limits, cancelled):
        try:
            info = _info(path, status.st_size, status.st_mtime_ns, {**facts, "repair": repair})
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise FileProblem(Problem.READER_DIED, name=path.name) from error
        return TableFile(info, limits)
    raise FileProblem(Problem.READER_DIED, name=path.name)


def _check(path: Path) -> os.stat_result:
    """Return the file's status; raise FileProblem for what is no readable file."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileProblem(Problem.FOLDER, name=path.name)
        if not stat.S_ISREG(status.st_mode):
            raise FileProblem(Problem.NO_FILE, name=path.name)
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise reading_problem(error, path) from error
    except ValueError as error:  # a NUL in the name
        raise FileProblem(Problem.MISSING, name=path.name.replace("\0", "")) from error
    if status.st_size == 0:
        raise FileProblem(Problem.EMPTY, name=path.name)
    return status


def _info(path: Path, size: int, modified: int, facts: Mapping[str, Any]) -> TableInfo:
    format_ = TableFormat(facts["format"])
    sheets = [_sheet(sheet, format_) for sheet in facts["sheets"]]
    return TableInfo(
        path=path,
        format=format_,
        size=size,
        modified=modified,
        sheets=tuple(sheets),
        encoding=facts["encoding"],
        delimiter=facts["delimiter"],
        has_quotes=facts["has_quotes"],
        repair=facts["repair"],
        proposed=tuple(map(str, facts["proposed"] or ())),
        notes=note_texts({**_name_note(path, format_), **facts["notes"]}),
    )


def _sheet(facts: Mapping[str, Any], format_: TableFormat) -> SheetInfo:
    head = tuple(tuple(row) for row in facts["head"])
    return SheetInfo(
        index=facts["index"],
        name=facts["name"] or _("Table {number}").format(number=facts["index"] + 1),
        row_count=facts["row_count"],
        column_count=facts["column_count"],
        head=head,
        header_row=0 if format_ is TableFormat.VCARD else guess_header_row(head),
        is_exact=facts["is_exact"],
        is_hidden=facts["is_hidden"],
        notes=note_texts(facts["notes"]),
    )


def _name_note(path: Path, format_: TableFormat) -> dict[str, dict[str, object]]:
    """Return a remark if the file's name says something else than its content."""
    suffix = path.suffix.lower()
    if not suffix or suffix in _ENDINGS[format_]:
        return {}
    return {Note.OTHER_NAME: {"suffix": suffix, "format": _(FORMAT_NAMES[format_])}}
