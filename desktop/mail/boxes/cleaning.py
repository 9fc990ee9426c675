"""Keeping the mailbox within its budget: sources that the server has too are freed, old first."""

from __future__ import annotations

import time
from typing import Final

from desktop.mail.boxes.opening import Box
from desktop.store.blobs import GRACE_SECONDS
from desktop.store.engine import Connection

BUDGET_BYTES: Final = 5 * 1024**3
_AT_ONCE: Final = 500
_KEPT_SECONDS: Final = 90 * 86_400  # what came so lately is never freed

# What nobody else has, or what the person set apart, stays: pinned, flagged, drafts, filed mail.
_FREE: Final = (
    "SELECT b.message, b.size FROM body b JOIN message m ON m.id = b.message"
    " LEFT JOIN folder f ON f.id = m.folder WHERE b.size > 0 AND m.uid IS NOT NULL"
    " AND NOT m.pending AND NOT m.pinned AND m.flags & 12 = 0 AND m.id < ? AND m.body = 'here'"
    " AND coalesce(f.role, '') NOT IN ('drafts', 'outbox') AND NOT EXISTS"
    " (SELECT 1 FROM tie t WHERE t.message = m.id) ORDER BY b.used_at, b.message LIMIT ?"
)
_SIZE: Final = (
    "SELECT coalesce(sum(size), 0) + (SELECT coalesce(sum(size), 0) FROM part"
    " WHERE digest IS NOT NULL) FROM body"
)


def clean(box: Box, budget: int = BUDGET_BYTES, now: float | None = None) -> int:
    """Free sources and fetched attachments until the budget is kept; return how many messages.

    Their texts stay: they are found and shown as before, and what is missing is fetched again
    when it is wanted. Files that nothing names any more are deleted.
    """
    moment = int(now if now is not None else time.time())
    freed = 0
    while True:
        with box.writing() as connection:
            (size,) = connection.execute(_SIZE).fetchone()
            over = size - budget
            newest = (moment - _KEPT_SECONDS) << 20
            found = connection.execute(_FREE, (newest, _AT_ONCE)).fetchall() if over > 0 else []
            freed += _free(connection, found, over)
        if len(found) < _AT_ONCE:
            break
    _drop_files(box)
    return freed


def _free(connection: Connection, found: list[tuple[int, int]], over: int) -> int:
    count = 0
    for message, size in found:
        if over <= 0:
            break
        over -= size
        count += 1
        for statement in (
            "UPDATE body SET source = NULL, digest = NULL, size = 0 WHERE message = ?",
            "UPDATE part SET digest = NULL, facts = facts | 2 WHERE message = ?",
            "UPDATE message SET body = 'remote' WHERE id = ?",
        ):
            connection.execute(statement, (message,))
    return count


def _drop_files(box: Box) -> None:
    named = (
        "SELECT digest FROM body WHERE digest IS NOT NULL UNION"
        " SELECT digest FROM part WHERE digest IS NOT NULL"
    )
    with box.reading() as connection:
        kept = [digest for (digest,) in connection.execute(named).fetchall()]
    for path in box.parts.garbage(kept, GRACE_SECONDS):
        path.unlink(missing_ok=True)
