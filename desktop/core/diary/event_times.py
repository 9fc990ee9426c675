"""The times of an event as its record holds them, and as a series reckons with them.

A record holds moments; whole days are the midnights of its zone. Without a zone it is local
wherever one is (RFC 5545, 3.3.5, form 1): its moments are then those of the company's zone, the
same on all computers.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from desktop.core.clock import DEFAULT_ZONE, find_zone
from desktop.core.errors import InvalidValueError
from desktop.core.quick_dataclass import dataclass
from desktop.core.recurrence.addressing import parse_key
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.rules import AnyRule
from desktop.core.recurrence.series import Series, Variation, zone_of
from desktop.core.recurrence.stamps import When

ONE_DAY: Final = timedelta(days=1)
USUAL_REMINDERS: Final = ("15",)  # minutes before, of an event that nobody said anything of


class EventTimes(NamedTuple):
    """When an event is, as the columns of its record say it; moments are aware, in UTC."""

    starts_at: datetime
    ends_at: datetime | None = None
    is_all_day: bool = False
    zone: str = ""


class SeriesSpan(NamedTuple):
    """When something is, as a series has it: a day or a local moment, and how long."""

    start: When
    duration: timedelta
    zone: str | None


@dataclass(frozen=True, slots=True)
class VariationTimes:
    """The columns of a variation that say when it is; `key` names the time that it varies."""

    key: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_cancelled: bool = False
    is_added: bool = False
    row: uuid.UUID | None = None


def span_of(times: EventTimes) -> SeriesSpan:
    """Return when an event is.

    Raises:
        InvalidValueError: its zone is unknown.
    """
    where = _where(times.zone)
    start = times.starts_at.astimezone(where).replace(tzinfo=None, microsecond=0, fold=0)
    ends_at = times.starts_at if times.ends_at is None else times.ends_at
    if not times.is_all_day:
        length = ends_at.replace(microsecond=0) - times.starts_at.replace(microsecond=0)
        return SeriesSpan(start, length, times.zone or None)
    end = ends_at.astimezone(where).replace(tzinfo=None)
    last = end.date() + (ONE_DAY if end.time() > time() else timedelta())
    return SeriesSpan(start.date(), max(last - start.date(), ONE_DAY), None)


def times_of(span: SeriesSpan, zone: str = "") -> EventTimes:
    """Return the columns of an event; of whole days `zone` is that of its midnights."""
    if isinstance(span.start, datetime):
        starts_at = to_utc(span.start, span.zone or "")
        return EventTimes(starts_at, starts_at + span.duration, zone=span.zone or "")
    return EventTimes(
        to_utc(span.start, zone), to_utc(span.start + span.duration, zone), True, zone
    )


def to_utc(when: When, zone: str = "") -> datetime:
    """Return the moment of a local time, or of the midnight with which a day begins."""
    wall = when if isinstance(when, datetime) else datetime.combine(when, time())
    return wall.replace(tzinfo=_where(zone)).astimezone(UTC)


def series_of(
    times: EventTimes, rule: str = "", variations: Iterable[VariationTimes] = ()
) -> Series:
    """Return the series that records say.

    Raises:
        InvalidValueError: the rule, the zone or a key is none, or the end lies before the start.
    """
    start, duration, zone = span_of(times)
    parsed: AnyRule | None = parse_rule(rule) if rule else None
    series = Series(start, duration, zone, parsed)
    found = [_variation(one, times, duration) for one in variations]
    return series.with_variations(found) if found else series


def mended_series(times: EventTimes) -> Series:
    """Return a single event for what cannot be read as a series, so that it is shown at least."""
    try:
        zone_of(times.zone or DEFAULT_ZONE)
    except InvalidValueError:
        times = times._replace(zone="")
    start, duration, zone = span_of(times)
    return Series(start, max(duration, timedelta()), zone)


def _variation(one: VariationTimes, times: EventTimes, usual: timedelta) -> Variation:
    original = parse_key(one.key)
    if isinstance(original, datetime) and original.tzinfo is not None:
        original = original.astimezone(_where(times.zone)).replace(tzinfo=None, fold=0)
    if isinstance(original, datetime) is times.is_all_day:  # the series became one of days, or not
        original = _of_kind(original, times)
    start, duration = None, None
    if one.starts_at is not None:
        here = times._replace(starts_at=one.starts_at, ends_at=one.ends_at)
        start, lasts, _zone = span_of(here)
        duration = usual if one.ends_at is None else max(lasts, timedelta())
    return Variation(original, start, duration, one.is_cancelled, one.is_added, one.row)


def _of_kind(original: date | datetime, times: EventTimes) -> When:
    if isinstance(original, datetime):
        return original.date()
    start = times.starts_at.astimezone(_where(times.zone))
    return datetime.combine(original, start.time().replace(microsecond=0, fold=0))


def _where(zone: str) -> tzinfo:
    return zone_of(zone) if zone else find_zone(DEFAULT_ZONE)
