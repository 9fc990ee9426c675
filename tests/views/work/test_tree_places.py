"""Where lines of a tree go, and where they never go."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.work.plan_tree import PlanTree
from desktop.views.work.tree_places import (
    Goal,
    dropped,
    goal_of,
    indented,
    new_place,
    outdented,
    stepped,
)
from tests.views.work.test_plan_tree import trees


def titles(found):
    return None if found is None else [row.title for row in found[0]]


def test_a_task_is_indented_below_the_one_before_it(plan):
    tree = PlanTree(plan)
    rows, goal = indented(tree, [4])
    assert [row.title for row in rows] == ["Cài đặt"]
    assert goal == Goal(plan[1].row)


def test_the_first_task_of_a_level_is_not_indented(plan):
    assert indented(PlanTree(plan), [2]) is None
    assert indented(PlanTree(plan), []) is None


def test_a_task_is_outdented_behind_its_parent(plan):
    rows, goal = outdented(PlanTree(plan), [2])
    assert [row.title for row in rows] == ["Gặp khách"]
    assert goal == Goal(plan[0].row, plan[4].row.id)


def test_a_task_leaves_no_project_by_outdenting(plan):
    assert outdented(PlanTree(plan), [1]) is None
    assert outdented(PlanTree(plan), [5]) is None


def test_tasks_step_among_those_of_their_kind(plan):
    tree = PlanTree(plan)
    assert stepped(tree, [2], down=True)[1] == Goal(plan[1].row)
    assert stepped(tree, [3], down=False)[1] == Goal(plan[1].row, plan[2].row.id)
    assert stepped(tree, [2], down=False) is None
    assert stepped(tree, [5], down=False) is None  # what stands before it is a project


def test_nothing_is_dropped_into_itself(plan):
    tree = PlanTree(plan)
    assert dropped(tree, [plan[1].row.id], 2, is_into=True) is None
    assert dropped(tree, [plan[1].row.id], 3, is_into=False) is None
    assert titles(dropped(tree, [plan[2].row.id], 5, is_into=True)) == ["Gặp khách"]
    assert dropped(tree, [uuid.UUID(int=99)], 5, is_into=True) is None


@pytest.mark.parametrize(("line", "place"), [(0, (5, 1)), (1, (4, 1)), (3, (4, 2)), (-1, (6, 0))])
def test_a_new_task_is_written_behind_the_line_and_all_below_it(plan, line, place):
    assert new_place(PlanTree(plan), line) == place


def test_a_task_written_at_a_depth_hangs_on_the_line_above_it(plan):
    tree = PlanTree(plan)
    assert goal_of(tree, 4, 2) == Goal(plan[1].row)
    assert goal_of(tree, 4, 1) == Goal(plan[0].row, plan[4].row.id)
    assert goal_of(tree, 5, 0) == Goal(None, plan[5].row.id)


def test_a_task_written_on_no_line_goes_into_the_project_that_is_shown_alone(plan):
    alone = PlanTree(plan[:5])
    assert new_place(alone, -1) == (5, 1)
    assert new_place(PlanTree(plan), -1) == (6, 0)
    assert new_place(PlanTree([]), -1) == (0, 0)


@given(trees(), st.data())
def test_what_moves_never_goes_below_itself(lines, data):
    tree = PlanTree(lines)
    places = st.integers(0, len(lines) - 1)
    chosen = data.draw(st.lists(places, min_size=1, max_size=4))
    ids = [lines[place].row.id for place in chosen]
    ways = (
        indented(tree, chosen),
        outdented(tree, chosen),
        stepped(tree, chosen, down=data.draw(st.booleans())),
        dropped(tree, ids, data.draw(places), is_into=data.draw(st.booleans())),
    )
    for found in ways:
        if found is None:
            continue
        rows, goal = found
        inside = {
            tree.lines[at].row.id
            for row in rows
            for at in range(tree.place(row.id), tree.end_of(tree.place(row.id)))
        }
        assert goal.parent is None or goal.parent.id not in inside
