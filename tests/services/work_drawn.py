"""Arguments of the commands of projects and tasks, drawn from the records of one moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from hypothesis import strategies as st

Arguments = dict[str, Any]
TIMES = ("2026-11-23T08:00", "2026-12-01T17:00", None)


class Drawing(Protocol):
    """What draws: see `tests.services.doing.Drawn`."""

    def some(self, entity: str, most: int = 3) -> list[str]:
        """Return some living records."""

    def pick(self, strategy: st.SearchStrategy[Any]) -> Any:
        """Return what a strategy gives."""


Draw = Callable[[Drawing], Arguments | None]


def _tasks(key: str = "ids", most: int = 3, entity: str = "task") -> Draw:
    def draw(drawn: Drawing) -> Arguments | None:
        ids = drawn.some(entity, most)
        return {key: ids} if ids else None

    return draw


def _one(key: str, entity: str) -> Draw:
    def draw(drawn: Drawing) -> Arguments | None:
        ids = drawn.some(entity, 1)
        return {key: ids[0]} if ids else None

    return draw


def _move(drawn: Drawing) -> Arguments | None:
    ids = drawn.some("task")
    goals: Sequence[str | None] = [None, *drawn.some("task"), *drawn.some("project")]
    return {"ids": ids, "parent": drawn.pick(st.sampled_from(goals))} if ids else None


def _step(drawn: Drawing) -> Arguments | None:
    ids = drawn.some("task")
    return {"ids": ids, "down": drawn.pick(st.booleans())} if ids else None


def _link(drawn: Drawing) -> Arguments | None:
    ids = drawn.some("task", 2)
    kind = drawn.pick(st.sampled_from(("FS", "SS", "FF", "SF")))
    return {"before": ids[0], "after": ids[-1], "kind": kind} if ids else None


def _schedule(drawn: Drawing) -> Arguments | None:
    times = st.sampled_from(TIMES)
    lengths = st.sampled_from((None, 480, 1440))
    ids = drawn.some("task")
    if not ids:
        return None
    return {"changes": [[one, *map(drawn.pick, (times, times, lengths))] for one in ids]}


def _report(drawn: Drawing) -> Arguments | None:
    ids = drawn.some("task")
    return {"ids": ids, "percent": drawn.pick(st.integers(-1, 101))} if ids else None


def _named(drawn: Drawing) -> Arguments | None:
    ids = drawn.some("project", 1)
    return {"ids": ids, "name": "Kế hoạch"} if ids else None


DRAWN: dict[str, Draw] = {
    "task.move": _move,
    "task.indent": _tasks(),
    "task.outdent": _tasks(),
    "task.step": _step,
    "task.link": _link,
    "task.link_chain": _tasks(),
    "task.unlink": _tasks("links", entity="task_link"),
    "task.unplan": _tasks(),
    "task.schedule": _schedule,
    "task.report": _report,
    "project.apply_schedule": _one("id", "project"),
    "project.save_template": _named,
    "project.from_template": _named,
    "checklist_item.tick": _tasks(entity="checklist_item"),
    "checklist_item.place": _one("id", "checklist_item"),
}
