"""Cards in columns: which stand where, what a drop means, what lies under the pointer."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.pages import Ref
from desktop.views.work.board_columns import (
    BY_PERSON,
    BY_PRIORITY,
    BY_STAGE,
    BY_STATE,
    Deed,
    columns_of,
    deed_of,
    values_in,
)
from desktop.views.work.card_layout import CardColumn, CardLayout, Sizes, Spot
from desktop.views.work.week_columns import WeekPlan, columns_of_week, minutes_of
from tests.views.work.conftest import row

AN, BINH = uuid.UUID(int=100), uuid.UUID(int=101)


def keys(columns):
    return {column.key: [card.title for card in column.cards] for column in columns}


def test_tasks_stand_in_the_column_of_their_state_and_summaries_nowhere():
    rows = [row(1, status="new"), row(2, status="done"), row(3, status="new", has_children=True)]
    found = keys(columns_of(rows, BY_STATE))
    assert found == {"new": ["Việc 1"], "in_progress": [], "waiting": [], "done": ["Việc 2"]}


def test_a_task_of_two_people_stands_with_both():
    rows = [row(1, assignees=(AN, BINH)), row(2)]
    found = columns_of(rows, BY_PERSON, names={AN: "An", BINH: "Bình"})
    assert [(c.title, len(c.cards)) for c in found[1:]] == [("An", 1), ("Bình", 1)]
    assert [card.title for card in found[0].cards] == ["Việc 2"]


@pytest.mark.parametrize(
    ("status", "key", "fits", "deed"),
    [
        ("new", "in_progress", {"task.begin"}, Deed("task.begin")),
        ("done", "in_progress", {"task.reopen"}, Deed("task.reopen")),
        ("new", "done", {"task.finish"}, Deed("task.finish")),
        ("done", "new", {"task.reopen"}, Deed()),
        ("new", "new", set(), None),
    ],
)
def test_a_drop_in_a_state_runs_the_command_that_leads_there(status, key, fits, deed):
    assert deed_of(row(1, status=status), BY_STATE, key, fits.__contains__) == deed


def test_a_drop_in_another_column_saves_its_value():
    one = row(1, priority="low", assignees=(AN,), stage=Ref("project_stage", BINH, "Một"))
    assert deed_of(one, BY_PRIORITY, "high", bool) == Deed(field="priority", value="high")
    assert deed_of(one, BY_STAGE, "", bool) == Deed(field="stage_id", value=None)
    assert deed_of(one, BY_PERSON, str(BINH), bool) == Deed(field="assignees", value=[str(BINH)])
    assert deed_of(one, BY_PERSON, str(AN), bool) is None


def test_a_task_written_in_a_column_has_its_value():
    assert values_in(BY_PERSON, str(AN)) == {"assignees": [str(AN)]}
    assert values_in(BY_PRIORITY, "high") == {"priority": "high"}
    assert values_in(BY_STATE, "new") == {}


MONDAY = dt.date(2026, 11, 16)
DAYS = [MONDAY + dt.timedelta(days=n) for n in range(7)]


def test_a_day_with_more_than_its_hours_is_too_full():
    rows = [row(1, effort=6 * 60), row(2, effort=3 * 60), row(3, effort=8 * 60, spent=7 * 60)]
    plan = WeekPlan(rows, {MONDAY: [rows[0].id, rows[1].id], DAYS[1]: [rows[2].id]})
    backlog, first, second, *_rest, sunday = columns_of_week(plan, DAYS, MONDAY)
    assert backlog.cards == ()
    assert first.is_over
    assert first.is_today
    assert not second.is_over
    assert not sunday.is_over


def test_what_is_not_planned_waits_with_the_overdue_first():
    rows = [row(1, priority="urgent"), row(2, overdue=True), row(3, status="done")]
    backlog = columns_of_week(WeekPlan(rows), DAYS, MONDAY)[0]
    assert [card.title for card in backlog.cards] == ["Việc 2", "Việc 1"]


def test_of_a_task_that_nobody_measured_an_hour_is_reckoned():
    assert minutes_of(row(1)) == 60
    assert minutes_of(row(1, effort=90, spent=100)) == 0
    assert minutes_of(row(1, status="done", effort=90)) == 0


SIZES = Sizes(least=100, head=30, new=20, card=60)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(0, 2000), st.data())
def test_the_middle_of_every_card_is_the_card(counts, scrolled, data):
    columns = [
        CardColumn(str(n), "", tuple(row(100 * n + i + 1) for i in range(count)))
        for n, count in enumerate(counts)
    ]
    layout = CardLayout(columns, SIZES, data.draw(st.integers(1, 1500)))
    for number, count in enumerate(counts):
        for place in range(count):
            box = layout.card_box(number, place)
            y = box.y - scrolled + box.height // 2
            if y < SIZES.head + SIZES.new:
                continue  # below the heads
            spot = layout.spot_at(box.x + box.width // 2, y, scrolled)
            assert spot is not None
            assert (spot.column, spot.card) == (number, place)


def test_a_drop_below_the_last_card_stands_last():
    columns = [CardColumn("a", "", (row(1), row(2)))]
    layout = CardLayout(columns, SIZES, 100)
    assert layout.spot_at(50, 900, 0) == Spot(0, -1, 2)
    assert layout.spot_at(50, 40, 0) == Spot(0, is_new=True)
    assert layout.spot_at(500, 40, 0) is None
