"""The questions for the records whose times may ring: those near by, and those with long notice."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from desktop.core.clock import local_day, to_micros
from desktop.core.entities import Entity, get_entity, is_entity
from desktop.core.fields import Kind
from desktop.core.filters import ME, Condition, Filter, Group, Json, Op
from desktop.core.pages import ListQuery, Sort
from desktop.core.relative_filters import anniversary_of, meant_now
from desktop.core.reminders.declared import Reminding
from desktop.core.system_views import to_remind_of

BACK: Final = timedelta(days=45)  # what was missed longer ago is not told of any more
NEAR: Final = timedelta(days=2)  # whatever has no longer notice than that
AHEAD: Final = timedelta(days=31)  # the longest notice
LINKS: Final = ("account_id", "contact_id", "lead_id")
PHONES: Final = "phones"
WORDS: Final = (*LINKS, "place")  # what is said behind the title
RULE: Final = "rule"
_LONG: Final = NEAR // timedelta(minutes=1)


def queries(
    entity: Entity, reminding: Reminding, me: uuid.UUID, now: datetime
) -> Iterator[ListQuery]:
    """Yield the questions of one declaration; each is answered by its first page."""
    for time, descending in _times(entity, reminding, now):
        condition = Group((time, *_standing(entity, reminding)))
        meant = meant_now(to_remind_of(condition, entity), entity, me, local_day(now))
        sort = None if reminding.is_yearly else Sort(reminding.field, descending=descending)
        yield ListQuery(entity.key, columns(entity, reminding), meant, sort=sort)


def columns(entity: Entity, reminding: Reminding) -> tuple[str, ...]:
    """Return what is read of a record, its title first."""
    own = [entity.title, reminding.field, "created_at", reminding.minutes, reminding.days]
    known = [name for name in (*WORDS, PHONES) if name in entity.by_name]
    paths = [f"{name}.{PHONES}" for name in LINKS if _has_phones(entity, name)]
    return tuple(dict.fromkeys(name for name in (*own, *known, *paths) if name))


def _times(
    entity: Entity, reminding: Reminding, now: datetime
) -> Iterator[tuple[Condition | Group, bool]]:
    """Yield conditions on the time, and whether what they find is asked for latest first."""
    name = reminding.field
    if reminding.is_yearly:
        by_day = anniversary_of(entity, name)
        if by_day:
            yield Condition(by_day, Op.DURING, "today"), False
        return
    yield Condition(name, Op.BETWEEN, _span(reminding, now - BACK, now + NEAR)), True
    far = Condition(name, Op.BETWEEN, _span(reminding, now + NEAR, now + AHEAD))
    if reminding.minutes:
        options = [option.value for option in entity.field(reminding.minutes).options]
        long = Condition(reminding.minutes, Op.ANY_OF, [o for o in options if int(o) >= _LONG])
        yield Group((far, long)), False
    elif reminding.days:
        yield Group((far, Condition(reminding.days, Op.MORE, 1))), False
    if reminding.has_times:
        yield Condition(RULE, Op.FILLED), True


def _span(reminding: Reminding, first: datetime, last: datetime) -> list[Json]:
    if reminding.is_day:
        return [local_day(first).isoformat(), local_day(last).isoformat()]
    return [to_micros(first), to_micros(last)]


def _standing(entity: Entity, reminding: Reminding) -> Iterator[Condition | Group]:
    """Yield what else must hold: whom it concerns, its state."""
    yield concerning(entity, reminding)
    if reminding.states:
        yield Condition(entity.status, Op.ANY_OF, list(reminding.states))
    if reminding.without:
        yield Condition(reminding.without, Op.EMPTY)
    if reminding.minutes and not reminding.otherwise:
        yield Condition(reminding.minutes, Op.FILLED)


def concerning(entity: Entity, reminding: Reminding) -> Filter:
    """Return the condition that one of the declared fields names "me"."""
    fields = [entity.field(name) for name in reminding.people]
    return Group(tuple(_names_me(field.name, field.kind) for field in fields), any_of=True)


def _names_me(name: str, kind: Kind) -> Condition:
    if kind is Kind.TAGS:
        return Condition(name, Op.ANY_OF, [ME])
    return Condition(name, Op.EQUALS, ME)


def _has_phones(entity: Entity, link: str) -> bool:
    field = entity.by_name.get(link)
    if field is None or not is_entity(field.target):
        return False
    return PHONES in get_entity(field.target).by_name
