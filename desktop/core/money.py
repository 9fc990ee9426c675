"""Amounts of money: rounding, the stored form, texts. `typed_numbers` reads what people type.

VND has no minor unit; other currencies have hundredths. Amounts are `Decimal`, never float.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from desktop.core.grouped_numbers import format_number

SCALE: Final = 10_000  # amounts and quantities are stored as integers scaled by this
SCALE_DIGITS: Final = 4
LARGEST: Final = Decimal(2**63 - 1) / SCALE  # 922,337,203,685,477.5807

_NO_BREAK_SPACE = "\u00a0"
_SIGNS = {"VND": "₫"}
_WITHOUT_MINOR = frozenset({"VND", "JPY", "KRW", "LAK"})


def to_scaled(value: Decimal) -> int:
    """Return an amount or quantity as the integer that is stored, rounded half up to 4 decimals.

    Raises:
        OverflowError: it is larger than the database holds.
        ValueError: it is not a number.
    """
    if not value.is_finite():
        raise ValueError(f"{value} is no amount")
    scaled = int(value.scaleb(SCALE_DIGITS).to_integral_value(ROUND_HALF_UP))
    if not -(2**63) <= scaled < 2**63:
        raise OverflowError(f"{value} is larger than {LARGEST}")
    return scaled


def from_scaled(scaled: int) -> Decimal:
    """Return the amount of a stored integer, without superfluous zeros."""
    whole, rest = divmod(scaled, SCALE)
    return Decimal(scaled).scaleb(-SCALE_DIGITS).normalize() if rest else Decimal(whole)


def currency_decimals(currency: str) -> int:
    """Return how many decimals amounts in `currency` (ISO 4217) have."""
    return 0 if currency in _WITHOUT_MINOR else 2


def round_amount(amount: Decimal, currency: str = "VND") -> Decimal:
    """Round half away from zero to what the currency has, as Vietnamese invoices do."""
    return amount.quantize(Decimal(1).scaleb(-currency_decimals(currency)), ROUND_HALF_UP)


def currency_sign(currency: str) -> str:
    """Return what stands after an amount: "₫" for VND, else the code."""
    return _SIGNS.get(currency, currency)


def format_amount(amount: Decimal | int, currency: str = "VND", locale: str = "vi") -> str:
    """Return an amount with its currency: "1.234.567 ₫", "1.234,50 USD" (no-break space)."""
    number = format_number(amount, locale, currency_decimals(currency))
    return f"{number}{_NO_BREAK_SPACE}{currency_sign(currency)}"
