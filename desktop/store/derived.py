"""What is made from the declarations besides tables: capture triggers, list indexes, search tables.

Alembic knows none of it. When the program's declarations differ from those the database was made
for (a hash in `meta` tells), everything whose SQL differs is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from typing import Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from desktop.store import balances, last_contacts, own_fields, project_progress
from desktop.store.capture import trigger_statements
from desktop.store.diary import tables as diary_tables
from desktop.store.engine import Connection
from desktop.store.shapes import shape_of

_HASH_KEY: Final = "derived"
_PREFIXES: Final = (  # of triggers
    "capture_",
    last_contacts.PREFIX,
    balances.PREFIX,
    project_progress.PREFIX,
    diary_tables.PREFIX,
)
_SUFFIXES: Final = ("_live", "_timeline", "_bin")

SEARCH_TABLES: Final = {
    "search": (
        "CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, "
        "detail=full, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')"
    ),
    "digits": (
        "CREATE VIRTUAL TABLE digits USING fts5(pieces, content='', contentless_delete=1, "
        "detail=full, tokenize='trigram')"
    ),
    "lookup": (
        "CREATE TABLE lookup(kind TEXT NOT NULL, value TEXT NOT NULL, doc INTEGER NOT NULL, "
        "PRIMARY KEY(kind, value, doc)) STRICT, WITHOUT ROWID"
    ),
}
# By itself FTS5 merges large parts of the index when many documents go; taking back an import then
# takes several times as long. `maintenance.merge_search` does it when nobody waits.
SEARCH_SETTINGS: Final = tuple(
    f"INSERT INTO {table}({table}, rank) VALUES('deletemerge', 0)" for table in ("search", "digits")
)
LOOKUP_INDEX: Final = ("ix_lookup_doc_live", "CREATE INDEX ix_lookup_doc_live ON lookup(doc)")


def list_indexes(entity: Entity) -> dict[str, str]:
    """Return name and CREATE statement of each index that lists of `entity` are read by.

    They are partial and covering, as lists leave out the bin and may ask for rights: with a plain
    index beside them a snapshot of a million rows takes 5 s instead of 0.4.
    """
    table = entity.key
    indexes = {
        own_fields.index_name(table, column): (
            f'CREATE INDEX {own_fields.index_name(table, column)} ON "{table}"("{column}", acl_id) '
            "WHERE deleted_at IS NULL"
        )
        for column in dict.fromkeys(_indexed_columns(entity))
    }
    indexes[f"ix_{table}_bin"] = (
        f'CREATE INDEX ix_{table}_bin ON "{table}"(deleted_at) WHERE deleted_at IS NOT NULL'
    )
    if entity.timeline:
        indexes[f"ix_{table}_timeline"] = (
            f'CREATE INDEX ix_{table}_timeline ON "{table}"'
            f'("{entity.timeline}", "{entity.timeline_at}") WHERE deleted_at IS NULL'
        )
    return indexes


def sort_column(entity: Entity, field: Field) -> str:
    """Return the column that orders lists by `field`."""
    keyed = field.name + kind_of(field).sort_suffix
    return keyed if keyed in shape_of(entity).table.columns else field.name


def triggers(entity: Entity) -> dict[str, str]:
    """Return name and CREATE statement of the capture triggers of `entity`."""
    return dict(trigger_statements(shape_of(entity).table))


def is_derived_name(name: str) -> bool:
    """Tell whether a trigger or index of that name is made here."""
    return name.startswith(_PREFIXES) or name.endswith(_SUFFIXES)


def is_current(connection: Connection) -> bool:
    """Tell whether the database was made for the declarations of this program."""
    query = "SELECT value FROM meta WHERE key = ?"
    found = connection.execute(query, (_HASH_KEY,)).fetchone()
    return found is not None and found[0] == declared_hash()


def renew(connection: Connection, *, indexes: bool = True, drops: bool = True) -> None:
    """Make everything derived anew whose SQL differs, inside the transaction under way.

    Search tables are made empty; `desktop.store.search_index` knows which entities to fill.
    Without `indexes` only what writing cannot do without is made, and without `drops` no index
    and no column goes that readers may still use.
    """
    for name, statement in SEARCH_TABLES.items():
        _renew_table(connection, name, statement)
    for statement in SEARCH_SETTINGS:
        connection.execute(statement)
    diary_tables.renew_tables(connection)
    own_fields.renew_columns(connection, drop=drops)
    for name, statement in _drop_unwanted(connection, drops=drops).items():
        if indexes or name.startswith(_PREFIXES):
            connection.execute(statement)
    if indexes:
        _remember(connection)


def _drop_unwanted(connection: Connection, *, drops: bool) -> dict[str, str]:
    """Drop triggers, and indexes if wanted, that differ; return name and SQL of what is missing."""
    missing = dict(_wanted())
    for name, kind, statement in _present(connection):
        if missing.get(name) == statement:
            del missing[name]
        elif drops or kind == "trigger":
            connection.execute(f'DROP {kind} "{name}"')
    return missing


def missing_indexes(connection: Connection, but: Container[str] = ()) -> list[str]:
    """Return CREATE statements of indexes that are not there, `but` for those of some entities."""
    there = {name for name, _kind, _statement in _present(connection)}
    wanted = dict([LOOKUP_INDEX]) | diary_tables.INDEXES
    for entity in iter_entities():
        if entity.key not in but:
            wanted |= list_indexes(entity)
    return [statement for name, statement in wanted.items() if name not in there]


def drop_triggers(connection: Connection) -> None:
    """Remove every capture trigger and own field's column, before tables are changed.

    `renew` makes them again.
    """
    own_fields.drop_columns(connection, unwanted=False)
    for name, kind, _statement in _present(connection):
        if kind == "trigger":
            connection.execute(f'DROP TRIGGER "{name}"')
    diary_tables.drop_tables(connection)
    connection.execute("DELETE FROM meta WHERE key = ?", (_HASH_KEY,))


def drop_all(connection: Connection) -> None:
    """Remove everything derived; `renew` makes it again, the search tables empty."""
    for name, kind, _statement in _present(connection):
        connection.execute(f'DROP {kind} "{name}"')
    for table in SEARCH_TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    diary_tables.drop_tables(connection)
    connection.execute("DELETE FROM meta WHERE key = ? OR key LIKE 'search:%'", (_HASH_KEY,))


def drop_list_indexes(
    connection: Connection, entity: Entity, *, keeps_timeline: bool = False
) -> None:
    """Remove the list indexes of `entity`, before very many rows are loaded.

    `keeps_timeline`: but for the one that the triggers of the last contact read by.
    """
    for name in list_indexes(entity):
        if not (keeps_timeline and name.endswith("_timeline")):
            connection.execute(f'DROP INDEX IF EXISTS "{name}"')
    connection.execute("DELETE FROM meta WHERE key = ?", (_HASH_KEY,))


def create_list_indexes(connection: Connection, entity: Entity) -> None:
    """Make the list indexes of `entity` that are missing: 3 to 4 s each for a million rows."""
    for statement in list_indexes(entity).values():
        connection.execute(if_missing(statement))
    remember_if_whole(connection)


def if_missing(statement: str) -> str:
    """Return a statement of `list_indexes` that does nothing where the index is there."""
    return statement.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1)


def remember_if_whole(connection: Connection) -> None:
    """Note that the database fits the declarations, if nothing derived is missing."""
    if dict(_wanted()) == {name: statement for name, _kind, statement in _present(connection)}:
        _remember(connection)


def declared_hash() -> str:
    """Return the hash of everything that is derived from the declarations."""
    statements = [*SEARCH_TABLES.values(), *SEARCH_SETTINGS, *dict(_wanted()).values()]
    statements += diary_tables.TABLES.values()
    for entity in iter_entities():
        statements += own_fields.columns_of(entity).values()
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def _remember(connection: Connection) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", (_HASH_KEY, declared_hash())
    )


def _wanted() -> Iterator[tuple[str, str]]:
    yield LOOKUP_INDEX
    yield from last_contacts.triggers()
    yield from balances.triggers()
    yield from project_progress.triggers()
    yield from diary_tables.triggers()
    yield from diary_tables.INDEXES.items()
    for entity in iter_entities():
        yield from triggers(entity).items()
        yield from list_indexes(entity).items()


def _present(connection: Connection) -> list[tuple[str, str, str]]:
    """Return name, kind and SQL of the triggers and indexes made here."""
    query = (
        "SELECT name, type, sql FROM sqlite_master "
        "WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    )
    return [row for row in connection.execute(query) if is_derived_name(row[0])]


def _renew_table(connection: Connection, name: str, statement: str) -> None:
    """Make a search table anew if it differs, and forget that it was filled."""
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    found = connection.execute(query, (name,)).fetchone()
    if found is not None and found[0] == statement:
        return
    connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute("DELETE FROM meta WHERE key LIKE 'search:%'")
    connection.execute(statement)


def _indexed_columns(entity: Entity) -> Iterator[str]:
    columns = shape_of(entity).table.columns
    for field in entity.fields:
        is_link = field.kind is Kind.LINK and not field.system
        if field.name in columns and (field.sortable or is_link):
            yield sort_column(entity, field)
        elif own_fields.is_indexed(field):
            yield field.name
