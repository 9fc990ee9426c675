"""Moving events in the diary, and taking them out: one time, it and the following, or all."""

from __future__ import annotations

import uuid
from datetime import datetime

from desktop.core.diary.event_times import SeriesSpan, times_of
from desktop.core.i18n import N_
from desktop.core.recurrence.scopes import Scope, cancel, move
from desktop.core.recurrence.stamps import When
from desktop.models.calendar import Event
from desktop.services.commands import command
from desktop.services.diary.one_time import (
    is_series,
    parse_when,
    set_times,
    stand_alone,
    write_outcome,
)
from desktop.services.diary.series_records import read_series, write_series
from desktop.services.diary.typed_times import read_span
from desktop.store.work import Work


@command("event.reschedule", label=N_("Move in the diary"))
def reschedule_event(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    original: str = "",
    scope: str = Scope.ALL,
    *,
    start: str,
    end: str = "",
    is_all_day: bool = False,
    zone: str = "",
    calendar_id: str = "",
) -> str:
    """Let an event, or times of a series, be at another wall time; return the event they are of.

    Raises:
        RuleBrokenError: the rule cannot be turned to another day.
        InvalidValueError: a time is none, or the end lies before the start.
    """
    event = work.session.get_one(Event, uuid.UUID(id))
    own_zone = event.zone or (zone if event.is_all_day and not is_all_day else None)
    span = read_span(start, end, is_all_day=is_all_day, zone=zone, event_zone=own_zone)
    if is_series(work, event) and original:
        event = _rescheduled(work, event, parse_when(original), Scope(scope), span, calendar_id)
    else:
        set_times(event, times_of(span, own_zone or event.zone or ""))
    if calendar_id:
        event.calendar_id = uuid.UUID(calendar_id)
    work.session.flush()
    return str(event.id)


@command("event.call_off", label=N_("Delete from the diary"))
def call_off_event(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    original: str = "",
    scope: str = Scope.ALL,
) -> None:
    """Take one time out of a series, or it and all following ones; put an event into the bin."""
    event = work.session.get_one(Event, uuid.UUID(id))
    if not is_series(work, event) or not original or scope == Scope.ALL:
        work.delete("event", [event.id])
        return
    left = cancel(read_series(work, event), parse_when(original), Scope(scope))
    if left.kept is None:
        work.delete("event", [event.id])
    else:
        write_series(work, event, left.kept)


def _rescheduled(
    work: Work, event: Event, original: When, scope: Scope, span: SeriesSpan, calendar: str
) -> Event:
    series = read_series(work, event)
    if scope is Scope.THIS and (calendar or isinstance(span.start, datetime) is series.is_all_day):
        times = times_of(span, event.zone or "")
        return stand_alone(work, event, original, times._asdict() | {"zone": times.zone or None})
    outcome = move(series, original, span.start, span.duration, scope, span.zone)
    return write_outcome(work, event, original, outcome)
