"""Targets and leads: what may become a customer, raw first, then with a stated need."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    email_list,
    link,
    long_text,
    moment,
    money,
    options,
    person_name,
    phone_list,
    postal_address,
    tag_list,
    text,
)
from desktop.models.contacts.choices import RATINGS

TARGET_STATES = options(
    {
        "new": (N_("New"), "blue"),
        "converted": (N_("Converted"), "green"),
        "dead": (N_("Dropped"), "grey"),
    }
)
LEAD_STATES = options(
    {
        "new": (N_("New"), "blue"),
        "assigned": (N_("Assigned"), "purple"),
        "in_process": (N_("In process"), "orange"),
        "converted": (N_("Converted"), "green"),
        "recycled": (N_("Recycled"), "yellow"),
        "dead": (N_("Dropped"), "grey"),
    }
)


@entity(
    "target",
    number=3,
    module="contacts",
    label=N_("Target"),
    plural=N_("Targets"),
    icon="crosshair",
    title="full_name",
    list_columns=("full_name", "company", "phones", "emails", "status", "source_id", "created_at"),
    search_columns=("full_name", "company", "phones", "emails"),
    quick_columns=("full_name", "company", "phones", "emails", "source_id"),
    sort="created_at",
    descending=True,
    status="status",
    duplicate_keys=("phones", "emails", "full_name"),
)
class Target(Record):
    """A raw address of somebody who never showed interest: from lists, fairs, cards."""

    __tablename__ = "target"

    full_name: Mapped[str] = person_name(N_("Full name"), required=True, sortable=True)
    company: Mapped[str | None] = text(N_("Company"), sortable=True)
    status: Mapped[str | None] = choice(
        N_("State"), TARGET_STATES, default="new", readonly=True, sortable=True
    )
    phones: Mapped[list[Any] | None] = phone_list(N_("Phone"))
    emails: Mapped[list[Any] | None] = email_list(N_("E-mail"))
    address: Mapped[dict[str, Any] | None] = postal_address(N_("Address"))
    source_id: Mapped[uuid.UUID | None] = link("source", N_("Source"), sortable=True)
    tags: Mapped[list[Any] | None] = tag_list(N_("Tags"))
    description: Mapped[str | None] = long_text(N_("Description"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Became the lead"), readonly=True)


@entity(
    "lead",
    number=4,
    module="contacts",
    label=N_("Lead"),
    plural=N_("Leads"),
    icon="flame",
    title="full_name",
    list_columns=(
        "full_name",
        "company",
        "phones",
        "status",
        "rating",
        "source_id",
        "owner_id",
        "created_at",
    ),
    search_columns=("full_name", "company", "phones", "emails"),
    quick_columns=("full_name", "company", "phones", "emails", "needs", "source_id"),
    sort="created_at",
    descending=True,
    status="status",
    duplicate_keys=("phones", "emails", "full_name"),
    tells=("handed owner_id",),
)
class Lead(Record):
    """Somebody with a need that we might fill; becomes an account with a contact."""

    __tablename__ = "lead"

    full_name: Mapped[str] = person_name(N_("Full name"), required=True, sortable=True)
    company: Mapped[str | None] = text(N_("Company"), sortable=True)
    title: Mapped[str | None] = text(N_("Job title"), length=100)
    status: Mapped[str | None] = choice(
        N_("State"), LEAD_STATES, default="new", readonly=True, sortable=True
    )
    rating: Mapped[str | None] = choice(N_("Rating"), RATINGS, sortable=True)
    phones: Mapped[list[Any] | None] = phone_list(N_("Phone"), section=N_("Ways to reach"))
    emails: Mapped[list[Any] | None] = email_list(N_("E-mail"))
    address: Mapped[dict[str, Any] | None] = postal_address(N_("Address"))
    source_id: Mapped[uuid.UUID | None] = link(
        "source", N_("Source"), section=N_("Need"), sortable=True
    )
    needs: Mapped[str | None] = long_text(N_("Needs and wishes"), synonyms=("Nhu cầu", "Needs"))
    expected_amount: Mapped[Decimal | None] = money(N_("Expected amount"), sortable=True)
    tags: Mapped[list[Any] | None] = tag_list(N_("Tags"))
    card_groups: Mapped[list[Any] | None] = tag_list(N_("Card groups"), target="card_group")
    description: Mapped[str | None] = long_text(N_("Description"))
    care_stopped_at: Mapped[dt.datetime | None] = moment(
        N_("Care stopped on"), section=N_("Care"), readonly=True, sortable=True
    )
    care_stopped_by: Mapped[uuid.UUID | None] = link(
        "app_user", N_("Care stopped by"), readonly=True
    )
    stop_reason_id: Mapped[uuid.UUID | None] = link(
        "stop_reason", N_("Reason to stop caring"), readonly=True
    )
    converted_at: Mapped[dt.datetime | None] = moment(
        N_("Converted on"), section=N_("Conversion"), readonly=True
    )
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Became the customer"), readonly=True)
    contact_id: Mapped[uuid.UUID | None] = link(
        "contact", N_("Became the contact person"), readonly=True
    )
