"""The rows of a chart: bars in a tree, grouped as the person wants, as far as they are unfolded."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum, StrEnum
from typing import Final

from desktop.core.collation import sort_key
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import Minute, to_minute
from desktop.core.scheduling.working_time import WorkingTime
from desktop.core.work.planning import span_of, working_time
from desktop.core.work.rows import PROJECT, PlanRow, PlanSheet

NO_CUSTOMER: Final = N_("Without a customer")
NOBODY: Final = N_("Nobody is assigned")

Span = tuple[Minute, Minute]
RowKey = tuple[str, uuid.UUID | None]  # the group, and the record in it; None: the group's head


class Grouping(StrEnum):
    """By what the bars stand together."""

    PROJECT = "project"
    CUSTOMER = "customer"
    PERSON = "person"


class Form(Enum):
    """How a row is drawn."""

    HEAD = "head"  # of a group
    SUMMARY = "summary"
    TASK = "task"
    MILESTONE = "milestone"
    POINT = "point"  # a task of which only one moment is known
    EMPTY = "empty"  # a task that nobody has placed in time


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of the chart; `end` is the place behind the last row below it, all unfolded."""

    key: RowKey
    depth: int
    form: Form
    title: str
    span: Span | None = None
    baseline: Span | None = None
    late: Minute | None = None  # until when it may move without moving the end
    deadline: Minute | None = None
    end: int = 0
    row: PlanRow | None = None

    @property
    def id(self) -> uuid.UUID | None:
        """The record, None of a group's head."""
        return self.key[1]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together below a head with their name.

    `parents` are those of the whole plan: a row stands below the nearest of these that is here.
    """

    key: str
    title: str
    rows: Sequence[PlanRow]
    parents: Mapping[uuid.UUID, uuid.UUID | None] = field(default_factory=dict)


def lay_rows(sheet: PlanSheet, grouping: Grouping) -> tuple[ChartRow, ...]:
    """Return all rows of a plan, unfolded, in the order in which they are shown."""
    time = working_time(sheet)
    if grouping is Grouping.PROJECT:
        return tuple(_below(time, Group("", "", sheet.rows), 0, 0))
    groups = _by_customer(sheet.rows) if grouping is Grouping.CUSTOMER else _by_person(sheet.rows)
    laid: list[ChartRow] = []
    for group in groups:
        first = len(laid) + 1
        rows = list(_below(time, group, 1, first))
        span = hull(row.span for row in rows)
        key: RowKey = (group.key, None)
        laid.append(ChartRow(key, 0, Form.HEAD, group.title, span, end=first + len(rows)))
        laid += rows
    return tuple(laid)


def unfolded(rows: Sequence[ChartRow], closed: Collection[RowKey]) -> tuple[ChartRow, ...]:
    """Return the rows that are seen while those in `closed` are folded."""
    if not closed:
        return tuple(rows)
    seen, at = [], 0
    while at < len(rows):
        row = rows[at]
        seen.append(row)
        at = row.end if row.key in closed else at + 1
    return tuple(seen)


def has_below(row: ChartRow, place: int) -> bool:
    """Tell whether a row, at its place in all rows, has others below it."""
    return row.end > place + 1


def hull(spans: Iterable[Span | None]) -> Span | None:
    """Return the span from the first start to the last finish, None if there is none."""
    known = [span for span in spans if span is not None]
    if not known:
        return None
    return min(start for start, _finish in known), max(finish for _start, finish in known)


def extent(rows: Sequence[ChartRow]) -> Span | None:
    """Return from when to when something is drawn, baselines and deadlines too."""
    points = [(row.deadline, row.deadline) for row in rows if row.deadline is not None]
    return hull([*(row.span for row in rows), *(row.baseline for row in rows), *points])


def _below(time: WorkingTime, group: Group, depth: int, first: int) -> Iterator[ChartRow]:
    """Yield rows as a tree from `depth` on; a row whose parent is not among them stands at it."""
    rows = group.rows
    depths: dict[uuid.UUID, int] = {}
    for row in rows:
        above = _nearest(row.parent, depths, group.parents)
        depths[row.id] = depth if above is None else depths[above] + 1
    ends: list[int] = [0] * len(rows)
    waiting: list[int] = []  # the places of those whose last row below is not known yet
    for place, row in enumerate(rows):
        while waiting and depths[rows[waiting[-1]].id] >= depths[row.id]:
            ends[waiting.pop()] = place
        waiting.append(place)
    for place in waiting:
        ends[place] = len(rows)
    for row, end in zip(rows, ends, strict=True):
        yield _chart_row(row, time, (group.key, row.id), depths[row.id], first + end)


def _nearest(
    above: uuid.UUID | None,
    here: Collection[uuid.UUID],
    parents: Mapping[uuid.UUID, uuid.UUID | None],
) -> uuid.UUID | None:
    """Return the first of a row's parents that is here; rings of parents have none."""
    seen: set[uuid.UUID] = set()
    while above is not None and above not in here and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above if above in here else None


