"""The editors of when an event begins and ends: on the wall of its zone, or whole days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.clock import SystemClock, local_zone
from desktop.core.dates import format_day, format_day_long
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.patterns import Pattern
from desktop.core.recurrence.series import BAD_TIMES
from desktop.core.typed_days import parse_day
from desktop.core.typed_minutes import parse_minutes
from desktop.core.typed_moments import parse_moment
from desktop.core.words import fold
from desktop.views.fields.context import EditorContext
from desktop.views.fields.date import stepped_day
from desktop.views.fields.moment import MomentEditor, next_quarter

ONE_DAY: Final = timedelta(days=1)
_TIME_ALONE: Final = Pattern(
    r"(?:luc\s+)?\d{1,2}\s*(?:(?:h|g|gio|:)\s*(?:\d{1,2}\s*(?:p|ph|phut)?|ruoi)?)\s*"
    r"(?:sang|trua|chieu|toi|dem|am|pm)?"
)

_HAS_TIME: Final = Pattern(r".*\d\s*[:hg].*")


class WallEditor(MomentEditor):
    """A moment on the wall of a zone; of whole days only the day.

    Signals:
        shown: it shows another value, whoever gave it.
    """

    shown = Signal()

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        self._zone: tzinfo = local_zone()
        self._is_all_day = False
        self._clock = time()  # on the wall, of the last value: a day that is typed alone keeps it
        super().__init__(field, context, parent)

    def set_mode(self, zone: tzinfo, *, is_all_day: bool) -> None:
        """Show the moment on the wall of another zone, or the day alone."""
        if (zone, is_all_day) != (self._zone, self._is_all_day):
            self._zone, self._is_all_day = zone, is_all_day
            text = _("dd/mm/yyyy") if is_all_day else _("dd/mm/yyyy hh:mm")
            self.line.setPlaceholderText(text)
            if not self.problem():
                self._write()
                self.value_shown()

    def wall(self) -> datetime | None:
        """Return the value as the clock on the wall shows it; of whole days a midnight."""
        local = self._local()
        return None if local is None else local.replace(tzinfo=None, microsecond=0, fold=0)

    def moment(self) -> datetime | None:
        """Return the value, a moment in UTC."""
        value: datetime | None = self._typed
        return value

    def take_wall(self, wall: datetime) -> None:
        """Take what a clock on the wall shows, as if the person had typed it."""
        self.take(wall.replace(tzinfo=self._zone).astimezone(UTC))

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        super().set_value(value)
        self.shown.emit()

    def value_shown(self) -> None:
        """Tell the weekday to who points at the field."""
        day = self.day()
        self.line.setToolTip(format_day_long(day) if day else "")

    def step(self, key: str, with_shift: bool) -> None:
        """Step days where there are only days."""
        day = self.day()
        if self._is_all_day and day is not None:
            self.take_day(stepped_day(day, key, with_shift))
        else:
            super().step(key, with_shift)

    def read_text(self, text: str) -> datetime:
        """Return the moment that somebody typed; raise InvalidValueError."""
        if self._is_all_day:
            return self._midnight(parse_day(text, self._today()))
        try:
            day = None if _HAS_TIME.fullmatch(fold(text)) else parse_day(text, self._today())
        except InvalidValueError:
            day = None
        if day is None:
            return parse_moment(text, self._now_for(text), self._zone)
        return datetime.combine(day, self._clock, self._zone).astimezone(UTC)

    def nearest_day(self) -> datetime | None:
        """Return a moment of the day that a time alone is meant on; None for today."""
        return self._local()

    def _now_for(self, text: str) -> datetime:
        near = self.nearest_day() if _TIME_ALONE.fullmatch(" ".join(fold(text).split())) else None
        return SystemClock().now() if near is None else near

    def _today(self) -> date:
        return SystemClock().now().astimezone(self._zone).date()

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone).astimezone(UTC)

    def _local(self) -> datetime | None:
        value: datetime | None = self._typed
        return None if value is None else value.astimezone(self._zone)

    def _write(self) -> None:
        local, day = self._local(), self.day()
        text = "" if day is None else format_day(day)
        if local is not None and not self._is_all_day:
            self._clock = local.time()
            text += f" {local.hour:02d}:{local.minute:02d}"
        self.line.show_text(text)

    @Slot(str)
    def _on_line_edited(self, text: str) -> None:
        try:
            self._typed = self.read_text(text) if text.strip() else None
        except InvalidValueError as error:
            self._problem = str(error)
        else:
            self._problem = ""
        self.value_shown()
        self.edited.emit()


class StartEditor(WallEditor):
    """When it begins."""

    def day(self) -> date | None:
        """Return the first day."""
        local = self._local()
        return None if local is None else local.date()

    def take_day(self, day: date) -> None:
        """Take a day that was picked; the time stays."""
        if self._is_all_day:
            self.take(self._midnight(day))
        else:
            wall = self.wall() or next_quarter().replace(tzinfo=None)
            self.take_wall(datetime.combine(day, wall.time()))


class EndEditor(WallEditor):
    """When it ends: of whole days the last of them; "+1h30" counts from the start."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._start: datetime | None = None

    def set_start(self, start: datetime | None) -> None:
        """Know when it begins, a moment."""
        self._start = start

    def day(self) -> date | None:
        """Return the last day, which of whole days is the one before the midnight it ends with."""
        local = self._local()
        if local is None:
            return None
        return (local - ONE_DAY if self._is_all_day else local).date()

    def take_day(self, day: date) -> None:
        """Take a day that was picked; the time stays."""
        if self._is_all_day:
            self.take(self._midnight(day + ONE_DAY))
        else:
            wall = self.wall() or next_quarter().replace(tzinfo=None)
            self.take_wall(datetime.combine(day, wall.time()))

    def read_text(self, text: str) -> datetime:
        """Return the moment that somebody typed; raise InvalidValueError."""
        if text.strip().startswith("+") and self._start is not None and not self._is_all_day:
            return self._start + timedelta(minutes=parse_minutes(text.strip()[1:]) or 0)
        moment = super().read_text(text)
        return moment + ONE_DAY if self._is_all_day else moment

    def nearest_day(self) -> datetime | None:
        """Return a moment of the day that a time alone is meant on: that of the start."""
        return self._local() if self._start is None else self._start.astimezone(self._zone)

    def problem(self) -> str:
        """Return that what is typed is no moment, or lies before the start."""
        found = super().problem()
        end: datetime | None = self._typed
        if found or end is None or self._start is None:
            return found
        return _(BAD_TIMES) if end < self._start else ""
