"""Accounts: companies and people that we deal with, or want to."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.fields import Kind
from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    computed,
    date,
    email_list,
    flag,
    followed_integer,
    followed_moment,
    integer,
    link,
    long_text,
    moment,
    money,
    phone_list,
    picture_blob,
    postal_address,
    sequence,
    tag_list,
    tax_code_text,
    text,
    url,
)
from desktop.models.contacts.choices import (
    ACCOUNT_TYPES,
    CURRENCIES,
    GENDERS,
    MARKETS,
    PARTY_TYPES,
    RATINGS,
    month_and_day,
)


@entity(
    "account",
    number=1,
    module="contacts",
    label=N_("Customer"),
    plural=N_("Customers"),
    icon="building-2",
    title="name",
    list_columns=(
        "name",
        "phones",
        "emails",
        "account_type",
        "address_province",
        "source_id",
        "owner_id",
        "updated_at",
    ),
    search_columns=("name", "short_name", "code", "tax_code", "phones", "emails", "address"),
    quick_columns=("party_type", "name", "phones", "emails", "tax_code", "address", "source_id"),
    sort="name",
    duplicate_keys=("tax_code", "code", "phones", "emails", "name"),
    reminds=("birth_on yearly",),
    tells=("handed owner_id",),
)
class Account(Record):
    """A company or a person; customers, suppliers, partners and competitors alike."""

    __tablename__ = "account"

    party_type: Mapped[str] = choice(
        N_("Company or person"), PARTY_TYPES, default="company", required=True
    )
    name: Mapped[str] = text(
        N_("Name"),
        required=True,
        sortable=True,
        synonyms=("Tên khách hàng", "Tên công ty", "Họ tên", "Company", "Customer name"),
    )
    short_name: Mapped[str | None] = text(N_("Short name"), length=80)
    code: Mapped[str | None] = sequence(
        N_("Customer code"), "KH{NNNNN}", sortable=True, synonyms=("Mã KH", "Mã", "Code")
    )
    account_type: Mapped[str | None] = choice(
        N_("Type"), ACCOUNT_TYPES, default="customer", sortable=True
    )
    market: Mapped[str | None] = choice(N_("Market"), MARKETS)
    rating: Mapped[str | None] = choice(N_("Rating"), RATINGS, sortable=True)
    tax_code: Mapped[str | None] = tax_code_text(N_("Tax code"), sortable=True, synonyms=("MST",))

    phones: Mapped[list[Any] | None] = phone_list(
        N_("Phone"), section=N_("Ways to reach"), synonyms=("SĐT", "ĐT", "Di động", "Mobile")
    )
    emails: Mapped[list[Any] | None] = email_list(N_("E-mail"), synonyms=("Mail", "Thư điện tử"))
    website: Mapped[str | None] = url(N_("Website"))
    address: Mapped[dict[str, Any] | None] = postal_address(N_("Address"), sortable=True)

    industry_id: Mapped[uuid.UUID | None] = link(
        "industry", N_("Industry"), section=N_("Classification"), sortable=True
    )
    source_id: Mapped[uuid.UUID | None] = link("source", N_("Source"), sortable=True)
    tags: Mapped[list[Any] | None] = tag_list(N_("Tags"))
    card_groups: Mapped[list[Any] | None] = tag_list(N_("Card groups"), target="card_group")
    parent_id: Mapped[uuid.UUID | None] = link("account", N_("Parent company"))
    employees: Mapped[int | None] = integer(N_("Employees"), sortable=True)
    annual_revenue: Mapped[Decimal | None] = money(
        N_("Annual revenue"), currency_field="currency", sortable=True
    )
    currency: Mapped[str | None] = choice(N_("Currency"), CURRENCIES, default="VND")
    customer_since: Mapped[dt.date | None] = date(N_("Customer since"), sortable=True)

    birth_on: Mapped[dt.date | None] = date(
        N_("Date of birth"), section=N_("Person"), personal=True, synonyms=("Ngày sinh",)
    )
    birthday: Mapped[str | None] = computed(
        N_("Birthday (month-day)"), Kind.TEXT, ("birth_on",), length=5
    )
    gender: Mapped[str | None] = choice(N_("Gender"), GENDERS, personal=True)
    family: Mapped[str | None] = long_text(N_("Family"), personal=True)
    needs: Mapped[str | None] = long_text(
        N_("Needs and wishes"), section=N_("More"), synonyms=("Nhu cầu", "Needs")
    )
    description: Mapped[str | None] = long_text(
        N_("Description"), synonyms=("Ghi chú", "Diễn giải", "Notes")
    )
    logo: Mapped[str | None] = picture_blob(N_("Picture"))
    is_shared: Mapped[bool | None] = flag(
        N_("Shared with colleagues"), default=True, help=N_("Colleagues see this customer too.")
    )
    care_stopped_at: Mapped[dt.datetime | None] = moment(
        N_("Care stopped on"), section=N_("Care"), readonly=True, sortable=True
    )
    care_stopped_by: Mapped[uuid.UUID | None] = link(
        "app_user", N_("Care stopped by"), readonly=True
    )
    stop_reason_id: Mapped[uuid.UUID | None] = link(
        "stop_reason", N_("Reason to stop caring"), readonly=True
    )
    last_contact_at: Mapped[dt.datetime | None] = followed_moment(
        N_("Last contact on"), sortable=True
    )
    points_left: Mapped[int | None] = followed_integer(N_("Points left"), sortable=True)

    @staticmethod
    def compute_birthday(values: Mapping[str, Any]) -> str | None:
        """Return MM-DD of the birth date, by which anniversaries are found."""
        return month_and_day(values["birth_on"])
