"""The blocks of tasks on the page "Today": due, overdue, waiting to be accepted."""

from __future__ import annotations

from typing import Final

from desktop.core.filters import ME, Condition, Group, Op
from desktop.core.i18n import N_
from desktop.core.pages import Sort
from desktop.views.home.blocks import Hint, HomeBlock, RowAction

_OPEN: Final = Condition("status", Op.ANY_OF, ["new", "in_progress", "waiting"])
_MINE: Final = Group(
    (
        Condition("assignees", Op.ANY_OF, [ME]),
        Group((Condition("owner_id", Op.EQUALS, ME), Condition("assignees", Op.EMPTY))),
    ),
    any_of=True,
)
_FINISH: Final = RowAction(N_("Finish the task"), "check", command="task.finish")
_ACCEPT: Final = RowAction(N_("Accept the task"), "check", command="task.accept")

WORK_BLOCKS: Final = (
    HomeBlock(
        "tasks_overdue",
        N_("Overdue tasks"),
        "clock-alert",
        "task",
        Group((_OPEN, _MINE, Condition("due_at", Op.LESS, "today"))),
        N_("No task is overdue"),
        detail=("project_id", "account_id"),
        hint="due_at",
        hint_form=Hint.MOMENT,
        sort=Sort("due_at"),
        colour="red",
        action=_FINISH,
    ),
    HomeBlock(
        "tasks_today",
        N_("Tasks due today"),
        "square-check-big",
        "task",
        Group((_OPEN, _MINE, Condition("due_at", Op.DURING, "today"))),
        N_("No task is due today"),
        detail=("project_id", "account_id"),
        hint="due_at",
        hint_form=Hint.MOMENT,
        sort=Sort("due_at"),
        action=_FINISH,
    ),
    HomeBlock(
        "tasks_waiting",
        N_("Tasks that wait for my acceptance"),
        "inbox",
        "task",
        Group(
            (
                _OPEN,
                Condition("acceptance", Op.EQUALS, "waiting"),
                Condition("assignees", Op.ANY_OF, [ME]),
            )
        ),
        N_("Nothing waits for my acceptance"),
        detail=("assigned_by", "project_id"),
        hint="due_at",
        hint_form=Hint.MOMENT,
        sort=Sort("due_at"),
        colour="orange",
        action=_ACCEPT,
    ),
)
