"""The ways to look at a diary: which days each shows, where its arrows lead, what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from desktop.core.dates import add_months, format_day, format_day_long, to_lunar
from desktop.core.diary.spans import ONE_DAY
from desktop.core.i18n import N_, _
from desktop.core.quick_dataclass import dataclass

WEEK: Final = 7
MONTH_WEEKS: Final = 6  # of a month's page, whatever day it begins on
AGENDA_DAYS: Final = 30
YEAR_MONTHS: Final = 12
MOST_DAYS: Final = 14
WORK_DAYS: Final = (0, 1, 2, 3, 4)
_MONTHS: Final = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


class View(StrEnum):
    """How a diary is shown."""

    DAYS = auto()  # as many as the person wants, from one day on
    WORK_WEEK = auto()
    WEEK = auto()
    MONTH = auto()
    AGENDA = auto()
    YEAR = auto()
    PEOPLE = auto()  # beside each other, as many days as the person wants


VIEW_LABELS: Final = {
    View.DAYS: N_("Day"),
    View.WORK_WEEK: N_("Work week"),
    View.WEEK: N_("Week"),
    View.MONTH: N_("Month"),
    View.AGENDA: N_("Agenda"),
    View.YEAR: N_("Year"),
    View.PEOPLE: N_("Side by side"),
}
BY_DAYS: Final = frozenset({View.DAYS, View.PEOPLE})


@dataclass(frozen=True, slots=True)
class Period:
    """What is shown: in which way, around which day, how many days where that can be chosen."""

    view: View
    day: date
    count: int = 1
    work_days: tuple[int, ...] = WORK_DAYS  # Monday is 0

    @property
    def first(self) -> date:
        """The first day on the screen."""
        monday = self.day - timedelta(days=self.day.weekday())
        if self.view is View.WORK_WEEK:
            return monday + timedelta(days=min(self.work_days, default=0))
        if self.view is View.WEEK:
            return monday
        if self.view is View.MONTH:
            return _monday_before(self.day.replace(day=1))
        if self.view is View.YEAR:
            return self.day.replace(month=1, day=1)
        return self.day

    @property
    def last(self) -> date:
        """The last day on the screen."""
        return _plus(self.first, self._length() - 1)

    @property
    def days(self) -> tuple[date, ...]:
        """All days on the screen."""
        return tuple(self.first + ONE_DAY * n for n in range((self.last - self.first).days + 1))

    def _length(self) -> int:
        if self.view is View.WORK_WEEK:
            return max(self.work_days, default=4) - min(self.work_days, default=0) + 1
        if self.view is View.YEAR:
            return (self.day.replace(month=12, day=31) - self.first).days + 1
        fixed = {View.WEEK: WEEK, View.MONTH: MONTH_WEEKS * WEEK, View.AGENDA: AGENDA_DAYS}
        return fixed.get(self.view, max(1, min(self.count, MOST_DAYS)))

    def step(self, by: int) -> date:
        """Return the day of the period `by` periods further on; the calendar's ends hold it."""
        if self.view is View.MONTH:
            return months_on(self.day, by)
        if self.view is View.YEAR:
            return months_on(self.day, by * YEAR_MONTHS)
        if self.view in (View.WORK_WEEK, View.WEEK):
            return _plus(self.day, by * WEEK)
        return _plus(self.day, by * self._length())

    def title(self) -> str:
        """Return what the period is called: "09 – 13 tháng 11, 2026"."""
        if self.view is View.YEAR:
            return _year_title(self.day)
        if self.view is View.MONTH:
            return month_title(self.day)
        if self.first == self.last:
            return format_day_long(self.first)
        return _days_title(self.first, self.last)


def weeks_on(day: date, by: int) -> date:
    """Return the same weekday `by` weeks further on."""
    return _plus(day, by * WEEK)


def months_on(day: date, by: int) -> date:
    """Return the day `by` months further on; the 31st becomes the last of a shorter month.

    Where the calendar ends it stays.
    """
    try:
        return add_months(day, by)
    except OverflowError:
        return day


def month_title(day: date) -> str:
    """Return a month with its year: "Tháng 11, 2026"."""
    words = _("{month} {year}").format(month=_(_MONTHS[day.month - 1]), year=day.year)
    return words[:1].upper() + words[1:]


def work_days_from(numbers: Sequence[object]) -> tuple[int, ...]:
    """Return weekdays (Monday 0) from what was kept; the usual ones if it makes no sense."""
    days = {one for one in numbers if isinstance(one, int) and 0 <= one < WEEK}
    return tuple(sorted(days)) or WORK_DAYS


def _days_title(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return _("{first} – {last} {month} {year}").format(
            first=f"{first.day:02d}",
            last=f"{last.day:02d}",
            month=_(_MONTHS[last.month - 1]),
            year=last.year,
        )
    begins = f"{first.day:02d}/{first.month:02d}"
    return f"{begins if first.year == last.year else format_day(first)} – {format_day(last)}"


def _year_title(day: date) -> str:
    lunar = to_lunar(day.replace(month=7, day=1))  # by then the lunar year has begun
    words = _("Year {year}").format(year=day.year)
    return words if lunar is None else f"{words} ({lunar.year_name})"


def _monday_before(day: date) -> date:
    return _plus(day, -day.weekday())


def _plus(day: date, days: int) -> date:
    """Return a day further on, held by the ends of the calendar."""
    number = max(date.min.toordinal(), min(day.toordinal() + days, date.max.toordinal()))
    return date.fromordinal(number)
