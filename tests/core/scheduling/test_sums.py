"""Sums over plans: progress of summary tasks, loads of people, comparison with a baseline."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.scheduling.baselines import Variance, compare, take_baseline
from desktop.core.scheduling.loads import Overload, daily_loads, overloads
from desktop.core.scheduling.plan import Assignment, Constraint, Link, Task
from desktop.core.scheduling.roll_up import roll_up
from desktop.core.scheduling.schedule import calculate, recalculate
from tests.core.scheduling.office_plans import OFFICE, at, days, key, link, plan_of, task
from tests.core.scheduling.random_plans import patient, plans

LAN, MINH = uuid.UUID(int=1), uuid.UUID(int=2)


def totals(plan):
    return roll_up(plan, calculate(plan, standing=False).network.tree)


def test_progress_is_weighted_by_effort():
    half = replace(task("A", days(1), above="S"), percent=50, effort=300)
    none = replace(task("B", days(9), above="S"), effort=100)
    total = totals(plan_of([task("S", 0), half, none], []))[key("S")]
    assert (total.percent, total.effort, total.duration) == (37, 400, days(10))


def test_what_is_not_all_done_is_never_a_hundred_per_cent():
    done = replace(task("A", days(500), above="S"), percent=100)
    total = totals(plan_of([task("S", 0), done, task("B", 1, above="S")], []))[key("S")]
    assert (total.percent, total.tasks, total.finished) == (99, 2, 1)


def test_a_summary_of_milestones_counts_them():
    done = replace(task("A", 0, above="S"), percent=100)
    assert (
        totals(plan_of([task("S", 0), done, task("B", 0, above="S")], []))[key("S")].percent == 50
    )


def assigned(name, duration, *people, effort=0, start=None):
    by = tuple(Assignment(*each) for each in people)
    return replace(task(name, duration, start=start), assignments=by, effort=effort)


def test_two_tasks_at_once_overload_a_person_on_the_days_they_share():
    plan = plan_of([assigned("A", days(3), (LAN, 100)), assigned("B", days(1), (LAN, 50))], [])
    loads = daily_loads(calculate(plan, standing=False))
    assert loads[LAN] == {date(2026, 3, 2): 720, date(2026, 3, 3): 480, date(2026, 3, 4): 480}
    assert overloads(loads, {}, OFFICE) == (Overload(LAN, date(2026, 3, 2), 720, 480),)


def test_effort_is_shared_by_units_and_the_weekend_has_none():
    people = ((LAN, 100), (MINH, 50))
    plan = plan_of([assigned("A", days(2), *people, effort=900, start=at(6, 8))], [])
    loads = daily_loads(calculate(plan, standing=True))
    assert loads[LAN] == {date(2026, 3, 6): 300, date(2026, 3, 9): 300}
    assert loads[MINH] == {date(2026, 3, 6): 150, date(2026, 3, 9): 150}


@patient
@given(plans(), st.integers(1, 5000))
def test_the_days_of_a_task_add_up_to_its_effort(plan, effort):
    tasks = tuple(
        replace(each, assignments=(Assignment(each.id),), effort=effort) for each in plan.tasks
    )
    schedule = calculate(replace(plan, tasks=tasks), standing=True)
    loads = daily_loads(schedule)
    for each in tasks:
        if each.duration and not schedule.network.tree.children(each.id):
            assert sum(loads[each.id].values()) == effort
        else:
            assert each.id not in loads


def test_a_baseline_tells_what_moved_came_and_went():
    plan = plan_of([task("A", days(2)), task("B", days(1))], [link("A", "B")])
    agreed = take_baseline(calculate(plan, standing=False))
    grown = plan_of([task("A", days(4)), task("B", days(1)), task("C", 60)], plan.links)
    told = compare(calculate(grown, standing=False), agreed)
    assert told.moved == {
        key("A"): Variance(0, days(2), days(2)),
        key("B"): Variance(days(2), days(2), 0),
    }
    assert (told.added, told.removed) == ({key("C")}, frozenset())
    assert compare(calculate(plan, standing=False), agreed).moved == {}
    assert compare(calculate(plan_of([], []), standing=False), agreed).removed == set(agreed)


def test_a_change_of_the_tree_is_calculated_as_a_whole():
    plan = plan_of([task("S", 0), task("A", days(1)), task("B", days(2), above="S")], [])
    schedule = recalculate(calculate(plan, standing=False), task("A", days(1), above="S"))
    assert set(schedule.network.tree.children(key("S"))) == {key("A"), key("B")}
    assert schedule == calculate(schedule.plan, standing=False)


@pytest.mark.parametrize(
    "facts",
    [
        {"duration": -1},
        {"duration": 10**9},
        {"effort": -1},
        {"percent": 101},
        {"constraint": Constraint.MUST_START},
        {"actual_finish": 5},
        {"actual_start": 6, "actual_finish": 5},
    ],
)
def test_facts_that_make_no_sense_are_refused(facts):
    with pytest.raises(InvalidValueError):
        Task(LAN, **facts)


def test_a_lag_of_a_lifetime_is_refused():
    with pytest.raises(InvalidValueError, match="lag"):
        Link(LAN, LAN, MINH, lag=10**9)


def test_two_tasks_with_one_id_are_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="same id"):
        calculate(plan_of([task("A", 1), task("A", 2)], []), standing=False)
