"""When somebody is busy, told to all colleagues by month: the hours, and nothing of the events.

Everybody's own computer writes their rows, after each round with the centre and only where they
differ. A room's bookings stand among the times of who booked it.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.clock import DEFAULT_ZONE, local_day, to_micros
from desktop.core.diary.bookings import Minutes, joined_minutes, read_minutes
from desktop.core.diary.event_times import to_utc
from desktop.core.diary.own_calendar import busy_time_id
from desktop.core.errors import InvalidValueError, RuleBrokenError
from desktop.core.permissions import Actor
from desktop.models.calendar import Attendee, BusyTime, Event
from desktop.services.diary.booking import keep_bookings
from desktop.store.conditions import EVERYBODY
from desktop.store.diary.busy import busy_times
from desktop.store.diary.reading import Diary
from desktop.store.diary.tables import CHANGED
from desktop.store.work import Store, Work

COMMAND: Final = "busy_time.publish"
MONTHS_AHEAD: Final = 12
ROLLED: Final = "booked"
_MINUTE: Final = 60_000_000


def publish_busy_times(store: Store, actor: Actor) -> int:
    """Bring the person's published busy times up to date; return how many months differed."""
    today = local_day(store.clock.now())
    done = f"published {today:%Y-%m}"
    with store.reading() as connection:
        marks = {mark for (mark,) in connection.execute("SELECT mark FROM occurrence_mark")}
    if CHANGED not in marks and done in marks:
        return 0
    with store.work(actor, COMMAND) as work:
        _renew_bookings(work)
        months = _months(work, today)
        differed = sum(_write(work, month, told) for month, told in sorted(months.items()))
        work.session.flush()
    with store.exclusive() as connection:
        connection.execute("DELETE FROM occurrence_mark")
        connection.execute("INSERT INTO occurrence_mark VALUES(?)", (done,))
    return differed


def roll_bookings(store: Store, actor: Actor) -> bool:
    """Say once a month anew when series take rooms, as these times reach two years ahead only.

    For profiles that nobody shares: of the others each person's computer says their own, after a
    round with the centre. Returns whether it was done.
    """
    done = f"{ROLLED} {local_day(store.clock.now()):%Y-%m}"
    with store.reading() as connection:
        marks = {mark for (mark,) in connection.execute("SELECT mark FROM occurrence_mark")}
    if done in marks:
        return False
    with store.work(actor, COMMAND, captured=False) as work:
        _renew_bookings(work, own=False)
        work.session.flush()
    with store.exclusive() as connection:
        connection.execute("DELETE FROM occurrence_mark WHERE mark LIKE ?", (f"{ROLLED} %",))
        connection.execute("INSERT INTO occurrence_mark VALUES(?)", (done,))
    return True


def _months(work: Work, today: date) -> dict[str, list[list[Any]]]:
    first = (today.replace(day=1) - timedelta(1)).replace(day=1)
    months = [first]
    while len(months) <= MONTHS_AHEAD + 1:
        months.append((months[-1] + timedelta(32)).replace(day=1))
    end = (months[-1] + timedelta(32)).replace(day=1) - timedelta(1)
    me = work.actor.user_id
    entries = Diary(work.connection, EVERYBODY, first, end, DEFAULT_ZONE).entries([me])
    busy = joined_minutes(
        (_minute(to_utc(one.start)), _minute(to_utc(one.end)))
        for one in busy_times([me], (entry for entry in entries if not entry.only_busy))
    )
    found: dict[str, list[list[Any]]] = {f"{month:%Y-%m}": [] for month in months}
    for month, low, high in _cut(busy):
        found.setdefault(month, []).append([low, high])
    for room, spans in _booked(work).items():
        for month, low, high in _cut(spans):
            found.setdefault(month, []).append([low, high, str(room)])
    return {f"{month:%Y-%m}": found[f"{month:%Y-%m}"] for month in months}


def _booked(work: Work) -> dict[uuid.UUID, list[Minutes]]:
    """Return when the person's own events take rooms."""
    query = (
        sa.select(Attendee.resource_id, Attendee.booked)
        .join(Event, Event.id == Attendee.event_id)
        .where(Attendee.resource_id.is_not(None), Event.owner_id == work.actor.user_id)
        .where(Attendee.deleted_at.is_(None), Event.deleted_at.is_(None))
        .order_by(Attendee.resource_id)
    )
    found: dict[uuid.UUID, list[Minutes]] = defaultdict(list)
    for room, booked in work.session.execute(query):
        found[room] += read_minutes(booked)
    return {room: joined_minutes(spans) for room, spans in found.items()}


def _renew_bookings(work: Work, *, own: bool = True) -> None:
    """Say anew when (the person's own) events take rooms: others may have moved them."""
    query = (
        sa.select(Attendee.event_id)
        .join(Event, Event.id == Attendee.event_id)
        .where(Attendee.resource_id.is_not(None))
        .where(Attendee.deleted_at.is_(None), Event.deleted_at.is_(None))
    )
    if own:
        query = query.where(Event.owner_id == work.actor.user_id)
    for event in sorted(set(work.session.scalars(query))):
        try:
            keep_bookings(work, [event])
        except (InvalidValueError, RuleBrokenError):
            continue  # it clashes by now: who booked it sees that in the diary of the room


def _write(work: Work, month: str, told: list[list[Any]]) -> bool:
    one = busy_time_id(work.actor.user_id, month)
    row = work.session.get(BusyTime, one)
    if row is None:
        if not told:
            return False
        work.session.add(BusyTime(id=one, user_id=work.actor.user_id, month=month, intervals=told))
        return True
    if row.intervals == told and row.deleted_at is None:
        return False
    row.intervals, row.deleted_at = told, None
    return True


def _cut(spans: Iterable[Minutes]) -> Iterator[tuple[str, int, int]]:
    """Yield spans as months know them: the month, and minutes since it began in UTC."""
    for first, last in spans:
        low = first
        while low < last:
            moment = datetime.fromtimestamp(low * 60, UTC)
            begins = moment.replace(day=1, hour=0, minute=0)
            following = (begins + timedelta(32)).replace(day=1)
            high = min(last, _minute(following))
            zero = _minute(begins)
            yield f"{begins:%Y-%m}", low - zero, high - zero
            low = high


def _minute(moment: datetime) -> int:
    return to_micros(moment) // _MINUTE
