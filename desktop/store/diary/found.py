"""The times that touch a window, from the table, and of stale events expanded on the spot."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from desktop.core.recurrence.occurrences import Window
from desktop.core.recurrence.stamps import to_stamp
from desktop.store.diary.filling import SHORT, expand
from desktop.store.diary.series_rows import read_series
from desktop.store.diary.tables import LONG, WALL
from desktop.store.engine import Connection

_COLUMNS: Final = "event, begins_at, ends_at, original, kind, is_varied, calendar"
_TOUCHES: Final = "(ends_at > ? OR (ends_at = begins_at AND begins_at = ?))"


class Found(NamedTuple):
    """One time of an event: by its number, in microseconds of UTC or of the wall clock."""

    event: int
    begins_at: int
    ends_at: int
    original: int  # a stamp
    kind: int
    is_varied: int
    calendar: int

    @property
    def is_wall(self) -> bool:
        """Whether it is by the wall clock: whole days, or without a zone."""
        return bool(self.kind & WALL)


def in_calendars(connection: Connection, window: Window, calendars: Collection[int]) -> list[Found]:
    """Return the times in calendars (0: of those that are not known here)."""
    told = json.dumps(list(calendars))
    found: list[Found] = []
    for kind in (0, LONG, WALL, WALL | LONG):
        low, high = window.bounds(is_wall=bool(kind & WALL))
        earliest = -(2**62) if kind & LONG else low - SHORT
        query = (
            f"SELECT {_COLUMNS} FROM occurrence WHERE kind = ? AND begins_at >= ? AND begins_at < ?"
            f" AND calendar IN (SELECT value FROM json_each(?)) AND {_TOUCHES}"
        )
        rows = connection.execute(query, (kind, earliest, high, told, low, low)).fetchall()
        found += map(Found._make, rows)
    open_events = _in(connection, _not_covered(connection, window), told)
    if not open_events:
        return found
    kept = [one for one in found if one.event not in open_events]
    return kept + _expanded(connection, window, open_events)


def of_events(connection: Connection, window: Window, events: Collection[int]) -> list[Found]:
    """Return the times of certain events."""
    if not events:
        return []
    told = json.dumps(list(events))
    low = min(window.from_moment, window.from_wall)
    high = max(window.to_moment, window.to_wall)
    among = "event IN (SELECT value FROM json_each(?)) AND begins_at < ?"
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM occurrence WHERE {among} AND begins_at >= ?"
        f" UNION SELECT {_COLUMNS} FROM occurrence WHERE {among} AND kind IN (1, 3)",
        (told, high, low - SHORT, told, high),
    ).fetchall()
    found = [one for one in map(Found._make, rows) if _touches(one, window)]
    open_events = _not_covered(connection, window).intersection(events)
    if not open_events:
        return found
    kept = [one for one in found if one.event not in open_events]
    return kept + _expanded(connection, window, open_events)


def events_with(connection: Connection, column: str, who: uuid.UUID) -> list[int]:
    """Return the events that somebody (`user_id`) or something (`resource_id`) takes part in."""
    query = (
        "SELECT DISTINCT e.rid FROM attendee a JOIN event e ON e.id = a.event_id"
        f" WHERE a.{column} = ? AND a.deleted_at IS NULL AND e.deleted_at IS NULL"
    )
    return [rid for (rid,) in connection.execute(query, (who.bytes,)).fetchall()]


def _not_covered(connection: Connection, window: Window) -> set[int]:
    """Return the events of which the table does not hold all times of a window."""
    low = min(window.from_moment, window.from_wall)
    high = max(window.to_moment, window.to_wall)
    query = (
        "SELECT event FROM occurrence_span WHERE covered_to < ? AND ends_at >= ?"
        " UNION SELECT event FROM occurrence_span WHERE covered_from > ? AND ends_at >= ?"
    )
    return {rid for (rid,) in connection.execute(query, (high, low, low, low)).fetchall()}


def _in(connection: Connection, events: Collection[int], calendars: str) -> set[int]:
    """Return those of the events that stand in calendars."""
    if not events:
        return set()
    query = (
        "SELECT e.rid FROM event e LEFT JOIN calendar c ON c.id = e.calendar_id"
        " WHERE e.rid IN (SELECT value FROM json_each(?))"
        " AND coalesce(c.rid, 0) IN (SELECT value FROM json_each(?))"
    )
    told = json.dumps(list(events))
    return {rid for (rid,) in connection.execute(query, (told, calendars)).fetchall()}


def _expanded(connection: Connection, window: Window, rids: Iterable[int]) -> list[Found]:
    """Return the times of events by their rules, whatever the table holds of them."""
    found = []
    for one in read_series(connection, rids):
        for time in expand(one, window):
            kind = WALL if time.is_wall else 0
            original, is_varied = to_stamp(time.original), time.variation is not None
            found.append(
                Found(
                    one.rid,
                    time.begins_at,
                    time.ends_at,
                    original,
                    kind,
                    is_varied,
                    one.calendar,
                )
            )
    return found


def _touches(one: Found, window: Window) -> bool:
    low, high = window.bounds(is_wall=one.is_wall)
    return one.begins_at < high and (one.ends_at > low or one.begins_at == one.ends_at == low)
