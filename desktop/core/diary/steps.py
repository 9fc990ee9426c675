"""Where the keys lead the cursor of a diary, from slot to slot."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from desktop.core.diary.day_layout import DAY_MINUTES
from desktop.core.diary.spans import ONE_DAY, Span, midnight, whole_days
from desktop.core.quick_dataclass import dataclass

_WEEK: Final = 7


class Step(Enum):
    """A key that moves the cursor."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    HOME = auto()
    END = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()


_SIDEWAYS: Final = {Step.LEFT: -1, Step.RIGHT: 1}
_DOWNWARDS: Final = {Step.UP: -1, Step.DOWN: 1, Step.PAGE_UP: -1, Step.PAGE_DOWN: 1}


@dataclass(frozen=True, slots=True)
class Hours:
    """What a page of hours is like; minutes count from midnight."""

    slot: int
    work_start: int
    work_end: int
    page: int  # minutes that are on the screen
    people: Sequence[uuid.UUID] = ()


def step_in_hours(slot: Span, step: Step, hours: Hours, *, far: bool = False) -> Span:
    """Return the slot to which a key leads among hours.

    Home and End lead to the first and last slot of the working hours; `far` (with Ctrl) to those
    of the day. Above the first hour lies the whole day, below it the first working hour.
    """
    if step in _SIDEWAYS:
        return _beside(slot, _SIDEWAYS[step], hours.people)
    start = (slot.start - midnight(slot.first_day)) // timedelta(minutes=1)
    last = DAY_MINUTES - hours.slot
    if step is Step.HOME:
        minute = 0 if far else hours.work_start
    elif step is Step.END:
        minute = last if far else hours.work_end - hours.slot
    elif slot.is_all_day:
        if step in {Step.UP, Step.PAGE_UP}:
            return slot
        minute = hours.work_start
    else:
        by = hours.slot if step in {Step.UP, Step.DOWN} else max(hours.slot, hours.page)
        minute = start + _DOWNWARDS[step] * by
        if minute < 0 and start < hours.slot:
            return whole_days(slot.first_day, slot.first_day, slot.person)
    return slot_in(slot, max(0, min(last, minute)), hours.slot)


def slot_in(span: Span, minute: int, length: int) -> Span:
    """Return the slot of the span's first day in which a minute lies."""
    first = min(minute // length * length, DAY_MINUTES - length)
    start = midnight(span.first_day) + timedelta(minutes=first)
    end = start + timedelta(minutes=length)
    return Span(start, end, is_all_day=False, person=span.person)


def _beside(slot: Span, by: int, people: Sequence[uuid.UUID]) -> Span:
    """Return the slot of the next day; of the next person where people stand side by side."""
    if slot.person is not None and slot.person in people:
        place = people.index(slot.person) + by
        person = people[max(0, min(len(people) - 1, place))]
        return Span(slot.start, slot.end, slot.is_all_day, person)
    return Span(slot.start + by * ONE_DAY, slot.end + by * ONE_DAY, slot.is_all_day, slot.person)


def step_in_month(slot: Span, step: Step, *, weeks: int, far: bool = False) -> Span:
    """Return the day to which a key leads in a month whose page shows so many weeks.

    Home and End lead to Monday and Sunday, `far` (with Ctrl) to the ends of the month.
    """
    day = slot.first_day
    if step in _SIDEWAYS:
        day += _SIDEWAYS[step] * ONE_DAY
    elif step in {Step.UP, Step.DOWN}:
        day += _DOWNWARDS[step] * _WEEK * ONE_DAY
    elif step in {Step.PAGE_UP, Step.PAGE_DOWN}:
        day += _DOWNWARDS[step] * _WEEK * weeks * ONE_DAY
    elif far:
        first = day.replace(day=1)
        after = (first + 31 * ONE_DAY).replace(day=1)
        day = first if step is Step.HOME else after - ONE_DAY
    else:
        day += ONE_DAY * ((0 if step is Step.HOME else _WEEK - 1) - day.weekday())
    return whole_days(day, day, slot.person)
