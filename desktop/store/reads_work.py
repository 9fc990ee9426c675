"""The questions about projects and tasks, a part of the door for questions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.core.clock import Clock
from desktop.store.conditions import Scope
from desktop.store.reader import Reader

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from desktop.core.filters import Json
    from desktop.core.work.planning import Shift
    from desktop.core.work.reports import PersonReport, ProjectMoney, TimeSheet
    from desktop.core.work.rows import PlanRow, PlanScope, PlanSheet, Totals


class WorkReads:
    """Answers as `core.work.ports.WorkQuestions` says, in the thread that made it."""

    _reader: Reader
    _clock: Clock
    _scope: Scope

    def plan_sheet(self, scope: PlanScope) -> PlanSheet:
        """Return all projects and tasks of a scope in their tree, with their links."""
        from desktop.store.plans_sheet import plan_sheet

        with self._reader.question():
            return plan_sheet(self._reader, self._scope, self._clock.now(), scope)

    def plan_children(
        self, parent: uuid.UUID | None = None, *, finished: bool = True
    ) -> tuple[PlanRow, ...]:
        """Return what stands directly below a project or task, None: at the top, in order."""
        from desktop.store.plans import plan_children

        with self._reader.question():
            now = self._clock.now()
            return plan_children(self._reader, self._scope, now, parent, finished=finished)

    def plan_totals(self, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Totals]:
        """Return what projects and summary tasks sum up; what has nothing below is left out."""
        from desktop.store.plans import plan_totals

        with self._reader.question():
            return plan_totals(self._reader, self._clock.now(), ids)

    def plan_shift(self, scope: PlanScope, changes: Sequence[Sequence[Json]]) -> tuple[Shift, ...]:
        """Return what moves along if tasks stand as the command `task.schedule` would put them."""
        from desktop.store.plans_sheet import plan_shift

        with self._reader.question():
            return plan_shift(self._reader, self._scope, self._clock.now(), scope, changes)

    def plan_proposal(self, scope: PlanScope, *, from_now: bool = False) -> tuple[Shift, ...]:
        """Return what moves if all that has not begun is put as early as its links allow."""
        from desktop.store.plans_sheet import plan_proposal

        with self._reader.question():
            now = self._clock.now()
            return plan_proposal(self._reader, self._scope, now, scope, from_now=from_now)

    def work_report(
        self, first: dt.date, last: dt.date, people: Collection[uuid.UUID] = ()
    ) -> tuple[PersonReport, ...]:
        """Return what people did from day to day; without `people` all who did anything."""
        from desktop.store.plans_reports import work_report

        with self._reader.question():
            return work_report(self._reader, self._clock.now(), first, last, people)

    def time_sheet(self, person: uuid.UUID, first: dt.date, last: dt.date) -> TimeSheet:
        """Return the time that somebody logged by task and day, and the timer that runs."""
        from desktop.store.plans_reports import time_sheet

        with self._reader.question():
            return time_sheet(self._reader, person, first, last)

    def project_money(self, project: uuid.UUID) -> ProjectMoney:
        """Return the budget of a project, its costs and the time that went into it."""
        from desktop.store.plans_reports import project_money

        with self._reader.question():
            return project_money(self._reader, project)
