"""When people and rooms are busy: from the events that are seen here, and from what they published.

Published times (`busy_time`) are pairs of minutes since their month began in UTC; a third member
names a room or a car that the person booked for that time.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final

from desktop.core.clock import from_micros
from desktop.core.diary.entry import BusyTime, Entry
from desktop.core.diary.time_spans import TimeSpan, joined_spans, without_spans
from desktop.core.recurrence.occurrences import Window
from desktop.store.engine import Connection

_FREE: Final = frozenset({"free"})
_DECLINED: Final = "declined"
_CANCELLED: Final = "cancelled"


def published(
    connection: Connection, who: Collection[uuid.UUID], window: Window, zone: tzinfo
) -> dict[uuid.UUID, list[TimeSpan]]:
    """Return the published times of people and rooms, in the wall time of a zone."""
    found: dict[uuid.UUID, list[TimeSpan]] = defaultdict(list)
    months = list(_months(window))
    query = (
        "SELECT user_id, month, intervals FROM busy_time WHERE deleted_at IS NULL"
        " AND month IN (SELECT value FROM json_each(?))"
    )
    for user, month, text in connection.execute(query, (json.dumps(months),)):
        begins = datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
        for first, last, holder in _intervals(text):
            named = uuid.UUID(bytes=user) if holder is None else holder
            if named in who:
                start = (begins + timedelta(minutes=first)).astimezone(zone).replace(tzinfo=None)
                found[named].append(TimeSpan(start, start + timedelta(minutes=last - first)))
    return found


def busy_entries(
    connection: Connection,
    who: Collection[uuid.UUID],
    window: Window,
    zone: tzinfo,
    seen: Iterable[Entry],
) -> list[Entry]:
    """Return for people and rooms the times of which no more is known than that they are taken."""
    known: dict[uuid.UUID | None, list[TimeSpan]] = defaultdict(list)
    for one in seen:
        span = TimeSpan(one.start, one.end)
        known[one.person].append(span)
        known[one.calendar].append(span)
    low, high = _walls(window)
    rooms = _rooms(connection)
    found = []
    for named, spans in published(connection, who, window, zone).items():
        for start, end in without_spans(spans, known[named]):
            if start < high and end > low:
                is_room = named in rooms
                found.append(
                    Entry(
                        named,
                        "",
                        "",
                        start,
                        end,
                        calendar=named if is_room else None,
                        show_as="busy",
                        person=None if is_room else named,
                        only_busy=True,
                    )
                )
    return found


def busy_times(who: Collection[uuid.UUID], entries: Iterable[Entry]) -> tuple[BusyTime, ...]:
    """Return when people and rooms are not free, by what stands in their diaries."""
    spans: dict[tuple[uuid.UUID, str], list[TimeSpan]] = defaultdict(list)
    for one in entries:
        if counts(one.show_as, one.status) and one.answer != _DECLINED:
            for named in {one.person, one.calendar}:
                if named is not None and named in who:
                    spans[named, one.show_as].append(TimeSpan(one.start, one.end))
    return tuple(
        BusyTime(named, start, end, show_as)
        for (named, show_as), some in spans.items()
        for start, end in joined_spans(some)
    )


def counts(show_as: str, status: str) -> bool:
    """Tell whether an event takes anybody's time."""
    return show_as not in _FREE and status != _CANCELLED


def _intervals(text: str | None) -> Iterator[tuple[int, int, uuid.UUID | None]]:
    """Yield first and last minute and what is booked; what is no such list holds nothing."""
    told: Any = json.loads(text) if text else []
    for one in told if isinstance(told, list) else []:
        try:
            first, last, *room = one
            yield int(first), int(last), uuid.UUID(room[0]) if room else None
        except (TypeError, ValueError):
            continue


def _months(window: Window) -> Iterator[str]:
    low = from_micros(min(window.from_moment, window.from_wall)).date().replace(day=1)
    high = from_micros(max(window.to_moment, window.to_wall)).date()
    while low <= high:
        yield f"{low:%Y-%m}"
        low = (low + timedelta(32)).replace(day=1)


def _walls(window: Window) -> tuple[datetime, datetime]:
    low, high = window.bounds(is_wall=True)
    return from_micros(low).replace(tzinfo=None), from_micros(high).replace(tzinfo=None)


def _rooms(connection: Connection) -> set[uuid.UUID]:
    query = "SELECT id FROM calendar WHERE calendar_type = 'resource' AND deleted_at IS NULL"
    return {uuid.UUID(bytes=one) for (one,) in connection.execute(query).fetchall()}
