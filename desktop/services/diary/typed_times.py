"""The times that commands of the diary are given: local, as people see them."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.core.clock import DEFAULT_ZONE
from desktop.core.diary.event_times import SeriesSpan, to_utc
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.recurrence.series import zone_of

BAD_TIME = N_("“{text}” is no time.")
ONE_DAY = timedelta(days=1)


def read_wall(text: str, field: str = "start") -> datetime:
    """Return a wall time of "2026-11-23T09:00", or the midnight of "2026-11-23".

    Raises:
        InvalidValueError: it is neither.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(_(BAD_TIME).format(text=text), field=field) from None
    return found.replace(tzinfo=None, microsecond=0)


def read_span(
    start: str, end: str, *, is_all_day: bool, zone: str, event_zone: str | None
) -> SeriesSpan:
    """Return a span of wall times in `zone` as one in the zone of the event.

    Of whole days `end` is the last day. An event that is local everywhere takes the wall times as
    they are.

    Raises:
        InvalidValueError: a time or zone is none, or the end lies before the start.
    """
    begins, ends = read_wall(start), read_wall(end or start, "end")
    if is_all_day:
        days = ends.date() - begins.date() + ONE_DAY
        return SeriesSpan(begins.date(), max(days, ONE_DAY), None)
    if not event_zone:
        return SeriesSpan(begins, ends - begins, None)
    here = zone or event_zone
    first, last = to_utc(begins, here), to_utc(ends, here)
    local = first.astimezone(zone_of(event_zone)).replace(tzinfo=None, fold=0)
    return SeriesSpan(local, last - first, event_zone)


def zone_of_new(zone: str) -> str:
    """Return the zone of a new event that was entered in a zone."""
    return zone or DEFAULT_ZONE
