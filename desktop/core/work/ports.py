"""What the screens of projects and tasks may ask the local database."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from desktop.core.filters import Json
    from desktop.core.work.planning import Shift
    from desktop.core.work.reports import PersonReport, ProjectMoney, TimeSheet
    from desktop.core.work.rows import PlanRow, PlanScope, PlanSheet, Totals


class WorkQuestions(Protocol):
    """Questions about projects and tasks, a part of `core.ports.Reads`."""

    def plan_sheet(self, scope: PlanScope) -> PlanSheet:
        """Return all projects and tasks of a scope in their tree, with their links."""
        ...

    def plan_children(
        self, parent: uuid.UUID | None = None, *, finished: bool = True
    ) -> tuple[PlanRow, ...]:
        """Return what stands directly below a project or task, None: at the top, in order.

        Rows tell what is their own; `plan_totals` what those with others below them sum up.
        """
        ...

    def plan_totals(self, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Totals]:
        """Return what projects and summary tasks sum up; what has nothing below is left out."""
        ...

    def plan_shift(self, scope: PlanScope, changes: Sequence[Sequence[Json]]) -> tuple[Shift, ...]:
        """Return what moves along if tasks stand as the command `task.schedule` would put them."""
        ...

    def plan_proposal(self, scope: PlanScope, *, from_now: bool = False) -> tuple[Shift, ...]:
        """Return what moves if all that has not begun is put as early as its links allow."""
        ...

    def work_report(
        self, first: dt.date, last: dt.date, people: Collection[uuid.UUID] = ()
    ) -> tuple[PersonReport, ...]:
        """Return what people did from day to day; without `people` all who did anything."""
        ...

    def time_sheet(self, person: uuid.UUID, first: dt.date, last: dt.date) -> TimeSheet:
        """Return the time that somebody logged by task and day, and the timer that runs."""
        ...

    def project_money(self, project: uuid.UUID) -> ProjectMoney:
        """Return the budget of a project, its costs and the time that went into it."""
        ...
