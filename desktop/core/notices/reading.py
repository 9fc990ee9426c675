"""Reads the notices of a person, and which of them were read; runs in a reader thread."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from desktop.core.entities import is_entity
from desktop.core.filters import Condition, Group, Json, Op
from desktop.core.notices.kinds import BY_KEY
from desktop.core.notices.saying import notice_text
from desktop.core.pages import ListQuery, Sort
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.reminders.occasions import attention_id

NOTICE = "notice"
ATTENTION = "attention"
_COLUMNS = ("title", "kind", "record_type", "record_id", "params", "told_at", "created_by")


@dataclass(frozen=True, slots=True)
class Told:
    """One notice: what it says in the language in use, about which record, when."""

    id: uuid.UUID
    kind: str
    group: str
    icon: str
    text: str
    record_type: str
    record: uuid.UUID
    title: str
    told_at: datetime | None
    is_read: bool
    records: tuple[uuid.UUID, ...] = ()  # of one that was collected


def notice_key(notice: uuid.UUID) -> str:
    """Return the key by which it is noted that a notice was read."""
    return f"notice/{notice}"


def read_notices(reads: Reads, me: uuid.UUID) -> tuple[Told, ...]:
    """Return the newest notices of `me`, the latest first."""
    if not is_entity(NOTICE) or not is_entity(ATTENTION):
        return ()
    mine = Group((Condition("user_id", Op.EQUALS, str(me)),))
    query = ListQuery(NOTICE, _COLUMNS, mine, sort=Sort("told_at", descending=True))
    rows = reads.first_page(query).rows
    keys = {attention_id(me, notice_key(row.id)): row.id for row in rows}
    seen = reads.rows(ListQuery(ATTENTION, ("seen_at",)), list(keys)).rows if keys else ()
    read = {keys[row.id] for row in seen if row.values[0] is not None}
    return tuple(_told(row.id, row.values, row.texts[-1], is_read=row.id in read) for row in rows)


def _told(one: uuid.UUID, values: tuple[object, ...], actor: str, *, is_read: bool) -> Told:
    title, kind, record_type, record, params, told_at, _by = values
    said: Mapping[str, Json] = params if isinstance(params, dict) else {}
    known = BY_KEY.get(str(kind))
    named = said.get("records")
    return Told(
        one,
        str(kind),
        known.group if known else "changed",
        known.icon if known else "bell",
        notice_text(str(kind), actor, str(title), str(record_type), said),
        str(record_type),
        uuid.UUID(str(record)),
        str(title),
        told_at if isinstance(told_at, datetime) else None,
        is_read,
        tuple(uuid.UUID(str(id_)) for id_ in named) if isinstance(named, list) else (),
    )
