"""Random small plans: trees, links of all kinds, odd calendars with a few minutes of work a day."""

from __future__ import annotations

import uuid
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from desktop.core.scheduling.hours import WeekHours
from desktop.core.scheduling.minutes import DAY, first_minute
from desktop.core.scheduling.plan import Constraint, Link, LinkKind, Plan, Task
from desktop.core.scheduling.working_time import WorkingTime

# A busy machine draws slowly; that is no fault of the code.
patient = settings(suppress_health_check=[HealthCheck.too_slow])
many = settings(patient, max_examples=300)  # where they are cheap and most telling

MONDAY = date(2026, 3, 2)
START = first_minute(MONDAY)
FIRST_DAY, LAST_DAY = START // DAY - 60, START // DAY + 200  # as far as the oracle lists minutes

SHORT_DAY = ((480, 483), (600, 602))
HOURS = (
    WeekHours((SHORT_DAY,) * 5 + ((),) * 2, {MONDAY.replace(day=5): ()}),
    WeekHours((((481, 484),),) * 6 + ((),), {MONDAY.replace(day=8): ((0, 3),)}),
    WeekHours((((0, 2), (1438, 1440)),) * 7, {}),
)
TIMES = tuple(WorkingTime(hours, MONDAY) for hours in HOURS)
CALENDARS = {"": TIMES[0], "saturdays": TIMES[1], "nights": TIMES[2]}

moments = st.builds(
    lambda day, minute: START + day * DAY + minute,
    st.integers(0, 9),
    st.sampled_from((0, 1, 479, 480, 482, 483, 484, 601, 602, 700, 1439)),
)


def task_id(number):
    return uuid.UUID(int=number + 1)


@st.composite
def tasks(draw, number):
    kind = draw(st.sampled_from([*[Constraint.NONE] * 6, *Constraint]))
    parent = draw(st.none() | st.integers(0, number - 1)) if number else None
    return Task(
        task_id(number),
        name=f"T{number}",
        parent=None if parent is None else task_id(parent),
        duration=draw(st.sampled_from((0, 1, 2, 3, 5, 8, 12))),
        start=draw(st.none() | moments),
        constraint=kind,
        constraint_on=None if kind is Constraint.NONE else draw(moments),
        deadline=draw(st.none() | st.none() | moments),
        calendar=draw(st.sampled_from(tuple(CALENDARS))),
    )


@st.composite
def links(draw, number, most):
    elapsed = draw(st.booleans())
    lag = st.integers(-1500, 1500) if elapsed else st.integers(-6, 6)
    return Link(
        uuid.UUID(int=1000 + number),
        task_id(draw(st.integers(0, most))),
        task_id(draw(st.integers(0, most))),
        draw(st.sampled_from(LinkKind)),
        draw(st.just(0) | lag),
        elapsed,
    )


@st.composite
def plans(draw, most=6):
    count = draw(st.integers(1, most))
    rows = tuple(draw(tasks(number)) for number in range(count))
    joined = tuple(draw(links(number, count - 1)) for number in range(draw(st.integers(0, most))))
    return Plan(START, TIMES[0], rows, joined, CALENDARS)
