"""Forgetting what I may not see any more, to the last byte in the files of the profile.

Deleted cells are overwritten at once (`secure_delete`); drafts of the records, their words in the
search index and the log of the database follow when the pull was taken over. Backups made before
are not reached.

What a person made here stays in the history: after the centre went back to a backup it is
offered again, and nobody has to be kept from what he typed himself.
"""

from __future__ import annotations

from typing import Final

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.pages import Draft
from desktop.store.drafts import LocalDrafts
from desktop.store.engine import Connection
from desktop.store.faults import told
from desktop.store.maintenance import merge_search
from desktop.store.mirror.tables import get_state, set_state
from desktop.store.mirror.writers import forget_writers
from desktop.store.work import Store

FORGET: Final = "forget"  # set while bytes of rows that went may be left in the files
FORGOTTEN: Final = "forgotten_at"
FEW: Final = 100_000  # documents whose index is merged each time; that of more once a day
DAY: Final = 86_400_000_000


def forget_row(connection: Connection, table: str, row_id: bytes) -> None:
    """Forget the edits and conflicts of a row that is about to go; none of its edits may wait."""
    set_state(connection, FORGET, "1")
    key = (table, row_id)
    made = "SELECT 1 FROM change WHERE tbl = ? AND row_id = ? AND op = 'I'"
    if connection.execute(made, key).fetchone() is None:
        connection.execute("DELETE FROM change WHERE tbl = ? AND row_id = ?", key)
    sides = "UPDATE sync_problem SET base = NULL, theirs = NULL WHERE tbl = ? AND row_id = ?"
    connection.execute(sides, key)
    forget_writers(connection, table, row_id)


def forget(store: Store, now: int) -> bool:
    """Do what is left to do after rows went; return False if it has to be done once more.

    A reader that is at work keeps the log from being emptied; the next round does it then.
    """
    with store.reading() as connection:
        if get_state(connection, FORGET) is None:
            return True
        is_due = _is_merge_due(connection, now)
    _drop_drafts(store)
    if is_due:
        merge_search(store)
    with store.exclusive() as connection:
        set_state(connection, FORGET, None if is_due else "1")
        if is_due:
            set_state(connection, FORGOTTEN, str(now))
    with store.reading() as connection, told():
        (is_busy, *_pages) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        with store.exclusive() as connection:
            set_state(connection, FORGET, "1")
    return is_due and not is_busy


def _is_merge_due(connection: Connection, now: int) -> bool:
    (documents,) = connection.execute("SELECT count(*) FROM search_docsize").fetchone()
    last = int(get_state(connection, FORGOTTEN) or 0)
    return documents <= FEW or not 0 <= now - last < DAY


def _drop_drafts(store: Store) -> None:
    drafts = LocalDrafts(store.profile, store.key)
    try:
        gone = [draft for draft in drafts.waiting() if not _is_there(store, draft)]
        for draft in gone:
            drafts.drop(draft.key)
        if gone:
            drafts.compact()
    finally:
        drafts.close()


def _is_there(store: Store, draft: Draft) -> bool:
    if draft.record_id is None:
        return True  # of a record that is being made
    try:
        entity = get_entity(draft.entity)
    except UnknownEntityError:
        return True
    query = f'SELECT 1 FROM "{entity.key}" WHERE id = ?'
    with store.reading() as connection:
        return connection.execute(query, (draft.record_id.bytes,)).fetchone() is not None
