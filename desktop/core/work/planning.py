"""Rows of a plan as planning reckons with them, and what it proposes as rows show it.

Where a task stands is what people see: from its start to when it is due. How long it takes follows
from these two; the duration that was typed counts where one of them is missing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import Minute, from_minute, to_minute
from desktop.core.scheduling.order_keys import DIGITS
from desktop.core.scheduling.plan import (
    MOST_MINUTES,
    Assignment,
    Constraint,
    Link,
    LinkKind,
    Plan,
    Task,
)
from desktop.core.scheduling.proposals import (
    Move,
    broken_links,
    propose_schedule,
    propose_shift,
    propose_tidying,
)
from desktop.core.scheduling.schedule import Schedule, calculate, critical_tasks
from desktop.core.scheduling.working_time import FIRST_YEAR, LAST_YEAR, WorkingTime
from desktop.core.work.rows import TASK, PlanLink, PlanRow, PlanSheet
from desktop.core.work.times import WorkTimes

DAY_OF_WORK: Final = 8 * 60  # minutes; how long a task takes of which nobody said it
DONE: Final = "done"
CANCELLED: Final = "cancelled"
OVER: Final = frozenset({DONE, CANCELLED})
BEGUN: Final = frozenset({"in_progress", "waiting"})
_RANK_DIGITS: Final = 6
_NOWHERE: Final = dt.datetime(2000, 1, 3, 8)  # noqa: DTZ001 - wall time, as everywhere in plans


@dataclass(frozen=True, slots=True)
class Shift:
    """A task that would stand elsewhere: from when to when, and where it stands now."""

    id: uuid.UUID
    title: str
    start: dt.datetime
    due: dt.datetime
    duration: int
    old_start: dt.datetime | None = None
    old_due: dt.datetime | None = None


def working_time(sheet: PlanSheet) -> WorkingTime:
    """Return the working time of a sheet's plan."""
    return WorkingTime(sheet.hours, _beginning(sheet).date())


def work_times(sheet: PlanSheet, time: WorkingTime | None = None) -> WorkTimes:
    """Return the working times of a sheet's plan and of those who do its tasks."""
    return WorkTimes(time or working_time(sheet), sheet.own_hours, _beginning(sheet).date())


def plan_of(sheet: PlanSheet, time: WorkingTime | None = None) -> Plan:
    """Return what planning reckons with: all rows of a sheet as tasks, projects as summaries.

    Cancelled tasks are left out, as nobody waits for them, and so are projects without tasks.
    """
    times = work_times(sheet, time)
    tasks = tuple(_task(row, times, rank) for rank, row in enumerate(sheet.rows) if _counts(row))
    links = tuple(map(_link, sheet.links))
    return Plan(to_minute(_beginning(sheet)), times.company, tasks, links, times.named)


def standing(sheet: PlanSheet, time: WorkingTime | None = None) -> Schedule:
    """Return the schedule of a plan as it stands: what drags and slack are reckoned from."""
    return calculate(plan_of(sheet, time), standing=True)


def with_slack(sheet: PlanSheet) -> PlanSheet:
    """Return a sheet whose rows tell slack and critical path, its links whether they hold."""
    schedule = standing(sheet)
    known = schedule.network.nodes_of
    critical = critical_tasks(schedule)
    rows = tuple(
        replace(row, slack=schedule.dates(row.id).slack, is_critical=row.id in critical)
        if row.id in known and row.status not in OVER
        else row
        for row in sheet.rows
    )
    broken = {link.id for link in broken_links(schedule)}
    broken |= {fault.link.id for fault in schedule.network.faults}
    links = tuple(replace(link, broken=link.id in broken) for link in sheet.links)
    return replace(sheet, rows=rows, links=links)


def pushed(schedule: Schedule, sheet: PlanSheet, changed: Sequence[PlanRow]) -> tuple[Shift, ...]:
    """Return what moves along if some tasks stand as `changed` says, without these themselves.

    `schedule` is that of `sheet` as it stands. A changed task that is pushed by what stands before
    it is among them.
    """
    plan, rows = schedule.plan, {row.id: row for row in sheet.rows}
    placed = {
        row.id: _placed(plan.tasks[schedule.network.places[row.id]], row, plan)
        for row in changed
        if row.id in schedule.network.places
    }
    if len(placed) == 1:
        moves = propose_shift(schedule, next(iter(placed.values())))
        return tuple(shifts_of(plan, moves, rows))
    tasks = tuple(placed.get(task.id, task) for task in plan.tasks)
    after = replace(plan, tasks=tasks)
    known = {move.task: move.new for move in propose_tidying(plan)}
    moves = tuple(move for move in propose_tidying(after) if known.get(move.task) != move.new)
    return tuple(shifts_of(after, moves, rows))


def proposed(sheet: PlanSheet, now: dt.datetime | None = None) -> tuple[Shift, ...]:
    """Return what moves if all that has not begun is put as early as its links allow."""
    plan = plan_of(sheet)
    moves = propose_schedule(plan, None if now is None else to_minute(now))
    return tuple(shifts_of(plan, moves, {row.id: row for row in sheet.rows}))


