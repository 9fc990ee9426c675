"""Visits and meetings with customers: planned, held or cancelled, with what came of them."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    integer,
    link,
    long_text,
    moment,
    options,
    rich_text,
    text,
)

MEETING_STATES = options(
    {
        "planned": (N_("Planned"), "blue"),
        "held": (N_("Held"), "green"),
        "cancelled": (N_("Cancelled"), "grey"),
    }
)


@entity(
    "visit",
    number=19,
    module="contacts",
    label=N_("Visit"),
    plural=N_("Visits"),
    icon="footprints",
    title="subject",
    title_text="result",
    list_columns=("subject", "account_id", "visited_at", "status", "place", "owner_id"),
    search_columns=("subject", "place", "result"),
    quick_columns=("subject", "account_id", "contact_id", "visited_at", "place", "result"),
    sort="visited_at",
    descending=True,
    parent="account_id",
    timeline="account_id",
    timeline_at="visited_at",
    history=("visited_at", "next_at"),
    status="status",
    reminds=("visited_at else 30 while planned", "next_at else 30 while held"),
)
class Visit(Record):
    """Somebody of ours calls on a customer, or the customer on us."""

    __tablename__ = "visit"

    subject: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    status: Mapped[str | None] = choice(
        N_("State"), MEETING_STATES, default="planned", readonly=True, sortable=True
    )
    visited_at: Mapped[dt.datetime | None] = moment(N_("When"), sortable=True)
    duration_minutes: Mapped[int | None] = integer(N_("Minutes"))
    place: Mapped[str | None] = text(N_("Place"))
    result: Mapped[str | None] = long_text(N_("Result"))
    next_at: Mapped[dt.datetime | None] = moment(N_("Next visit"))


@entity(
    "meeting",
    number=20,
    module="contacts",
    label=N_("Meeting note"),
    plural=N_("Meeting notes"),
    icon="users",
    title="subject",
    title_text="result",
    list_columns=("subject", "account_id", "met_at", "status", "place", "owner_id"),
    search_columns=("subject", "place", "participants", "result"),
    quick_columns=("subject", "account_id", "met_at", "place", "participants", "result"),
    sort="met_at",
    descending=True,
    parent="account_id",
    timeline="account_id",
    timeline_at="met_at",
    history=("met_at", "next_at"),
    status="status",
    reminds=("met_at else 15 while planned", "next_at else 15 while held"),
)
class Meeting(Record):
    """A meeting with several people and what was said there."""

    __tablename__ = "meeting"

    subject: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    status: Mapped[str | None] = choice(
        N_("State"), MEETING_STATES, default="planned", readonly=True, sortable=True
    )
    met_at: Mapped[dt.datetime | None] = moment(N_("When"), sortable=True)
    duration_minutes: Mapped[int | None] = integer(N_("Minutes"))
    place: Mapped[str | None] = text(N_("Place"))
    participants: Mapped[str | None] = text(N_("Participants"), length=500)
    result: Mapped[str | None] = rich_text(N_("Minutes of the meeting"))
    next_at: Mapped[dt.datetime | None] = moment(N_("Next meeting"))
