"""The lines of a tree as it stands open."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.work.rows import TASK, PlanRow
from desktop.views.work.plan_tree import Line, PlanTree, nested


def test_a_tree_knows_what_stands_below_and_above_a_line(plan):
    tree = PlanTree(plan)
    assert tree.end_of(0) == 5
    assert tree.end_of(1) == 4
    assert tree.parent(3) == 1
    assert tree.parent(5) == -1
    assert tree.children(0) == [1, 4]
    assert tree.children(-1) == [0, 5]


def test_closing_a_line_takes_away_all_below_it_and_opening_brings_lines(plan):
    tree = PlanTree(plan)
    assert tree.close(0) == 4
    assert [line.row.title for line in tree.lines] == ["Dự án", "Việc riêng"]
    tree.insert(0, plan[1:5])
    assert [line.row for line in tree.lines] == [line.row for line in plan]


def test_of_lines_below_each_other_the_upper_ones_are_left(plan):
    assert PlanTree(plan).upmost([3, 1, 2, 5]) == [1, 5]


def test_a_row_whose_parent_is_not_shown_stands_at_the_top(plan):
    rows = [line.row for line in plan[2:]]
    assert [line.depth for line in nested(rows)] == [0, 0, 0, 0]


def test_what_stands_below_a_closed_row_is_left_out(plan):
    rows = [line.row for line in plan]
    lines = nested(rows, {plan[1].row.id})
    assert [line.row.title for line in lines] == ["Dự án", "Khảo sát", "Cài đặt", "Việc riêng"]


@st.composite
def trees(draw):
    """Lines of a tree in which every line but the first may stand one deeper than the last."""
    lines, depth = [], 0
    for number in range(draw(st.integers(1, 30))):
        depth = draw(st.integers(0, depth + 1)) if number else 0
        lines.append(Line(PlanRow(uuid.UUID(int=number + 1), TASK, None, str(number)), depth))
    return lines


@given(trees(), st.data())
def test_every_line_is_a_child_of_its_parent_and_ends_inside_it(lines, data):
    tree = PlanTree(lines)
    place = data.draw(st.integers(0, len(lines) - 1))
    parent = tree.parent(place)
    assert place in tree.children(parent)
    assert parent < 0 or tree.end_of(place) <= tree.end_of(parent)


@given(trees(), st.data())
def test_a_line_that_is_closed_and_opened_shows_the_same(lines, data):
    tree = PlanTree(lines)
    place = data.draw(st.integers(0, len(lines) - 1))
    below = tree.lines[place + 1 : tree.end_of(place)]
    tree.close(place)
    tree.insert(place, below)
    assert [line.row for line in tree.lines] == [line.row for line in lines]
