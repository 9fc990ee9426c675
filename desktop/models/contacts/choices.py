"""What several records of the contacts area share: closed lists of values, birthdays."""

from __future__ import annotations

import datetime as dt

from desktop.core.fields import Option
from desktop.core.i18n import N_
from desktop.models.columns import options

PARTY_TYPES = (Option("company", N_("Company")), Option("person", N_("Person"), icon="user"))
ACCOUNT_TYPES = options(
    {
        "prospect": (N_("Prospect"), "blue"),
        "customer": (N_("Customer"), "green"),
        "prospect_supplier": (N_("Prospective supplier"), "blue"),
        "supplier": (N_("Supplier"), "purple"),
        "partner": (N_("Partner"), "orange"),
        "agency": (N_("Agency"), "yellow"),
        "competitor": (N_("Competitor"), "red"),
        "other": (N_("Other"), "grey"),
    }
)
MARKETS = options({"b2b": N_("Business (B2B)"), "b2c": N_("Consumer (B2C)")})
RATINGS = options(
    {"hot": (N_("Hot"), "red"), "warm": (N_("Warm"), "orange"), "cold": (N_("Cold"), "blue")}
)
GENDERS = options({"female": N_("Female"), "male": N_("Male"), "other": N_("Other")})
CURRENCIES = options({"VND": "VND", "USD": "USD", "EUR": "EUR", "JPY": "JPY", "CNY": "CNY"})
SALUTATIONS = options(
    {
        "anh": N_("Anh (older brother)"),
        "chi": N_("Chị (older sister)"),
        "ong": N_("Ông (sir)"),
        "ba": N_("Bà (madam)"),
        "co": N_("Cô (aunt)"),
        "chu": N_("Chú (uncle)"),
        "em": N_("Em (younger)"),
    }
)


def month_and_day(day: dt.date | None) -> str | None:
    """Return MM-DD of a day: the same every year."""
    return None if day is None else f"{day:%m-%d}"
