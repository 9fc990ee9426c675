"""What the law on personal data asks for: who agreed to what, and when.

Source: Law on Personal Data Protection 91/2025/QH15, articles on consent and its withdrawal.
"""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, link, long_text, moment, options, text

PURPOSES = options(
    {
        "advertising": N_("Advertising by e-mail, SMS or phone"),
        "care": N_("Customer care"),
        "contract": N_("Performing a contract"),
        "profiling": N_("Analysis of behaviour"),
        "sharing": N_("Passing on to partners"),
        "other": N_("Other"),
    }
)
DECISIONS = options(
    {"given": (N_("Consent given"), "green"), "withdrawn": (N_("Consent withdrawn"), "red")}
)
WAYS = options(
    {
        "paper": N_("On paper"),
        "website": N_("Website"),
        "email": N_("E-mail"),
        "sms": N_("SMS"),
        "call": N_("Phone call"),
        "other": N_("Other"),
    }
)


@entity(
    "consent",
    number=29,
    module="contacts",
    label=N_("Consent"),
    plural=N_("Consent log"),
    icon="shield-check",
    title="subject",
    list_columns=("subject", "decision", "purpose", "way", "evidence", "decided_at", "account_id"),
    search_columns=("subject", "evidence"),
    quick_columns=("subject", "account_id", "contact_id", "purpose", "decision", "way", "evidence"),
    sort="decided_at",
    descending=True,
    parent="account_id",
    tabs=("account_id", "contact_id", "lead_id"),
    timeline="account_id",
    timeline_at="decided_at",
)
class Consent(Record):
    """Somebody agreed to the use of personal data for a purpose, or took that back."""

    __tablename__ = "consent"

    subject: Mapped[str] = text(N_("Who"), required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    purpose: Mapped[str] = choice(
        N_("Purpose of processing"), PURPOSES, default="advertising", required=True, sortable=True
    )
    decision: Mapped[str] = choice(
        N_("Decision"), DECISIONS, default="given", required=True, sortable=True
    )
    decided_at: Mapped[dt.datetime | None] = moment(N_("When"), sortable=True)
    way: Mapped[str | None] = choice(N_("How"), WAYS, default="paper")
    evidence: Mapped[str | None] = long_text(N_("Evidence of consent"))
