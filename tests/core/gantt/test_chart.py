"""The rows of a chart: their tree, their groups, what is folded, and what a drag makes of them."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.gantt.axis import Axis
from desktop.core.gantt.chart import Form, Grouping, has_below, lay_rows, unfolded
from desktop.core.gantt.dragging import SHORTEST, dragged, percent_at
from desktop.core.gantt.elbows import Joint, Room, elbow, is_near
from desktop.core.gantt.parts import DOT, Part, part_at
from desktop.core.scheduling.minutes import DAY, to_minute
from desktop.core.work.planning import span_of, working_time
from tests.gantt_plans import AN, BINH, NAMES, START, sheet_of, shop_plan, task, task_id
from tests.gantt_plans import DAY as WORKDAY

PLAN = shop_plan()
TIME = working_time(PLAN)


def test_rows_stand_in_their_tree():
    rows = lay_rows(PLAN, Grouping.PROJECT)
    assert [row.id for row in rows] == [row.id for row in PLAN.rows]
    assert [row.depth for row in rows[:4]] == [0, 1, 2, 2]
    assert [row.form for row in rows[:3]] == [Form.SUMMARY, Form.SUMMARY, Form.TASK]
    assert rows[0].end == len(rows)
    assert rows[-1].form is Form.MILESTONE


@given(st.sets(st.integers(0, len(PLAN.rows) - 1)), st.sampled_from(Grouping))
def test_a_folded_row_hides_what_is_below_it_and_nothing_else(places, grouping):
    rows = lay_rows(PLAN, grouping)
    closed = {rows[place].key for place in places if place < len(rows)}
    hidden = {
        below
        for place, row in enumerate(rows)
        if row.key in closed
        for below in range(place + 1, row.end)
    }
    assert list(unfolded(rows, closed)) == [
        row for place, row in enumerate(rows) if place not in hidden
    ]


def test_a_task_of_two_people_stands_at_each_of_them():
    both = task(1, "Đo", start=0, days=1, assignees=(AN, BINH), people="Nguyễn An, Trần Bình")
    nobody = task(2, "Sơn", start=0, days=1)
    rows = lay_rows(sheet_of([both, nobody]), Grouping.PERSON)
    heads = [row.title for row in rows if row.form is Form.HEAD]
    assert heads == [NAMES[AN], NAMES[BINH], "Nobody is assigned"]
    assert [row.id for row in rows if row.row is not None] == [task_id(1), task_id(1), task_id(2)]
    assert len({row.key for row in rows}) == len(rows)


def test_a_person_s_tasks_stand_below_the_nearest_of_his_own():
    mine = {"assignees": (AN,), "people": NAMES[AN]}
    rows = [
        task(1, "Thi công", start=0, days=3, has_children=True, **mine),
        task(2, "Phần thô", start=0, days=2, parent=task_id(1), has_children=True),
        task(3, "Xây", start=0, days=1, parent=task_id(2), **mine),
        task(4, "Sơn", start=2, days=1, parent=task_id(1), **mine),
    ]
    laid = lay_rows(sheet_of(rows), Grouping.PERSON)
    assert [(row.title, row.depth) for row in laid] == [
        (NAMES[AN], 0),
        ("Thi công", 1),
        ("Xây", 2),
        ("Sơn", 2),
    ]


def test_rows_whose_parents_go_round_in_a_ring_are_shown():
    rows = [
        task(1, "A", start=0, days=1, parent=task_id(2)),
        task(2, "B", start=0, days=1, parent=task_id(1)),
        task(3, "C", start=0, days=1, parent=task_id(2), assignees=(AN,), people=NAMES[AN]),
    ]
    laid = lay_rows(sheet_of(rows), Grouping.PERSON)
    assert [row.title for row in laid if row.row] == ["C", "A", "B"]


def test_a_task_stands_with_the_customer_of_its_project():
    rows = lay_rows(PLAN, Grouping.CUSTOMER)
    assert rows[0].title == "Công ty Hoa Sen"
    assert rows[0].end == len(rows) == len(PLAN.rows) + 1
    assert has_below(rows[0], 0)


def test_a_task_without_any_day_has_no_bar():
    row = task(1, "Sơn", start=0, days=1, starts_at=None, due_at=None)
    assert lay_rows(sheet_of([row]), Grouping.PROJECT)[0].form is Form.EMPTY


def test_a_task_with_a_day_only_at_its_end_ends_there():
    due = START + dt.timedelta(days=4, hours=9)
    row = task(1, "Sơn", start=0, days=1, starts_at=None, due_at=due)
    found = lay_rows(sheet_of([row]), Grouping.PROJECT)[0]
    assert found.form is Form.TASK
    assert found.span == (to_minute(START + dt.timedelta(days=4)), to_minute(due))


@given(st.integers(0, 30), st.integers(1, 40), st.integers(-60 * DAY, 60 * DAY))
def test_a_moved_bar_takes_as_long_as_before_and_starts_at_work(start, half_days, by):
    row = task(1, "Sơn", start=start, days=half_days / 2)
    moved = dragged(row, TIME, Part.BODY, by)
    begin, duration = span_of(moved, TIME)
    assert begin is not None
    assert duration == span_of(row, TIME)[1]
    assert TIME.between(begin, begin + 1) == 1


@given(
    st.integers(0, 30),
    st.integers(1, 40),
    st.integers(-60 * DAY, 60 * DAY),
    st.sampled_from([Part.START, Part.FINISH]),
)
def test_of_a_resized_bar_the_other_edge_stays(start, half_days, by, part):
    row = task(1, "Sơn", start=start, days=half_days / 2)
    resized = dragged(row, TIME, part, by)
    old, new = span_of(row, TIME), span_of(resized, TIME)
    assert old[0] is not None
    assert new[0] is not None
    assert new[1] >= SHORTEST
    if part is Part.FINISH:
        assert new[0] == old[0]
    else:
        assert TIME.finish(*new) == TIME.finish(*old)


def test_a_milestone_stands_where_it_was_put():
    row = task(1, "Khai trương", start=0, days=0, is_milestone=True, starts_at=None)
    moved = dragged(row, TIME, Part.BODY, 5 * DAY)
    assert row.due_at is not None
    assert moved.due_at == row.due_at + dt.timedelta(days=5)
    assert moved.starts_at is None


@pytest.mark.parametrize(("x", "percent"), [(-50, 0), (0, 0), (24, 25), (50, 50), (101, 100)])
def test_the_mark_of_progress_goes_in_steps(x, percent):
    assert percent_at(Axis(0, 100.0), (0, DAY), x) == percent


@given(st.floats(8, 500), st.floats(0, 1))
def test_every_place_on_a_bar_can_be_grabbed(width, share):
    assert part_at(100 + width * share, 100, 100 + width, handle=None) in (
        Part.START,
        Part.BODY,
        Part.FINISH,
    )


def test_edges_are_grabbed_from_eight_pixels():
    parts = [part_at(x / 2, 100, 200, handle=None) for x in range(2 * 95, 2 * 105)]
    assert parts.count(Part.START) / 2 >= 8
    assert part_at(100 - DOT, 100, 200, handle=None) is Part.START_DOT
    assert part_at(200 + DOT, 100, 200, handle=None) is Part.FINISH_DOT


COORDINATES = st.floats(-1000, 1000).map(round)
JOINTS = st.builds(Joint, COORDINATES, COORDINATES, st.booleans())
ROOM = Room(9, 14, 7, 6)


@given(JOINTS, JOINTS)
def test_links_go_from_end_to_end_in_right_angles(start, end):
    way = elbow(start, end, ROOM)
    assert way[0] == (start.x, start.y)
    assert abs(way[-1][0] - end.x) <= ROOM.inside
    assert abs(way[-1][1] - end.y) <= ROOM.half_bar
    for (x1, y1), (x2, y2) in pairwise(way):
        assert x1 == x2 or y1 == y2
        assert is_near(way, (x1 + x2) / 2, (y1 + y2) / 2, 0.1)
    assert (way[1][0] - start.x) * start.away >= 0


def test_a_row_of_a_working_day_takes_a_day():
    assert span_of(task(1, "Sơn", start=3, days=1), TIME)[1] == WORKDAY
