"""Plans that come from files: a new project with all its tasks, their links and people."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.entities import get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_, _
from desktop.core.ids import new_id
from desktop.core.project_xml.plan_file import FileTask, PlanFile, parents_of, read_moment
from desktop.core.scheduling.order_keys import keys_between
from desktop.models.organisation.app_user import AppUser
from desktop.services.records import create_record
from desktop.services.work.facts import moment_of
from desktop.store.work import Work

NO_TASKS: Final = N_("There are no tasks in this plan.")
NAMELESS: Final = N_("Task {number}")
WHOLE: Final = 100
PORTION: Final = 250
DONE: Final = "done"


def known_people(users: Iterable[tuple[uuid.UUID, str]], plan: PlanFile) -> dict[int, uuid.UUID]:
    """Return who of a plan file is a user here, by number: the only one of the same name."""
    by_name: dict[str, set[uuid.UUID]] = {}
    for user, name in users:
        by_name.setdefault(_folded(name), set()).add(user)
    found = {person.uid: by_name.get(_folded(person.name), set()) for person in plan.people}
    return {uid: next(iter(same)) for uid, same in found.items() if len(same) == 1}


def add_plan(
    work: Work, plan: PlanFile, title: str, wrote: Callable[[int], None] = lambda _rows: None
) -> uuid.UUID:
    """Make a project of a plan file and return its id; `wrote` is told how many more rows are.

    Raises:
        CancelledError: `wrote` said so; then nothing is written.
        InvalidValueError: there is nothing in it, or a task would end before it begins.
    """
    if not plan.tasks:
        raise InvalidValueError(_(NO_TASKS))
    work.require("project.create")
    work.require("task.create")
    project = uuid.UUID(create_record(work, "project", {"name": title, **_days(plan)}))
    users = sa.select(AppUser.id, AppUser.full_name).where(AppUser.deleted_at.is_(None))
    people = known_people([(user, name) for user, name in work.session.execute(users)], plan)
    ids = [new_id(work.clock) for _task in plan.tasks]
    by_uid = {task.uid: one for task, one in zip(plan.tasks, ids, strict=True)}
    parents = parents_of(plan.tasks)
    keys = _order_keys(parents)
    field = get_entity("task").field("code")
    codes = work.take_codes("task", field, len(ids))
    rows = []
    for place, task in enumerate(plan.tasks):
        above = parents[place]
        values = _values(task, place, people)
        values["id"], values["project_id"] = ids[place], project
        values["parent_id"] = None if above is None else ids[above]
        values["order_key"] = keys[place]
        if place < len(codes):
            values["code"] = codes[place]
        rows.append(values)
    for some in batched(rows):
        work.bulk_insert("task", some)
        wrote(len(some))
    links = [
        {
            "before_id": by_uid[link.before],
            "after_id": by_uid[link.after],
            "kind": link.kind,
            "lag": link.lag,
            "is_elapsed": link.elapsed,
        }
        for link in plan.links
    ]
    for some in batched(links):
        work.bulk_insert("task_link", some)
        wrote(len(some))
    return project


def batched(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    """Yield rows in portions, after each of which one can stop."""
    for first in range(0, len(rows), PORTION):
        yield rows[first : first + PORTION]


def _values(task: FileTask, place: int, people: Mapping[int, uuid.UUID]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": task.title or _(NAMELESS).format(number=place + 1),
        "starts_at": _moment(task.start),
        "due_at": _moment(task.finish),
        "percent": Decimal(task.percent),
        "status": _status(task),
        "is_milestone": task.is_milestone,
        "assignees": [str(people[one]) for one in task.people if one in people] or None,
        "constraint": task.constraint,
        "constraint_at": _moment(task.constraint_at),
        "deadline_at": _moment(task.deadline),
        "baseline_start_at": _moment(task.baseline_start),
        "baseline_due_at": _moment(task.baseline_finish),
        "actual_start_at": _moment(task.actual_start),
        "description": _paragraphs(task.notes),
    }
    if task.is_milestone:
        values["starts_at"] = None
    elif not task.is_summary:
        values |= {"duration": task.duration or None, "effort": task.effort or None}
    if values["status"] == DONE:
        values["done_at"] = _moment(task.actual_finish or task.finish)
    return {name: value for name, value in values.items() if value is not None}


def _status(task: FileTask) -> str:
    if task.percent == WHOLE:
        return DONE
    return "in_progress" if task.percent or task.actual_start else "new"


def _order_keys(parents: Sequence[int | None]) -> dict[int, str]:
    """Return the keys that keep tasks among their siblings in the order of the file."""
    siblings: dict[int | None, list[int]] = {}
    for place, above in enumerate(parents):
        siblings.setdefault(above, []).append(place)
    keys: dict[int, str] = {}
    for places in siblings.values():
        keys.update(zip(places, keys_between("", "", len(places)), strict=True))
    return keys


def _days(plan: PlanFile) -> dict[str, str]:
    starts = [task.start for task in plan.tasks if task.start]
    ends = [task.finish for task in plan.tasks if task.finish]
    days = {}
    if starts:
        days["starts_on"] = min(starts)[:10]
    if ends:
        days["due_on"] = max(*ends, *starts)[:10] if starts else max(ends)[:10]
    return days


def _moment(text: str) -> dt.datetime | None:
    local = read_moment(text)
    return None if local is None else moment_of(local)


def _paragraphs(notes: str) -> str | None:
    from html import escape

    return "".join(f"<p>{escape(line)}</p>" for line in notes.splitlines() if line) or None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
