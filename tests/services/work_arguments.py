"""Arguments with which the commands of projects and tasks have something to do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from desktop.services.opening import OpenProfile
from tests.examples import ExampleMaker

Arguments = dict[str, Any]
Maker = Callable[[OpenProfile, ExampleMaker], Arguments]
DAY = "2026-11-25"


def _two(make: ExampleMaker, **facts: Any) -> list[str]:
    """Return two tasks that stand beside each other in one project."""
    project = make("project")
    return [_task(make, project_id=project, **facts) for _number in range(2)]


def _task(make: ExampleMaker, **facts: Any) -> str:
    return make("task", **{"parent_id": None, "percent": None, **facts})


def _set(opened: OpenProfile, task: str, **values: object) -> None:
    with opened.store.work(opened.actor, "test") as work:
        work.bulk_update("task", [uuid.UUID(task)], values)


def _mine(opened: OpenProfile, make: ExampleMaker, acceptance: str) -> str:
    """Return a task that a colleague assigned to who acts."""
    task = _task(make)
    _set(opened, task, assignees=[str(opened.actor.user_id)], acceptance=acceptance)
    return task


def _run(opened: OpenProfile, key: str, **arguments: object) -> Any:
    return opened.commands.run(key, arguments).value


def _item(make: ExampleMaker) -> list[str]:
    task = _task(make)
    return [make("checklist_item", task_id=task, is_done=False) for _number in range(2)]


def _timer(opened: OpenProfile, _make: ExampleMaker) -> Arguments:
    _run(opened, "work_log.start", text="Soạn báo giá")
    return {}


def _indented(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    _first, second = _two(make)
    _run(opened, "task.indent", ids=[second])
    return {"ids": [second]}


def _unlink(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    first, second = _two(make)
    return {"links": [_run(opened, "task.link", before=first, after=second)]}


def _unplan(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    task = _task(make)
    _run(opened, "task.plan_on", ids=[task], day=DAY)
    return {"ids": [task]}


def _late(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    """Return a project whose first task could begin earlier than it stands."""
    project = make("project", parent_id=None)
    _task(make, project_id=project, starts_at=None, due_at=None)
    task = _task(make, project_id=project)
    changes = [[task, "2026-12-01T08:00", "2026-12-02T17:00", None]]
    _run(opened, "task.schedule", changes=changes)
    first = _task(make, project_id=project)
    _run(opened, "task.schedule", changes=[[first, "2026-11-02T08:00", "2026-11-02T17:00", None]])
    return {"id": project}


def _baseline(opened: OpenProfile, make: ExampleMaker) -> Arguments:
    project = make("project", parent_id=None)
    _task(make, project_id=project)
    _run(opened, "project.set_baseline", ids=[project])
    return {"ids": [project]}


def _placed(_opened: OpenProfile, make: ExampleMaker) -> Arguments:
    first, second = _item(make)
    return {"id": second, "before": first}


def _linked(_opened: OpenProfile, make: ExampleMaker) -> Arguments:
    first, second = _two(make)
    return {"before": first, "after": second, "kind": "SS", "lag": 60}


OWN: dict[str, Maker] = {
    "task.move": lambda _o, make: {"ids": [_task(make)], "parent": make("project")},
    "task.place": lambda _o, make: {"ids": [_task(make)], "parent": make("project")},
    "task.indent": lambda _o, make: {"ids": _two(make)[1:]},
    "task.outdent": _indented,
    "task.step": lambda _o, make: {"ids": _two(make)[1:], "down": False},
    "task.link": _linked,
    "task.link_chain": lambda _o, make: {"ids": _two(make)},
    "task.unlink": _unlink,
    "task.accept": lambda o, make: {"ids": [_mine(o, make, "waiting")]},
    "task.decline": lambda o, make: {"ids": [_mine(o, make, "waiting")], "reason": "Đi công tác"},
    "task.hand_back": lambda o, make: {"ids": [_mine(o, make, "accepted")], "reason": "Quá tải"},
    "task.assign": lambda o, make: {"ids": [_task(make)], "users": [make("app_user")]},
    "task.watch": lambda o, make: {"ids": [_task(make)], "users": [str(o.actor.user_id)]},
    "task.unplan": _unplan,
    "task.schedule": lambda _o, make: {"changes": [[_task(make), None, None, 960]]},
    "project.apply_schedule": _late,
    "project.set_baseline": lambda o, make: {"ids": [_task_project(make)]},
    "project.clear_baseline": _baseline,
    "project.save_template": lambda _o, make: {
        "ids": [_task_project(make)],
        "name": "Mẫu",
    },
    "project.from_template": lambda _o, make: {
        "ids": [_task_project(make)],
        "name": "Đợt 2",
        "start": "2026-12-01",
    },
    "work_log.stop": _timer,
    "work_log.cancel": _timer,
    "work_log.start": lambda _o, make: {"task_id": _task(make)},
    "checklist_item.tick": lambda _o, make: {"ids": _item(make)},
    "checklist_item.place": _placed,
}


def _task_project(make: ExampleMaker) -> str:
    project = make("project", parent_id=None)
    _task(make, project_id=project)
    return project
