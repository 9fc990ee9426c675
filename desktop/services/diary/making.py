"""Entering events in the diary at wall times, and copying them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop.core.clock import to_micros
from desktop.core.diary.event_times import SeriesSpan, span_of, times_of, to_utc
from desktop.core.filters import Json
from desktop.core.i18n import N_
from desktop.core.ids import new_id
from desktop.models.calendar import Event
from desktop.services.commands import command
from desktop.services.diary.one_time import is_series, parse_when, span_at, varied_values
from desktop.services.diary.series_records import copy_event, event_times, read_series
from desktop.services.diary.typed_times import read_span, read_wall, zone_of_new
from desktop.services.records import create_record
from desktop.store.work import Work


@command("event.enter", label=N_("Enter in the diary"))
def enter_event(
    work: Work,
    values: Mapping[str, Json],
    *,
    start: str,
    end: str = "",
    is_all_day: bool = False,
    zone: str = "",
) -> str:
    """Make an event at a wall time in a zone and return its id."""
    own_zone = zone_of_new(zone)
    span = read_span(start, end, is_all_day=is_all_day, zone=zone, event_zone=own_zone)
    times = times_of(span, own_zone)
    moments = {
        name: to_micros(one)
        for name, one in (("starts_at", times.starts_at), ("ends_at", times.ends_at))
        if one
    }
    return create_record(
        work, "event", {**values, **moments, "is_all_day": is_all_day, "zone": own_zone}
    )


@command("event.copy", label=N_("Copy in the diary"))
def copy_in_diary(
    work: Work,
    id: str,  # noqa: A002 - the field's name
    original: str = "",
    *,
    start: str,
    zone: str = "",
    calendar_id: str = "",
) -> str:
    """Make a single event like an event, or like one time of a series; return its id.

    Nobody is invited by copying.
    """
    event = work.session.get_one(Event, uuid.UUID(id))
    span, values = span_of(event_times(event)), dict[str, Any](rule=None)
    if original and is_series(work, event):
        span = span_at(read_series(work, event), parse_when(original))
        values |= varied_values(work, event, original)
    wall = read_wall(start)
    if isinstance(span.start, datetime):
        begins = to_utc(wall, zone) if span.zone else to_utc(wall)
        values |= {"starts_at": begins, "ends_at": begins + span.duration}
    else:
        times = times_of(SeriesSpan(wall.date(), span.duration, None), event.zone or "")
        values |= {"starts_at": times.starts_at, "ends_at": times.ends_at}
    if calendar_id:
        values["calendar_id"] = uuid.UUID(calendar_id)
    elif event.owner_id != work.actor.user_id:
        values["calendar_id"] = None
    values |= {"owner_id": work.actor.user_id, "status": "planned"}
    return str(copy_event(work, event, new_id(work.clock), values).id)
