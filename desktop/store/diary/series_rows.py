"""Events as rows, read together with their variations and made into series."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from desktop.core.clock import from_micros
from desktop.core.diary.event_times import EventTimes, VariationTimes, mended_series, series_of
from desktop.core.errors import InvalidValueError
from desktop.core.recurrence.checking import check_series
from desktop.core.recurrence.series import Series
from desktop.store.engine import Connection

_EVENTS: Final = (
    "SELECT e.rid, e.id, e.starts_at, e.ends_at, e.is_all_day, e.zone, e.rule,"
    " coalesce(c.rid, 0) FROM event e LEFT JOIN calendar c ON c.id = e.calendar_id"
    " WHERE e.rid IN (SELECT value FROM json_each(?)) AND e.deleted_at IS NULL"
)
_VARIATIONS: Final = (
    "SELECT event_id, id, original, starts_at, ends_at, is_cancelled, is_added"
    " FROM event_variation WHERE event_id IN (SELECT unhex(value) FROM json_each(?))"
    " AND deleted_at IS NULL ORDER BY original, id"
)


class SeriesRow(NamedTuple):
    """An event as it takes place; a broken one is shown once, where it begins."""

    rid: int
    id: uuid.UUID
    series: Series
    calendar: int  # the rid of its calendar, 0 for none that is known here
    is_broken: bool


def read_series(connection: Connection, rids: Iterable[int]) -> Iterator[SeriesRow]:
    """Yield the living events with these numbers, as far as they may be seen."""
    found = connection.execute(_EVENTS, (json.dumps(list(rids)),)).fetchall()
    ids = json.dumps([row[1].hex() for row in found])
    varied: dict[bytes, list[VariationTimes]] = defaultdict(list)
    for event, *row in connection.execute(_VARIATIONS, (ids,)):
        varied[event].append(_variation(row))
    for rid, event, starts_at, ends_at, is_all_day, zone, rule, calendar in found:
        if starts_at is None:
            continue
        times = event_times(starts_at, ends_at, is_all_day, zone)
        series, is_broken = whole_series(times, rule or "", varied.get(event, ()))
        yield SeriesRow(rid, uuid.UUID(bytes=event), series, calendar, is_broken)


def event_times(
    starts_at: int, ends_at: int | None, is_all_day: int | None, zone: str | None
) -> EventTimes:
    """Return the times of an event by what its columns hold."""
    return EventTimes(
        from_micros(starts_at),
        None if ends_at is None else from_micros(ends_at),
        bool(is_all_day),
        zone or "",
    )


def whole_series(
    times: EventTimes, rule: str, variations: Iterable[VariationTimes]
) -> tuple[Series, bool]:
    """Return a series, and whether it is broken and stands for its first time alone."""
    try:
        series = series_of(times, rule, variations)
        check_series(series)
    except InvalidValueError:
        return mended_series(times), True
    return series, False


def _variation(row: list[Any]) -> VariationTimes:
    one, original, starts_at, ends_at, is_cancelled, is_added = row
    return VariationTimes(
        original,
        None if starts_at is None else from_micros(starts_at),
        None if ends_at is None else from_micros(ends_at),
        bool(is_cancelled),
        bool(is_added),
        uuid.UUID(bytes=one),
    )
