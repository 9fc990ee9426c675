"""Phone calls with customers: planned, held or missed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

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
    phone_list,
    text,
)

DIRECTIONS = options({"outbound": N_("Outgoing"), "inbound": N_("Incoming")})
CALL_STATES = options(
    {
        "planned": (N_("Planned"), "blue"),
        "held": (N_("Held"), "green"),
        "missed": (N_("Missed"), "red"),
    }
)


@entity(
    "call",
    number=13,
    module="contacts",
    label=N_("Call"),
    plural=N_("Calls"),
    icon="phone",
    title="subject",
    title_text="result",
    list_columns=("subject", "account_id", "called_at", "status", "direction", "owner_id"),
    search_columns=("subject", "phones", "result"),
    quick_columns=("subject", "account_id", "direction", "called_at", "result"),
    sort="called_at",
    descending=True,
    parent="account_id",
    tabs=("project_id",),
    timeline="account_id",
    timeline_at="called_at",
    history=("called_at", "next_at"),
    status="status",
    tells=("handed owner_id", "state people on status", "changed people on called_at"),
    reminds=("called_at else 0 while planned", "next_at else 0 while held missed"),
)
class Call(Record):
    """One phone call, with its result and what comes next."""

    __tablename__ = "call"

    subject: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    project_id: Mapped[uuid.UUID | None] = link("project", N_("Project"))
    direction: Mapped[str | None] = choice(N_("Direction"), DIRECTIONS, default="outbound")
    status: Mapped[str | None] = choice(
        N_("State"), CALL_STATES, default="planned", readonly=True, sortable=True
    )
    phones: Mapped[list[Any] | None] = phone_list(N_("Phone"))
    called_at: Mapped[dt.datetime | None] = moment(N_("When"), sortable=True)
    duration_minutes: Mapped[int | None] = integer(N_("Minutes"))
    result: Mapped[str | None] = long_text(N_("Result"))
    next_at: Mapped[dt.datetime | None] = moment(N_("Next call"))
