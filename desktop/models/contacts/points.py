"""Loyalty points of customers: a ledger, whose balance follows from its entries."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, date, integer, link, options, text

POINT_ENTRIES = options(
    {
        "earned": (N_("Earned"), "green"),
        "redeemed": (N_("Redeemed"), "blue"),
        "expired": (N_("Expired"), "grey"),
        "adjusted": (N_("Adjusted"), "orange"),
    }
)


@entity(
    "point_entry",
    number=44,
    module="contacts",
    label=N_("Point entry"),
    plural=N_("Point entries"),
    icon="coins",
    title="reason",
    list_columns=("reason", "account_id", "entry_type", "points", "entered_on", "created_by"),
    search_columns=("reason",),
    quick_columns=("account_id", "entry_type", "points", "reason", "entered_on"),
    sort="entered_on",
    descending=True,
    parent="account_id",
    ledger="points",
    balance="points_left",
)
class PointEntry(Record):
    """Points that a customer got or gave; what was wrong is set right by a further entry."""

    __tablename__ = "point_entry"

    account_id: Mapped[uuid.UUID] = link(
        "account", N_("Customer"), required=True, on_delete="refuse"
    )
    entry_type: Mapped[str] = choice(N_("Type"), POINT_ENTRIES, default="earned", required=True)
    points: Mapped[int] = integer(
        N_("Points"), required=True, help=N_("With a minus what the customer gives.")
    )
    reason: Mapped[str] = text(N_("Reason"), required=True, sortable=True)
    entered_on: Mapped[dt.date | None] = date(N_("Entered on"), sortable=True)
    corrects_id: Mapped[uuid.UUID | None] = link(
        "point_entry", N_("Counter-entry of"), readonly=True
    )
