"""One time of a series: found by its key, written back, or made an event by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from desktop.core.diary.event_times import EventTimes, SeriesSpan, times_of
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.core.recurrence.addressing import parse_key, variation_id, variation_key
from desktop.core.recurrence.scopes import Outcome, Scope, cancel
from desktop.core.recurrence.series import Series
from desktop.core.recurrence.stamps import When
from desktop.models.calendar import Event, EventVariation
from desktop.services.diary.series_records import (
    VARIED,
    alone_id,
    copy_event,
    copy_files,
    copy_guests,
    following_id,
    read_series,
    variations_of,
    varied,
    write_series,
)
from desktop.store.work import Work

_TOLD: Final = frozenset({"title", "place", "rule", "status"})
GONE: Final = N_("The series does not come at this time any more.")


def is_series(work: Work, event: Event) -> bool:
    """Tell whether an event has more than one time."""
    return bool(event.rule) or bool(variations_of(work, event.id))


def parse_when(key: str) -> When:
    """Return the original time of a key.

    Raises:
        InvalidValueError: it is none.
    """
    found = parse_key(key)
    if isinstance(found, datetime) and found.tzinfo is not None:
        raise RuleBrokenError(_(GONE))
    return found


def time_of(work: Work, event: Event, original: When) -> EventVariation:
    """Return the record of one time; one is made where nothing differed so far."""
    one = variation_id(event.id, original)
    record = work.session.get(EventVariation, one)
    if record is None:
        record = EventVariation(id=one, event_id=event.id, original=variation_key(original))
        work.session.add(record)
    elif record.deleted_at is not None:  # what it said before it was taken away is past
        for name in (*VARIED, "starts_at", "ends_at", "is_cancelled", "is_added"):
            setattr(record, name, None)
        record.deleted_at = None
    return record


def span_at(series: Series, original: When) -> SeriesSpan:
    """Return when one time of a series is."""
    found = next((one for one in series.variations if one.original == original), None)
    start = original if found is None or found.start is None else found.start
    duration = series.duration if found is None or found.duration is None else found.duration
    return SeriesSpan(start, duration, series.zone)


def varied_values(work: Work, event: Event, key: str) -> dict[str, Any]:
    """Return what differs at one time of a series."""
    record = varied(work, event, key)
    if record is None:
        return {}
    told = {name: getattr(record, name) for name in VARIED}
    return {name: value for name, value in told.items() if value is not None}


def write_outcome(work: Work, event: Event, original: When, outcome: Outcome) -> Event:
    """Write what became of a series; return the event that has the time which was edited."""
    if outcome.added is None:
        if outcome.kept is not None:
            write_series(work, event, outcome.kept)
        return event
    made = copy_event(work, event, following_id(event.id, variation_key(original)), {})
    write_series(work, made, outcome.added)
    copy_guests(work, event.id, made.id)
    copy_files(work, event.id, made.id)
    if outcome.kept is not None:
        write_series(work, event, outcome.kept)
    return made


def stand_alone(work: Work, event: Event, original: When, values: Mapping[str, Any]) -> Event:
    """Let one time of a series be an event by itself, as it differs in more than a time may."""
    series, key = read_series(work, event), variation_key(original)
    times = times_of(span_at(series, original), event.zone or "")
    own = times._asdict() | {"zone": times.zone or None, "rule": None}
    own |= varied_values(work, event, key)
    left = cancel(series, original, Scope.THIS).kept
    made = copy_event(work, event, alone_id(event.id, key), own | dict(values))
    copy_guests(work, event.id, made.id)
    copy_files(work, event.id, made.id)
    if left is not None:
        write_series(work, event, left)
    return made


def change_event(work: Work, event: Event, said: Mapping[str, Any]) -> Event:
    """Give an event other values; what the invited are told of is another revision of it."""
    if not _TOLD.isdisjoint(said):
        event.sequence = (event.sequence or 0) + 1
    for name, value in said.items():
        setattr(event, name, value)
    work.session.flush()
    return event


def set_times(event: Event, times: EventTimes) -> None:
    """Let an event be at other times: another revision of it (RFC 5545, 3.8.7.4: SEQUENCE)."""
    event.sequence = (event.sequence or 0) + 1
    event.starts_at, event.ends_at = times.starts_at, times.ends_at
    event.is_all_day, event.zone = times.is_all_day, times.zone or None
