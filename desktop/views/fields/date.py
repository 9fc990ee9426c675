"""The editor of days: free text, steps by keys, a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock, local_day
from desktop.core.dates import add_months, format_day_long
from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.views.fields.calendar_popup import CalendarPopup
from desktop.views.fields.context import EditorContext
from desktop.views.fields.line import LineEditor

_DIRECTIONS: Final = {"up": 1, "down": -1, "page up": 1, "page down": -1}


class DateEditor(LineEditor):
    """A day: "21/11", "mai", "+3t"; arrows step a day, with Shift a week, Page keys a month."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._popup: CalendarPopup | None = None
        self.line.takes_steps = True
        self.line.setPlaceholderText(_("dd/mm/yyyy"))
        self._open_action = self.line.add_own_action("calendar", _("Choose a day"))
        self._open_action.triggered.connect(self.open_calendar)
        self.line.opened.connect(self.open_calendar)
        self.line.stepped.connect(self._on_line_stepped)

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        super().set_readonly(readonly)
        self._open_action.setVisible(not readonly)

    def value_shown(self) -> None:
        """Tell the weekday to who points at the field."""
        day = self.day()
        self.line.setToolTip(format_day_long(day) if day else "")

    def day(self) -> date | None:
        """Return the day of the value, where the person is."""
        value: date | None = self._typed
        return value

    def take_day(self, day: date) -> None:
        """Take a day that was picked."""
        self.take(day)

    @Slot()
    def open_calendar(self) -> None:
        """Open the calendar at the value, or at today."""
        if self.line.isReadOnly():
            return
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._on_popup_picked)
        self._popup.open_at(self.day() or today(), self.line)

    @Slot(object)
    def _on_popup_picked(self, day: date) -> None:
        self.take_day(day)
        self.focus_first()
        self.finished.emit()

    @Slot(str, bool)
    def _on_line_stepped(self, key: str, with_shift: bool) -> None:
        at = self.line.cursorPosition()
        if not self.problem():
            self.step(key, with_shift)
        self.line.setCursorPosition(at)

    def step(self, key: str, with_shift: bool) -> None:
        """Go on by what the key means; from nothing, to today."""
        day = self.day()
        self.take(today() if day is None else stepped_day(day, key, with_shift))


def today() -> date:
    """Return the day where the person is."""
    return local_day(SystemClock().now())


def stepped_day(day: date, key: str, with_shift: bool) -> date:
    """Return the day that a key leads to; at the end of the calendar the same."""
    direction = _DIRECTIONS[key]
    try:
        if key.startswith("page"):
            return add_months(day, direction)
        return day + timedelta(weeks=direction) if with_shift else day + timedelta(days=direction)
    except OverflowError:
        return day
