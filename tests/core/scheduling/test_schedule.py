"""The critical path method: against brute force, and what it says of plans that people know."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import InvalidValueError
from desktop.core.scheduling.edges import Fault
from desktop.core.scheduling.free_slack import free_slacks
from desktop.core.scheduling.network import build_network, check_link
from desktop.core.scheduling.plan import Constraint, LinkKind
from desktop.core.scheduling.schedule import calculate, critical_tasks, recalculate
from tests.core.scheduling.office_plans import at, days, hold, link, plan_of, task
from tests.core.scheduling.oracle import Oracle
from tests.core.scheduling.random_plans import FIRST_DAY, LAST_DAY, many, patient, plans, tasks


def kept(plan):
    """Return the plan without the links that are left out."""
    faulty = {fault.link.id for fault in build_network(plan, standing=False).faults}
    return replace(plan, links=tuple(link for link in plan.links if link.id not in faulty))


@many
@given(plans(5), st.booleans())
def test_dates_and_slack_are_those_of_brute_force(plan, standing):
    plan = kept(plan)
    schedule = calculate(plan, standing=standing)
    oracle = Oracle(plan, standing, FIRST_DAY, LAST_DAY)
    assert schedule.end == oracle.end
    free = free_slacks(schedule)
    for each in oracle.leaves:
        dates = schedule.dates(each.id)
        assert (dates.start, dates.finish) == oracle.span(each, oracle.early)
        assert (dates.late_start, dates.late_finish) == oracle.span(each, oracle.late)
        assert dates.slack == oracle.slack(each)
        assert free[each.id] == oracle.free_slack(each)


@patient
@given(plans(), st.data(), st.booleans())
def test_one_change_calculated_alone_equals_the_whole_plan_calculated_anew(plan, data, standing):
    now = data.draw(st.none() | st.just(plan.start + 2000))
    schedule = calculate(plan, standing=standing, now=now)
    for _change in range(3):
        place = data.draw(st.integers(0, len(plan.tasks) - 1))
        begun = data.draw(st.none() | st.integers(0, 9999))
        changed = replace(
            data.draw(tasks(place)),
            percent=data.draw(st.sampled_from((0, 50, 100))),
            actual_start=None if begun is None else plan.start + begun,
            parent=data.draw(st.sampled_from((plan.tasks[place].parent, None))),
        )
        plan = replace(plan, tasks=(*plan.tasks[:place], changed, *plan.tasks[place + 1 :]))
        schedule = recalculate(schedule, changed)
        whole = calculate(plan, standing=standing, now=now)
        assert (schedule.early, schedule.late, schedule.end) == (whole.early, whole.late, whole.end)


@patient
@given(plans(8))
def test_every_plan_has_a_schedule_whatever_its_links(plan):
    schedule = calculate(plan, standing=True)
    assert len(schedule.network.order) == len(schedule.network.nodes)
    assert len(schedule.network.faults) <= len(plan.links)


def test_a_link_across_a_weekend_starts_on_monday():
    plan = plan_of([task("A", days(5)), task("B", days(2))], [link("A", "B")])
    schedule = calculate(plan, standing=False)
    assert schedule.dates(plan.tasks[0].id).finish == at(6, 17)
    assert schedule.dates(plan.tasks[1].id).start == at(9, 8)
    assert schedule.end == at(10, 17)


def test_a_milestone_stands_where_the_work_ended_not_on_the_next_morning():
    plan = plan_of([task("A", days(5)), task("M", 0)], [link("A", "M")])
    assert calculate(plan, standing=False).end == at(6, 17)


def test_a_negative_lag_lets_tasks_overlap():
    plan = plan_of([task("A", days(3)), task("B", days(1))], [link("A", "B", lag=-days(1))])
    dates = calculate(plan, standing=False).dates(plan.tasks[1].id)
    assert dates.start == at(4, 8)


def test_the_longest_way_is_critical_and_the_other_has_slack():
    plan = plan_of(
        [task("A", days(2)), task("B", days(4)), task("C", days(1)), task("D", days(1))],
        [link("A", "B"), link("A", "C"), link("B", "D"), link("C", "D")],
    )
    a, b, c, d = (each.id for each in plan.tasks)
    schedule = calculate(plan, standing=False)
    assert critical_tasks(schedule) == {a, b, d}
    assert schedule.dates(c).slack == days(3) == free_slacks(schedule)[c]


def test_a_missed_deadline_shows_as_negative_slack_and_moves_nothing():
    late = replace(task("A", days(5)), deadline=at(3, 17))
    plan = plan_of([late], [])
    dates = calculate(plan, standing=False).dates(late.id)
    assert dates.slack == -days(3)
    assert dates.finish == at(6, 17)


def test_what_must_start_stays_and_those_before_it_get_negative_slack():
    plan = plan_of(
        [task("A", days(3)), hold(task("B", days(1)), Constraint.MUST_START, at(3, 8))],
        [link("A", "B")],
    )
    schedule = calculate(plan, standing=False)
    assert schedule.dates(plan.tasks[1].id).start == at(3, 8)
    assert schedule.dates(plan.tasks[0].id).slack == -days(2)


def test_what_has_begun_stands_and_its_rest_is_not_done_in_the_past():
    begun = replace(task("A", days(4)), actual_start=at(2, 8), percent=50)
    plan = plan_of([begun, task("B", days(1))], [link("A", "B")])
    assert calculate(plan, standing=False).dates(begun.id).finish == at(5, 17)
    later = calculate(plan, standing=False, now=at(9, 8))
    assert later.dates(begun.id).finish == at(10, 17)
    assert later.dates(plan.tasks[1].id).start == at(11, 8)


def test_a_finished_task_is_never_critical():
    done = replace(task("A", days(1)), actual_start=at(2, 8), actual_finish=at(2, 17))
    plan = plan_of([done], [])
    assert critical_tasks(calculate(plan, standing=False)) == frozenset()


def test_a_summary_task_spans_what_is_below_it_and_passes_its_links_on():
    plan = plan_of(
        [
            task("Before", days(1)),
            task("Stage", 0),
            task("Inner", days(2), above="Stage"),
            task("Other", days(4), above="Stage"),
            task("After", days(1)),
        ],
        [link("Before", "Stage"), link("Stage", "After")],
    )
    schedule = calculate(plan, standing=False)
    stage = schedule.dates(plan.tasks[1].id)
    assert stage.start == at(3, 8)
    assert stage.finish == at(6, 17)
    assert schedule.dates(plan.tasks[4].id).start == at(9, 8)
    assert plan.tasks[1].id in critical_tasks(schedule)


def test_a_stage_that_may_begin_later_than_what_is_held_in_it_does_not_make_the_plan_longer():
    stage = hold(task("Stage", 0), Constraint.START_NO_EARLIER, at(20, 8))
    held = hold(task("Held", days(1), above="Stage"), Constraint.MUST_START, at(2, 8))
    schedule = calculate(plan_of([stage, held], []), standing=False)
    assert schedule.end == schedule.dates(stage.id).finish == at(2, 17)
    assert schedule.dates(held.id).slack == 0


def test_a_ring_is_told_with_its_tasks_and_its_youngest_link_left_out():
    plan = plan_of(
        [task("A", 1), task("B", 1), task("C", 1)],
        [link("A", "B"), link("B", "C"), link("C", "A")],
    )
    (fault,) = build_network(plan, standing=False).faults
    assert (fault.fault, fault.link) == (Fault.RING, plan.links[2])
    assert set(fault.ring) == {each.id for each in plan.tasks}


def test_a_thousand_rings_are_cut_too():
    names = [f"T{number}" for number in range(400)]
    joined = [link(a, b) for a, b in pairwise(names)]
    joined += [link(b, a) for a, b in pairwise(names)]
    plan = plan_of([task(name, 60) for name in names], joined)
    schedule = calculate(plan, standing=False)
    assert len(schedule.network.order) == len(names)
    assert schedule.network.faults


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (link("C", "A"), "A → B → C → A"),
        (link("A", "A"), "wait for itself"),
        (link("S", "In"), "sums up"),
        (link("In", "S"), "sums up"),
        (link("S", "A", LinkKind.START_START), "leaves a summary task"),
        (link("A", "S", LinkKind.FINISH_FINISH), "leaves a summary task"),
        (link("A", "Nowhere"), "no longer"),
    ],
)
def test_a_link_that_cannot_be_kept_is_refused_with_the_reason(new, said):
    plan = plan_of(
        [task("A", 1), task("B", 1), task("C", 1), task("S", 0), task("In", 1, above="S")],
        [link("A", "B"), link("B", "C")],
    )
    with pytest.raises(InvalidValueError, match=said):
        check_link(build_network(plan, standing=False), new)


@patient
@given(plans(), st.data())
def test_a_link_that_is_accepted_makes_no_ring(plan, data):
    plan = kept(plan)
    ids = st.sampled_from([each.id for each in plan.tasks])
    new = replace(link("A", "B"), before=data.draw(ids), after=data.draw(ids))
    is_refused = False
    try:
        check_link(build_network(plan, standing=False), new)
    except InvalidValueError:
        is_refused = True
    joined = build_network(replace(plan, links=(*plan.links, new)), standing=False)
    assert bool(joined.faults) == is_refused
