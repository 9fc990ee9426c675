"""The whole state of a database as plain data, so that two states can be compared."""

from __future__ import annotations

from typing import Any

from desktop.core.entities import iter_entities
from desktop.store.engine import Connection
from desktop.store.shapes import shape_of

# What every write raises or notes anew, and numbers that SQLite gives.
NOTED = frozenset({"ver", "updated_at", "updated_by"})

Records = dict[str, dict[bytes, dict[str, Any]]]


def records(connection: Connection, *, but: frozenset[str] = NOTED) -> Records:
    """Return every record by table and id, without the columns `but`."""
    found: Records = {}
    for entity in iter_entities():
        columns = [name for name in shape_of(entity).columns if name not in but]
        names = ", ".join(f'"{name}"' for name in columns)
        rows = connection.execute(f'SELECT id, {names} FROM "{entity.key}"')
        found[entity.key] = {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}
    return found


def documents(connection: Connection) -> dict[str, Any]:
    """Return what the search tables hold, by record: its words, pieces of numbers, exact keys."""
    ids = {
        entity.number << 40 | rid: record_id
        for entity in iter_entities()
        for rid, record_id in connection.execute(f'SELECT rid, id FROM "{entity.key}"')
    }
    found: dict[str, Any] = {}
    for table in ("search", "digits"):
        name = f"words_of_{table}"
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, {table}, instance)"
        )
        rows = connection.execute(f"SELECT doc, term, offset FROM temp.{name}")
        found[table] = sorted((ids[doc], offset, term) for doc, term, offset in rows)
        connection.execute(f"DROP TABLE temp.{name}")
    rows = connection.execute("SELECT doc, kind, value FROM lookup")
    found["lookup"] = sorted((ids[doc], kind, value) for doc, kind, value in rows)
    return found


def everything(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every ordinary table."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
    names = [name for (name,) in connection.execute(query)]
    return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
