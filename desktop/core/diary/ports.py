"""What can be asked of the diary; part of `core.ports.Reads`."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from desktop.core.diary.entry import BusyTime, CalendarInfo, Entry


class DiaryReads(Protocol):
    """Questions about days, calendars, and when people are free."""

    def diary(
        self, first: date, last: date, zone: str, calendars: Collection[uuid.UUID] | None = None
    ) -> tuple[Entry, ...]:
        """Return what stands in calendars from `first` to `last`, in the wall time of a zone.

        None: in all that the person sees. What one takes part in stands in the own calendar, what
        books a room in the room's. A user's id among `calendars` means that person's diary, for
        people side by side: what of it may be seen, else only when they are busy.
        """
        ...

    def diary_days(
        self, first: date, last: date, zone: str, calendars: Collection[uuid.UUID] | None = None
    ) -> Mapping[date, int]:
        """Return how much stands in calendars on each day that has something."""
        ...

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """Return the calendars that the person sees, the own ones first."""
        ...

    def busy_times(
        self, who: Collection[uuid.UUID], first: date, last: date, zone: str
    ) -> tuple[BusyTime, ...]:
        """Return when users, and rooms by the ids of their calendars, are not free."""
        ...
