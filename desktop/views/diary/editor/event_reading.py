"""What the editor of an event shows: one event, or one time of a series, and who takes part."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from desktop.core.clock import from_micros, to_micros
from desktop.core.diary.event_times import EventTimes, SeriesSpan, span_of, times_of
from desktop.core.errors import InvalidValueError, RecordGoneError
from desktop.core.filters import Condition, Group, Json, Op
from desktop.core.pages import Card, ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.recurrence.addressing import parse_key, variation_id
from desktop.core.recurrence.scopes import Scope
from desktop.views.all_rows import read_rows
from desktop.views.diary.editor.person import Person

EVENT: Final = "event"
VARIATION: Final = "event_variation"
_PEOPLE: Final = ("user_id", "contact_id", "resource_id", "name", "email", "role", "answer")
_VARIED: Final = ("title", "place", "show_as", "category_id", "description", "result")


@dataclass(frozen=True, slots=True)
class Opened:
    """What is edited: which event, which of its times, and how many of them.

    `original` is the key of a time of a series, "" for a single event or a whole series.
    """

    id: uuid.UUID
    original: str = ""
    scope: Scope = Scope.ALL

    @property
    def is_part(self) -> bool:
        """Whether only some times of a series are edited."""
        return bool(self.original) and self.scope is not Scope.ALL

    @property
    def draft_key(self) -> str:
        """The key under which what is typed is kept."""
        part = f"/{self.original}/{self.scope.value}" if self.is_part else ""
        return f"{EVENT}/{self.id}{part}"


def read_event(reads: Reads, opened: Opened) -> tuple[Card, list[Person]]:
    """Return the values to show, and who takes part; raise RecordGoneError."""
    card = reads.card(EVENT, opened.id)
    if opened.is_part:
        values = {**card.values, **_values_of_time(reads, card, opened.original)}
        card = replace(card, values=values)
    return card, read_people(reads, opened.id)


def read_people(reads: Reads, event: uuid.UUID) -> list[Person]:
    """Return who takes part, in the order in which they were invited."""
    own = Group((Condition("event_id", Op.EQUALS, str(event)),))
    rows = read_rows(reads, ListQuery("attendee", _PEOPLE, own)).rows
    return [_person(row) for row in rows]


def _person(row: Row) -> Person:
    user, contact, resource, name, email, role, answer = row.values
    shown = row.texts
    return Person(
        row=row.id,
        user=_id(user),
        contact=_id(contact),
        resource=_id(resource),
        name=str(name or "") or next((one for one in shown[:3] if one), ""),
        email=str(email or ""),
        role=str(role or "required"),
        answer=str(answer or "needs_action"),
    )


def _id(value: object) -> uuid.UUID | None:
    if value is None or isinstance(value, uuid.UUID):
        return value
    return uuid.UUID(bytes=value) if isinstance(value, bytes) else uuid.UUID(str(value))


def _values_of_time(reads: Reads, card: Card, key: str) -> dict[str, Json]:
    """Return what a time of a series has that the series has not."""
    try:
        original = parse_key(key)
    except InvalidValueError:
        raise RecordGoneError(str(card.title)) from None
    varied: Mapping[str, Json] = {}
    with suppress(RecordGoneError):  # this time may be as the series says
        varied = reads.card(VARIATION, variation_id(card.id, original)).values
    values = {name: varied[name] for name in _VARIED if varied.get(name) is not None}
    span = span_of(times_of_card(card.values))
    if isinstance(original, datetime) and original.tzinfo is not None:
        original = original.astimezone(UTC).replace(tzinfo=None)
    times = times_of(SeriesSpan(original, span.duration, span.zone), _zone(card.values))
    starts_at = varied.get("starts_at")
    begins = from_micros(starts_at) if isinstance(starts_at, int) else times.starts_at
    ends = begins + span.duration
    if isinstance(last := varied.get("ends_at"), int):
        ends = from_micros(last)
    return {**values, "starts_at": to_micros(begins), "ends_at": to_micros(ends)}


def times_of_card(values: Mapping[str, Json]) -> EventTimes:
    """Return when an event is, as its card says."""
    starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
    return EventTimes(
        from_micros(starts_at if isinstance(starts_at, int) else 0),
        from_micros(ends_at) if isinstance(ends_at, int) else None,
        bool(values.get("is_all_day")),
        _zone(values),
    )


def _zone(values: Mapping[str, Json]) -> str:
    return str(values.get("zone") or "")
