"""What a copy asks for: SQL on the views of the centre, which show each what they may see."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from psycopg import sql

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.kinds.base import Storage, Stored
from desktop.core.kinds.cleaning import respelled
from desktop.core.wire import to_wire
from desktop.store.mirror.horizons import Window
from desktop.store.mirror.wire_rows import wire_columns
from desktop.sync.forms import FORMS


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of a table are asked for; without anything all that I may see."""

    acls: Sequence[int] | None = None
    window: Window | None = None
    after: str | None = None  # id of the row to go on from


ALL: Final = Part()


@dataclass(frozen=True, slots=True)
class Older:
    """What happened with one record before a moment, of one history."""

    table: str
    link: str  # the column that names the record
    record_id: uuid.UUID
    before: int  # microseconds


def rows_query(table: str, rev: int, part: Part) -> sql.Composed:
    """Return what asks for whole rows by their ids, in the form in which they are copied."""
    return _rows(table, rev, _inside(table, part))


def types_of(table: str) -> list[str]:
    """Return the types in which the cells of whole rows come."""
    return [FORMS[kind][1] for kind in wire_columns(get_entity(table)).values()]


def as_stored(table: str, rows: Iterable[Sequence[Any]]) -> Iterator[list[Stored]]:
    """Yield the cells of whole rows as SQLite holds them."""
    kinds = wire_columns(get_entity(table)).values()
    documents = [at for at, kind in enumerate(kinds) if kind is Storage.JSON]
    for row in rows:
        told: list[Stored] = list(row)
        for at in documents:
            if row[at] is not None:
                told[at] = respelled(row[at])
        yield told


def ids_query(table: str, rev: int, part: Part) -> sql.Composed:
    """Return what asks for the ids of rows."""
    return sql.SQL("SELECT uuid_send(r.id) FROM {} r WHERE {}").format(
        _view(table, rev), _inside(table, part)
    )


def newest_query(table: str, rev: int, before: int) -> sql.Composed:
    """Return what asks when the last of a history happened before a moment, in microseconds."""
    query = sql.SQL("SELECT (extract(epoch FROM max({})) * 1000000)::bigint FROM {} r WHERE {}")
    return query.format(_moment(table), _view(table, rev), _is_before(table, before))


def older_query(rev: int, older: Older, after: str | None, limit: int) -> sql.Composed:
    """Return what asks for some rows that are older than what is here, by their ids."""
    link = sql.SQL("r.{} = {}::uuid").format(
        sql.Identifier(older.link), sql.Literal(str(older.record_id))
    )
    part = sql.SQL(" AND ").join([link, _is_before(older.table, older.before), _behind(after)])
    return _rows(older.table, rev, part) + sql.SQL(" LIMIT {}").format(sql.Literal(limit))


def told_windows(windows: Mapping[str, Window]) -> Json:
    """Return windows as `api.digest` takes them."""
    return {
        table: {"since": _told(one.since), "also": [str(i) for i in sorted(one.also)]}
        for table, one in windows.items()
    }


def _rows(table: str, rev: int, condition: sql.Composable) -> sql.Composed:
    cells = [
        sql.SQL(FORMS[kind][0]).format(sql.Identifier(name))
        for name, kind in wire_columns(get_entity(table)).items()
    ]
    query = sql.SQL("SELECT {} FROM {} r WHERE {} ORDER BY r.id")
    return query.format(sql.SQL(", ").join(cells), _view(table, rev), condition)


def _inside(table: str, part: Part) -> sql.Composable:
    conditions = [_behind(part.after)]
    if part.acls is not None:
        among = sql.SQL("r.acl_id = ANY ({}::int[])")
        conditions.append(among.format(sql.Literal(list(part.acls))))
    if part.window is not None:
        before, also = _is_before(table, part.window.since), sorted(map(str, part.window.also))
        among = sql.SQL("({} IS NOT TRUE OR r.id = ANY ({}::uuid[]))")
        conditions.append(among.format(before, sql.Literal(also)))
    return sql.SQL(" AND ").join(conditions)


def _behind(after: str | None) -> sql.Composable:
    behind = sql.SQL("r.id > {}::uuid")
    return sql.SQL("true") if after is None else behind.format(sql.Literal(after))


def _is_before(table: str, since: int) -> sql.Composed:
    return sql.SQL("({} < {}::timestamptz)").format(_moment(table), sql.Literal(_told(since)))


def _moment(table: str) -> sql.Composed:
    """Return when a row of a history happened: the last of its moments."""
    names = [sql.SQL("r.{}").format(sql.Identifier(n)) for n in get_entity(table).history]
    return sql.SQL("coalesce(greatest({}), r.created_at)").format(sql.SQL(", ").join(names))


def _view(table: str, rev: int) -> sql.Identifier:
    """Return the view of what I may see of a table."""
    return sql.Identifier("api", f"v_{table}_{rev}")


def _told(micros: int) -> str:
    return str(to_wire(Storage.MOMENT, micros))
