"""The columns that a tree of tasks can have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PROJECT, PlanRow
from desktop.views.work.plan_words import (
    day_text,
    hours_text,
    percent_text,
    priority_of,
    status_of,
)

TITLE: Final = "title"


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column: which value of a row, as it reads, and the field that edits it.

    `field` is that of a task, `of_project` that of a project, "" where nothing is edited.
    """

    key: str
    label: str  # English msgid
    width: int
    text: Callable[[PlanRow], str]
    field: str = ""
    of_project: str = ""
    is_right: bool = False
    is_chip: bool = False

    def edited_field(self, row: PlanRow) -> str:
        """Return the name of the field that is edited in this column of a row, or ""."""
        return self.of_project if row.kind == PROJECT else self.field


def _title(row: PlanRow) -> str:
    return row.title


def _people(row: PlanRow) -> str:
    return row.people


def _status(row: PlanRow) -> str:
    return _translated(status_of(row).label)


def _priority(row: PlanRow) -> str:
    return _translated(priority_of(row).label)


def _start(row: PlanRow) -> str:
    return day_text(row.starts_at)


def _due(row: PlanRow) -> str:
    return day_text(row.due_at)


def _duration(row: PlanRow) -> str:
    return "" if row.has_children else hours_text(row.duration)


def _effort(row: PlanRow) -> str:
    return hours_text(row.effort)


def _spent(row: PlanRow) -> str:
    return hours_text(row.spent)


def _account(row: PlanRow) -> str:
    return row.account.title if row.account else ""


def _stage(row: PlanRow) -> str:
    return row.stage.title if row.stage else ""


def _code(row: PlanRow) -> str:
    return row.code


def _translated(label: str) -> str:
    from desktop.core.i18n import _

    return _(label) if label else ""


COLUMNS: Final = (
    PlanColumn(TITLE, N_("Task title"), 380, _title, "title", "name"),
    PlanColumn("assignees", N_("Assigned to"), 150, _people, "assignees"),
    PlanColumn("status", N_("State"), 130, _status, "status", "status", is_chip=True),
    PlanColumn("priority", N_("Priority"), 100, _priority, "priority", "priority", is_chip=True),
    PlanColumn("starts_at", N_("Starts"), 112, _start, "starts_at", "starts_on"),
    PlanColumn("due_at", N_("Due"), 112, _due, "due_at", "due_on"),
    PlanColumn("percent", N_("Done (%)"), 118, percent_text, "percent"),
    PlanColumn("duration", N_("Takes (working time)"), 110, _duration, "duration", is_right=True),
    PlanColumn("effort", N_("Effort"), 90, _effort, "effort", is_right=True),
    PlanColumn("spent", N_("Time spent"), 90, _spent, is_right=True),
    PlanColumn("account_id", N_("Customer"), 180, _account, "account_id", "account_id"),
    PlanColumn("stage_id", N_("Stage"), 120, _stage, "stage_id"),
    PlanColumn("code", N_("Task code"), 90, _code),
)
USUAL: Final = ("title", "assignees", "due_at", "status", "percent", "starts_at", "priority")


def columns_named(keys: Sequence[str]) -> tuple[PlanColumn, ...]:
    """Return the columns of these keys in their order, the title first in any case."""
    known = {column.key: column for column in COLUMNS}
    wanted = [TITLE, *(key for key in keys if key != TITLE and key in known)]
    return tuple(known[key] for key in dict.fromkeys(wanted))


def toggled(keys: Sequence[str], key: str) -> tuple[str, ...]:
    """Return the keys with one more at the end, or one less."""
    return tuple(one for one in keys if one != key) if key in keys else (*keys, key)
