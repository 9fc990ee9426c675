"""What somebody is reminded of, one time, and when it rings.

A reminder of a moment rings some minutes before it. A day has no hour of its own: it is told of at
8 in the morning where the person is, and minutes before it count from there.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from desktop.core.clock import local_zone
from desktop.core.quick_dataclass import dataclass

MORNING: Final = 8  # the hour at which days are told of
_NAMESPACE: Final = "reminder"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One ringing: what it is called in its key, and when it is."""

    name: str
    rings_at: datetime


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time of a record. `at` is a moment in UTC, of a day the hour at which it is told of."""

    entity: str
    record: uuid.UUID
    field: str
    at: datetime
    alarms: tuple[Alarm, ...]
    original: str = ""  # the key of the time in its series
    day: date | None = None  # what has no hour
    title: str = ""
    details: tuple[str, ...] = ()  # customer, place: what stands behind the title
    phones: tuple[str, ...] = ()
    made_at: datetime | None = None  # when the record was made
    customer: uuid.UUID | None = None

    def key(self, alarm: Alarm) -> str:
        """Return by what one ringing is known: another time or another day is another one."""
        when = self.day.isoformat() if self.day else self.at.strftime("%Y%m%dT%H%M")
        place = f"{self.field}/{self.original}/{when}/{alarm.name}"
        return f"{_NAMESPACE}/{self.entity}/{self.record}/{place}"


def attention_id(user: uuid.UUID, key: str) -> uuid.UUID:
    """Return the id of the record of what a person did about a key: the same on every computer."""
    return uuid.uuid5(user, key)


def record_of(key: str) -> tuple[str, uuid.UUID]:
    """Return the entity and record that a key is about; raise ValueError if it is none."""
    parts = key.split("/")
    if len(parts) < 3 or parts[0] != _NAMESPACE:  # noqa: PLR2004 - its head, entity and record
        raise ValueError(f"{key!r} is no key of a reminder")
    return parts[1], uuid.UUID(parts[2])


def moment_alarms(at: datetime, minutes: Iterable[int]) -> tuple[Alarm, ...]:
    """Return the ringings so many minutes before a moment, the first of them first."""
    chosen = sorted(set(minutes), reverse=True)
    return tuple(Alarm(str(one), at - timedelta(minutes=one)) for one in chosen)


def day_alarms(day: date, days: Iterable[int]) -> tuple[Alarm, ...]:
    """Return the ringings on the mornings so many days before a day, the first of them first."""
    chosen = sorted(set(days), reverse=True)
    return tuple(Alarm(f"{one}d", morning_of(day - timedelta(days=one))) for one in chosen)


def morning_of(day: date) -> datetime:
    """Return when a day is told of."""
    return datetime(day.year, day.month, day.day, MORNING, tzinfo=local_zone()).astimezone(UTC)
