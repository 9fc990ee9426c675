"""Notes: what somebody wants remembered about a customer."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import link, long_text, moment, text


@entity(
    "note",
    number=12,
    module="contacts",
    label=N_("Note"),
    plural=N_("Notes"),
    icon="sticky-note",
    title="subject",
    title_text="body",
    list_columns=("subject", "account_id", "noted_at", "owner_id"),
    search_columns=("subject", "body"),
    quick_columns=("subject", "account_id", "body"),
    sort="noted_at",
    descending=True,
    parent="account_id",
    timeline="account_id",
    timeline_at="noted_at",
    history=("noted_at",),
)
class Note(Record):
    """A few lines about a customer or a person there."""

    __tablename__ = "note"

    subject: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    noted_at: Mapped[dt.datetime | None] = moment(N_("When"), sortable=True)
    body: Mapped[str | None] = long_text(N_("Text"))
