"""Joining and leaving a centre: what a profile held alone is offered, or stays here."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from typing import Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Kind
from desktop.store.capture import insertions_statement
from desktop.store.engine import Connection
from desktop.store.merging import Move, relink
from desktop.store.mirror import outbox
from desktop.store.mirror.overlay import delete_row
from desktop.store.mirror.tables import drop_tables, make_tables, set_state
from desktop.store.shapes import shape_of
from desktop.store.sql import quoted
from desktop.store.transactions import Writing

USERS: Final = "app_user"
CREATED_BY: Final = ("owner_id", "created_by", "updated_by")


Prepare = Callable[[Writing], set[bytes]]


def join(
    writing: Writing, user_id: uuid.UUID, *, offers: bool, prepare: Prepare | None = None
) -> None:
    """Make a profile part of a company, as the user `user_id` of the centre.

    The transaction must not capture. Whoever worked here alone becomes that user everywhere.

    Args:
        writing: the transaction under way.
        user_id: who the centre says that we are.
        offers: whether what was made here so far is sent to the centre.
        prepare: is done before, and returns the rows that the centre has already.
    """
    connection = writing.connection
    make_tables(connection)
    outbox.begin(connection)
    _become(writing, user_id)
    known = prepare(writing) if prepare is not None else set()
    if offers:
        _offer_everything(writing)
        for row_id in known:
            connection.execute(
                "DELETE FROM change WHERE grp = ? AND row_id = ? AND op = 'I'",
                (writing.group, row_id),
            )
    set_state(connection, "user", str(user_id))
    writing.uncaptured.update(entity.key for entity in iter_entities())


def give_way(
    connection: Connection, entity: Entity, pairs: Sequence[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    """Let all that names one of my records name the company's, and delete mine; for very many."""
    told = json.dumps([[str(mine), str(theirs)] for mine, theirs in pairs])
    texts = "WITH m(mine, theirs) AS (SELECT value ->> 0, value ->> 1 FROM json_each(?))"
    ids = texts.replace("value ->> 0", _AS_ID.format(0)).replace("value ->> 1", _AS_ID.format(1))
    for other in iter_entities():
        table = quoted(other.key)
        for field in other.fields:
            if field.kind is Kind.LINK and field.target == entity.key and not field.custom:
                _rename(connection, ids, table, quoted(field.name), "true", (told,))
        if _names_its_record(other):
            told_of = (told, entity.key)
            _rename(connection, texts, table, "record_id", "record_type = ?", told_of)
    for mine, _theirs in pairs:
        delete_row(connection, entity, mine.bytes)


_AS_ID: Final = "unhex(replace(value ->> {}, '-', ''))"


def _rename(
    connection: Connection, known: str, table: str, column: str, where: str, told: tuple[str, ...]
) -> None:
    connection.execute(
        f"{known} UPDATE {table} SET {column} = (SELECT theirs FROM m WHERE mine = {column}) "
        f"WHERE {where} AND {column} IN (SELECT mine FROM m)",
        told,
    )


def _names_its_record(entity: Entity) -> bool:
    fields = [entity.by_name.get(name) for name in ("record_type", "record_id")]
    return all(field is not None and field.kind is not Kind.COMPUTED for field in fields)


def leave(connection: Connection) -> None:
    """Make a profile its own again; it keeps what it holds."""
    drop_tables(connection)
    for entity in iter_entities():
        connection.execute(f'UPDATE "{entity.key}" SET acl_id = NULL WHERE acl_id IS NOT NULL')


def _become(writing: Writing, user_id: uuid.UUID) -> None:
    """Put the user of the centre in the place of the owner of this profile."""
    connection = writing.connection
    (text,) = connection.execute("SELECT value FROM meta WHERE key = 'owner'").fetchone()
    owner = uuid.UUID(text)
    if owner == user_id:
        return
    if connection.execute("SELECT 1 FROM app_user WHERE id = ?", (user_id.bytes,)).fetchone():
        relink(writing, Move(get_entity(USERS), frozenset({owner}), user_id))
        connection.execute("DELETE FROM app_user WHERE id = ?", (owner.bytes,))
    else:
        connection.execute("UPDATE app_user SET id = ? WHERE id = ?", (user_id.bytes, owner.bytes))
        relink(writing, Move(get_entity(USERS), frozenset({owner}), user_id))
    for entity in iter_entities():
        for column in CREATED_BY:
            connection.execute(
                f'UPDATE "{entity.key}" SET {column} = ? WHERE {column} = ?',
                (user_id.bytes, owner.bytes),
            )
    connection.execute("UPDATE meta SET value = ? WHERE key = 'owner'", (str(user_id),))


def _offer_everything(writing: Writing) -> None:
    """Write an edit for each record that is here, as if it was made now."""
    for entity in iter_entities():
        if entity.key != USERS:
            writing.connection.execute(
                insertions_statement(shape_of(entity).table),
                (writing.group, writing.at, writing.actor.user_id.bytes, writing.command),
            )
