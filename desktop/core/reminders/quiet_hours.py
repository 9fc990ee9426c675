"""Hours in which nothing comes to the front: what rings then waits in the list until they end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass

_DAY: Final = 24 * 60
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one minute of the day to another, over midnight too; if wanted whole weekends.

    The same minute twice means no hours.
    """

    first: int = 0
    last: int = 0
    weekends: bool = False

    def holds(self, local: datetime) -> bool:
        """Tell whether it is quiet at a wall time."""
        if self.weekends and local.weekday() >= _SATURDAY:
            return True
        minute = local.hour * 60 + local.minute
        if self.first <= self.last:
            return self.first <= minute < self.last
        return minute >= self.first or minute < self.last

    def ends(self, local: datetime) -> datetime:
        """Return the first wall time from `local` on at which it is not quiet."""
        found = local
        for _turn in range(8):  # Friday night to Monday morning takes three
            if not self.holds(found):
                return found
            midnight = datetime.combine(found.date(), time(), found.tzinfo)
            end = midnight + timedelta(minutes=self.last)
            found = end if end > found else midnight + timedelta(minutes=_DAY)
        return local  # quiet for ever: then it is not quiet at all

    def to_json(self) -> dict[str, Json]:
        """Return the hours as they are kept."""
        return {"first": self.first, "last": self.last, "weekends": self.weekends}


def quiet_from_json(data: Mapping[str, Json] | None) -> QuietHours:
    """Return the hours that `to_json` wrote; none for what is not sensible."""
    known = data or {}
    first, last = known.get("first"), known.get("last")
    weekends = known.get("weekends") is True
    if not isinstance(first, int) or not isinstance(last, int):
        return QuietHours(weekends=weekends)
    if not (0 <= first < _DAY and 0 <= last < _DAY):
        return QuietHours(weekends=weekends)
    return QuietHours(first, last, weekends)
