"""Opens the window of an event: the one that is open already, or another."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.core.clock import local_zone, to_micros
from desktop.core.diary.event_times import USUAL_REMINDERS
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.permissions import Level
from desktop.core.ports import Reads
from desktop.core.recurrence.scopes import Scope
from desktop.views.diary.editor.event_reading import Opened
from desktop.views.diary.editor.event_window import EventWindow
from desktop.views.diary.scope_question import ask_scope
from desktop.views.fields.moment import next_quarter
from desktop.views.jobs import Jobs

if TYPE_CHECKING:
    from desktop.views.records.form_editors import FormEditors

_HOUR_MICROS: Final = 3_600_000_000
_FIRST, _USUAL, _LAST = 6, 9, 21  # hours


class EventOpener:
    """Makes the windows of events over one main window."""

    def __init__(
        self, jobs: Jobs, editors: FormEditors, me: uuid.UUID | None, parent: QWidget
    ) -> None:
        self._jobs = jobs
        self._editors = editors
        self._me = me
        self._parent = parent

    def open(self, opened: Opened) -> EventWindow:
        """Show an event, or some times of a series; bring its window to the front if it is open."""
        for window in self._parent.findChildren(EventWindow):
            is_same = window.opened is not None and window.opened.draft_key == opened.draft_key
            if is_same and window.isVisible():  # one that was closed goes a moment later
                window.raise_()
                window.activateWindow()
                return window
        made = self._make()
        made.open(opened)
        made.show()
        return made

    def ask_and_open(self, event: uuid.UUID, original: str, title: str) -> None:
        """Ask which times of a series are meant, and show them; of a single event, show it."""
        if original:
            self._jobs.start(self._ask_and_open(event, original, title), name=_("Opening"))
        else:
            self.open(Opened(event))

    def begin(self, values: Mapping[str, Json], draft_id: str = "") -> EventWindow:
        """Begin an event with some values given; it is made when it is saved."""
        made = self._make()
        made.begin({**_usual(), **values}, draft_id)
        made.show()
        if "calendar_id" not in values:
            self._jobs.start(self._choose_calendar(made), name=_("Reading"))
        return made

    def _make(self) -> EventWindow:
        return EventWindow(self._jobs, self._editors.make, self._me, self._parent)

    async def _ask_and_open(self, event: uuid.UUID, original: str, title: str) -> None:
        scope = await ask_scope(title, _("Open"), self._parent)
        if scope is not None:
            self.open(Opened(event, "" if scope is Scope.ALL else original, scope))

    async def _choose_calendar(self, window: EventWindow) -> None:
        found = await self._jobs.read(_own_calendar)
        if found is not None and isValid(window):
            window.propose({"calendar_id": str(found)})


def _own_calendar(reads: Reads) -> uuid.UUID | None:
    """Return the calendar for new events; None before it was made, which the first event does."""
    for one in reads.calendars():
        if one.is_default and one.level >= Level.EDIT and reads.refs("calendar", [one.id]):
            return one.id
    return None


def _usual() -> dict[str, Json]:
    """Return what a new event has that nobody said anything of."""
    start = next_quarter()
    if not _FIRST <= start.hour < _LAST:  # nobody plans a meeting for midnight
        day = start + timedelta(days=start.hour >= _LAST)
        start = day.replace(hour=_USUAL, minute=0)
    begins = to_micros(start)
    return {
        "starts_at": begins,
        "ends_at": begins + _HOUR_MICROS,
        "zone": str(local_zone()),
        "reminders": list(USUAL_REMINDERS),
        "show_as": "busy",
    }
