"""What stands in the two rows above a chart: cells of hours, days, weeks, months, years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from desktop.core.dates import format_day, format_day_long, weekday_name
from desktop.core.gantt.axis import Axis
from desktop.core.i18n import N_, _
from desktop.core.periods import add_months
from desktop.core.quick_dataclass import dataclass
from desktop.core.scheduling.minutes import DAY, Minute, day_of, first_minute

MONTHS_OF_QUARTER: Final = 3
MONTHS_OF_YEAR: Final = 12
_HOUR: Final = 60
_LETTERS_WIDE: Final = 52.0  # pixels for "T2 16" with a little air
MONTH: Final = N_("M{month}")
MONTH_OF_YEAR: Final = N_("M{month}/{year}")
QUARTER: Final = N_("Q{quarter}")
WEEK: Final = N_("Week {week} · {day}")


class Unit(IntEnum):
    """How much time a cell of the head holds."""

    HOUR = 1
    QUARTER_DAY = 6
    DAY = 24
    WEEK = 168
    MONTH = 730
    QUARTER = 2190
    YEAR = 8760


# The finer row from so many pixels of a day on, with the coarser row above it.
_ROWS: Final = (
    (720.0, Unit.HOUR, Unit.DAY),
    (160.0, Unit.QUARTER_DAY, Unit.DAY),
    (24.0, Unit.DAY, Unit.WEEK),
    (5.0, Unit.WEEK, Unit.MONTH),
    (1.0, Unit.MONTH, Unit.YEAR),
    (0.3, Unit.QUARTER, Unit.YEAR),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the head: from minute to minute, and what stands in it."""

    start: Minute
    finish: Minute
    text: str


def units_at(per_day: float) -> tuple[Unit, Unit]:
    """Return the units of the finer and the coarser row of the head at a zoom."""
    for needed, fine, coarse in _ROWS:
        if per_day >= needed:
            return fine, coarse
    return Unit.YEAR, Unit.YEAR


def head_cells(axis: Axis, width: float, *, coarse: bool) -> tuple[Cell, ...]:
    """Return the cells of one row of the head that are seen from pixel 0 to `width`."""
    units = units_at(axis.per_day)
    unit = units[coarse]
    first, last = axis.minute_at(0), axis.minute_at(width)
    room = axis.length(unit * _HOUR)
    return tuple(
        Cell(start, finish, label(unit, start, coarse=coarse, is_narrow=room < _LETTERS_WIDE))
        for start, finish in cells(unit, first, last)
    )


def cells(unit: Unit, first: Minute, last: Minute) -> Iterator[tuple[Minute, Minute]]:
    """Yield the beginning and the end of each unit that lies between two minutes, in order.

    They follow each other without gaps; the first begins at or before `first`.
    """
    start = begin(unit, first)
    while start <= last:
        finish = following(unit, start)
        yield start, finish
        start = finish


def begin(unit: Unit, minute: Minute) -> Minute:
    """Return when the unit begins in which a minute lies."""
    if unit <= Unit.DAY:
        length = unit * _HOUR
        return minute - minute % length
    return first_minute(_first_day(unit, day_of(minute)))


def following(unit: Unit, start: Minute) -> Minute:
    """Return when the unit ends that begins at `start`."""
    if unit <= Unit.WEEK:
        return start + unit * _HOUR
    months = {Unit.MONTH: 1, Unit.QUARTER: MONTHS_OF_QUARTER, Unit.YEAR: MONTHS_OF_YEAR}[unit]
    return first_minute(add_months(day_of(start), months))


def label(unit: Unit, start: Minute, *, coarse: bool, is_narrow: bool) -> str:
    """Return what stands in a cell; short where it has little room."""
    day, minute = day_of(start), start % DAY
    if unit <= Unit.QUARTER_DAY:
        return f"{minute // _HOUR:02d}:00"
    if unit is Unit.DAY:
        return _day_label(day, coarse=coarse, is_narrow=is_narrow)
    if unit is Unit.WEEK:
        week = day.isocalendar().week
        return _(WEEK).format(week=week, day=format_day(day)) if coarse else f"{day:%d/%m}"
    number, year = (day.month, day.year)
    if unit is Unit.MONTH:
        return _(MONTH_OF_YEAR if coarse else MONTH).format(month=number, year=year)
    if unit is Unit.QUARTER:
        return _(QUARTER).format(quarter=(number - 1) // MONTHS_OF_QUARTER + 1)
    return str(year)


def _day_label(day: date, *, coarse: bool, is_narrow: bool) -> str:
    if coarse:
        return format_day_long(day)
    return str(day.day) if is_narrow else f"{weekday_name(day, short=True)} {day.day}"


def _first_day(unit: Unit, day: date) -> date:
    if unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    if unit is Unit.MONTH:
        return day.replace(day=1)
    if unit is Unit.QUARTER:
        month = (day.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1
        return day.replace(month=month, day=1)
    return day.replace(month=1, day=1)
