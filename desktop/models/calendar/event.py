"""Events: single ones and series, and what differs at single times of a series."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.choices import REMINDERS
from desktop.models.columns import (
    choice,
    choices,
    flag,
    integer,
    link,
    long_text,
    moment,
    options,
    rich_text,
    text,
    url,
)

EVENT_STATES = options(
    {
        "planned": (N_("Planned"), "blue"),
        "held": (N_("Held"), "green"),
        "cancelled": (N_("Cancelled"), "grey"),
    }
)
SHOWN_AS = options(
    {
        "busy": (N_("Busy"), "red"),
        "tentative": (N_("Not certain"), "yellow"),
        "away": (N_("Away"), "purple"),
        "free": (N_("Free"), "green"),
    }
)


@entity(
    "event",
    number=64,
    module="calendar",
    label=N_("Appointment"),
    plural=N_("Appointments"),
    icon="calendar-days",
    title="title",
    title_text="description",
    list_columns=("title", "starts_at", "ends_at", "place", "account_id", "status", "owner_id"),
    search_columns=("title", "place", "description", "result"),
    quick_columns=("title", "starts_at", "ends_at", "place", "account_id"),
    sort="starts_at",
    descending=True,
    parent="calendar_id",
    tabs=("account_id", "contact_id", "lead_id", "project_id"),
    status="status",
    private=True,
    own_notes=True,
    reminds=("starts_at minutes reminders for owner_id while planned times",),
    tells=(
        "handed owner_id",
        "state people on status",
        "changed people on title starts_at ends_at place rule",
    ),
    hides_by="is_private",
)
class Event(Record):
    """Something in the diary. With a rule it is a series; see core.recurrence.

    `starts_at` and `ends_at` are the moments of its first time; whole days go from midnight to the
    midnight after the last, in `zone`. Without a zone it is local wherever one is, and the moments
    are those of the company's zone (RFC 5545, 3.3.5: form 1).
    """

    __tablename__ = "event"

    title: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    calendar_id: Mapped[uuid.UUID | None] = link("calendar", N_("Calendar"))
    starts_at: Mapped[dt.datetime] = moment(N_("Starts"), required=True, sortable=True)
    ends_at: Mapped[dt.datetime | None] = moment(N_("Ends"), sortable=True)
    is_all_day: Mapped[bool | None] = flag(N_("All day"))
    zone: Mapped[str | None] = text(N_("Time zone"), length=60)
    rule: Mapped[str | None] = text(N_("Repeats"), length=1000)
    place: Mapped[str | None] = text(N_("Place"))
    join_url: Mapped[str | None] = url(N_("Link to join"))
    status: Mapped[str | None] = choice(
        N_("State"), EVENT_STATES, default="planned", readonly=True, sortable=True
    )
    show_as: Mapped[str | None] = choice(N_("Show as"), SHOWN_AS, default="busy")
    category_id: Mapped[uuid.UUID | None] = link("event_category", N_("Category"))
    is_private: Mapped[bool | None] = flag(
        N_("Private"), help=N_("Others who see the calendar see only that there is something.")
    )
    reminders: Mapped[list[Any] | None] = choices(N_("Reminders"), REMINDERS)

    account_id: Mapped[uuid.UUID | None] = link(
        "account", N_("Customer"), section=N_("What it is about")
    )
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    project_id: Mapped[uuid.UUID | None] = link("project", N_("Project"))
    description: Mapped[str | None] = rich_text(N_("Description"))

    result: Mapped[str | None] = long_text(N_("Result"), section=N_("Afterwards"))
    duration_minutes: Mapped[int | None] = integer(N_("Minutes"))
    next_at: Mapped[dt.datetime | None] = moment(N_("Next time"))

    uid: Mapped[str | None] = text(N_("Calendar UID"), length=255, readonly=True, system=True)
    sequence: Mapped[int | None] = integer(N_("Revision"), readonly=True, system=True)
    ical: Mapped[str | None] = long_text(N_("As it came"), readonly=True, system=True)


@entity(
    "event_variation",
    number=65,
    module="calendar",
    label=N_("Exception of a series"),
    plural=N_("Exceptions of series"),
    icon="calendar-cog",
    title="original",
    list_columns=("event_id", "original", "is_cancelled", "starts_at", "title"),
    sort="original",
    parent="event_id",
    hidden=True,
    part=True,
    tells=("changed people on is_cancelled starts_at ends_at place title about event_id",),
)
class EventVariation(Record):
    """One time of a series that is cancelled, moved, changed or added.

    Its id follows from the series and the time (core.recurrence), so that two computers which
    change the same time change one record. What is empty is as in the series.
    """

    __tablename__ = "event_variation"

    event_id: Mapped[uuid.UUID] = link("event", N_("Appointment"), required=True)
    original: Mapped[str] = text(N_("Original time"), length=20, required=True, sortable=True)
    is_cancelled: Mapped[bool | None] = flag(N_("Cancelled"))
    is_added: Mapped[bool | None] = flag(N_("Added"))
    starts_at: Mapped[dt.datetime | None] = moment(N_("Starts"))
    ends_at: Mapped[dt.datetime | None] = moment(N_("Ends"))
    title: Mapped[str | None] = text(N_("Subject"))
    place: Mapped[str | None] = text(N_("Place"))
    show_as: Mapped[str | None] = choice(N_("Show as"), SHOWN_AS)
    category_id: Mapped[uuid.UUID | None] = link("event_category", N_("Category"))
    status: Mapped[str | None] = choice(N_("State"), EVENT_STATES)
    description: Mapped[str | None] = rich_text(N_("Description"))
    result: Mapped[str | None] = long_text(N_("Result"))
