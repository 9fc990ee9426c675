"""The editor of moments: a day and a time in one line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock, local_zone
from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.views.fields.context import EditorContext
from desktop.views.fields.date import DateEditor, stepped_day

_QUARTER: Final = timedelta(minutes=15)
_DAY_LENGTH: Final = len("dd/mm/yyyy")


class MomentEditor(DateEditor):
    """A moment: "mai 9h"; in the time arrows step 15 minutes, in the day as for days."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.line.setPlaceholderText(_("dd/mm/yyyy hh:mm"))

    def day(self) -> date | None:
        """Return the day of the moment, where the person is."""
        local = self._local()
        return None if local is None else local.date()

    def take_day(self, day: date) -> None:
        """Take a day that was picked; the time stays."""
        local = self._local() or next_quarter()
        self.take(local.replace(year=day.year, month=day.month, day=day.day).astimezone(UTC))

    def step(self, key: str, with_shift: bool) -> None:
        """Step the part in which the cursor stands; from nothing, to the next quarter."""
        local = self._local()
        if local is None:
            self.take(next_quarter().astimezone(UTC))
        elif self.line.cursorPosition() <= _DAY_LENGTH or key.startswith("page"):
            self.take_day(stepped_day(local.date(), key, with_shift))
        else:
            step = timedelta(hours=1) if with_shift else _QUARTER
            self.take((local + (step if key == "up" else -step)).astimezone(UTC))

    def _write(self) -> None:
        """Write it as people do; what a clock took stays exact as long as nobody types."""
        if self._typed is not None and self._typed.microsecond:
            self.line.show_text(self.kind.format(self.field, self._typed))
        else:
            super()._write()

    def _local(self) -> datetime | None:
        value: datetime | None = self._typed
        return None if value is None else value.astimezone(local_zone())


def next_quarter() -> datetime:
    """Return the next full quarter of an hour where the person is."""
    now = SystemClock().now().astimezone(local_zone()).replace(second=0, microsecond=0)
    return now + timedelta(minutes=15 - now.minute % 15)
