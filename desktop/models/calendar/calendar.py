"""Calendars, the categories of events, published busy times and the company's own days off."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.choices import COLOURS
from desktop.models.columns import (
    choice,
    date,
    flag,
    integer,
    json_value,
    link,
    long_text,
    moment,
    options,
    text,
    url,
)

CALENDAR_TYPES = options(
    {
        "own": (N_("Personal calendar"), "", "calendar"),
        "unit": (N_("Calendar of a unit"), "", "network"),
        "group": (N_("Group calendar"), "", "users"),
        "resource": (N_("Room, car or equipment"), "", "door-open"),
        "subscribed": (N_("Subscribed calendar"), "", "rss"),
    }
)
RESOURCE_TYPES = options(
    {"room": N_("Room"), "car": N_("Car"), "equipment": N_("Equipment"), "other": N_("Other")}
)


@entity(
    "calendar",
    number=60,
    module="calendar",
    label=N_("Calendar"),
    plural=N_("Calendars"),
    icon="calendar",
    title="name",
    list_columns=("name", "calendar_type", "colour", "place", "capacity", "owner_id"),
    search_columns=("name", "place"),
    quick_columns=("name", "calendar_type", "colour", "place", "capacity", "source_url"),
    sort="name",
    private=True,
)
class Calendar(Record):
    """Somebody's or some group's calendar, or one of a thing that can be booked.

    Its events follow its rights: who may see or change it, may see or change them.
    """

    __tablename__ = "calendar"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    calendar_type: Mapped[str | None] = choice(
        N_("Kind of calendar"), CALENDAR_TYPES, default="own", sortable=True
    )
    colour: Mapped[str | None] = choice(N_("Colour"), COLOURS, default="blue")
    is_default: Mapped[bool | None] = flag(N_("New events go here"))
    description: Mapped[str | None] = long_text(N_("Description"))
    resource_type: Mapped[str | None] = choice(
        N_("What is booked"), RESOURCE_TYPES, section=N_("Room, car or equipment")
    )
    place: Mapped[str | None] = text(N_("Place"))
    capacity: Mapped[int | None] = integer(N_("Seats"))
    source_url: Mapped[str | None] = url(
        N_("Address of the calendar"), section=N_("Subscribed calendar")
    )
    refreshed_at: Mapped[dt.datetime | None] = moment(
        N_("Read last on"), readonly=True, system=True
    )


@entity(
    "event_category",
    number=61,
    module="calendar",
    label=N_("Category of events"),
    plural=N_("Categories of events"),
    icon="palette",
    title="name",
    list_columns=("name", "colour"),
    search_columns=("name",),
    quick_columns=("name", "colour"),
    sort="name",
    dictionary=True,
    duplicate_keys=("name",),
)
class EventCategory(Record):
    """What sort of event it is, with the colour that it has in the diary."""

    __tablename__ = "event_category"

    name: Mapped[str] = text(N_("Name"), length=80, required=True, sortable=True)
    colour: Mapped[str | None] = choice(N_("Colour"), COLOURS, default="green")


@entity(
    "busy_time",
    number=62,
    module="calendar",
    label=N_("Busy times"),
    plural=N_("Busy times"),
    icon="calendar-x",
    title="month",
    list_columns=("user_id", "month", "updated_at"),
    sort="month",
    hidden=True,
)
class BusyTime(Record):
    """When somebody is busy in a month, and nothing else: what all colleagues may know.

    `intervals` are pairs of minutes since the month began in UTC, sorted, apart from each other; a
    third member names a room or a car that the person booked for that time.
    """

    __tablename__ = "busy_time"

    user_id: Mapped[uuid.UUID] = link("app_user", N_("User"), required=True, on_delete="take")
    month: Mapped[str] = text(N_("Month"), length=20, required=True, sortable=True)
    intervals: Mapped[list[Any] | None] = json_value(N_("Times"))


@entity(
    "day_off",
    number=63,
    module="calendar",
    label=N_("Company day off"),
    plural=N_("Company days off"),
    icon="tree-palm",
    title="name",
    list_columns=("day", "name", "is_working"),
    search_columns=("name",),
    quick_columns=("day", "name", "is_working"),
    sort="day",
    descending=True,
    dictionary=True,
)
class DayOff(Record):
    """A day on which the company rests, or works, other than the public holidays say."""

    __tablename__ = "day_off"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    day: Mapped[dt.date] = date(N_("Day"), required=True, sortable=True)
    is_working: Mapped[bool | None] = flag(N_("People work on it"))
