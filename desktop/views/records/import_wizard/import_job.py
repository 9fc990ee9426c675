"""One import on its way: runs, is stopped, is taken back; outlives the pages that show it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from desktop.core.clock import SystemClock, to_micros
from desktop.core.errors import AppError
from desktop.core.filters import Condition, Filter, Group, Json, Op
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.imports.plan import ImportPlan, plan_to_json
from desktop.core.imports.results import ImportResult, result_from_json
from desktop.views.jobs import Jobs
from desktop.views.records.work_display import WorkDisplay

if TYPE_CHECKING:
    import asyncio

SETTLING_SECONDS: Final = 10.0  # until a stopped import has written down what it did
MINUTE: Final = 60_000_000  # microseconds
_LOOK_EVERY: Final = 0.1


@dataclass(frozen=True, slots=True)
class Outcome:
    """How something ended: "done", "stopped", "failed" or "undone", in words, and the counts."""

    kind: str
    title: str
    detail: str = ""
    result: ImportResult | None = None


class ImportJob(QObject):
    """Runs one import after the other; the worker does them, the status bar shows them.

    Signals:
        advanced: rows done, and of how many (0 = nobody knows).
        ended: the Outcome.
    """

    advanced = Signal(object, object)
    ended = Signal(object)

    def __init__(
        self, jobs: Jobs, display: WorkDisplay | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._display = display
        self._task: asyncio.Task[None] | None = None
        self._plan: ImportPlan | None = None
        self._run = ""
        self._began = self._ended = 0  # microseconds
        self._shown: object = None
        self.is_running = False
        self.result: ImportResult | None = None

    @property
    def file_name(self) -> str:
        """The name of the imported file."""
        return self._plan.table.path.name if self._plan else ""

    def start(self, plan: ImportPlan) -> None:
        """Import as planned."""
        self._plan, self._run = plan, str(uuid.uuid4())
        self.result = None
        self._begin(_("Import: {file}").format(file=self.file_name))
        self._began = to_micros(SystemClock().now())
        self._task = self._jobs.start(self._import(plan), name=_("Import a file"))

    def undo(self, run: str = "") -> None:
        """Take an import back: the one that was run, or another."""
        self._run = run or self._run
        self._begin(_("Taking back an import"))
        self._task = self._jobs.start(self._take_back(), name=_("Taking back an import"))

    def stop(self) -> None:
        """End what is under way between two portions; what is done stays."""
        if self._task is not None and self.is_running:
            self._task.cancel()

    def imported_records(self) -> tuple[str, Filter]:
        """Return the entity and the filter that shows what the import wrote, by whole minutes."""
        first = self._began - self._began % MINUTE
        last = self._ended - self._ended % MINUTE + MINUTE
        entity = self._plan.entity if self._plan else ""
        return entity, Group((Condition("updated_at", Op.BETWEEN, [first, last]),))

    async def _import(self, plan: ImportPlan) -> None:
        import asyncio

        arguments: dict[str, Json] = {"plan": plan_to_json(plan), "run": self._run}
        try:
            found = await self._jobs.ask("import.run", arguments, self._advance)
        except AppError as error:
            self._end(_failed(str(error), await self._settled()))
            return
        except asyncio.CancelledError:
            self._jobs.start(self._tell_stopped(), name=_("Import a file"))
            raise
        if isinstance(found, dict):
            self._end(outcome_of(result_from_json(found)))

    async def _tell_stopped(self) -> None:
        self._end(_stopped(await self._settled()))

    async def _take_back(self) -> None:
        import asyncio

        try:
            found = await self._jobs.ask("import.undo", {"run": self._run}, self._advance)
        except AppError as error:
            self._end(Outcome("failed", _("The import could not be taken back."), str(error)))
            return
        except asyncio.CancelledError:
            text = _("Part of the import is taken back; do it again for the rest.")
            self._end(Outcome("stopped", _("Stopped."), text, self.result))
            raise
        left = found.get("left", 0) if isinstance(found, dict) else 0
        waits = isinstance(found, dict) and bool(found.get("waits"))
        self._end(_undone(left if isinstance(left, int) else 0, waits=waits))

    async def _settled(self) -> ImportResult | None:
        """Return what the import did, as its record says once it has ended; None if nothing."""
        import asyncio

        for _time in range(round(SETTLING_SECONDS / _LOOK_EVERY)):
            try:
                found = await self._jobs.ask("import.state", {"run": self._run})
            except AppError:  # not even this could be asked; the first failure is told
                return None
            if not isinstance(found, dict):
                return None
            if found.get("status") != "running" and isinstance(found.get("result"), dict):
                return result_from_json(found["result"])  # type: ignore[arg-type]  # a dict, as just seen
            await asyncio.sleep(_LOOK_EVERY)
        return None

    def _begin(self, title: str) -> None:
        self.is_running = True
        if self._display is not None:
            self._shown = self._display.begin(title, self.stop)

    def _advance(self, done: int, of: int, what: str) -> None:
        if not self.is_running:
            return
        if self._display is not None:
            self._display.advance(self._shown, done, of, what)
        self.advanced.emit(done, of)

    def _end(self, outcome: Outcome) -> None:
        self.is_running = False
        self._ended = to_micros(SystemClock().now())
        self.result = outcome.result
        if self._display is not None:
            self._display.end(self._shown)
        self.ended.emit(outcome)


def outcome_of(result: ImportResult) -> Outcome:
    """Return in words how an import ended."""
    counts = result.counts
    rows = counts.created + counts.updated
    title = ngettext("{count} row was imported.", "{count} rows were imported.", rows)
    detail = ""
    if counts.failed and result.error_file:
        detail = _("The refused rows are kept in a file: correct them there and import it.")
    elif counts.failed:
        detail = _("No file with the refused rows could be written: look for room and rights.")
    return Outcome("done", title.format(count=format_number(rows, language())), detail, result)


def _stopped(result: ImportResult | None) -> Outcome:
    if result is None or not result.counts.rows:
        return Outcome("stopped", _("Stopped. Nothing was imported."))
    rows = result.counts.created + result.counts.updated
    text = ngettext(
        "{count} row that was imported before stays; it can be taken back.",
        "{count} rows that were imported before stay; they can be taken back.",
        rows,
    )
    return Outcome(
        "stopped", _("Stopped."), text.format(count=format_number(rows, language())), result
    )


def _failed(sentence: str, result: ImportResult | None) -> Outcome:
    text = sentence
    if result is not None and result.counts.created + result.counts.updated:
        text += " " + _("What was imported before stays; it can be taken back.")
    return Outcome("failed", _("The import could not be finished."), text, result)


def _undone(left: int, *, waits: bool = False) -> Outcome:
    text = _("The server does it for all, at the next connection.") if waits else ""
    if left:
        text += " " if text else ""
        text += ngettext(
            "{count} record was changed since and stays as it is.",
            "{count} records were changed since and stay as they are.",
            left,
        ).format(count=format_number(left, language()))
    return Outcome("undone", _("The import was taken back."), text)
