"""One time in a diary as it is shown, and the calendars that it stands in."""

from __future__ import annotations

import uuid
from datetime import datetime

from desktop.core.pages import Ref
from desktop.core.permissions import Level
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One time of an event, in the wall time of the zone that was asked for.

    `start` and `end` are naive; the end is exclusive, of whole days it is the midnight after the
    last. `original` is the key of this time in its series (`variation_key`), empty for an event
    that does not repeat. `colour` is the name of a colour as options of choices have it: that of
    the category, else that of the calendar. `only_busy`: all that we may know is when.
    """

    event: uuid.UUID
    original: str
    title: str
    start: datetime
    end: datetime
    is_all_day: bool = False
    calendar: uuid.UUID | None = None
    colour: str = ""
    status: str = ""
    show_as: str = ""
    is_private: bool = False
    is_recurring: bool = False
    is_varied: bool = False
    may_edit: bool = False
    place: str = ""
    people: str = ""  # short names, with commas between them
    customer: Ref | None = None
    person: uuid.UUID | None = None  # whose diary it stands in, for people side by side
    only_busy: bool = False
    answer: str = ""  # mine, if I am invited
    is_broken: bool = False  # its rule is wrong or endless: only its first time is shown


@dataclass(frozen=True, slots=True)
class CalendarInfo:
    """A calendar that the actor knows of, and what he may do in it."""

    id: uuid.UUID
    name: str
    colour: str
    calendar_type: str
    owner: uuid.UUID | None
    owner_name: str
    level: Level
    is_default: bool = False  # the own one, where new events go


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A span in which somebody (or a room, a car) is not free; naive, the end exclusive."""

    who: uuid.UUID  # a user, or the calendar of a resource
    start: datetime
    end: datetime
    show_as: str = "busy"
