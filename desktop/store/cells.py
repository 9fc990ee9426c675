"""Rows for the screens: the columns of a query as values and as people read them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.field_paths import find_field
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import ExportCell, FieldKind, Stored
from desktop.core.pages import Row
from desktop.store.reader import Found, Reader
from desktop.store.sql import Sql, column, quoted
from desktop.store.titles import Titles, read_titles

_NAMED: Final = frozenset({Kind.LINK, Kind.TAGS})

NOBODY: Final = uuid.UUID(int=0)  # the id of a row whose record is gone for good


class Cells:
    """Reads columns of an entity's rows; a path leads through links ("account_id.tax_code").

    A name that is no field, as an old view may still have, gives empty cells.
    """

    def __init__(self, entity: Entity, names: Sequence[str]) -> None:
        self.entity = entity
        self.fields = [_find(entity, name) for name in names]
        known = [n for n, field in zip(names, self.fields, strict=True) if field is not None]
        shown = "".join([f", {_cell(entity, name, 't')}" for name in known])
        self._select = f"SELECT t.rid, t.id{shown} FROM"

    def by_rid(self, reader: Reader, rids: Sequence[int]) -> list[Row]:
        """Return a row for each of `rids`, in their order; empty ones for records that are gone."""
        table = quoted(self.entity.key)
        sql = Sql(
            f"{self._select} json_each(?) j CROSS JOIN {table} t ON t.rid = j.value",
            (json.dumps(rids, separators=(",", ":")),),
        )
        found = reader.rows(sql)
        made = dict(zip([row[0] for row in found], self._rows(reader, found), strict=True))
        return [made.get(rid) or self._gone() for rid in rids]

    def by_id(self, reader: Reader, ids: Iterable[uuid.UUID]) -> list[Row]:
        """Return the rows of those records that exist, in the order of `ids`."""
        return self._rows(reader, self._found(reader, ids))

    def for_files(self, reader: Reader, ids: Iterable[uuid.UUID]) -> list[tuple[ExportCell, ...]]:
        """Return the rows of those records that exist as cells for files, in the order of `ids`."""
        found = self._found(reader, ids)
        if not found:
            return []
        stored = iter(list(zip(*found, strict=True))[2:])
        columns = [
            (None,) * len(found) if field is None else cells_for_files(reader, field, next(stored))
            for field in self.fields
        ]
        return list(zip(*columns, strict=True)) if columns else [()] * len(found)

    def _found(self, reader: Reader, ids: Iterable[uuid.UUID]) -> list[Found]:
        table = quoted(self.entity.key)
        sql = Sql(
            f"{self._select} json_each(?) j CROSS JOIN {table} t ON t.id = unhex(j.value)",
            (json.dumps([record_id.hex for record_id in ids]),),
        )
        return reader.rows(sql)

    def _rows(self, reader: Reader, found: Sequence[Found]) -> list[Row]:
        """Return the rows of what was selected; column by column, which is quicker than by row."""
        if not found:
            return []
        stored = iter(list(zip(*found, strict=True))[2:])
        values: list[Sequence[Any]] = []
        texts: list[Sequence[str]] = []
        for field in self.fields:
            cells = (None,) * len(found) if field is None else next(stored)
            values.append(values_of(field, cells))
            texts.append(texts_of(reader, field, cells))
        empty: list[tuple[Any, ...]] = [()] * len(found)
        return [
            Row(uuid.UUID(bytes=row[1]), made, shown)
            for row, made, shown in zip(
                found,
                zip(*values, strict=True) if values else empty,
                zip(*texts, strict=True) if texts else empty,
                strict=True,
            )
        ]

    def _gone(self) -> Row:
        count = len(self.fields)
        return Row(NOBODY, (None,) * count, ("",) * count)


def _find(entity: Entity, path: str) -> Field | None:
    try:
        return find_field(entity, path)
    except (KeyError, UnknownEntityError):
        return None


def _cell(entity: Entity, path: str, alias: str) -> str:
    """Return SQL for the cell that a path leads to."""
    name, _dot, rest = path.partition(".")
    if not rest:
        return column(alias, name)
    target, inner = get_entity(entity.field(name).target), f"{alias}x"
    return (
        f"(SELECT {_cell(target, rest, inner)} FROM {quoted(target.key)} {inner}"
        f" WHERE {inner}.id = {column(alias, name)})"
    )


def values_of(field: Field | None, cells: Sequence[Stored]) -> Sequence[Any]:
    """Return the Python values of a column's cells."""
    if field is None:
        return cells
    make = kind_of(field).from_stored
    return [None if cell is None else make(cell) for cell in cells]


def cells_for_files(reader: Reader, field: Field, cells: Sequence[Stored]) -> Sequence[ExportCell]:
    """Return a column as files hold it: what people read, but numbers, days and flags as such."""
    kind = kind_of(field)
    if value_kind(field) in _NAMED or type(kind).export is FieldKind.export:
        return [text or None for text in texts_of(reader, field, cells)]
    make, export = kind.from_stored, kind.export
    return [None if cell is None else export(field, make(cell)) for cell in cells]


def texts_of(reader: Reader, field: Field | None, cells: Sequence[Stored]) -> Sequence[str]:
    """Return how people read a column's cells: of links and tags the titles."""
    if field is None:
        return ("",) * len(cells)
    kind = value_kind(field)
    if kind is Kind.LINK:
        titles = read_titles(reader, field.target, (c for c in cells if isinstance(c, bytes)))
        return [titles.get(cell, "") if isinstance(cell, bytes) else "" for cell in cells]
    if kind is Kind.TAGS:
        return _tag_texts(reader, field, cells)
    show = kind_of(field).format_stored
    return ["" if cell is None else show(field, cell) for cell in cells]


def _tag_texts(reader: Reader, field: Field, cells: Sequence[Stored]) -> list[str]:
    lists = [_tag_ids(cell) for cell in cells]
    titles = read_titles(reader, field.target, (tag for tags in lists for tag in tags))
    return [_titles_text(titles, tags) for tags in lists]


def _tag_ids(cell: Stored) -> list[bytes]:
    if not isinstance(cell, str):
        return []
    return [uuid.UUID(tag).bytes for tag in json.loads(cell)]


def _titles_text(titles: Titles, ids: list[bytes]) -> str:
    names = sorted(titles[tag] for tag in ids if tag in titles)
    if any("," in name or ";" in name or '"' in name for name in names):
        from desktop.core.word_lists import join_names  # rarely needed, and not for the first rows

        return join_names(names)
    return ", ".join(names)
