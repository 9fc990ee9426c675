"""The ids of what everybody has one of in the diary, so that two computers make the same one."""

from __future__ import annotations

import uuid
from typing import Final

_CALENDAR: Final = "calendar"
_BUSY: Final = "busy {month}"


def own_calendar_id(user: uuid.UUID) -> uuid.UUID:
    """Return the id of a person's own calendar, which is made at first need."""
    return uuid.uuid5(user, _CALENDAR)


def busy_time_id(user: uuid.UUID, month: str) -> uuid.UUID:
    """Return the id of a person's published busy times of a month such as 2026-11."""
    return uuid.uuid5(user, _BUSY.format(month=month))


def attendee_id(event: uuid.UUID, who: uuid.UUID | str) -> uuid.UUID:
    """Return the id by which a user, a contact, a resource or an address takes part in an event."""
    return uuid.uuid5(event, str(who).casefold())
