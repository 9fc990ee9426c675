"""Whether a series makes sense: asked before one is kept.

Rules without an end are what calendars live from and are taken; refused are those that never come,
end before they begin, or come so often that nobody could mean it.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import N_
from desktop.core.recurrence.lunar_steps import is_known_lunar_day
from desktop.core.recurrence.rules import (
    BAD_PLACE,
    CLOCK_STEPS,
    LunarRule,
    Rule,
    refusal,
)
from desktop.core.recurrence.series import Series, base_stamps, last_stamp, rule_stamps
from desktop.core.recurrence.solar_steps import steps_a_day
from desktop.core.recurrence.stamps import DAY, LAST

NEVER: Final = N_("This repeat rule never comes.")
ENDS_BEFORE: Final = N_("The repetition ends before its first time.")
TOO_OFTEN: Final = N_(
    "This repeat rule comes more than {most} times in a year. Give it a longer interval or an end."
)
NO_LUNAR_DAY: Final = N_("The lunar calendar is known from 1968 to 2099 only.")
MOST_A_YEAR: Final = 10_000  # more than one an hour
_YEAR: Final = 366 * DAY
_HUNDRED_YEARS: Final = 36_525 * DAY


def check_series(series: Series) -> None:
    """Refuse a series whose rule has no sense with its start.

    Raises:
        InvalidValueError: it never comes within a hundred years, ends before its first time, comes
            more than 10,000 times in its first year, repeats whole days by hours, or begins where
            the lunar calendar is not known.
    """
    rule = series.rule
    if rule is None:
        return
    if isinstance(rule, LunarRule):
        if not is_known_lunar_day(series.first):
            raise refusal(NO_LUNAR_DAY)
    elif series.is_all_day and rule.frequency in CLOCK_STEPS:
        raise refusal(BAD_PLACE, part="VALUE=DATE", frequency=rule.frequency)
    last = last_stamp(series) if rule.until is not None else None
    if last is not None and last < series.first:
        raise refusal(ENDS_BEFORE)
    _check_comes(series)
    _check_density(series, rule)


def _check_comes(series: Series) -> None:
    until = min(series.first + _HUNDRED_YEARS, LAST)
    try:
        first = next(rule_stamps(series, series.first, until), None)
    except InvalidValueError:
        first = None  # of millions of hours, minutes or seconds that were tried none fitted
    if first is None:
        raise refusal(NEVER)


def _check_density(series: Series, rule: Rule | LunarRule) -> None:
    if isinstance(rule, LunarRule) or steps_a_day(rule, series.first) * 366 <= MOST_A_YEAR:
        return
    found = base_stamps(series, series.first, min(series.first + _YEAR, LAST))
    if next(islice(found, MOST_A_YEAR, None), None) is not None:
        raise refusal(TOO_OFTEN, most=f"{MOST_A_YEAR:,}".replace(",", "."))
