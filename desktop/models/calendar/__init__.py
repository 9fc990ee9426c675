"""The diary: calendars, events, who takes part, and days off."""

from __future__ import annotations

from desktop.models.calendar.attendee import Attendee
from desktop.models.calendar.calendar import BusyTime, Calendar, DayOff, EventCategory
from desktop.models.calendar.event import Event, EventVariation
from desktop.models.calendar.working_hours import WorkingHours

__all__ = [
    "Attendee",
    "BusyTime",
    "Calendar",
    "DayOff",
    "Event",
    "EventCategory",
    "EventVariation",
    "WorkingHours",
]
