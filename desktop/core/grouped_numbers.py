"""Numbers with groups of thousands, as people of a language write them.

Decimals are imported where they are needed: counts are whole, and a start shows nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from decimal import Decimal

_SEPARATORS: Final = {"vi": (".", ","), "en": (",", ".")}  # of groups, of decimals


def separators(locale: str) -> tuple[str, str]:
    """Return the signs between groups of thousands and before decimals."""
    return _SEPARATORS.get(locale, _SEPARATORS["vi"])


def format_number(value: Decimal | int, locale: str = "vi", decimals: int | None = None) -> str:
    """Return a number with groups of thousands: "1.234.567,5" in Vietnamese.

    Args:
        value: the number.
        locale: "vi" or "en".
        decimals: how many to show, rounded half up; None shows those that the number has.
    """
    if decimals is not None:
        from decimal import ROUND_HALF_UP, Decimal

        value = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.strip("-0.,") == "":
        text = text.removeprefix("-")  # what rounds to nothing is not negative
    groups, point = separators(locale)
    return text.translate({ord(","): groups, ord("."): point})
