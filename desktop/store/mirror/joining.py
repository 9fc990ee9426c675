"""Joining and leaving a centre: what a profile held alone is offered, or stays here."""

from __future__ import annotations

import uuid
from typing import Final

from desktop.core.entities import get_entity, iter_entities
from desktop.store.capture import insertions_statement
from desktop.store.engine import Connection
from desktop.store.merging import Move, relink
from desktop.store.mirror import outbox
from desktop.store.mirror.tables import drop_tables, make_tables, set_state
from desktop.store.shapes import shape_of
from desktop.store.transactions import Writing

USERS: Final = "app_user"
CREATED_BY: Final = ("owner_id", "created_by", "updated_by")


def join(writing: Writing, user_id: uuid.UUID, *, offers: bool) -> None:
    """Make a profile part of a company, as the user `user_id` of the centre.

    The transaction must not capture. Whoever worked here alone becomes that user everywhere.

    Args:
        writing: the transaction under way.
        user_id: who the centre says that we are.
        offers: whether what was made here so far is sent to the centre.
    """
    connection = writing.connection
    make_tables(connection)
    outbox.begin(connection)
    _become(writing, user_id)
    if offers:
        _offer_everything(writing)
    set_state(connection, "user", str(user_id))
    writing.uncaptured.update(entity.key for entity in iter_entities())


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
