"""Tasks that come again: who finishes one gets the next, as its rule says.

The rule goes on with the next one and leaves the finished one, so that a task that is taken up
again and finished once more makes no second successor. The id of the next follows from the
finished one and its time: two people who finish it offline make the same one.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.errors import InvalidValueError
from desktop.core.recurrence.addressing import variation_key
from desktop.core.recurrence.occurrences import next_times
from desktop.core.recurrence.reading import parse_rule
from desktop.core.recurrence.series import Series
from desktop.core.recurrence.writing import write_rule
from desktop.core.scheduling.order_keys import keys_between
from desktop.models.work import ChecklistItem, Task
from desktop.services.numbering import give_codes
from desktop.services.work.facts import local_of, moment_of
from desktop.services.work.kept import KeptTask
from desktop.store.plans_keeping import last_key
from desktop.store.work import Work

_COPIED: Final = (
    "title", "project_id", "parent_id", "stage_id", "assignees", "watchers", "priority", "tags",
    "effort", "duration", "is_milestone", "reminders", "account_id", "contact_id", "lead_id",
    "description", "assigned_by", "acceptance", "owner_id", "org_unit_id", "visibility", "extra",
)  # fmt: skip
_MOVED: Final = ("starts_at", "due_at", "deadline_at")
_MOST_STEPS: Final = 10_000  # of a rule between what was finished and now
_SECOND: Final = dt.timedelta(seconds=1)


def check_rule(task: KeptTask) -> None:
    """Refuse a rule that nobody can follow.

    Raises:
        InvalidValueError: it is no rule.
    """
    if task.wrote("rule") and task.get("rule"):
        parse_rule(task.get("rule"))


def make_next(work: Work, rules: Mapping[uuid.UUID, str]) -> None:
    """Make the next of tasks that were finished, if their rules have one."""
    for one, rule in rules.items():
        task = work.session.get_one(Task, one)
        found = next_of(rule, task.starts_at or task.due_at, work.now)
        if found is not None:
            _make(work, task, *found)
    work.session.flush()


def next_of(
    rule: str, base: dt.datetime | None, now: dt.datetime
) -> tuple[dt.datetime, str] | None:
    """Return when a rule comes next after a time that is over, and the rule as it goes on.

    Times that have passed meanwhile are left out, but counted. None: it has ended, or it is no
    rule that can be followed.
    """
    if base is None:
        return None
    start = local_of(base).replace(microsecond=0)
    try:
        read = parse_rule(rule)
        series = Series(start, dt.timedelta(), None, read)
        after = max(start, local_of(now).replace(microsecond=0))
        (coming,) = next_times(series, after + _SECOND, 1) or (None,)
        if not isinstance(coming, dt.datetime):
            return None
        if read.count is None:
            return moment_of(coming), rule
        passed = next_times(series, start, _MOST_STEPS).index(coming)
        return moment_of(coming), write_rule(replace(read, count=read.count - passed))
    except (InvalidValueError, ValueError, OverflowError):
        return None


def _make(work: Work, task: Task, at: dt.datetime, rule: str) -> None:
    base = task.starts_at or task.due_at
    made_id = uuid.uuid5(task.id, variation_key(local_of(at)))
    if base is None or work.session.get(Task, made_id) is not None:
        return
    values: dict[str, Any] = {name: getattr(task, name) for name in _COPIED}
    by = local_of(at) - local_of(base)
    for name in _MOVED:
        moment = getattr(task, name)
        values[name] = None if moment is None else moment_of(local_of(moment) + by)
    last = last_key(work.connection, task.project_id, task.parent_id, ())
    key = keys_between(last, "", 1)[0]
    made = Task(id=made_id, rule=rule, status="new", order_key=key, **values)
    work.session.add(made)
    give_codes(work, made)
    steps = sa.select(ChecklistItem).where(
        ChecklistItem.task_id == task.id, ChecklistItem.deleted_at.is_(None)
    )
    for step in work.session.scalars(steps):
        work.session.add(
            ChecklistItem(
                id=uuid.uuid5(made_id, str(step.id)),
                task_id=made_id,
                title=step.title,
                order_key=step.order_key,
                owner_id=step.owner_id,
            )
        )
