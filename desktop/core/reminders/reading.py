"""Reads what a person is reminded of, by the declarations of the entities, and what they did.

Runs in a reader thread. Times of series come from the diary; everything else is a question for the
records whose time lies between some weeks ago and tomorrow.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from desktop.core.anniversaries import YearlyDay, in_solar_year
from desktop.core.clock import local_day, to_micros
from desktop.core.entities import Entity, get_entity, is_entity, iter_entities
from desktop.core.fields import Kind
from desktop.core.filters import Condition, Group, Json, Op
from desktop.core.pages import ListQuery, Row, Sort
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import anniversary_of, meant_now
from desktop.core.reminders.declared import Reminding, remindings
from desktop.core.reminders.occasions import (
    Occasion,
    attention_id,
    day_alarms,
    moment_alarms,
    morning_of,
)
from desktop.core.reminders.wheel import Deed
from desktop.core.system_views import to_remind_of

BACK: Final = timedelta(days=45)  # what was missed longer ago is not told of any more
AHEAD: Final = timedelta(days=29)  # the longest notice in minutes is four weeks
LOOK_AGAIN: Final = timedelta(hours=12)  # what rings later is read then
ATTENTION: Final = "attention"
_DEEDS: Final = ("key", "dismissed_at", "snoozed_until", "seen_at")
_LINKS: Final = ("account_id", "contact_id", "lead_id")
_PHONES: Final = "phones"
_WORDS: Final = (*_LINKS, "place")  # what is said behind the title


@dataclass(frozen=True, slots=True)
class Waiting:
    """What may ring until LOOK_AGAIN from when it was read, and what was done about it."""

    occasions: tuple[Occasion, ...] = ()
    deeds: Mapping[str, Deed] = field(default_factory=dict)


def read_waiting(
    reads: Reads, me: uuid.UUID, now: datetime, silent: Collection[str] = ()
) -> Waiting:
    """Return what `me` is or will be reminded of; nothing of the entities in `silent`."""
    found: dict[tuple[object, ...], Occasion] = {}
    for entity in iter_entities():
        if entity.reminds and entity.key not in silent:
            for reminding in remindings(entity):
                for occasion in _occasions(reads, entity, reminding, me, now):
                    found.setdefault(_identity(occasion), occasion)
    soon = now + LOOK_AGAIN
    occasions = tuple(one for one in found.values() if _rings_before(one, soon))
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


def _identity(occasion: Occasion) -> tuple[object, ...]:
    """Return what two reminders of one thing share: "next call" and the call planned for it."""
    if occasion.customer is not None and not occasion.original:
        return (occasion.entity, occasion.customer, occasion.at)
    return (occasion.entity, occasion.record, occasion.field, occasion.original, occasion.at)


# --- what the declarations ask
def _occasions(
    reads: Reads, entity: Entity, reminding: Reminding, me: uuid.UUID, now: datetime
) -> Iterator[Occasion]:
    query = _query(entity, reminding, me, now)
    if query is None:
        return
    for row in reads.first_page(query).rows:
        made = _occasion(entity, reminding, query, row, local_day(now))
        if made is not None:
            yield made


def _query(entity: Entity, reminding: Reminding, me: uuid.UUID, now: datetime) -> ListQuery | None:
    today = local_day(now)
    time = _during(entity, reminding, now, today)
    if time is None:
        return None
    items: list[Condition | Group] = [time, _concerning(entity, reminding)]
    if reminding.states:
        items.append(Condition(entity.status or "status", Op.ANY_OF, list(reminding.states)))
    if reminding.without:
        items.append(Condition(reminding.without, Op.EMPTY))
    if reminding.has_times:
        items.append(Condition("rule", Op.EMPTY))
    condition = meant_now(to_remind_of(Group(tuple(items)), entity), entity, me, today)
    sort = None if reminding.is_yearly else Sort(reminding.field, descending=True)
    return ListQuery(entity.key, _columns(entity, reminding), condition, sort=sort)


def _during(entity: Entity, reminding: Reminding, now: datetime, today: date) -> Condition | None:
    if reminding.is_yearly:
        name = anniversary_of(entity, reminding.field)
        return Condition(name, Op.DURING, "today") if name else None
    first, last = now - BACK, now + AHEAD
    span: list[Json] = [to_micros(first), to_micros(last)]
    if reminding.is_day:
        span = [local_day(first).isoformat(), (today + AHEAD).isoformat()]
    return Condition(reminding.field, Op.BETWEEN, span)


def _concerning(entity: Entity, reminding: Reminding) -> Group:
    """Return the condition that one of the declared fields names "me"."""
    fields = [entity.field(name) for name in reminding.people if "." not in name]
    return Group(
        tuple(
            Condition(f.name, Op.ANY_OF, ["me"])
            if f.kind is Kind.TAGS
            else Condition(f.name, Op.EQUALS, "me")
            for f in fields
        ),
        any_of=True,
    )


def _columns(entity: Entity, reminding: Reminding) -> tuple[str, ...]:
    own = [entity.title, reminding.field, "created_at", reminding.minutes, reminding.days]
    known = [name for name in (*_WORDS, _PHONES) if name in entity.by_name]
    paths = [f"{name}.phones" for name in _LINKS if _has_phones(entity, name)]
    return tuple(dict.fromkeys(name for name in (*own, *known, *paths) if name))


def _has_phones(entity: Entity, link: str) -> bool:
    field = entity.by_name.get(link)
    if field is None or not is_entity(field.target):
        return False
    return _PHONES in get_entity(field.target).by_name


# --- what they answer
def _occasion(
    entity: Entity, reminding: Reminding, query: ListQuery, row: Row, today: date
) -> Occasion | None:
    values = dict(zip(query.columns, row.values, strict=True))
    at = values[reminding.field]
    made: Occasion | None = None
    if isinstance(at, datetime):
        alarms = moment_alarms(at, _minutes(reminding, values))
        made = Occasion(entity.key, row.id, reminding.field, at, alarms)
    elif isinstance(at, date):
        day = _this_year(at, today) if reminding.is_yearly else at
        alarms = day_alarms(day, _days(reminding, values))
        made = Occasion(entity.key, row.id, reminding.field, morning_of(day), alarms, day=day)
    return with_words(made, query, row) if made is not None and made.alarms else None


def with_words(occasion: Occasion, query: ListQuery, row: Row) -> Occasion:
    """Return the occasion with what is said of it and who can be called."""
    values: dict[str, Any] = dict(zip(query.columns, row.values, strict=True))
    texts = dict(zip(query.columns, row.texts, strict=True))
    words = (texts.get(name, "") for name in _WORDS)
    links = (values.get(name) for name in _LINKS)
    return replace(
        occasion,
        title=occasion.title or row.texts[0],
        details=tuple(dict.fromkeys(word for word in words if word)),
        phones=tuple(dict.fromkeys(_numbers(values))),
        made_at=values.get("created_at"),
        customer=None if occasion.day else next((one for one in links if one), None),
    )


def _minutes(reminding: Reminding, values: Mapping[str, Any]) -> list[int]:
    said = values.get(reminding.minutes) or ()
    return [int(one) for one in said if str(one).isdigit()] or list(reminding.otherwise)


def _days(reminding: Reminding, values: Mapping[str, Any]) -> list[int]:
    notice = values.get(reminding.days)
    return [0, notice] if isinstance(notice, int) and notice > 0 else [0]


def _numbers(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the numbers of the record itself first, then those of whom it is about."""
    paths = [_PHONES, *(f"{link}.{_PHONES}" for link in ("contact_id", "lead_id", "account_id"))]
    for path in paths:
        for number in values.get(path) or ():
            yield str(number["number"])


def _this_year(born: date, today: date) -> date:
    return in_solar_year(YearlyDay(born.day, born.month), today.year)
