"""How far back the histories of a company go on one computer, as people choose it."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

from desktop.core.clock import day_start, local_day, to_micros

MONTHS: Final = 18  # that a computer holds which joins
CHOICES: Final = (6, 12, 18, 36, 60, 0)  # months; 0: everything
STEP: Final = 12  # months that are fetched at once


def horizon_of(now: dt.datetime, months: int) -> int:
    """Return the beginning of the day so many months before a moment, in microseconds."""
    return to_micros(day_start(months_before(local_day(now), months)))


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the day so many months before, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
