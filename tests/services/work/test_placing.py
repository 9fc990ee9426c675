"""Tasks stand in a tree, whatever moves them, and what is below one goes along."""

from __future__ import annotations

import uuid
from itertools import pairwise

import pytest

from desktop.core.errors import InvalidValueError


@pytest.fixture
def plan(office):
    project = office.project()
    return project, [office.task(title, project_id=project) for title in "ABC"]


def test_new_tasks_stand_behind_each_other(office, plan):
    project, _tasks = plan
    assert office.outline(project) == ["Triển khai", ".A", ".B", ".C"]
    orders = [row.order for row in office.sheet(project).rows[1:]]
    assert all(low < high for low, high in pairwise(orders))


def test_indenting_and_outdenting_undo_each_other(office, plan):
    project, (_a, b, c) = plan
    assert office.run("task.indent", ids=[b, c]) == 2
    assert office.outline(project) == ["Triển khai", ".A", "..B", "..C"]
    assert office.run("task.outdent", ids=[b, c]) == 2
    assert office.outline(project) == ["Triển khai", ".A", ".B", ".C"]


def test_outdenting_never_leaves_the_project(office, plan):
    project, (a, *_others) = plan
    assert office.run("task.outdent", ids=[a]) == 0
    assert office.outline(project)[1] == ".A"


def test_a_step_passes_one_neighbour(office, plan):
    project, (a, _b, _c) = plan
    assert office.run("task.step", ids=[a], down=True) == 1
    assert office.outline(project) == ["Triển khai", ".B", ".A", ".C"]


def test_a_task_goes_to_another_project_with_all_below_it_and_its_customer(office, plan):
    project, (a, b, c) = plan
    office.run("task.indent", ids=[b])
    office.run("task.indent", ids=[c])
    customer = office.run("account.create", values={"name": "Hoa Sen"})
    other = office.project("Bảo trì", account_id=customer)
    office.run("task.move", ids=[a], parent=other)
    assert office.outline(other) == ["Bảo trì", ".A", "..B", "..C"]
    assert {row.account.title for row in office.rows(other).values() if row.account} == {"Hoa Sen"}
    assert {row.project for row in office.sheet(other).rows} == {uuid.UUID(other)}
    office.undo()
    assert office.outline(project) == ["Triển khai", ".A", "..B", "..C"]
    assert office.outline(other) == ["Bảo trì"]


def test_a_task_goes_in_front_of_another_and_out_of_all_projects(office, plan):
    project, (a, b, c) = plan
    office.run("task.move", ids=[c], parent=project, before=a)
    assert office.outline(project) == ["Triển khai", ".C", ".A", ".B"]
    office.run("task.move", ids=[b], parent=None)
    assert office.outline() == ["Triển khai", ".C", ".A", "B"]


def test_a_task_never_stands_below_itself(office, plan):
    project, (a, b, _c) = plan
    office.run("task.indent", ids=[b])
    with pytest.raises(InvalidValueError, match="below itself"):
        office.run("task.move", ids=[a], parent=b)
    with pytest.raises(InvalidValueError):
        office.run("task.save", id=a, values={"parent_id": [None, b]})
    assert office.outline(project) == ["Triển khai", ".A", "..B", ".C"]


def test_a_form_that_names_another_project_takes_a_sub_task_out_of_its_task(office, plan):
    project, (a, b, _c) = plan
    office.run("task.indent", ids=[b])
    other = office.project("Bảo trì")
    office.run("task.save", id=b, values={"project_id": [project, other]})
    assert office.outline(other) == ["Bảo trì", ".B"]
    assert office.outline(project) == ["Triển khai", ".A", ".C"]
    office.run("task.create", values={"title": "D", "parent_id": b, "project_id": project})
    assert office.outline(other) == ["Bảo trì", ".B", "..D"]
    assert a


def test_level_by_level_a_tree_is_that_of_the_whole_plan(office, plan):
    project, (a, b, _c) = plan
    office.run("task.indent", ids=[b])
    office.task("Việc riêng")
    office.project("Con", parent_id=project)
    found = []

    def walk(parent, depth):
        for row in office.reads.plan_children(parent):
            found.append("." * depth + row.title)
            assert row.has_children == bool(office.reads.plan_children(row.id))
            walk(row.id, depth + 1)

    walk(None, 0)
    assert found == office.outline()
    assert a


def test_what_lies_in_the_bin_leaves_its_children_in_sight_only_with_itself(office, plan):
    project, (a, b, _c) = plan
    office.run("task.indent", ids=[b])
    office.run("task.delete", ids=[a])
    assert office.outline(project) == ["Triển khai", ".C"]
    office.run("task.restore", ids=[b])
    assert office.outline(project) == ["Triển khai", ".C", ".B"] or office.outline(project) == [
        "Triển khai",
        ".B",
        ".C",
    ]
    titles = [row.title for row in office.reads.plan_children(uuid.UUID(project))]
    assert sorted(titles) == ["B", "C"]
