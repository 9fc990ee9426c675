"""Reads a plan for its tree: what is open, as deep as it is open, in one question."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace

from desktop.core.filters import EVERYTHING
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.core.work.rows import PROJECT, PlanRow, PlanScope, Totals
from desktop.views.work.plan_tree import Line, nested

MOST_LINES = 60_000  # that are opened at once


@dataclass(frozen=True, slots=True)
class Opened:
    """How far a tree is open: these records, and everything down to a level.

    `closed` are those that stay closed where a whole plan is shown, as a filter finds it.
    """

    ids: Collection[uuid.UUID] = ()
    levels: int = 0
    closed: Collection[uuid.UUID] = ()


def is_narrowed(scope: PlanScope) -> bool:
    """Tell whether a scope is a part of all work, which is read whole, not level by level."""
    is_part = scope.project or scope.person or scope.account or scope.search
    return bool(is_part or scope.filter != EVERYTHING)


def read_lines(reads: Reads, scope: PlanScope, opened: Opened) -> list[Line]:
    """Return the lines of a tree; call it in a reader's thread."""
    if is_narrowed(scope):
        return nested(reads.plan_sheet(scope).rows, opened.closed)
    lines: list[Line] = []
    _add(reads, scope, opened, reads.plan_children(finished=scope.finished), 0, lines)
    return lines


def read_below(reads: Reads, scope: PlanScope, row: PlanRow, depth: int) -> list[Line]:
    """Return the lines right below a row that stands `depth` deep."""
    below = reads.plan_children(row.id, finished=scope.finished)
    return [Line(one, depth + 1) for one in below]


def _add(
    reads: Reads,
    scope: PlanScope,
    opened: Opened,
    rows: Collection[PlanRow],
    depth: int,
    lines: list[Line],
) -> None:
    for row in rows:
        is_wanted = row.id in opened.ids or depth < opened.levels
        is_open = row.has_children and is_wanted and len(lines) < MOST_LINES
        lines.append(Line(row, depth, is_open))
        if is_open:
            below = reads.plan_children(row.id, finished=scope.finished)
            _add(reads, scope, opened, below, depth + 1, lines)


def summed_up(row: PlanRow, totals: Totals) -> PlanRow:
    """Return a row with what it sums up of all below it; a project keeps its own days."""
    own = row.kind == PROJECT
    return replace(
        row,
        starts_at=(own and row.starts_at) or totals.starts_at,
        due_at=(own and row.due_at) or totals.due_at,
        duration=totals.duration,
        effort=totals.effort,
        spent=totals.spent,
        percent=totals.percent,
        overdue=row.overdue or totals.late,
    )
