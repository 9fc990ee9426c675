"""Rows of lists: what a message shows before it is opened."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from desktop.core.mail.places import MailQuery
from desktop.core.mail.values import Importance, MailRow
from desktop.core.pages import Ref
from desktop.mail.boxes.flags import ANSWERED, DRAFT, FLAGGED, FORWARDED, SEEN
from desktop.mail.boxes.known import KnownPeople
from desktop.mail.boxes.prepared import Fact
from desktop.mail.boxes.threads import MOMENT_BITS
from desktop.store.reader import Reader
from desktop.store.sql import Sql

_COLUMNS: Final = (
    "m.id, a.id, coalesce(m.folder, 0), m.thread, m.sender_name, coalesce(s.address, ''), m.people,"
    " m.subject, m.preview, m.size, m.flags, m.flag_due, m.pinned, m.snoozed_until, m.keywords,"
    " m.files, m.importance, m.facts, m.pending, m.failed, coalesce((SELECT r.address FROM"
    " message_address x JOIN address r ON r.id = x.address WHERE x.message = m.id AND x.kind = 1"
    " AND f.role IN ('sent', 'drafts', 'outbox') LIMIT 1), s.address, '')"
)
_SOURCE: Final = (
    " JOIN account a ON a.number = m.account LEFT JOIN address s ON s.id = m.sender"
    " LEFT JOIN folder f ON f.id = m.folder"
)
_THREADS: Final = (
    "SELECT m.thread, count(*), sum(m.flags & 1 = 0) FROM message m"
    " JOIN json_each(?) j ON j.value = m.thread"
    " WHERE m.folder IS NOT NULL AND m.hidden = 0 GROUP BY m.thread"
)


class Rows:
    """Makes rows with one reader; of its thread."""

    def __init__(self, reader: Reader, known: KnownPeople) -> None:
        self._reader = reader
        self._known = known

    def rows(self, ids: Sequence[int], query: MailQuery | None = None) -> tuple[MailRow, ...]:
        """Return messages in the order of `ids`, as far as they exist."""
        asked = f"SELECT {_COLUMNS} FROM json_each(?) j JOIN message m ON m.id = j.value{_SOURCE}"
        found = self._reader.rows(Sql(asked, (json.dumps(list(ids)),)))
        counted = self._threads(found) if query is not None and query.conversations else {}
        made = {row.id: row for row in self._made(found, counted)}
        return tuple(made[one] for one in ids if one in made)

    def conversation(self, thread: int) -> tuple[MailRow, ...]:
        """Return the messages of a conversation, oldest first."""
        asked = f"SELECT {_COLUMNS} FROM message m{_SOURCE} WHERE m.thread = ?"
        asked += " AND m.folder IS NOT NULL ORDER BY m.id LIMIT 1000"
        return tuple(self._made(self._reader.rows(Sql(asked, (thread,))), {}))

    def _threads(self, found: Sequence[tuple[Any, ...]]) -> dict[int, tuple[int, int]]:
        told = json.dumps(sorted({row[3] for row in found}))
        rows = self._reader.rows(Sql(_THREADS, (told,)))
        return {thread: (count, unread) for thread, count, unread in rows}

    def _made(
        self, found: Sequence[tuple[Any, ...]], counted: Mapping[int, tuple[int, int]]
    ) -> Iterable[MailRow]:
        known = self._known.refs({row[-1] for row in found})
        return [_row(row, counted.get(row[3]), known.get(row[-1])) for row in found]


def _row(row: Sequence[Any], counted: tuple[int, int] | None, customer: Ref | None) -> MailRow:
    (
        message, account, folder, thread, sender, address, people, subject, preview, size, flags,
        due, pinned, snoozed, keywords, files, importance, facts, pending, failed,
        _other,
    ) = row  # fmt: skip
    count, unread = counted or (1, int(not flags & SEEN))
    return MailRow(
        id=message,
        account=uuid.UUID(bytes=account),
        folder=folder,
        thread=thread,
        sender=sender or address,
        sender_address=address,
        people=people,
        subject=subject,
        preview=preview,
        at=datetime.fromtimestamp(message >> MOMENT_BITS, UTC),
        size=size,
        is_read=bool(flags & SEEN),
        is_flagged=bool(flags & FLAGGED),
        flag_due=None if due is None else date.fromordinal(due),
        is_answered=bool(flags & ANSWERED),
        is_forwarded=bool(flags & FORWARDED),
        is_pinned=bool(pinned),
        is_draft=bool(flags & DRAFT),
        snoozed_until=None if snoozed is None else datetime.fromtimestamp(snoozed, UTC),
        tags=tuple(keywords.split()),
        files=files,
        importance=Importance(importance),
        count=count,
        unread=unread,
        customer=customer,
        has_invitation=bool(facts & Fact.INVITATION),
        pending=bool(pending),
        failed=failed,
    )
