"""How values of a plan read on the screen: states, priorities, days, lengths of time."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.fields import Option
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.scheduling.hours import OFFICE_DAY
from desktop.core.work.rows import PlanRow

HOUR: Final = 60
NO_OPTION: Final = Option("", "")
FINISHED: Final = frozenset({"done", "cancelled"})
PRESSING: Final = frozenset({"high", "urgent"})
# A plan in days means these hours: saying them at every date would be noise.
_PLAIN_TIMES: Final = frozenset(
    {0, *(minute for span in OFFICE_DAY for minute in (span[0], span[1]))}
)


@lru_cache(maxsize=64)
def option(entity: str, field: str, value: str) -> Option:
    """Return how a value of a choice is shown; one without words if nothing is known of it."""
    try:
        options = get_entity(entity).field(field).options
    except (UnknownEntityError, KeyError):
        return NO_OPTION
    return next((one for one in options if one.value == value), NO_OPTION)


def status_of(row: PlanRow) -> Option:
    """Return the state of a row as it is shown."""
    return option(row.kind, "status", row.status)


def priority_of(row: PlanRow) -> Option:
    """Return the priority of a row as it is shown."""
    return option(row.kind, "priority", row.priority)


def day_text(moment: dt.datetime | None) -> str:
    """Return a day, with the time where it is none that a plan in days means."""
    if moment is None:
        return ""
    day = f"{moment:%d/%m/%Y}"
    return day if moment.hour * HOUR + moment.minute in _PLAIN_TIMES else f"{day} {moment:%H:%M}"


def short_day(moment: dt.datetime | dt.date | None) -> str:
    """Return a day without its year."""
    return "" if moment is None else f"{moment:%d/%m}"


def hours_text(minutes: int) -> str:
    """Return a length of time in hours and minutes, nothing for none."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    number = format_number(hours, language())
    if not rest:
        return _("{hours} h").format(hours=number)
    return _("{hours} h {minutes:02}").format(hours=number, minutes=rest)


def percent_text(row: PlanRow) -> str:
    """Return how much is done; nothing where nothing was begun."""
    return f"{row.percent} %" if row.percent else ""


def is_finished(row: PlanRow) -> bool:
    """Tell whether nothing is to be done any more."""
    return row.status in FINISHED
