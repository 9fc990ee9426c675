"""The two questions that the reading process answers: what is in a table, and its rows.

Only ever called there (see `child`): what stands here may be given any bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from desktop.core.old_encodings import propose, repaired_row
from desktop.core.tables import CellValue, TableFormat, cell_to_json
from desktop.files.errors import FileProblem, Problem
from desktop.files.notes import Note, Notes
from desktop.files.sniffing import identify
from desktop.files.sources import Book, Measure, Row, Sheet

_PREVIEWED: Final = 500  # characters of a cell
_FIRST_BATCH: Final = 100  # rows, so that the first ones come soon
_MOST_ROWS: Final = 1000
_BATCH_SIZE: Final = 2 * 1024 * 1024  # characters aimed at


def describe_table(arguments: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Give what is known of the file and each of its sheets, as one message."""
    path = Path(arguments["path"])
    format_ = identify(path)
    book = _open(path, format_, arguments)
    repair = arguments["repair"]
    sheets = list(_describe_sheets(book))
    proposal = None if repair else _proposal(sheets)
    is_old = _is_of_bytes(book)
    for facts in sheets:
        facts["head"] = [_repaired(row, repair, is_old=is_old) for row in facts["head"]]
    yield {
        "proposed": proposal,
        "format": format_.value,
        "encoding": book.encoding,
        "delimiter": book.delimiter,
        "has_quotes": all(getattr(sheet, "has_quotes", True) for sheet in book.sheets),
        "notes": book.notes.to_json(),
        "sheets": sheets,
    }


def read_rows(arguments: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """Give the rows of one sheet in batches, and the remarks on them in the end."""
    path = Path(arguments["path"])
    book = _open(path, TableFormat(arguments["format"]), arguments)
    sheet = book.sheets[arguments["sheet"]]
    notes = sheet.notes if sheet is not None else Notes()
    repair = arguments["repair"]
    rows = sheet.rows() if sheet is not None else iter(())
    is_old = _is_of_bytes(book)
    weight = getattr(sheet, "weight", None)
    for batch in _batches((_repaired(row, repair, is_old=is_old) for row in rows), weight):
        yield {"rows": batch}
    yield {"notes": notes.to_json()}


def _open(path: Path, format_: TableFormat, arguments: Mapping[str, Any]) -> Book:
    """Open the book; each reader is imported only when its format comes."""
    if format_ is TableFormat.CSV:
        from desktop.files.delimited import open_delimited

        return open_delimited(
            path,
            arguments["encoding"],
            arguments["delimiter"],
            has_quotes=arguments["has_quotes"],
        )
    if format_ is TableFormat.HTML:
        from desktop.files.web_tables import open_web_page

        return open_web_page(path)
    if format_ is TableFormat.XML:
        from desktop.files.xml_sheets import open_xml_book

        return open_xml_book(path)
    if format_ is TableFormat.VCARD:
        from desktop.files.cards import open_cards

        return open_cards(path, arguments["encoding"], arguments["words"])
    from desktop.files.workbooks import open_workbook

    return open_workbook(path, format_)


def _describe_sheets(book: Book) -> Iterator[dict[str, Any]]:
    """Describe each sheet; a broken one only spoils the file if no other has rows."""
    failure = FileProblem(Problem.NO_ROWS)
    has_rows = False
    for index, sheet in enumerate(book.sheets):
        if sheet is None:
            continue
        try:
            facts = _describe(index, sheet, sheet.measure())
        except FileProblem as problem:
            failure = problem
            sheet.notes.put(Note.BROKEN_SHEET)
            facts = _describe(index, sheet, Measure(0, 0, []))
        has_rows = has_rows or facts["row_count"] > 0
        yield facts
    if not has_rows:
        raise failure


def _proposal(sheets: list[dict[str, Any]]) -> list[str] | None:
    """Return the old encoding that the first rows seem to be in, and a text before and after."""
    texts = [
        cell for facts in sheets for row in facts["head"] for cell in row if isinstance(cell, str)
    ]
    found = propose(texts)
    return None if found is None else [found.encoding, found.before, found.after]


def _is_of_bytes(book: Book) -> bool:
    """Tell whether the file is text in one encoding of single bytes, so all of it in one font."""
    return bool(book.encoding) and not book.encoding.startswith("utf")


def _repaired(row: Row, repair: str, *, is_old: bool) -> Row:
    """Return a row with its texts converted, as far as they are in the old encoding."""
    if not repair:
        return row
    texts = [cell for cell in row if isinstance(cell, str)]
    new = iter(repaired_row(texts, repair, is_old=is_old))
    return [next(new) if isinstance(cell, str) else cell for cell in row]


def _describe(index: int, sheet: Sheet, measure: Measure) -> dict[str, Any]:
    return {
        "index": index,
        "name": sheet.name,
        "is_hidden": sheet.is_hidden,
        "row_count": measure.row_count,
        "column_count": measure.column_count,
        "is_exact": measure.is_exact,
        "head": [[_shortened(cell) for cell in row] for row in measure.head],
        "notes": sheet.notes.to_json(),
    }


def _shortened(cell: CellValue) -> CellValue:
    """Cut a long text for the preview, which travels to the screen."""
    is_long = isinstance(cell, str) and len(cell) > _PREVIEWED
    return f"{str(cell)[:_PREVIEWED]}…" if is_long else cell


def _batches(
    rows: Iterator[Row], weight: Callable[[Row], int] | None = None
) -> Iterator[list[Row]]:
    """Group rows; wide rows and long texts make smaller groups, so that no message is huge.

    `weight` tells the characters of rows that are heavy one by one, such as cards with pictures.
    """
    limit, weighed = _FIRST_BATCH, 0
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        weighed += weight(row) if weight is not None else 0
        if len(batch) >= limit or weighed > _BATCH_SIZE:
            yield batch
            limit = _fitting(batch)
            batch, weighed = [], 0
    if batch:
        yield batch


def _fitting(batch: list[Row]) -> int:
    """Return how many rows like the last of `batch` make a message of the size aimed at."""
    last = batch[-20:]
    size = len(json.dumps(last, default=cell_to_json)) // len(last) + 1
    return max(1, min(_MOST_ROWS, _BATCH_SIZE // size))
