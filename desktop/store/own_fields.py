"""Own fields and own words of a profile: read, made known to everything, given their columns.

To SQLite an own field is a virtual column over its member of `extra`: nothing is stored twice, and
lists, filters, groups and links name it like any other column. Such columns are derived, like
triggers and indexes: made where they are missing, dropped with their field, unknown to Alembic.
"""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from typing import Any, Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity, iter_entities
from desktop.core.entities import replace_entity as replace_registered
from desktop.core.fields import Field, Kind
from desktop.core.i18n import set_own_words
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Storage
from desktop.core.own_fields import OwnChoice, OwnField, extended, own_words
from desktop.models.base import record_class
from desktop.models.own_values import OwnValue
from desktop.store.engine import Connection
from desktop.store.sql import quoted

_COLUMNS: Final = (
    "entity, name, kind, label_vi, label_en, is_required, default_value, choices, target, section,"
    " in_list, in_search"
)
_VIRTUAL: Final = 2  # what `hidden` says of such a column in table_xinfo
_MEMBER: Final = "extra ->> '$.{name}'"
# Type and expression by how a kind is stored; text where nothing is said.
_TYPES: Final = {
    Storage.INTEGER: "INTEGER",
    Storage.AMOUNT: "INTEGER",
    Storage.MOMENT: "INTEGER",
    Storage.FLAG: "INTEGER",
    Storage.ID: "BLOB",
}
_EXPRESSIONS: Final = {Storage.ID: f"unhex({_MEMBER})", Storage.JSON: "extra -> '$.{name}'"}


def read_own_fields(connection: Connection) -> list[OwnField]:
    """Return the living own fields in the order of their forms; what is none of ours is left."""
    query = (
        f"SELECT {_COLUMNS} FROM custom_field WHERE deleted_at IS NULL"
        " ORDER BY entity, position, rid"
    )
    made: dict[tuple[str, str], OwnField] = {}
    for row in connection.execute(query):
        with suppress(ValueError, KeyError, TypeError, UnknownEntityError):
            field = _own_field(row)
            made.setdefault((field.entity, field.name), field)
    return list(made.values())


def read_renamed(connection: Connection) -> dict[str, tuple[str, str]]:
    """Return the texts of the program that the company says otherwise: Vietnamese, English."""
    query = "SELECT message, text_vi, text_en FROM word WHERE deleted_at IS NULL ORDER BY rid"
    return {text: (vi or "", en or "") for text, vi, en in connection.execute(query)}


def read_holders(connection: Connection, entity: str, name: str) -> list[uuid.UUID]:
    """Return the records that have a value in an own field, those in the bin too."""
    table, member = quoted(get_entity(entity).key), f"$.{name}"
    query = f"SELECT id FROM {table} WHERE extra -> ? IS NOT NULL"
    return [uuid.UUID(bytes=found) for (found,) in connection.execute(query, (member,))]


def adopt(connection: Connection) -> dict[str, dict[str, str]]:
    """Let all entities have the profile's own fields from now on; return its own words."""
    own = read_own_fields(connection)
    for known in list(iter_entities()):
        entity = extended(known.declared(), own)
        if entity != known:
            replace_registered(entity)
        _dress(entity)
    words = own_words(own, read_renamed(connection))
    set_own_words(words)
    return words


def columns_of(entity: Entity) -> dict[str, str]:
    """Return name and definition of the virtual column of each own field."""
    return {field.name: _definition(field) for field in entity.fields if field.custom}


def make_columns(connection: Connection) -> None:
    """Make the columns that own fields lack: SQLite checks the table, a second for a million."""
    for entity in iter_entities():
        wanted = columns_of(entity)
        if not wanted:
            continue
        present = _present(connection, entity.key)
        sql = _table_sql(connection, entity.key)
        for name, definition in wanted.items():
            if name in present and definition in sql:
                continue
            if name in present:  # another field had that name
                _drop(connection, entity.key, name)
            connection.execute(f"ALTER TABLE {quoted(entity.key)} ADD COLUMN {definition}")


def renew_columns(connection: Connection, *, drop: bool) -> None:
    """Make the columns that own fields lack and, if wanted, drop those of fields that are no more.

    The worker drops: the window may still read a list that shows one.
    """
    make_columns(connection)
    if drop:
        drop_columns(connection, unwanted=True)


def drop_columns(connection: Connection, *, unwanted: bool) -> None:
    """Drop the columns of fields that are no more, or (not only `unwanted`) of all."""
    for entity in iter_entities():
        wanted = columns_of(entity) if unwanted else {}
        for name in _present(connection, entity.key):
            if name not in wanted:
                _drop(connection, entity.key, name)


def index_name(table: str, column: str) -> str:
    """Return the name of the index by which lists are ordered by a column."""
    return f"ix_{table}_{column}_live"


def is_indexed(field: Field) -> bool:
    """Tell whether lists read an own field by an index: not text, whose order is computed."""
    return field.custom and field.sortable and not kind_of(field).sort_suffix


def _own_field(row: tuple[Any, ...]) -> OwnField:
    """Return the field that a row says; raise ValueError if it says none."""
    entity, name, kind, vi, en, required, default, choices, target, section, listed, found = row
    get_entity(entity)
    quoted(name)
    if Kind(kind) is Kind.LINK:
        get_entity(target)
    return OwnField(
        entity,
        name,
        Kind(kind),
        vi,
        en or "",
        bool(required),
        None if default is None else json.loads(default),
        tuple(OwnChoice(**choice) for choice in json.loads(choices or "[]")),
        target or "",
        section or "",
        bool(listed),
        bool(found),
    )


def _dress(entity: Entity) -> None:
    """Give the record class of an entity its own fields, and take those away that are no more."""
    record = record_class(entity.key)
    for name, attribute in list(vars(record).items()):
        if isinstance(attribute, OwnValue):
            delattr(record, name)
    for field in entity.fields:
        if field.custom:
            setattr(record, field.name, OwnValue(field))
    record.__entity__ = entity


def _definition(field: Field) -> str:
    storage = kind_of(field).storage
    expression = _EXPRESSIONS.get(storage, _MEMBER).format(name=field.name)
    kind = _TYPES.get(storage, "TEXT")
    return f"{quoted(field.name)} {kind} GENERATED ALWAYS AS ({expression}) VIRTUAL"


def _present(connection: Connection, table: str) -> list[str]:
    query = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = ?"
    return [name for (name,) in connection.execute(query, (table, _VIRTUAL)).fetchall()]


def _table_sql(connection: Connection, table: str) -> str:
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    return str(connection.execute(query, (table,)).fetchone()[0])


def _drop(connection: Connection, table: str, name: str) -> None:
    connection.execute(f'DROP INDEX IF EXISTS "{index_name(table, name)}"')
    connection.execute(f"ALTER TABLE {quoted(table)} DROP COLUMN {quoted(name)}")
