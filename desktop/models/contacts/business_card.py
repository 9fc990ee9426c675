"""The card directory: business cards apart from customers, and specimens of signatures."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    date,
    email_list,
    link,
    long_text,
    options,
    person_name,
    phone_list,
    picture_blob,
    postal_address,
    tag_list,
    tax_code_text,
    text,
    url,
)

CARD_TERMS = options(
    {"regular": (N_("Regular"), "green"), "short_term": (N_("Short-term"), "orange")}
)
SPECIMENS = options({"signature": N_("Signature"), "seal": N_("Seal"), "both": N_("Both")})


@entity(
    "business_card",
    number=25,
    module="contacts",
    label=N_("Business card"),
    plural=N_("Business cards"),
    icon="contact-round",
    title="full_name",
    list_columns=("full_name", "company", "title", "phones", "emails", "card_groups", "term"),
    search_columns=("full_name", "company", "phones", "emails", "description"),
    quick_columns=("full_name", "company", "title", "phones", "emails", "card_groups", "term"),
    sort="full_name",
    duplicate_keys=("phones", "emails", "full_name"),
)
class BusinessCard(Record):
    """A card that somebody gave us; may become a lead or a customer later."""

    __tablename__ = "business_card"

    full_name: Mapped[str] = person_name(
        N_("Full name"), required=True, sortable=True, synonyms=("Họ tên", "Họ và tên", "Tên")
    )
    company: Mapped[str | None] = text(N_("Company"), sortable=True, synonyms=("Công ty",))
    title: Mapped[str | None] = text(N_("Job title"), length=100, synonyms=("Chức vụ",))
    department: Mapped[str | None] = text(N_("Department"), length=100)
    phones: Mapped[list[Any] | None] = phone_list(N_("Phone"), section=N_("Ways to reach"))
    emails: Mapped[list[Any] | None] = email_list(N_("E-mail"))
    website: Mapped[str | None] = url(N_("Website"))
    address: Mapped[dict[str, Any] | None] = postal_address(N_("Address"))
    tax_code: Mapped[str | None] = tax_code_text(N_("Tax code"))
    card_groups: Mapped[list[Any] | None] = tag_list(
        N_("Card groups"), target="card_group", section=N_("Classification")
    )
    term: Mapped[str | None] = choice(N_("Kept"), CARD_TERMS, default="regular", sortable=True)
    ends_on: Mapped[dt.date | None] = date(N_("Kept until"), sortable=True)
    met_on: Mapped[dt.date | None] = date(N_("Got on"), sortable=True)
    source_id: Mapped[uuid.UUID | None] = link("source", N_("Source"), sortable=True)
    description: Mapped[str | None] = long_text(N_("Description"))
    front: Mapped[str | None] = picture_blob(N_("Front side"), section=N_("Pictures of the card"))
    back: Mapped[str | None] = picture_blob(N_("Back side"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Became the lead"), readonly=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Became the customer"), readonly=True)


@entity(
    "signature_specimen",
    number=26,
    module="contacts",
    label=N_("Signature specimen"),
    plural=N_("Register of signatures"),
    icon="signature",
    title="full_name",
    list_columns=("full_name", "role", "account_id", "user_id", "valid_from", "valid_until"),
    search_columns=("full_name", "role", "document_kinds"),
    quick_columns=("full_name", "role", "account_id", "user_id", "specimen_type", "picture"),
    sort="full_name",
)
class SignatureSpecimen(Record):
    """The signature or seal of a contact person or a colleague."""

    __tablename__ = "signature_specimen"

    full_name: Mapped[str] = person_name(N_("Full name"), required=True, sortable=True)
    role: Mapped[str | None] = text(N_("Role"), length=100, sortable=True)
    specimen_type: Mapped[str | None] = choice(N_("Type"), SPECIMENS, default="signature")
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"), on_delete="take")
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    user_id: Mapped[uuid.UUID | None] = link("app_user", N_("Colleague"))
    document_kinds: Mapped[str | None] = text(N_("For which documents"))
    valid_from: Mapped[dt.date | None] = date(N_("Valid from"), sortable=True)
    valid_until: Mapped[dt.date | None] = date(N_("Valid until"), sortable=True)
    picture: Mapped[str | None] = picture_blob(N_("Picture"), personal=True)
    description: Mapped[str | None] = long_text(N_("Description"))
