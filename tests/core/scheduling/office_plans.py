"""Plans of an office week that tests write by hand: tasks by name, March 2026, 8 to 17 o'clock."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from itertools import count

from desktop.core.scheduling.hours import OFFICE_WEEK
from desktop.core.scheduling.minutes import first_minute
from desktop.core.scheduling.plan import Link, LinkKind, Plan, Task
from desktop.core.scheduling.working_time import WorkingTime

OFFICE = WorkingTime(OFFICE_WEEK, date(2026, 3, 2))
_NAMES = uuid.UUID(int=7)
_numbers = count(1)


def days(number):
    return number * 480


def at(day, hour, minute=0):
    return first_minute(date(2026, 3, day)) + hour * 60 + minute


def key(name):
    return uuid.uuid5(_NAMES, name)


def task(name, duration, above=None, start=None):
    parent = None if above is None else key(above)
    return Task(key(name), name, parent, duration=duration, start=start)


def hold(held, constraint, on):
    return replace(held, constraint=constraint, constraint_on=on)


def link(before, after, kind=LinkKind.FINISH_START, lag=0):
    return Link(uuid.UUID(int=next(_numbers)), key(before), key(after), kind, lag)


def plan_of(tasks, links):
    return Plan(at(2, 8), OFFICE, tuple(tasks), tuple(links))
