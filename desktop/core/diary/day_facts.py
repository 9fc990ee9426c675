"""What the head of a day says beside its number: the lunar date, the holiday, whether one works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from desktop.core.i18n import _
from desktop.core.lunar import to_lunar
from desktop.core.public_holidays import (
    KIND_LABELS,
    NAMES,
    WEEKEND,
    HolidayKind,
    find_holiday,
)
from desktop.core.quick_dataclass import dataclass

_FULL_MOON: Final = 15


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that the company has free, or works, by its own decision."""

    name: str
    is_working: bool = False


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The facts of one day, in the person's language."""

    day: date
    lunar: str = ""  # "20/10", a leap month with a word behind; empty outside the known calendar
    lunar_day: int = 0
    holiday: str = ""  # its name, or that it was exchanged for another
    is_off: bool = False  # nobody works: weekend, holiday, or by exchange
    is_holiday: bool = False  # off for another reason than its weekday
    is_made_up: bool = False  # worked, though its weekday is free

    @property
    def is_lunar_landmark(self) -> bool:
        """Whether it is the first or fifteenth of a lunar month, when people go to pagodas."""
        return self.lunar_day in {1, _FULL_MOON}


OwnDays = Mapping[date, OwnDay]
_NO_DAYS: Final[OwnDays] = {}


def facts_of(
    day: date, weekend: frozenset[int] = WEEKEND, own_days: OwnDays = _NO_DAYS
) -> DayFacts:
    """Return the facts of a day; what the company decided goes before what the state did."""
    lunar, lunar_day = _lunar(day)
    is_weekend = day.weekday() in weekend
    own = own_days.get(day)
    if own is not None:
        return DayFacts(
            day,
            lunar,
            lunar_day,
            own.name,
            is_off=not own.is_working,
            is_holiday=not own.is_working,
            is_made_up=own.is_working and is_weekend,
        )
    found = find_holiday(day)
    if found is None:
        return DayFacts(day, lunar, lunar_day, is_off=is_weekend)
    is_worked = found.kind is HolidayKind.MAKEUP
    named = found.name and found.kind is HolidayKind.HOLIDAY
    return DayFacts(
        day,
        lunar,
        lunar_day,
        _(NAMES[found.name] if named else KIND_LABELS[found.kind]),
        is_off=not is_worked,
        is_holiday=not is_worked,
        is_made_up=is_worked,
    )


def _lunar(day: date) -> tuple[str, int]:
    lunar = to_lunar(day)
    if lunar is None:
        return "", 0
    text = _("{day}/{month} leap") if lunar.is_leap else "{day}/{month}"
    return text.format(day=lunar.day, month=lunar.month), lunar.day
