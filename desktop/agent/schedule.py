"""When something is due, by the clock on the wall of the machine."""

from __future__ import annotations

import datetime as dt
from typing import Final

RETRY: Final = dt.timedelta(minutes=30)  # after a backup that failed
DAY: Final = dt.timedelta(days=1)


def last_time(at: str, now: dt.datetime, zone: dt.tzinfo | None = None) -> dt.datetime:
    """Return the last moment, up to now, at which the clock showed `at` ("HH:MM").

    Args:
        at: by the clock in `zone`.
        now: an aware moment.
        zone: None: that of this machine.
    """
    here = now.astimezone(zone)
    hour, _colon, minute = at.partition(":")
    today = here.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    if today <= here:
        return today
    # A day earlier by the clock, whatever the hours between are.
    before = here.date() - DAY
    clock = dt.time(int(hour), int(minute))
    if zone is None:
        return dt.datetime.combine(before, clock).astimezone()
    return dt.datetime.combine(before, clock, zone)


def is_backup_due(
    at: str, last_good: dt.datetime | None, now: dt.datetime, zone: dt.tzinfo | None = None
) -> bool:
    """Tell whether no good copy was made since the last time at which one should have been.

    A machine that was off at that time makes it as soon as it is on.
    """
    return last_good is None or last_good < last_time(at, now, zone)
