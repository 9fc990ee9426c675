"""Relations between customers, between persons, and further addresses of a customer."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import choice, link, options, phone_list, postal_address, text

ACCOUNT_RELATIONS = options(
    {
        "supplies": N_("Supplies"),
        "belongs_to": N_("Belongs to"),
        "partner_of": N_("Partner of"),
        "competes_with": N_("Competes with"),
        "recommended": N_("Recommended"),
        "other": N_("Other"),
    }
)
CONTACT_RELATIONS = options(
    {
        "spouse": N_("Husband or wife"),
        "parent": N_("Parent of"),
        "sibling": N_("Brother or sister"),
        "friend": N_("Friend"),
        "colleague": N_("Colleague"),
        "recommended": N_("Recommended"),
        "other": N_("Other"),
    }
)
ADDRESS_USES = options(
    {
        "office": N_("Office"),
        "invoice": N_("Invoice address"),
        "delivery": N_("Delivery address"),
        "home": N_("Private home"),
        "other": N_("Other"),
    }
)


@entity(
    "account_relation",
    number=6,
    module="contacts",
    label=N_("Relation between customers"),
    plural=N_("Relations between customers"),
    icon="network",
    title="remark",
    list_columns=("account_id", "relation_type", "other_id", "remark"),
    quick_columns=("account_id", "relation_type", "other_id", "remark"),
    sort="remark",
    parent="account_id",
    hidden=True,
)
class AccountRelation(Record):
    """One customer stands to another in a relation, read from `account_id` to `other_id`."""

    __tablename__ = "account_relation"

    account_id: Mapped[uuid.UUID] = link("account", N_("Customer"), required=True)
    relation_type: Mapped[str] = choice(
        N_("Relation"), ACCOUNT_RELATIONS, default="other", required=True
    )
    other_id: Mapped[uuid.UUID] = link("account", N_("Other customer"), required=True)
    remark: Mapped[str | None] = text(N_("Remark"), sortable=True)


@entity(
    "contact_relation",
    number=7,
    module="contacts",
    label=N_("Relation between persons"),
    plural=N_("Relations between persons"),
    icon="users",
    title="remark",
    list_columns=("contact_id", "relation_type", "other_id", "remark"),
    quick_columns=("contact_id", "relation_type", "other_id", "remark"),
    sort="remark",
    parent="contact_id",
    hidden=True,
)
class ContactRelation(Record):
    """One person stands to another in a relation, read from `contact_id` to `other_id`."""

    __tablename__ = "contact_relation"

    contact_id: Mapped[uuid.UUID] = link("contact", N_("Contact person"), required=True)
    relation_type: Mapped[str] = choice(
        N_("Relation"), CONTACT_RELATIONS, default="other", required=True
    )
    other_id: Mapped[uuid.UUID] = link("contact", N_("Other person"), required=True)
    remark: Mapped[str | None] = text(N_("Remark"), sortable=True)


@entity(
    "address",
    number=8,
    module="contacts",
    label=N_("Further address"),
    plural=N_("Further addresses"),
    icon="map-pin",
    title="label",
    list_columns=("label", "use", "address", "phones"),
    quick_columns=("account_id", "use", "label", "address", "phones"),
    sort="label",
    parent="account_id",
    hidden=True,
)
class Address(Record):
    """A further address of a customer: an invoice address, a store, a home."""

    __tablename__ = "address"

    account_id: Mapped[uuid.UUID] = link("account", N_("Customer"), required=True)
    use: Mapped[str | None] = choice(N_("Used for"), ADDRESS_USES, default="office")
    label: Mapped[str | None] = text(N_("Label"), length=80, sortable=True)
    address: Mapped[dict[str, Any] | None] = postal_address(N_("Address"))
    phones: Mapped[list[Any] | None] = phone_list(N_("Phone"))
