"""Care: gifts, services and cards that customers get, and the days that they are given for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.anniversaries import next_time, notice_from, yearly_day
from desktop.core.clock import SystemClock, local_day
from desktop.core.fields import Kind
from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    computed,
    date,
    flag,
    integer,
    link,
    long_text,
    money,
    options,
    sequence,
    text,
)

GIFT_TYPES = options(
    {
        "gift": N_("Gift"),
        "service": N_("Service"),
        "card": N_("Card or letter"),
        "other": N_("Other"),
    }
)
GIFT_STATES = options(
    {
        "planned": (N_("Planned"), "blue"),
        "given": (N_("Given"), "green"),
        "cancelled": (N_("Cancelled"), "grey"),
    }
)
OCCASIONS = options(
    {
        "birthday": N_("Birthday"),
        "founding": N_("Founding day"),
        "death_day": N_("Death anniversary"),
        "wedding": N_("Wedding day"),
        "other": N_("Other"),
    }
)
_DAY = ("calendar", "day", "month", "is_leap_month")
CALENDARS = options({"solar": N_("Solar calendar"), "lunar": N_("Lunar calendar")})


@entity(
    "gift",
    number=21,
    module="contacts",
    label=N_("Gift or service"),
    plural=N_("Gifts and services"),
    icon="gift",
    title="title",
    list_columns=("title", "account_id", "given_on", "gift_type", "status", "value", "owner_id"),
    search_columns=("title", "description"),
    quick_columns=("title", "account_id", "contact_id", "gift_type", "given_on", "value"),
    sort="given_on",
    descending=True,
    parent="account_id",
    timeline="account_id",
    timeline_at="given_on",
    status="status",
    reminds=("given_on while planned",),
)
class Gift(Record):
    """What a customer gets from us beside what was bought."""

    __tablename__ = "gift"

    title: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    gift_type: Mapped[str | None] = choice(N_("Type"), GIFT_TYPES, default="gift", sortable=True)
    status: Mapped[str | None] = choice(
        N_("State"), GIFT_STATES, default="planned", readonly=True, sortable=True
    )
    given_on: Mapped[dt.date | None] = date(N_("Given on"), sortable=True)
    occasion: Mapped[str | None] = text(N_("Occasion"))
    quantity: Mapped[int | None] = integer(N_("Quantity"))
    value: Mapped[Decimal | None] = money(N_("Value"), sortable=True)
    slip_no: Mapped[str | None] = sequence(
        N_("Care slip number"), "PCS{YYYY}-{NNNNN}", gapless=True, readonly=True, sortable=True
    )
    description: Mapped[str | None] = long_text(N_("Description"))


@entity(
    "anniversary",
    number=22,
    module="contacts",
    label=N_("Anniversary"),
    plural=N_("Anniversaries"),
    icon="cake",
    title="title",
    list_columns=("title", "next_on", "calendar", "account_id", "contact_id", "occasion"),
    search_columns=("title",),
    quick_columns=("title", "account_id", "contact_id", "occasion", "calendar", "day", "month"),
    sort="next_on",
    parent="account_id",
    reminds=("next_on days remind_days",),
)
class Anniversary(Record):
    """A day that comes every year, by the sun or by the moon."""

    __tablename__ = "anniversary"

    title: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    occasion: Mapped[str | None] = choice(
        N_("Occasion"), OCCASIONS, default="birthday", sortable=True
    )
    calendar: Mapped[str | None] = choice(N_("Calendar"), CALENDARS, default="solar")
    day: Mapped[int] = integer(N_("Day"), required=True)
    month: Mapped[int] = integer(N_("Month"), required=True)
    year: Mapped[int | None] = integer(N_("Year"), help=N_("Of the event itself, if it is known."))
    is_leap_month: Mapped[bool | None] = flag(N_("In the leap month"))
    remind_days: Mapped[int | None] = integer(N_("Days of notice"))
    next_on: Mapped[dt.date | None] = computed(N_("Next on"), Kind.DATE, _DAY, sortable=True)
    remind_on: Mapped[dt.date | None] = computed(
        N_("Remind from"), Kind.DATE, (*_DAY, "remind_days"), sortable=True
    )
    description: Mapped[str | None] = long_text(N_("Description"))

    @staticmethod
    def compute_next_on(values: Mapping[str, Any]) -> dt.date | None:
        """Return the next time from today on; maintenance moves it on when that day has passed.

        Raises:
            InvalidValueError: no year of the calendar has such a day.
        """
        yearly = yearly_day(values)
        return None if yearly is None else next_time(yearly, local_day(SystemClock().now()))

    @staticmethod
    def compute_remind_on(values: Mapping[str, Any]) -> dt.date | None:
        """Return the day from which on the next time is told of beforehand."""
        return notice_from(Anniversary.compute_next_on(values), values["remind_days"])

    def roll_on(self, today: dt.date) -> None:
        """Move on to the first time from a day on."""
        self.next_on = self.next_from(today)
        self.remind_on = notice_from(self.next_on, self.remind_days)

    def next_from(self, today: dt.date) -> dt.date | None:
        """Return the first time from a day on."""
        yearly = yearly_day({name: getattr(self, name) for name in _DAY})
        return None if yearly is None else next_time(yearly, today)
