"""Words of which the summary of a rule is made: weekdays, months, places in a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from desktop.core.dates import weekday_name
from desktop.core.i18n import N_, _, language

_MONDAY: Final = date(2024, 1, 1)
_SUNDAY: Final = 6
_PLACES: Final = {
    1: N_("first"),
    2: N_("second"),
    3: N_("third"),
    4: N_("fourth"),
    5: N_("fifth"),
    -1: N_("last"),
    -2: N_("second to last"),
}
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


def weekday(day: int) -> str:
    """Return a weekday (Monday 0) as it is written inside a sentence."""
    name = weekday_name(_MONDAY + timedelta(days=day))
    # Vietnamese writes "thứ Hai" but "Chủ nhật" (Decree 30/2020, appendix II); English never so.
    if language() == "en" or day == _SUNDAY:
        return name
    return name[:1].lower() + name[1:]


def nth_weekday(nth: int, day: int) -> str:
    """Return "last Friday"; without a number the weekday alone."""
    return (
        _("{nth} {weekday}").format(nth=place(nth), weekday=weekday(day)) if nth else weekday(day)
    )


def place(nth: int) -> str:
    """Return a place counted from 1, or from the end by -1, in words."""
    if nth in _PLACES:
        return _(_PLACES[nth])
    text = _("number {n}") if nth > 0 else _("number {n} from the end")
    return text.format(n=abs(nth))


def month_name(month: int) -> str:
    """Return the name of a month as it is written inside a sentence."""
    return _(_MONTHS[month - 1])


def join(names: Sequence[str]) -> str:
    """Return names with commas, and "and" before the last."""
    if not names[1:]:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def join_numbers(numbers: Iterable[int]) -> str:
    """Return numbers in one line; those below 0 are counted from the end."""
    return join([str(number) if number > 0 else place(number) for number in numbers])