def shifts_of(
    plan: Plan, moves: Iterable[Move], rows: Mapping[uuid.UUID, PlanRow]
) -> Iterable[Shift]:
    """Yield moves of tasks as rows show them; projects follow their tasks and are left out."""
    tasks = {task.id: task for task in plan.tasks}
    for move in moves:
        row = rows[move.task]
        if row.kind == TASK and move.new.start is not None and move.new.finish is not None:
            yield Shift(
                row.id,
                row.title,
                from_minute(move.new.start),
                from_minute(move.new.finish),
                tasks[move.task].duration,
                row.starts_at,
                row.due_at,
            )


def as_changes(shifts: Iterable[Shift]) -> list[Json]:
    """Return what the command `task.schedule` takes: id, start, due and duration of each."""
    return [[str(one.id), said(one.start), said(one.due), one.duration] for one in shifts]


def changed_rows(sheet: PlanSheet, changes: Iterable[Sequence[Json]]) -> tuple[PlanRow, ...]:
    """Return the rows of a sheet as the command `task.schedule` would put them.

    A duration that is said alone moves the finish; changes of other rows are left out.
    """
    rows, times = {str(row.id): row for row in sheet.rows}, work_times(sheet)
    changed = []
    for change in changes:
        one, start, due, duration = (*change, None, None, None)[:4]
        row = rows.get(str(one))
        if row is None:
            continue
        begins = dt.datetime.fromisoformat(str(start)) if start else row.starts_at
        minutes = int(duration) if isinstance(duration, int | float) else row.duration
        ends = dt.datetime.fromisoformat(str(due)) if due else row.due_at
        if not due and begins is not None and minutes:
            ends = from_minute(times.of(row.assignees).finish(to_minute(begins), minutes))
        changed.append(replace(row, starts_at=begins, due_at=ends, duration=minutes))
    return tuple(changed)


def said(local: dt.datetime | None) -> str | None:
    """Return a wall time as commands take it."""
    return None if local is None else local.isoformat(timespec="minutes")


def span_of(row: PlanRow, time: WorkingTime) -> tuple[Minute | None, int]:
    """Return where a task without sub-tasks stands, and how many working minutes it takes."""
    start, due = _minute(row.starts_at), _minute(row.due_at)
    if row.is_milestone:
        return (due if due is not None else start), 0
    typed = min(row.duration or DAY_OF_WORK, MOST_MINUTES)
    if start is not None and due is not None:
        worked = time.between(start, due)
        return start, min(worked if worked > 0 else min(typed, max(due - start, 0)), MOST_MINUTES)
    if due is not None:
        return time.start_of(time.index(due) - typed), typed
    return start, typed


def _counts(row: PlanRow) -> bool:
    return row.has_children or (row.kind == TASK and row.status != CANCELLED)


def _task(row: PlanRow, times: WorkTimes, rank: int) -> Task:
    calendar = "" if row.has_children else times.name_of(row.assignees)
    start, duration = span_of(row, times.named.get(calendar, times.company))
    constraint = _constraint(row.constraint)
    began = finished = None
    if row.status == DONE and start is not None:
        finished = _minute(row.done_at) if row.done_at else _minute(row.due_at)
        finished = max(start, finished) if finished is not None else start
        began = start
    elif row.status in BEGUN or row.percent:
        began = start
    return Task(
        row.id,
        row.title,
        row.parent,
        _rank_key(rank),
        duration,
        min(row.effort, MOST_MINUTES),
        start,
        constraint if row.constraint_at is not None else Constraint.NONE,
        _minute(row.constraint_at),
        _minute(row.deadline),
        calendar,
        max(0, min(row.percent, 100)),
        None if row.has_children else began,
        None if row.has_children else finished,
        tuple(map(Assignment, row.assignees)),
    )


def _placed(old: Task, row: PlanRow, plan: Plan) -> Task:
    start, duration = span_of(row, plan.time_of(old))
    began = start if old.actual_start is not None else None
    finished = old.actual_finish
    if finished is not None and start is not None:
        finished = max(start, finished)
    return replace(old, start=start, duration=duration, actual_start=began, actual_finish=finished)


def _link(link: PlanLink) -> Link:
    known = link.kind in list(LinkKind)
    kind = LinkKind(link.kind) if known else LinkKind.FINISH_START
    lag = max(-MOST_MINUTES, min(link.lag, MOST_MINUTES))
    return Link(link.id, link.before, link.after, kind, lag, link.elapsed)


def _constraint(said: str) -> Constraint:
    """Return a constraint; one that a later program may know holds nothing here."""
    return Constraint(said) if said in list(Constraint) else Constraint.NONE


def _beginning(sheet: PlanSheet) -> dt.datetime:
    times = [row.starts_at or row.due_at for row in sheet.rows]
    known = [time for time in (*times, sheet.start) if _minute(time) is not None]
    return min((time for time in known if time is not None), default=_NOWHERE)


def _minute(local: dt.datetime | None) -> Minute | None:
    """Return the minute of a wall time; what lies beyond all calendars was said by mistake."""
    if local is None or not FIRST_YEAR < local.year < LAST_YEAR:
        return None
    return to_minute(local)


def _rank_key(rank: int) -> str:
    """Return an order key by the place of a row, so that a plan's tree is that of its sheet."""
    base, digits = len(DIGITS), []
    for _place in range(_RANK_DIGITS):
        rank, digit = divmod(rank, base)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits)) + DIGITS[1]
