"""An event with its variations as a series of `core.recurrence`, and written back as one.

A variation's id follows from its event and its time, so a time that moves gets another record, and
one that was in the bin comes back.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.diary.event_times import (
    EventTimes,
    SeriesSpan,
    VariationTimes,
    series_of,
    times_of,
)
from desktop.core.diary.own_calendar import attendee_id
from desktop.core.recurrence.addressing import variation_id, variation_key
from desktop.core.recurrence.series import Series, Variation
from desktop.core.recurrence.writing import write_rule
from desktop.models.calendar import Attendee, Event, EventVariation
from desktop.models.system.attachments import Attachment
from desktop.store.work import Work

# What belongs to one record alone and is not copied into another event.
_OWN: Final = frozenset(
    {"id", "uid", "sequence", "ical", "acl_id", "ver", "created_at", "created_by", "updated_at"}
    | {"updated_by", "deleted_at", "result", "duration_minutes", "next_at"}
)
VARIED: Final = ("title", "place", "show_as", "category_id", "status", "description", "result")
_GUEST: Final = ("user_id", "contact_id", "resource_id", "name", "email", "role", "owner_id")


def event_times(event: Event) -> EventTimes:
    """Return when an event is, as its record says."""
    return EventTimes(event.starts_at, event.ends_at, bool(event.is_all_day), event.zone or "")


def variations_of(work: Work, event: uuid.UUID) -> list[EventVariation]:
    """Return the living variations of an event."""
    query = sa.select(EventVariation).where(
        EventVariation.event_id == event, EventVariation.deleted_at.is_(None)
    )
    return list(work.session.scalars(query.order_by(EventVariation.original)))


def read_series(work: Work, event: Event) -> Series:
    """Return the series that an event is.

    Raises:
        InvalidValueError: its rule or its zone is none.
    """
    rows = [
        VariationTimes(
            one.original,
            one.starts_at,
            one.ends_at,
            bool(one.is_cancelled),
            bool(one.is_added),
            one.id,
        )
        for one in variations_of(work, event.id)
    ]
    return series_of(event_times(event), event.rule or "", rows)


def write_series(work: Work, event: Event, series: Series) -> None:
    """Let an event be a series: its times, its rule, its variations."""
    span = SeriesSpan(series.start, series.duration, series.zone)
    times = times_of(span, event.zone or "")
    event.starts_at, event.ends_at = times.starts_at, times.ends_at
    event.is_all_day, event.zone = times.is_all_day, times.zone or None
    event.rule = None if series.rule is None else write_rule(series.rule)
    event.sequence = (event.sequence or 0) + 1
    work.session.flush()
    wanted = {variation_id(event.id, one.original): one for one in series.variations}
    gone = [one.id for one in variations_of(work, event.id) if one.id not in wanted]
    for one_id, one in wanted.items():
        _write_variation(work, event, series, one_id, one)
    work.session.flush()
    if gone:
        work.delete("event_variation", gone)


def copy_event(work: Work, event: Event, new: uuid.UUID, values: Mapping[str, Any]) -> Event:
    """Make a further event like another; one that was in the bin under that id comes back."""
    made = work.session.get(Event, new)
    if made is None:
        work.session.add(made := Event(id=new))
    made.deleted_at = None
    for column in Event.__table__.columns:
        if column.name not in _OWN:
            setattr(made, column.name, getattr(event, column.name))
    made.status = "planned"
    for name, value in values.items():
        setattr(made, name, value)
    work.session.flush()
    return made


def guest_id(guest: Attendee, event: uuid.UUID) -> uuid.UUID:
    """Return the id under which somebody at one event takes part in another."""
    who = guest.user_id or guest.contact_id or guest.resource_id or guest.email or guest.id
    return attendee_id(event, who)


def copy_guests(work: Work, event: uuid.UUID, new: uuid.UUID) -> None:
    """Let the same people take part in another event, with the answers that they gave."""
    query = sa.select(Attendee).where(Attendee.event_id == event, Attendee.deleted_at.is_(None))
    for guest in list(work.session.scalars(query)):
        one = guest_id(guest, new)
        made = work.session.get(Attendee, one)
        if made is None:
            work.session.add(made := Attendee(id=one, event_id=new))
        made.deleted_at = None
        for name in (*_GUEST, "answer", "answered_at"):
            setattr(made, name, getattr(guest, name))
    work.session.flush()


def copy_files(work: Work, event: uuid.UUID, new: uuid.UUID) -> None:
    """Let the files of an event hang on another, too; their bytes are kept once."""
    query = sa.select(Attachment).where(
        Attachment.event_id == event, Attachment.deleted_at.is_(None)
    )
    for file in list(work.session.scalars(query)):
        one = uuid.uuid5(new, f"file {file.id}")
        made = work.session.get(Attachment, one)
        if made is None:
            work.session.add(made := Attachment(id=one, event_id=new))
        made.deleted_at = None
        made.name, made.blob, made.size = file.name, file.blob, file.size
    work.session.flush()


def varied(work: Work, event: Event, key: str) -> EventVariation | None:
    """Return the record of one time of a series, None if nothing differs there."""
    found = [one for one in variations_of(work, event.id) if one.original == key]
    return found[0] if found else None


def _write_variation(
    work: Work, event: Event, series: Series, one_id: uuid.UUID, one: Variation
) -> None:
    record = work.session.get(EventVariation, one_id)
    source = None if one.row is None else work.session.get(EventVariation, one.row)
    if record is None:
        record = EventVariation(id=one_id, event_id=event.id, original=variation_key(one.original))
        work.session.add(record)
    is_back = record.deleted_at is not None
    record.deleted_at = None
    if record is not source:
        for name in VARIED if source is not None or is_back else ():
            setattr(record, name, None if source is None else getattr(source, name))
    record.is_cancelled, record.is_added = one.is_cancelled or None, one.is_added or None
    record.starts_at = record.ends_at = None
    if one.start is not None or one.duration is not None:
        start = one.original if one.start is None else one.start
        duration = series.duration if one.duration is None else one.duration
        times = times_of(SeriesSpan(start, duration, series.zone), event.zone or "")
        record.starts_at = times.starts_at
        record.ends_at = None if one.duration is None else times.ends_at


def following_id(event: uuid.UUID, key: str) -> uuid.UUID:
    """Return the id of the event that a series goes on as from one of its times."""
    return uuid.uuid5(event, f"from {key}")


def alone_id(event: uuid.UUID, key: str) -> uuid.UUID:
    """Return the id of the event that one time of a series became by itself."""
    return uuid.uuid5(event, f"alone {key}")
