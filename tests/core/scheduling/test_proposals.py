"""What would move: dragging, auto-scheduling, broken links, copies with other dates."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.scheduling.copies import copy_plan
from desktop.core.scheduling.hours import OFFICE_WEEK, WeekHours
from desktop.core.scheduling.minutes import DAY
from desktop.core.scheduling.plan import Constraint, LinkKind
from desktop.core.scheduling.proposals import (
    apply_moves,
    broken_links,
    propose_schedule,
    propose_shift,
    propose_tidying,
)
from desktop.core.scheduling.schedule import calculate
from desktop.core.scheduling.working_time import WorkingTime
from tests.core.scheduling.office_plans import at, days, hold, link, plan_of, task
from tests.core.scheduling.random_plans import patient, plans


def chain(*starts):
    """Return a plan of tasks of one day, each after the one before, at these starts."""
    names = "ABCDEF"[: len(starts)]
    tasks = [task(name, days(1), start=start) for name, start in zip(names, starts, strict=True)]
    return plan_of(tasks, [link(a, b) for a, b in pairwise(names)])


def moved_to(plan, moves):
    names = {each.id: each.name for each in plan.tasks}
    return {names[move.task]: move.new.start for move in moves}


def test_dragging_a_task_pushes_those_behind_it_as_far_as_needed():
    plan = chain(at(2, 8), at(3, 8), at(6, 8))
    dragged = replace(plan.tasks[0], start=at(3, 8))
    moves = propose_shift(calculate(plan, standing=True), dragged)
    assert moved_to(plan, moves) == {"B": at(4, 8)}


def test_dragging_a_task_back_pulls_nobody():
    plan = chain(at(4, 8), at(5, 8))
    moves = propose_shift(calculate(plan, standing=True), replace(plan.tasks[0], start=at(2, 8)))
    assert moves == ()


def test_a_task_dragged_before_its_cause_is_told_where_it_may_stand():
    plan = chain(at(2, 8), at(3, 8))
    moves = propose_shift(calculate(plan, standing=True), replace(plan.tasks[1], start=at(2, 8)))
    assert moved_to(plan, moves) == {"B": at(3, 8)}


def test_a_preview_changes_nothing_and_its_moves_can_be_taken_back():
    plan = chain(at(2, 8), at(2, 8), at(2, 8))
    moves = propose_tidying(plan)
    assert moved_to(plan, moves) == {"B": at(3, 8), "C": at(4, 8)}
    moved = apply_moves(plan, moves)
    assert propose_tidying(moved) == ()
    assert apply_moves(moved, [move.undone() for move in moves]) == plan


def test_auto_schedule_closes_gaps_and_starts_nothing_in_the_past():
    plan = chain(at(2, 8), at(6, 8), at(12, 8))
    assert moved_to(plan, propose_schedule(plan)) == {"B": at(3, 8), "C": at(4, 8)}
    assert moved_to(plan, propose_schedule(plan, now=at(4, 8))) == {
        "A": at(4, 8),
        "B": at(5, 8),
        "C": at(6, 8),
    }


def test_a_link_is_broken_where_its_tasks_stand_against_it():
    plan = chain(at(2, 8), at(2, 13), at(4, 8))
    assert broken_links(calculate(plan, standing=True)) == plan.links[:1]


def test_what_must_start_breaks_the_link_that_it_stands_against():
    plan = chain(at(2, 8), at(2, 8))
    held = hold(plan.tasks[1], Constraint.MUST_START, at(2, 8))
    plan = replace(plan, tasks=(plan.tasks[0], held))
    assert propose_tidying(plan) == ()
    assert broken_links(calculate(plan, standing=True)) == plan.links


@patient
@given(plans(), st.booleans())
def test_no_link_is_broken_after_what_is_proposed_but_by_what_must(plan, everything):
    free = (Constraint.NONE, Constraint.START_NO_EARLIER, Constraint.FINISH_NO_EARLIER)
    tasks = tuple(
        each
        if each.constraint in free
        else replace(each, constraint=Constraint.NONE, constraint_on=None)
        for each in plan.tasks
    )
    plan = replace(plan, tasks=tasks)
    moves = propose_schedule(plan) if everything else propose_tidying(plan)
    moved = apply_moves(plan, moves)
    assert broken_links(calculate(moved, standing=True)) == ()


@patient
@given(plans(), st.integers(0, 40), st.data())
def test_a_shift_is_what_the_whole_plan_says_and_keeps_working_durations(plan, later, data):
    plan = apply_moves(plan, propose_tidying(plan))
    place = data.draw(st.integers(0, len(plan.tasks) - 1))
    dragged = plan.tasks[place]
    dragged = replace(dragged, start=(dragged.start or plan.start) + later * 700)
    moves = propose_shift(calculate(plan, standing=True), dragged)
    after = replace(plan, tasks=(*plan.tasks[:place], dragged, *plan.tasks[place + 1 :]))
    assert {move.task: move for move in moves} == {m.task: m for m in propose_tidying(after)}
    times = {each.id: (plan.time_of(each), each.duration) for each in plan.tasks}
    for move in moves:
        time, duration = times[move.task]
        assert time.between(move.new.start, move.new.finish) == duration


def test_a_copy_keeps_working_days_across_a_holiday():
    hours = WeekHours(OFFICE_WEEK.week, {date(2026, 3, 17): ()})
    first = task("A", days(2), start=at(2, 8))
    third = replace(task("B", days(1), above="A", start=at(5, 8)), percent=40, deadline=at(5, 17))
    milestone = task("M", 0, start=at(5, 17))
    plan = replace(
        plan_of([first, third, milestone], [link("A", "M")]),
        time=WorkingTime(hours, date(2026, 3, 2)),
    )
    ids = count(1)
    copy = copy_plan(plan, at(16, 8), lambda: uuid.UUID(int=next(ids)))
    a, b, m = copy.tasks
    assert (a.start, b.start, m.start) == (at(16, 8), at(20, 8), at(20, 17))
    assert (b.deadline, b.percent, b.parent) == (at(20, 17), 0, a.id)
    assert (copy.links[0].before, copy.links[0].after) == (a.id, m.id)
    assert not {each.id for each in copy.tasks} & {each.id for each in plan.tasks}


@patient
@given(plans(), st.integers(-5, 60))
def test_a_copy_keeps_every_distance_in_working_minutes(plan, by):
    start = plan.start + by * DAY
    ids = count(10_000)
    copy = copy_plan(plan, start, lambda: uuid.UUID(int=next(ids)))
    for old, new in zip(plan.tasks, copy.tasks, strict=True):
        assert old.duration == new.duration
        for name in ("start", "deadline", "constraint_on"):
            before, after = getattr(old, name), getattr(new, name)
            assert (before is None) == (after is None)
            if before is not None:
                assert plan.time.between(plan.start, before) == plan.time.between(start, after)


def test_a_finish_to_finish_link_is_kept_too():
    tasks = [task("A", days(3), start=at(2, 8)), task("B", days(1), start=at(2, 8))]
    plan = plan_of(tasks, [link("A", "B", LinkKind.FINISH_FINISH)])
    assert moved_to(plan, propose_tidying(plan)) == {"B": at(4, 8)}