def _chart_row(row: PlanRow, time: WorkingTime, key: RowKey, depth: int, end: int) -> ChartRow:
    form, span = _shape(row, time)
    late = time.later(span[1], row.slack) if span is not None and row.slack else None
    agreed: Span | None = None
    if row.baseline_start is not None and row.baseline_finish is not None:
        agreed = to_minute(row.baseline_start), to_minute(row.baseline_finish)
    deadline = None if row.deadline is None else to_minute(row.deadline)
    return ChartRow(key, depth, form, row.title, span, agreed, late, deadline, end, row)


def _shape(row: PlanRow, time: WorkingTime) -> tuple[Form, Span | None]:
    is_sum = row.has_children or row.kind == PROJECT
    start, due = row.starts_at, row.due_at
    if is_sum or (start is not None and due is not None and not row.is_milestone):
        known = [to_minute(moment) for moment in (start, due) if moment is not None]
        if not known:
            return Form.EMPTY, None
        first, last = known[0], max(known)
        if is_sum:
            return Form.SUMMARY, (first, last)
        return (Form.TASK if first < last else Form.POINT), (first, last)
    first_minute, duration = span_of(row, time)
    if first_minute is None:
        return Form.EMPTY, None
    span = first_minute, time.finish(first_minute, duration)
    return (Form.MILESTONE if row.is_milestone else Form.TASK), span


def _by_customer(rows: Sequence[PlanRow]) -> list[Group]:
    """Group rows by their own customer, or that of the nearest row above that has one."""
    found: dict[uuid.UUID, tuple[str, str]] = {}
    groups: dict[tuple[str, str], list[PlanRow]] = {}
    for row in rows:
        if row.account is not None:
            of = row.account.title, str(row.account.id)
        else:
            of = found.get(row.parent, ("", "")) if row.parent is not None else ("", "")
        found[row.id] = of
        groups.setdefault(of, []).append(row)
    return _sorted_groups(groups, rows, _(NO_CUSTOMER))


def _by_person(rows: Sequence[PlanRow]) -> list[Group]:
    """Group tasks by who does them; one that several do stands at each of them."""
    groups: dict[tuple[str, str], list[PlanRow]] = {}
    for row in rows:
        names = row.people.split(", ") if row.people else []
        named = len(names) == len(row.assignees)
        for place, person in enumerate(row.assignees):
            name = names[place] if named else row.people
            groups.setdefault((name, str(person)), []).append(row)
        if not row.assignees and row.kind != PROJECT and not row.has_children:
            groups.setdefault(("", ""), []).append(row)
    return _sorted_groups(groups, rows, _(NOBODY))


def _sorted_groups(
    groups: dict[tuple[str, str], list[PlanRow]], rows: Sequence[PlanRow], none: str
) -> list[Group]:
    """Return groups by name; what belongs to none comes last."""
    parents = {row.id: row.parent for row in rows}
    ordered = sorted(groups, key=_by_name)
    return [Group(key, title or none, groups[title, key], parents) for title, key in ordered]


def _by_name(group: tuple[str, str]) -> tuple[bool, bytes, str]:
    title, key = group
    return not key, sort_key(title), key
