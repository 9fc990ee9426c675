"""What a table on the clipboard would change in a list: parsed and checked by kinds, no widgets."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.pages import Row
from desktop.core.quick_dataclass import dataclass
from desktop.core.word_lists import split_names
from desktop.core.words import fold

LINKED: Final = frozenset({Kind.LINK, Kind.TAGS})
IdOf = Callable[[str, str], str | None]  # entity and title to an id


@dataclass(frozen=True, slots=True)
class PasteColumn:
    """A column that takes pasted texts."""

    number: int  # the logical one
    field: Field


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell that would change, or why it cannot."""

    record_id: uuid.UUID
    title: str
    field: Field
    old: str
    new: str
    value: Json = None
    problem: str = ""


def spread(table: Sequence[Sequence[str]], rows: int, columns: int) -> list[list[str]]:
    """Return the texts for a selection: one cell fills all, one row or column is repeated.

    A larger table is not cut: it reaches beyond the selection, as in a spreadsheet.
    """
    height, width = len(table), max(map(len, table))
    filled = [[*line, *[""] * (width - len(line))] for line in table]
    down = rows if rows % height == 0 and rows > height else height
    across = columns if columns % width == 0 and columns > width else width
    return [[filled[y % height][x % width] for x in range(across)] for y in range(down)]


def titles_in(
    texts: Sequence[Sequence[str]], columns: Sequence[PasteColumn]
) -> set[tuple[str, str]]:
    """Return (entity, title) of the records that pasted texts name."""
    found: set[tuple[str, str]] = set()
    for line in texts:
        for text, column in zip(line, columns, strict=False):
            if value_kind(column.field) in LINKED:
                found |= {(column.field.target, title) for title in _titles(column.field, text)}
    return found


def pasted_cells(
    rows: Sequence[Row],
    columns: Sequence[PasteColumn],
    texts: Sequence[Sequence[str]],
    id_of: IdOf,
    title_column: int,
) -> list[PastedCell]:
    """Return every cell that would be another, with its new value or what is wrong with it."""
    found: list[PastedCell] = []
    for row, line in zip(rows, texts, strict=False):
        for column, text in zip(columns, line, strict=False):
            cell = _cell(row, column, text, id_of, title_column)
            if cell is not None:
                found.append(cell)
    return found


def _cell(
    row: Row, column: PasteColumn, text: str, id_of: IdOf, title_column: int
) -> PastedCell | None:
    field, kind = column.field, kind_of(column.field)
    old = row.texts[column.number]
    title = row.texts[title_column] if row.texts else ""
    value: Json = None
    try:
        value = _value(field, text, id_of)
    except InvalidValueError as error:
        return PastedCell(row.id, title, field, old, text, problem=str(error))
    if value == kind.to_json(row.values[column.number]):
        return None
    new = text.strip()
    if value_kind(field) not in LINKED:
        new = kind.format(field, kind.from_json(value))
    return PastedCell(row.id, title, field, old, new, value)


def _value(field: Field, text: str, id_of: IdOf) -> Json:
    """Return the value of a pasted text in JSON form; raise InvalidValueError."""
    if field.readonly or field.system or field.part_of:
        raise InvalidValueError(_("This column cannot be changed by hand."))
    kind = kind_of(field)
    value: Json
    if value_kind(field) in LINKED:
        ids: list[Json] = [_id(field, title, id_of) for title in _titles(field, text)]
        value = ids or None
        if value_kind(field) is Kind.LINK:
            value = ids[0] if ids else None
    else:
        value = kind.to_json(kind.parse(field, text))
    if value is None and field.required:
        raise InvalidValueError(_("This field must not be empty."))
    kind.check(field, kind.from_json(value))
    return value


def _titles(field: Field, text: str) -> list[str]:
    if value_kind(field) is Kind.LINK:
        return [text.strip()] if text.strip() else []
    return list(dict.fromkeys(split_names(text)))


def _id(field: Field, title: str, id_of: IdOf) -> str:
    found = id_of(field.target, fold(title))
    if found is None:
        raise InvalidValueError(_("“{text}” was not found.").format(text=title))
    return found


def changes_of(cells: Sequence[PastedCell]) -> list[list[Json]]:
    """Return pairs of an id and its new values, as the command takes them."""
    by_record: dict[str, dict[str, Json]] = {}
    for cell in cells:
        if not cell.problem:
            by_record.setdefault(str(cell.record_id), {})[cell.field.name] = cell.value
    return [[record_id, values] for record_id, values in by_record.items()]
