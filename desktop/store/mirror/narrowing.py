"""Removing what lies before a horizon that was moved forward: the centre has it all the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from desktop.core.entities import get_entity
from desktop.store.drafts import LocalDrafts
from desktop.store.engine import Connection
from desktop.store.held_history import HORIZONS
from desktop.store.mirror.gone_files import note_gone
from desktop.store.mirror.horizons import (
    WANTED,
    forget_whole,
    horizons,
    old_rows,
    read,
    write,
)
from desktop.store.mirror.overlay import delete_row
from desktop.store.work import Store

NARROWED: Final = (
    "horizons_narrowed"  # by table: that what lies before its horizon is to be removed
)
_NEVER: Final = -(2**63)
# What was edited here stays, and that of which a problem is open or something is not saved.
_NEEDED: Final = (
    "SELECT row_id FROM shadow WHERE tbl = :table UNION "
    "SELECT row_id FROM change WHERE tbl = :table UNION "
    "SELECT row_id FROM sync_problem WHERE tbl = :table AND solved_at IS NULL UNION "
    "SELECT unhex(value) FROM json_each(:unsaved)"
)


def narrow(connection: Connection) -> bool:
    """Move horizons forward to where they are wanted; tell whether there may be rows to remove.

    That comes first: to hold more than what is said to be here is always right.
    """
    here, wanted = horizons(connection), read(connection, WANTED)
    later = {t: since for t, since in wanted.items() if t not in here or since > here[t]}
    if later:
        write(connection, HORIZONS, here | later)
        write(connection, NARROWED, read(connection, NARROWED) | later)
        forget_whole(connection)
    return bool(read(connection, NARROWED))


def unsaved_records(store: Store) -> list[bytes]:
    """Return the ids of the records of which something was typed that is not saved."""
    drafts = LocalDrafts(store.profile, store.key)
    try:
        return [one.record_id.bytes for one in drafts.waiting() if one.record_id is not None]
    finally:
        drafts.close()


def let_go(connection: Connection, unsaved: Iterable[bytes], limit: int) -> str | None:
    """Remove some rows of one table; return which, None: there are no more.

    Args:
        connection: in a transaction in which `outbox.collect` was called.
        unsaved: ids of records of which something was typed that is not saved.
        limit: how many rows.
    """
    told = {"unsaved": json.dumps([one.hex() for one in unsaved]), "limit": limit}
    here = horizons(connection)
    for table in read(connection, NARROWED):
        query = (
            old_rows(table).replace("?", ":since")
            + f" AND id NOT IN (SELECT row_id FROM ({_NEEDED}) WHERE row_id IS NOT NULL)"
            " LIMIT :limit"
        )
        about = {"table": table, "since": here.get(table, _NEVER)}  # it may have moved back again
        some = connection.execute(query, told | about).fetchall()
        for (row_id,) in some:
            note_gone(connection, table, row_id)
            delete_row(connection, get_entity(table), row_id)
        if some:
            return table
        write(connection, NARROWED, read(connection, NARROWED) | {table: None})
    return None
