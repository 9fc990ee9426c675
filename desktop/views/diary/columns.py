"""Who can stand beside each other in a diary: people, units and groups, rooms and cars."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from desktop.core.diary.entry import CalendarInfo
from desktop.core.organisation import Person
from desktop.core.quick_dataclass import dataclass

OF_PEOPLE = frozenset({"own", "subscribed"})


@dataclass(frozen=True, slots=True)
class Column:
    """A person with their calendars as far as they are known, or one other calendar."""

    id: uuid.UUID  # of the user, or of the calendar
    name: str
    kind: str  # user, unit, resource
    calendars: tuple[uuid.UUID, ...] = ()


def columns_of(
    calendars: Iterable[CalendarInfo], people: Iterable[Person], me: uuid.UUID | None
) -> list[Column]:
    """Return everything that can be a column: oneself first, then people, units, rooms."""
    known = list(calendars)
    own: dict[uuid.UUID, list[uuid.UUID]] = {}
    for info in known:
        owner = me if info.is_default and info.owner is None else info.owner
        if owner is not None and info.calendar_type in OF_PEOPLE:
            own.setdefault(owner, []).append(info.id)
    found = [
        Column(one.id, one.name, "user", tuple(own.get(one.id, ())))
        for one in sorted(people, key=lambda one: (one.id != me, one.name))
        if one.is_active
    ]
    found += [
        Column(one.id, one.name, "unit", (one.id,))
        for one in known
        if one.calendar_type in ("unit", "group")
    ]
    found += [
        Column(one.id, one.name, "resource", (one.id,))
        for one in known
        if one.calendar_type == "resource"
    ]
    return found
