"""The columns of a board: tasks by state, stage, person or priority, and what a drop means."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.pages import Ref
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import TASK, PlanRow
from desktop.views.work.card_layout import CardColumn
from desktop.views.work.plan_words import FINISHED

BY_STATE: Final = "status"
BY_STAGE: Final = "stage_id"
BY_PERSON: Final = "assignees"
BY_PRIORITY: Final = "priority"
GROUPINGS: Final = {
    BY_STATE: N_("By state"),
    BY_STAGE: N_("By stage"),
    BY_PERSON: N_("By person"),
    BY_PRIORITY: N_("By priority"),
}
CANCELLED: Final = "cancelled"
NEW: Final = "new"
_BY_RANK: Final = {"urgent": 0, "high": 1, "normal": 2, "low": 3}
# The commands that bring a task into a state: the first that fits it is taken.
_ARRIVALS: Final[Mapping[str, Sequence[str]]] = {
    "in_progress": ("task.begin", "task.reopen"),
    "waiting": ("task.wait",),
    "done": ("task.finish",),
    "cancelled": ("task.cancel",),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What a drop means: a command to run, or a value to save; neither: it cannot be done."""

    command: str = ""
    field: str = ""
    value: Json = None


def columns_of(
    rows: Sequence[PlanRow],
    grouping: str,
    *,
    stages: Sequence[Ref] = (),
    names: Mapping[uuid.UUID, str] | None = None,
    finished: bool = False,
) -> tuple[CardColumn, ...]:
    """Return the columns; tasks that others are part of are not cards themselves.

    A task of several people stands in the column of each.
    """
    cards = [row for row in rows if row.kind == TASK and not row.has_children]
    cards.sort(key=_rank)
    if grouping == BY_STAGE:
        heads = [(str(stage.id), stage.title, "") for stage in stages]
        return _grouped(cards, BY_STAGE, [("", _("Without a stage"), ""), *heads], _stage)
    if grouping == BY_PERSON:
        known = names or {}
        people = {one for row in cards for one in row.assignees}
        found = sorted(people, key=lambda one: known.get(one, ""))
        heads = [(str(one), known.get(one, "?"), "") for one in found]
        return _grouped(cards, BY_PERSON, [("", _("Not assigned"), ""), *heads], _people)
    options = get_entity(TASK).field(grouping).options
    shown = [one for one in options if finished or one.value != CANCELLED or grouping != BY_STATE]
    heads = [(one.value, _(one.label), one.colour) for one in shown]
    if grouping == BY_PRIORITY:
        return _grouped(cards, grouping, heads[::-1], _priority)
    return _grouped(cards, grouping, heads, _status)


def deed_of(row: PlanRow, grouping: str, key: str, fits: Callable[[str], bool]) -> Deed | None:
    """Return what it means to drop a task in a column; None if it stands there already.

    `fits` tells whether a command fits the task.
    """
    if grouping == BY_STATE:
        if row.status == key:
            return None
        found = [command for command in _ARRIVALS.get(key, ()) if fits(command)]
        return Deed(found[0] if found else "")
    if grouping == BY_PRIORITY:
        return None if row.priority == key else Deed(field=BY_PRIORITY, value=key)
    if grouping == BY_STAGE:
        now = str(row.stage.id) if row.stage else ""
        return None if now == key else Deed(field=BY_STAGE, value=key or None)
    if [str(one) for one in row.assignees] == ([key] if key else []):
        return None
    return Deed(field=BY_PERSON, value=[key] if key else None)


def values_in(grouping: str, key: str) -> dict[str, Json]:
    """Return the values that a task has from the start that is written in a column."""
    if grouping == BY_STATE or not key:
        return {}
    return {grouping: [key] if grouping == BY_PERSON else key}


def takes_new(grouping: str, key: str) -> bool:
    """Tell whether a new task can be written in a column: what is new is not finished."""
    return grouping != BY_STATE or key == NEW


def _grouped(
    cards: Sequence[PlanRow],
    grouping: str,
    heads: Sequence[tuple[str, str, str]],
    keys_of: Callable[[PlanRow], Sequence[str]],
) -> tuple[CardColumn, ...]:
    by_key: dict[str, list[PlanRow]] = {}
    for card in cards:
        for key in keys_of(card):
            by_key.setdefault(key, []).append(card)
    return tuple(
        CardColumn(
            key,
            title,
            tuple(by_key.get(key, ())),
            colour=colour,
            takes_new=takes_new(grouping, key),
        )
        for key, title, colour in heads
    )


def _rank(row: PlanRow) -> tuple[bool, int, bool, str, str]:
    due = row.due_at.isoformat() if row.due_at else ""
    return row.status in FINISHED, _BY_RANK.get(row.priority, 2), not due, due, row.title


def _status(row: PlanRow) -> Sequence[str]:
    return (row.status,)


def _priority(row: PlanRow) -> Sequence[str]:
    return (row.priority or "normal",)


def _stage(row: PlanRow) -> Sequence[str]:
    return (str(row.stage.id) if row.stage else "",)


def _people(row: PlanRow) -> Sequence[str]:
    return [str(one) for one in row.assignees] or [""]
