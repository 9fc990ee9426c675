"""Plans of a company: edited on two desks offline, merged, and never a tree that bites its tail."""

from __future__ import annotations

import uuid
from random import Random

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import AppError
from desktop.core.work.rows import PlanScope
from desktop.store.reads import LocalReads
from tests.sync.commanding import all_is_well, problems, run, sync


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


@pytest.fixture
def plan(an, binh):
    """A project of six tasks, on both desks."""
    project = an.make("project", name="Triển khai")
    tasks = [an.make("task", title=f"Việc {n}", project_id=project) for n in range(6)]
    sync(an, binh)
    return project, [str(one) for one in tasks]


def outline(desk, project):
    """Return the plan of a project as a desk shows it."""
    reads = LocalReads(desk.store.path, SystemClock())
    try:
        rows = reads.plan_sheet(PlanScope(project=project)).rows
        lazily = []

        def walk(parent):
            for row in reads.plan_children(parent):
                lazily.append(row.id)
                walk(row.id)

        walk(project)
        assert sorted(lazily) == sorted(row.id for row in rows[1:])
        return [(row.title, row.parent) for row in rows]
    finally:
        reads.close()


def bites_its_tail(desk):
    rows = dict(desk.asked("SELECT id, parent_id FROM task WHERE deleted_at IS NULL"))
    for first in rows:
        seen, one = set(), first
        while one is not None and one not in seen:
            seen.add(one)
            one = rows.get(one)
        if one is not None:
            return True
    return False


def test_what_two_people_do_to_a_plan_offline_is_merged(an, binh, plan):
    project, tasks = plan
    run(an, "task.schedule", changes=[[tasks[0], "2026-03-02T08:00", None, 960]])
    run(an, "task.indent", ids=[tasks[1]])
    run(binh, "task.report", ids=[tasks[0]], percent=40, note="Đang làm", minutes=60)
    run(binh, "task.link", before=tasks[2], after=tasks[3])
    run(binh, "task.step", ids=[tasks[5]], down=False)
    sync(an, binh)
    assert problems(an) == problems(binh) == []
    assert outline(an, project) == outline(binh, project)
    for one in (an, binh):
        assert one.cell("task", uuid.UUID(tasks[0]), "duration") == 960
        assert one.cell("task", uuid.UUID(tasks[0]), "percent") == 400_000
        assert one.cell("task", uuid.UUID(tasks[1]), "parent_id") == uuid.UUID(tasks[0]).bytes
    all_is_well(an, binh)


def test_of_two_moves_that_would_close_a_ring_one_is_refused_and_told(an, binh, plan):
    project, (one, two, *_rest) = plan
    run(an, "task.move", ids=[one], parent=two)
    run(binh, "task.move", ids=[two], parent=one)
    an.sync()
    before = outline(binh, project)
    binh.sync()
    assert {title for title, _parent in outline(binh, project)} == {title for title, _p in before}
    sync(an, binh)
    assert [code for *_facts, code in problems(binh)] == ["cycle"]
    assert not bites_its_tail(an)
    assert not bites_its_tail(binh)
    assert outline(an, project) == outline(binh, project)


def test_a_recurring_task_finished_on_two_desks_has_one_successor(an, binh, plan):
    project, tasks = plan
    run(an, "task.schedule", changes=[[tasks[0], "2026-03-02T08:00", None, 480]])
    run(an, "task.save", id=tasks[0], values={"rule": [None, "FREQ=YEARLY"]})
    sync(an, binh)
    run(an, "task.finish", ids=[tasks[0]])
    run(binh, "task.finish", ids=[tasks[0]])
    sync(an, binh)
    for desk in (an, binh):
        found = desk.asked("SELECT count(*) FROM task WHERE title = 'Việc 0'")
        assert found == [(2,)]
    assert outline(an, project) == outline(binh, project)


@pytest.mark.parametrize("seed", range(3))
def test_no_tree_ever_bites_its_tail_whatever_is_moved_where(an, binh, plan, seed):
    project, tasks = plan
    rnd = Random(seed)
    for _round in range(4):
        for desk in (an, binh):
            for _move in range(3):
                goal = rnd.choice([*tasks, str(project)])
                try:
                    run(desk, "task.move", ids=[rnd.choice(tasks)], parent=goal)
                except AppError:
                    continue
        sync(an, binh)
        assert not bites_its_tail(an)
        assert not bites_its_tail(binh)
        assert outline(an, project) == outline(binh, project)
        titles = [title for title, _parent in outline(an, project)]
        assert sorted(titles[1:]) == [f"Việc {n}" for n in range(6)]
