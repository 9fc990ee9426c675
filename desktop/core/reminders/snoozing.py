"""For how long a reminder can be put off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from desktop.core.clock import local_day
from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass
from desktop.core.reminders.occasions import morning_of

TOMORROW: Final = "tomorrow"
BEFORE_START: Final = "before_start"
AHEAD: Final = timedelta(minutes=5)  # how long "before the start" is
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Snooze:
    """One choice: what it is called, and how many minutes it lasts if it lasts any."""

    key: str
    label: str  # English msgid
    minutes: int = 0


SNOOZES: Final = (
    Snooze("5", N_("5 minutes"), 5),
    Snooze("10", N_("10 minutes"), 10),
    Snooze("15", N_("15 minutes"), 15),
    Snooze("30", N_("30 minutes"), 30),
    Snooze("60", N_("1 hour"), 60),
    Snooze("240", N_("4 hours"), 240),
    Snooze(TOMORROW, N_("Tomorrow morning")),
    Snooze(BEFORE_START, N_("5 minutes before the start")),
)


def snoozes_for(starts: Iterable[datetime], now: datetime) -> Iterator[Snooze]:
    """Yield what can be chosen for things that begin at `starts`."""
    is_ahead = any(start - AHEAD > now for start in starts)
    return (one for one in SNOOZES if is_ahead or one.key != BEFORE_START)


def until(snooze: Snooze, start: datetime, now: datetime) -> datetime:
    """Return until when something that begins at `start` is put off.

    What has begun already cannot be put off until before its start: it rings again in 5 minutes.
    """
    if snooze.key == TOMORROW:
        return morning_of(local_day(now) + _ONE_DAY)
    if snooze.key == BEFORE_START:
        return start - AHEAD if start - AHEAD > now else now + AHEAD
    return now + timedelta(minutes=snooze.minutes)
