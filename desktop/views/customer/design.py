"""The arrangement of the cards of customers, contact persons, leads and business cards."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_
from desktop.views.records.card_banner import Banner
from desktop.views.records.card_design import CardDesign, register_design
from desktop.views.records.form_layout import Arrangement

RESPONSIBLE: Final = (N_("Responsible"), ("owner_id", "org_unit_id"))
SHARED: Final = (RESPONSIBLE[0], (*RESPONSIBLE[1], "is_shared"))
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
        ("industry_id", "source_id", "rating", "market", "tags", "card_groups", "parent_id"),
    ),
    (N_("Size"), ("employees", "annual_revenue", "currency")),
    (N_("More"), ("needs", "description", "logo")),
    SHARED,
)
PERSON: Final[Arrangement] = (
    ("", ("party_type", "account_type", ("name",), "code", "customer_since")),
    (N_("Ways to reach"), ("phones", "emails", "address")),
    (N_("Person"), ("birth_on", "gender", "family")),
    (N_("Classification"), ("source_id", "rating", "market", "tags", "card_groups")),
    (N_("More"), ("needs", "description", "logo")),
    SHARED,
)


LEAD: Final[Arrangement] = (
    ("", (("full_name",), "company", "title", "status", "rating")),
    (N_("Ways to reach"), ("phones", "emails", "address")),
    (N_("Need"), ("needs", "expected_amount")),
    (N_("Classification"), ("source_id", "tags", "card_groups")),
    (N_("More"), ("description",)),
    RESPONSIBLE,
)
CONVERTED: Final[Arrangement] = (
    LEAD[0],
    (N_("Conversion"), ("converted_at", "account_id", "contact_id")),
    *LEAD[1:],
)
_CARD: Final[Arrangement] = (
    ("", ("full_name", "title", "company", "department")),
    (N_("Pictures of the card"), ("front", "back")),
    (N_("Ways to reach"), ("phones", "emails", "website", "address", "tax_code")),
)
_CARD_END: Final[Arrangement] = (
    (N_("More"), ("description",)),
    (N_("Conversion"), ("lead_id", "account_id")),
    RESPONSIBLE,
)
_KEPT: Final = ("card_groups", "source_id", "met_on", "term")
REGULAR_CARD: Final[Arrangement] = (*_CARD, (N_("Classification"), _KEPT), *_CARD_END)
SHORT_TERM_CARD: Final[Arrangement] = (
    *_CARD,
    (N_("Classification"), (*_KEPT, "ends_on")),
    *_CARD_END,
)
SPECIMEN: Final[Arrangement] = (
    ("", ("full_name", "role", "specimen_type", "document_kinds", "picture")),
    (N_("Whose"), ("account_id", "contact_id", "user_id")),
    (N_("Validity"), ("valid_from", "valid_until")),
    (N_("More"), ("description",)),
    RESPONSIBLE,
)


def _stopped(entity: str) -> Banner:
    return Banner(
        "care_stopped_at",
        N_("Care stopped on {care_stopped_at} by {care_stopped_by}: {stop_reason_id}"),
        N_("Care again"),
        f"{entity}.resume_care",
    )


def register_designs() -> None:
    """Use the hand-made arrangements."""
    register_design(
        "account",
        CardDesign(
            variant_field="party_type",
            variants={"company": COMPANY, "person": PERSON},
            subtitle=("phones", "emails", "address_province", "owner_id", "points_left"),
            creates=("contact",),
            tabs={
                "account_relation": N_("Relations"),
                "address": N_("Addresses"),
                "point_entry": N_("Loyalty points"),
            },
            banners=(_stopped("account"),),
        ),
    )
    register_design(
        "contact",
        CardDesign(
            subtitle=("title", "account_id", "phones", "emails"),
            tabs={"account_contact": N_("Roles"), "contact_relation": N_("Relations")},
        ),
    )
    register_design(
        "lead",
        CardDesign(
            variant_field="status",
            variants={"open": LEAD, "converted": CONVERTED},
            subtitle=("company", "phones", "status", "owner_id"),
            banners=(_stopped("lead"),),
        ),
    )
    register_design(
        "business_card",
        CardDesign(
            variant_field="term",
            variants={"regular": REGULAR_CARD, "short_term": SHORT_TERM_CARD},
            subtitle=("title", "company", "phones", "emails"),
        ),
    )
    register_design(
        "signature_specimen",
        CardDesign(
            variants={"specimen": SPECIMEN},
            subtitle=("role", "account_id", "valid_until"),
        ),
    )
    register_design("target", CardDesign(subtitle=("company", "phones", "status")))
