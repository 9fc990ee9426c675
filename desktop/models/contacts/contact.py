"""Contacts: the persons at our customers, and the customers that each belongs to."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
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
    link,
    long_text,
    person_name,
    phone_list,
    picture_blob,
    postal_address,
    tag_list,
    text,
)
from desktop.models.contacts.choices import GENDERS, SALUTATIONS, month_and_day


@entity(
    "contact",
    number=2,
    module="contacts",
    label=N_("Contact person"),
    plural=N_("Contact persons"),
    icon="user",
    title="full_name",
    list_columns=("full_name", "account_id", "phones", "title", "emails", "owner_id", "updated_at"),
    search_columns=("full_name", "title", "phones", "emails"),
    quick_columns=("salutation", "full_name", "account_id", "title", "phones", "emails"),
    sort="full_name",
    parent="account_id",
    duplicate_keys=("phones", "emails", "full_name"),
    reminds=("birth_on yearly",),
)
class Contact(Record):
    """A person we talk to; may belong to several customers (`AccountContact`)."""

    __tablename__ = "contact"

    salutation: Mapped[str | None] = choice(N_("Salutation"), SALUTATIONS)
    full_name: Mapped[str] = person_name(
        N_("Full name"), required=True, sortable=True, synonyms=("Họ tên", "Họ và tên", "Tên")
    )
    account_id: Mapped[uuid.UUID | None] = link(
        "account", N_("Customer"), synonyms=("Công ty", "Company")
    )
    title: Mapped[str | None] = text(
        N_("Job title"), length=100, sortable=True, synonyms=("Chức vụ", "Chức danh")
    )
    department: Mapped[str | None] = text(N_("Department"), length=100)
    is_primary: Mapped[bool | None] = flag(N_("Main contact person"))
    phones: Mapped[list[Any] | None] = phone_list(N_("Phone"), section=N_("Ways to reach"))
    emails: Mapped[list[Any] | None] = email_list(N_("E-mail"))
    address: Mapped[dict[str, Any] | None] = postal_address(N_("Address"), personal=True)
    do_not_call: Mapped[bool | None] = flag(N_("Do not call"))
    birth_on: Mapped[dt.date | None] = date(
        N_("Date of birth"), section=N_("Person"), personal=True, sortable=True
    )
    birthday: Mapped[str | None] = computed(
        N_("Birthday (month-day)"), Kind.TEXT, ("birth_on",), length=5
    )
    gender: Mapped[str | None] = choice(N_("Gender"), GENDERS, personal=True)
    reports_to_id: Mapped[uuid.UUID | None] = link("contact", N_("Reports to"))
    tags: Mapped[list[Any] | None] = tag_list(N_("Tags"))
    card_groups: Mapped[list[Any] | None] = tag_list(N_("Card groups"), target="card_group")
    source_id: Mapped[uuid.UUID | None] = link("source", N_("Source"), sortable=True)
    needs: Mapped[str | None] = long_text(N_("Needs and wishes"), synonyms=("Nhu cầu", "Needs"))
    description: Mapped[str | None] = long_text(N_("Description"))
    picture: Mapped[str | None] = picture_blob(N_("Picture"), personal=True)

    @staticmethod
    def compute_birthday(values: Mapping[str, Any]) -> str | None:
        """Return MM-DD of the birth date, by which birthdays are found."""
        return month_and_day(values["birth_on"])


@entity(
    "account_contact",
    number=5,
    module="contacts",
    label=N_("Role at a customer"),
    plural=N_("Roles at customers"),
    icon="id-card",
    title="role",
    list_columns=("account_id", "contact_id", "role", "is_inactive"),
    quick_columns=("account_id", "contact_id", "role"),
    sort="role",
    parent="contact_id",
    hidden=True,
)
class AccountContact(Record):
    """A further customer to which a contact person belongs, with the role there."""

    __tablename__ = "account_contact"

    account_id: Mapped[uuid.UUID] = link("account", N_("Customer"), required=True)
    contact_id: Mapped[uuid.UUID] = link("contact", N_("Contact person"), required=True)
    role: Mapped[str | None] = text(N_("Role"), length=100, sortable=True)
    is_inactive: Mapped[bool | None] = flag(N_("No longer there"))
