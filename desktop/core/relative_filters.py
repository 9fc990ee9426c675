"""What a kept filter says relative to whoever asks, and when: "me", birthdays "this month".

Saved views keep the words; a list asks the database with what they mean today.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from desktop.core.entities import Entity
from desktop.core.field_paths import find_field
from desktop.core.fields import Field, Kind
from desktop.core.filters import ME, Condition, Filter, Group, Json, Op
from desktop.core.periods import resolve_relative

USERS: Final = "app_user"
_MONTH_AND_DAY: Final = 5
_ONE_DAY: Final = timedelta(days=1)
_YEAR: Final = 366


def is_anniversary(field: Field) -> bool:
    """Tell whether the field holds the month and day of another: "11-21"."""
    is_text = field.kind is Kind.COMPUTED and field.result is Kind.TEXT
    return is_text and field.length == _MONTH_AND_DAY and len(field.depends) == 1


def anniversary_of(entity: Entity, name: str) -> str:
    """Return the field that holds month and day of the date `name`, "" if none does."""
    for field in entity.fields:
        if is_anniversary(field) and field.depends == (name,):
            return field.name
    return ""


def meant_now(filter_: Filter, entity: Entity, me: uuid.UUID | None, today: date) -> Filter:
    """Return the filter with an id for "me" and days for anniversaries."""
    return replace(filter_, items=tuple(_meant(item, entity, me, today) for item in filter_.items))


def _meant(
    item: Condition | Group, entity: Entity, me: uuid.UUID | None, today: date
) -> Condition | Group:
    if isinstance(item, Group):
        return meant_now(item, entity, me, today)
    field = find_field(entity, item.field)
    if item.op is Op.DURING and is_anniversary(field):
        return replace(item, op=Op.ANY_OF, value=_days_of(str(item.value), today))
    return replace(item, value=_with_me(item.value, me)) if field.target == USERS else item


def _with_me(value: Json, me: uuid.UUID | None) -> Json:
    if isinstance(value, list):
        return [_with_me(one, me) for one in value]
    return str(me or uuid.UUID(int=0)) if value == ME else value


def _days_of(token: str, today: date) -> list[Json]:
    """Return every month and day that a period covers, each once.

    Who was born on a 29 February has a birthday on the 28th of the other years.
    """
    first, last = resolve_relative(token, today)
    days: Sequence[date] = [
        first + number * _ONE_DAY for number in range(min(_YEAR, (last - first).days + 1))
    ]
    found = dict.fromkeys(f"{day:%m-%d}" for day in days)
    if any(day.month == 2 and (day + _ONE_DAY).month == 3 for day in days):  # noqa: PLR2004 - months
        found["02-29"] = None
    return list(found)
