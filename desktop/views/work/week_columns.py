"""A person's week as columns: what is not planned yet, and seven days with their hours."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from desktop.core.clock import day_start, to_micros
from desktop.core.dates import weekday_name
from desktop.core.filters import Condition, Group, Json, Op
from desktop.core.i18n import _
from desktop.core.pages import ListQuery, Sort
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.hours import OFFICE_WEEK, Hours
from desktop.core.work.rows import TASK, PlanRow, PlanScope
from desktop.views.all_rows import read_rows
from desktop.views.work.card_layout import CardColumn
from desktop.views.work.plan_words import hours_text, is_finished

BACKLOG: Final = ""
NOT_SAID: Final = 60  # minutes that a task is taken for of which nobody said how long it takes
_RANK: Final = {"urgent": 0, "high": 1, "normal": 2, "low": 3}
_OVER: Final[list[Json]] = ["done", "cancelled"]
_COLUMNS: Final = ("task_id", "planned_on", "order_key")


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """The tasks of a person, those planned for days of a week in their order, working hours."""

    rows: Sequence[PlanRow] = ()
    days: Mapping[dt.date, Sequence[uuid.UUID]] | None = None
    hours: Hours = OFFICE_WEEK


def read_week(reads: Reads, me: uuid.UUID, monday: dt.date) -> WeekPlan:
    """Return the week of a person; call it in a reader's thread."""
    sunday = monday + dt.timedelta(days=6)
    between: list[Json] = [monday.isoformat(), sunday.isoformat()]
    planned = Group(
        (
            Condition("user_id", Op.EQUALS, str(me)),
            Condition("planned_on", Op.BETWEEN, between),
        )
    )
    query = ListQuery("task_plan", _COLUMNS, planned, sort=Sort("planned_on"))
    found: dict[dt.date, list[tuple[str, uuid.UUID]]] = {}
    for row in read_rows(reads, query).rows:
        task, day, order = row.values
        one = task if isinstance(task, uuid.UUID) else getattr(task, "id", None)
        if isinstance(one, uuid.UUID) and isinstance(day, dt.date):
            found.setdefault(day, []).append((str(order or ""), one))
    days = {day: [one for _order, one in sorted(tasks)] for day, tasks in found.items()}
    lately = to_micros(day_start(monday - dt.timedelta(days=7)))
    wanted = Group(
        (
            Condition("status", Op.NONE_OF, _OVER),
            Condition("done_at", Op.AT_LEAST, lately),
        ),
        any_of=True,
    )
    sheet = reads.plan_sheet(PlanScope(person=me, filter=wanted))
    rows = [row for row in sheet.rows if row.kind == TASK and me in row.assignees]
    return WeekPlan(rows, days, sheet.hours)


def minutes_of(row: PlanRow) -> int:
    """Return how long a task still takes; of one that nobody measured, an hour."""
    if is_finished(row):
        return 0
    whole = row.effort or row.duration
    return max(whole - row.spent, 0) if whole else NOT_SAID


def columns_of_week(plan: WeekPlan, days: Sequence[dt.date], now: dt.date) -> list[CardColumn]:
    """Return the backlog and the days; a day is too full that holds more than its hours."""
    by_id = {row.id: row for row in plan.rows}
    planned = plan.days or {}
    taken = {one for tasks in planned.values() for one in tasks}
    left = [row for row in plan.rows if row.id not in taken and not is_finished(row)]
    left = [row for row in left if not row.has_children]
    left.sort(key=_by_need)
    columns = [CardColumn(BACKLOG, _("Not planned"), tuple(left))]
    for day in days:
        cards = tuple(by_id[one] for one in planned.get(day, ()) if one in by_id)
        minutes = sum(map(minutes_of, cards))
        room = sum(end - start for start, end in plan.hours.spans(day))
        title = f"{weekday_name(day, short=True)} {day:%d/%m}"
        note = f"{_hours(minutes)} / {_hours(room)}"
        is_over = minutes > room
        columns.append(
            CardColumn(
                day.isoformat(),
                title,
                cards,
                note,
                "red" if is_over else "",
                is_over=is_over,
                is_today=day == now,
            )
        )
    return columns


def _hours(minutes: int) -> str:
    return hours_text(minutes) or "0"


def _by_need(row: PlanRow) -> tuple[bool, int, bool, str, str]:
    due = row.due_at.isoformat() if row.due_at else ""
    return not row.overdue, _RANK.get(row.priority, 2), not due, due, row.title
