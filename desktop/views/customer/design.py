"""The arrangement of the cards of customers, contact persons and leads."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.records.card_design import CardDesign, register_design
from desktop.views.records.form_layout import Arrangement

RESPONSIBLE: Final = (N_("Responsible"), ("owner_id", "org_unit_id"))
COMPANY: Final[Arrangement] = (
    (
        "",
        (
            "party_type",
            "account_type",
            ("name",),
            "short_name",
            "tax_code",
            "code",
            "customer_since",
        ),
    ),
    (N_("Ways to reach"), ("phones", "emails", ("website",), "address")),
    (
        N_("Classification"),
        ("industry_id", "source_id", "rating", "market", "tags", "parent_id"),
    ),
    (N_("Size"), ("employees", "annual_revenue", "currency")),
    (N_("More"), ("needs", "description", "logo")),
    RESPONSIBLE,
)
PERSON: Final[Arrangement] = (
    ("", ("party_type", "account_type", ("name",), "code", "customer_since")),
    (N_("Ways to reach"), ("phones", "emails", "address")),
    (N_("Person"), ("birth_on", "gender", "family")),
    (N_("Classification"), ("source_id", "rating", "market", "tags")),
    (N_("More"), ("needs", "description", "logo")),
    RESPONSIBLE,
)


def register_designs() -> None:
    """Use the hand-made arrangements."""
    register_design(
        "account",
        CardDesign(
            variant_field="party_type",
            variants={"company": COMPANY, "person": PERSON},
            icons={"person": "user"},
            subtitle=("phones", "emails", "address_province", "owner_id"),
            creates=("call", "note", "contact"),
            tabs={"account_relation": N_("Relations"), "address": N_("Addresses")},
        ),
    )
    register_design(
        "contact",
        CardDesign(
            subtitle=("title", "account_id", "phones", "emails"),
            tabs={"account_contact": N_("Roles"), "contact_relation": N_("Relations")},
        ),
    )
    register_design("lead", CardDesign(subtitle=("company", "phones", "status", "owner_id")))
    register_design("target", CardDesign(subtitle=("company", "phones", "status")))
