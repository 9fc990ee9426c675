"""What is done with entries of a diary: moved, changed, answered, deleted, copied."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.core.commands import CommandFacts
from desktop.core.diary.entry import Entry
from desktop.core.diary.event_times import USUAL_REMINDERS
from desktop.core.diary.saying import title_of
from desktop.core.diary.spans import Span
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.recurrence.scopes import Scope
from desktop.views.dialogs import show
from desktop.views.diary.canvas.values import EntryMove
from desktop.views.diary.entry_clip import Clipped
from desktop.views.diary.scope_question import ask_scope
from desktop.views.jobs import Jobs
from desktop.views.records.record_form import MakeEditor

Work = Coroutine[Any, Any, None]


class DiaryDeeds(QObject):
    """Asks what is meant of a series and runs the command; each deed is one step of undo.

    Signals:
        ended: a deed is done, given up or refused: what is read next is how things are.
        given_up: what was to be done was not: the diary shows things as they are.
    """

    ended = Signal()
    given_up = Signal()

    def __init__(self, jobs: Jobs, window: QWidget, zone: Callable[[], str]) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self.zone = zone  # that of the diary's hours, an IANA name

    # --- moving and copying
    def move(self, move: EntryMove, calendar: str = "") -> None:
        """Put an entry elsewhere, or a copy of it."""
        self._start(self._move(move, calendar), _("Move"))

    def paste(self, clipped: list[Clipped], span: Span) -> None:
        """Put copies of entries at a time, or the entries themselves that were cut."""
        self._start(self._paste(clipped, span), _("Paste"))

    def copy_to(self, entry: Entry, start: datetime) -> None:
        """Put a copy of an entry at a time."""
        self._start(self._copy(entry.event, entry.original, start, ""), _("Copy"))

    async def _move(self, move: EntryMove, calendar: str) -> None:
        entry = move.entry
        if move.is_copy:
            await self._copy(entry.event, entry.original, move.start, calendar)
            return
        scope = await self._scope(entry, _("Move"))
        if scope is None:
            self.given_up.emit()
            return
        await self._jobs.command(
            "event.reschedule",
            id=str(entry.event),
            original=entry.original,
            scope=scope.value,
            calendar_id=calendar,
            **self._times(move.start, move.end, is_all_day=move.is_all_day),
        )

    async def _paste(self, clipped: list[Clipped], span: Span) -> None:
        for one in clipped:
            start, end = one.placed(span)
            if not one.is_cut:
                await self._copy(one.event, one.original, start, "")
                continue
            scope = Scope.THIS if one.original else Scope.ALL
            await self._jobs.command(
                "event.reschedule",
                id=str(one.event),
                original=one.original,
                scope=scope.value,
                calendar_id="",
                **self._times(start, end, is_all_day=one.is_all_day),
            )

    async def _copy(self, event: uuid.UUID, original: str, start: datetime, calendar: str) -> None:
        await self._jobs.command(
            "event.copy",
            id=str(event),
            original=original,
            start=start.isoformat(timespec="minutes"),
            zone=self.zone(),
            calendar_id=calendar,
        )

    # --- making
    def make(self, span: Span, values: Mapping[str, Json]) -> None:
        """Make an event of a title that was typed in its place, or of something dropped there."""
        self._start(self._make(span, values), _("Saving"))

    async def _make(self, span: Span, values: Mapping[str, Json]) -> None:
        times = self._times(span.start, span.end, is_all_day=span.is_all_day)
        usual: dict[str, Json] = {} if span.is_all_day else {"reminders": list(USUAL_REMINDERS)}
        await self._jobs.command("event.enter", values={**usual, **values}, **times)

    # --- changing
    def change(self, entry: Entry, values: Mapping[str, Json], deed: str) -> None:
        """Change fields of an event, or of one time of a series."""
        self._start(self._change(entry, values, deed), deed)

    def answer(self, entry: Entry, answer: str) -> None:
        """Answer an invitation."""
        arguments = {"id": str(entry.event), "answer": answer, "remark": ""}
        self._start(self._command("event.answer", **arguments), _("Saving"))

    def hold(self, entry: Entry, facts: CommandFacts, make: MakeEditor) -> None:
        """Ask what came of an event that took place, and log it."""
        self._start(self._hold(entry, facts, make), _(facts.label))

    def cancel(self, entry: Entry) -> None:
        """Say that an event, or one time of a series, does not take place; it stays visible."""
        self._start(self._cancel(entry), _("Saving"))

    def delete(self, entry: Entry) -> None:
        """Delete an event, or take a time out of its series."""
        self._start(self._delete(entry), _("Deleting"))

    async def _change(self, entry: Entry, values: Mapping[str, Json], deed: str) -> None:
        if not entry.is_recurring:
            ids = [str(entry.event)]
            await self._jobs.command("event.change", ids=ids, values=dict(values))
            return
        scope = await self._scope(entry, deed)
        if scope is None:
            self.given_up.emit()
        else:
            await self._vary(entry, scope, values)

    async def _vary(self, entry: Entry, scope: Scope, values: Mapping[str, Json]) -> None:
        await self._jobs.command(
            "event.vary",
            id=str(entry.event),
            original=entry.original,
            scope=scope.value,
            values=dict(values),
        )

    async def _hold(self, entry: Entry, facts: CommandFacts, make: MakeEditor) -> None:
        from desktop.views.records.form_dialog import FormDialog

        deed = _(facts.label)
        dialog = FormDialog(title_of(entry), facts.form, make, deed, self._window)
        if await show(dialog):
            ids = [str(entry.event)]
            told = dialog.values()
            await self._jobs.command(facts.key, ids=ids, original=entry.original, **told)

    async def _cancel(self, entry: Entry) -> None:
        scope = await self._scope(entry, _("Mark as cancelled"))
        if scope is Scope.FOLLOWING:
            await self._vary(entry, scope, {"status": "cancelled"})
        elif scope is not None:
            original = entry.original if scope is Scope.THIS else ""
            ids = [str(entry.event)]
            await self._jobs.command("event.cancel", ids=ids, original=original)

    async def _delete(self, entry: Entry) -> None:
        if not entry.is_recurring:
            await self._jobs.command("event.delete", ids=[str(entry.event)])
            return
        scope = await self._scope(entry, _("Delete"))
        if scope is not None:
            await self._jobs.command(
                "event.call_off",
                id=str(entry.event),
                original=entry.original,
                scope=scope.value,
            )

    async def _command(self, key: str, **arguments: Json) -> None:
        await self._jobs.command(key, **arguments)

    async def _scope(self, entry: Entry, deed: str) -> Scope | None:
        if not entry.is_recurring:
            return Scope.ALL
        return await ask_scope(title_of(entry), deed, self._window)

    def _times(self, start: datetime, end: datetime, *, is_all_day: bool) -> dict[str, Json]:
        """Return times as commands take them: days "2026-11-23", the last one included."""
        if is_all_day:
            last = max(start, end - timedelta(days=1))
            begins, ends = start.date().isoformat(), last.date().isoformat()
        else:
            begins = start.isoformat(timespec="minutes")
            ends = end.isoformat(timespec="minutes")
        return {"start": begins, "end": ends, "is_all_day": is_all_day, "zone": self.zone()}

    def _start(self, work: Work, name: str) -> None:
        self._jobs.start(self._guarded(work), name=name)

    async def _guarded(self, work: Work) -> None:
        """Let the diary show things as they are where a deed is refused."""
        try:
            await work
        except AppError:
            self.given_up.emit()
            raise
        finally:
            if isValid(self):
                self.ended.emit()
