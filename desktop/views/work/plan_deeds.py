"""What is done to rows of a plan: made, moved, ticked, edited; by commands, in the order asked."""

from __future__ import annotations

import uuid
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.work.rows import PROJECT, TASK, PlanRow
from desktop.views.jobs import Jobs
from desktop.views.records.command_runner import CommandRunner
from desktop.views.records.record_saving import save
from desktop.views.work.plan_words import FINISHED

FINISH: Final = "finish"
REOPEN: Final = "reopen"


class PlanDeeds(QObject):
    """Does what trees, boards and week plans are asked for; what comes of it is heard by all.

    Signals:
        refused: something was not done: what was shown before it is asked for again.
        rested: nothing more is under way.
    """

    refused = Signal()
    rested = Signal()

    def __init__(self, jobs: Jobs, runner: CommandRunner, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self.runner = runner
        self.pending = 0  # deeds under way: what is read meanwhile is half of it
        self.window = window

    def add(
        self,
        record_id: uuid.UUID,
        values: Mapping[str, Json],
        parent: uuid.UUID | None = None,
        before: uuid.UUID | None = None,
    ) -> None:
        """Make a task under an id of ours, below `parent` in front of `before`."""
        self._start(self._add(record_id, dict(values), parent, before), _("Saving"))

    def add_on(self, record_id: uuid.UUID, values: Mapping[str, Json], day: str) -> None:
        """Make a task and plan it for a day in ISO form; "" for none."""
        self._start(self._add_on(record_id, dict(values), day), _("Saving"))

    def move(
        self, rows: Sequence[PlanRow], parent: PlanRow | None, before: uuid.UUID | None = None
    ) -> None:
        """Put tasks below a task or project (None: at the top) in front of `before`."""
        tasks = [str(row.id) for row in rows if row.kind == TASK]
        if tasks:
            self._start(self._move(tasks, parent.id if parent else None, before), _("Saving"))
        for row in rows:
            if row.kind == PROJECT and (parent is None or parent.kind == PROJECT):
                above = str(parent.id) if parent else None
                base = str(row.parent) if row.parent else None
                self.save(row, {"parent_id": [base, above]})

    def tick(self, rows: Iterable[PlanRow]) -> None:
        """Finish tasks; reopen them if all of them are finished already."""
        tasks = [row for row in rows if row.kind == TASK]
        open_ones = [row for row in tasks if row.status not in FINISHED]
        chosen = open_ones or tasks
        if chosen:
            self.run(f"{TASK}.{FINISH if open_ones else REOPEN}", chosen)

    def run(self, key: str, rows: Iterable[PlanRow]) -> None:
        """Run a command on rows, after asking what it needs to know."""
        ids = [str(row.id) for row in rows if row.kind == key.partition(".")[0]]
        if ids and self.runner.find(key):
            self.runner.run(key, ids)

    def save(self, row: PlanRow, edits: Mapping[str, list[Json]]) -> None:
        """Save edited values of a row: by field what it was and what it becomes."""
        self._start(self._save(row, edits), _("Saving"))

    def command(self, key: str, **arguments: object) -> None:
        """Run a command that asks nothing."""
        self._start(self._command(key, arguments), _("Saving"))

    def delete(self, rows: Iterable[PlanRow]) -> None:
        """Put rows into the bin, after asking if something hangs on them."""
        by_kind: dict[str, list[str]] = {}
        for row in rows:
            by_kind.setdefault(row.kind, []).append(str(row.id))
        for kind, ids in by_kind.items():
            self.runner.delete(kind, ids)

    def commands_for(self, rows: Sequence[PlanRow]) -> list[CommandFacts]:
        """Return the commands that fit all of these rows, if they are of one kind."""
        kinds = {row.kind for row in rows}
        if len(kinds) != 1:
            return []
        found = self.runner.commands_of(kinds.pop())
        return [facts for facts in found if all(facts.fits(_known(row)) for row in rows)]

    # --- inside
    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self.pending += 1
        self._jobs.start(self._told(work), name=name)

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except AppError:
            self.refused.emit()
            raise
        finally:
            self.pending -= 1
            if not self.pending and isValid(self):
                self.rested.emit()

    async def _add(
        self,
        record_id: uuid.UUID,
        values: dict[str, Json],
        parent: uuid.UUID | None,
        before: uuid.UUID | None,
    ) -> None:
        await self._jobs.command(f"{TASK}.create", values=values, id=str(record_id))
        if before is not None:
            await self._move([str(record_id)], parent, before)

    async def _add_on(self, record_id: uuid.UUID, values: dict[str, Json], day: str) -> None:
        await self._add(record_id, values, None, None)
        if day:
            await self._jobs.command(f"{TASK}.plan_on", ids=[str(record_id)], day=day)

    async def _move(
        self, ids: list[str], parent: uuid.UUID | None, before: uuid.UUID | None
    ) -> None:
        await self._jobs.command(
            f"{TASK}.place",
            ids=ids,
            parent=str(parent) if parent else "",
            before=str(before) if before else "",
        )

    async def _save(self, row: PlanRow, edits: Mapping[str, list[Json]]) -> None:
        if not await save(self._jobs, self.window, get_entity(row.kind), row.id, edits):
            self.refused.emit()

    async def _command(self, key: str, arguments: Mapping[str, object]) -> None:
        await self._jobs.command(key, **arguments)


def _known(row: PlanRow) -> dict[str, Json]:
    """Return what decides which commands fit."""
    return {
        "status": row.status,
        "acceptance": row.acceptance or None,
        "assignees": [str(one) for one in row.assignees],
        "is_template": None,
    }
