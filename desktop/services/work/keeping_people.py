"""Who is given a task by somebody else is asked to accept it."""

from __future__ import annotations

from typing import Final

from desktop.services.work.kept import KeptTask
from desktop.store.work import Work

WAITING: Final = "waiting"
_ASKED: Final = frozenset({"new", "in_progress", "waiting"})


def keep_people(work: Work, task: KeptTask) -> None:
    """Ask for acceptance where a task was given to others; note who gave it."""
    if not task.wrote("assignees"):
        return
    people = task.get("assignees")
    if not people:
        task.put("acceptance", None)
        return
    if "acceptance" in task.touched.before and (task.get("acceptance") or not task.touched.is_new):
        return  # whoever wrote it said so, too
    before = [] if task.touched.is_new else task.touched.before.get("assignees") or []
    me = str(work.actor.user_id)
    added = [one for one in people if one not in before and one != me]
    if added and task.get("status") in _ASKED:
        task.put("acceptance", WAITING)
        task.put("assigned_by", work.actor.user_id)
    elif people == [me]:
        task.put("acceptance", None)
