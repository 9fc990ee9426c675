"""Reads what a person is reminded of, by the declarations of the entities, and what they did.

Runs in a reader thread. Times of series come from the diary; everything else is a question for the
records whose time lies between some weeks ago and tomorrow.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, timedelta
from typing import Any, Final

from desktop.core.anniversaries import YearlyDay, in_solar_year
from desktop.core.clock import local_day
from desktop.core.entities import Entity, is_entity, iter_entities
from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.reminders.asking import queries
from desktop.core.reminders.declared import Reminding, remindings
from desktop.core.reminders.occasions import (
    Occasion,
    attention_id,
    day_alarms,
    moment_alarms,
    morning_of,
)
from desktop.core.reminders.times import read_times
from desktop.core.reminders.wheel import Deed
from desktop.core.reminders.words import days_of, minutes_of, with_words

LOOK_AGAIN: Final = timedelta(hours=12)  # what rings later is read then
ATTENTION: Final = "attention"
_DEEDS: Final = ("key", "dismissed_at", "snoozed_until", "seen_at")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What may ring until LOOK_AGAIN from when it was read, and what was done about it."""

    occasions: tuple[Occasion, ...] = ()
    deeds: Mapping[str, Deed] = field(default_factory=dict)


def read_waiting(
    reads: Reads, me: uuid.UUID, now: datetime, silent: Collection[str] = ()
) -> Waiting:
    """Return what `me` is or will be reminded of; nothing of the entities in `silent`."""
    found: list[Occasion] = []
    for entity in iter_entities():
        if entity.reminds and entity.key not in silent:
            for reminding in remindings(entity):
                made = list(_occasions(reads, entity, reminding, me, now))
                found += [one for one in made if not _is_told_already(one, found)]
    soon = now + LOOK_AGAIN
    occasions = tuple(one for one in found if _rings_before(one, soon))
    return Waiting(occasions, read_deeds(reads, me, occasions))


def read_deeds(reads: Reads, me: uuid.UUID, occasions: Iterable[Occasion]) -> dict[str, Deed]:
    """Return what `me` did about the ringings of occasions, by their keys."""
    if not is_entity(ATTENTION):
        return {}
    keys = [one.key(alarm) for one in occasions for alarm in one.alarms]
    ids = [attention_id(me, key) for key in keys]
    rows = reads.rows(ListQuery(ATTENTION, _DEEDS), ids).rows if ids else ()
    return {str(row.values[0]): _deed(*row.values[1:]) for row in rows}


def _deed(dismissed: Any, snoozed: Any, seen: Any) -> Deed:  # noqa: ANN401 - cells
    is_seen = seen is not None and (snoozed is None or seen >= snoozed)
    return Deed(dismissed is not None, snoozed, is_seen)


def _rings_before(occasion: Occasion, soon: datetime) -> bool:
    return any(alarm.rings_at <= soon for alarm in occasion.alarms)


def _is_told_already(occasion: Occasion, found: Collection[Occasion]) -> bool:
    """Tell whether a "next call" is the very call that was planned for it."""
    if occasion.customer is None:
        return False
    meant = (occasion.entity, occasion.customer, occasion.at)
    return any(
        (one.entity, one.customer, one.at) == meant and one.field != occasion.field for one in found
    )


# --- what the declarations ask
def _occasions(
    reads: Reads, entity: Entity, reminding: Reminding, me: uuid.UUID, now: datetime
) -> Iterator[Occasion]:
    if reminding.has_times:
        yield from read_times(reads, entity, reminding, me, now)
        return
    for query in queries(entity, reminding, me, now):
        for row in reads.first_page(query).rows:
            made = _occasion(entity, reminding, query, row, local_day(now))
            if made is not None:
                yield made


# --- what they answer
def _occasion(
    entity: Entity, reminding: Reminding, query: ListQuery, row: Row, today: date
) -> Occasion | None:
    values = dict(zip(query.columns, row.values, strict=True))
    at = values[reminding.field]
    made: Occasion | None = None
    if isinstance(at, datetime):
        alarms = moment_alarms(at, minutes_of(reminding, values))
        made = Occasion(entity.key, row.id, reminding.field, at, alarms)
    elif isinstance(at, date):
        day = _this_year(at, today) if reminding.is_yearly else at
        alarms = day_alarms(day, days_of(reminding, values))
        made = Occasion(entity.key, row.id, reminding.field, morning_of(day), alarms, day=day)
    return with_words(made, query, row) if made is not None and made.alarms else None


def _this_year(born: date, today: date) -> date:
    return in_solar_year(YearlyDay(born.day, born.month), today.year)
