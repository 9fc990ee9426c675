"""Numbers and amounts as people type them: "1.234.567,50", "1,2 tỷ", "300tr", "500k", "(1.000)".

In Vietnamese "." groups thousands and "," comes before decimals. What can only be read the other
way ("1,234,567", "12.5") is accepted; what could be a thousand times too much or too little
("12345.678") is refused with a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from desktop.core.errors import InvalidValueError
from desktop.core.grouped_numbers import separators
from desktop.core.i18n import _
from desktop.core.money import LARGEST
from desktop.core.patterns import Pattern
from desktop.core.words import fold

_CURRENCY_WORDS = {
    "₫": "VND", "đ": "VND", "vnd": "VND", "vnđ": "VND", "đồng": "VND", "dong": "VND",
    "$": "USD", "us$": "USD", "usd": "USD", "đô": "USD", "đô la": "USD",
    "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "¥": "JPY", "jpy": "JPY", "cny": "CNY",
    "krw": "KRW", "aud": "AUD", "sgd": "SGD", "thb": "THB", "cad": "CAD",
}  # fmt: skip
_CURRENCY = Pattern(
    r"(?<![^\W\d_])(?:us\$|vnđ|vnd|usd|eur|gbp|jpy|cny|krw|aud|sgd|thb|cad|đồng|dong|đô la|đô|đ"
    r"(?![^\W\d_])|[₫$€£¥])(?![^\W\d_])"
)
_UNITS = {
    "k": 10**3, "n": 10**3, "ng": 10**3, "nghin": 10**3, "ngan": 10**3, "thousand": 10**3,
    "tr": 10**6, "trieu": 10**6, "m": 10**6, "mil": 10**6, "million": 10**6,
    "ty": 10**9, "ti": 10**9, "b": 10**9, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
_PART = Pattern(r"([\d.,]+)\s*([a-z]+)\s*(ruoi)?\s*(?:,\s)?\s*")
_LOOSE_SPACES = Pattern(r"(?<=\d)[\s'’_](?=\d{3}(?!\d))")
_DIGITS = Pattern(r"[\d.,]*\d[\d.,]*")
_MINUS = "-−–"
_GROUP = 3
_LONGEST = 40


def parse_number(text: str, locale: str = "vi") -> Decimal:
    """Return the number that somebody typed.

    Raises:
        InvalidValueError: it is none, or could be read in two ways.
    """
    cleaned, negative = _without_sign(unicodedata.normalize("NFKC", text).strip().lower())
    cleaned = _LOOSE_SPACES.sub("", fold(cleaned))
    if not cleaned or len(cleaned) > _LONGEST:
        raise _not_a_number(text)
    if re.search("[a-z]", cleaned):
        value = _with_units(cleaned, text, locale)
    else:
        value = _plain(cleaned, text, locale)
    if abs(value) > LARGEST:
        raise InvalidValueError(_("The number “{text}” is too large.").format(text=text.strip()))
    return -value if negative else value


def parse_amount(text: str, locale: str = "vi", currency: str = "VND") -> Decimal:
    """Return the amount that somebody typed, with or without the sign of its currency.

    Raises:
        InvalidValueError: it is no amount, or one of another currency.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    if found := _CURRENCY.search(lowered):
        named = _CURRENCY_WORDS[found.group()]
        if named != currency:
            raise InvalidValueError(
                _("“{text}” is in {named}, but this amount is in {currency}.").format(
                    text=text.strip(), named=named, currency=currency
                )
            )
        lowered = lowered[: found.start()] + lowered[found.end() :]
    try:
        return parse_number(lowered, locale)
    except InvalidValueError:
        return parse_number(text, locale)  # so that the sentence quotes what was typed


def _without_sign(text: str) -> tuple[str, bool]:
    """Take off a minus before or after the number, or the brackets of accountants."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text[:1] and text[0] in _MINUS:
        return text[1:].strip(), True
    if text[-1:] and text[-1] in _MINUS:
        return text[:-1].strip(), True
    return text.removeprefix("+").strip(), False


def _with_units(cleaned: str, text: str, locale: str) -> Decimal:
    """Read "1 tỷ 200 triệu", "1,2ty", "1tr5" (five tenths of the unit), "2 triệu rưỡi"."""
    total, unit, at = Decimal(0), 0, 0
    while part := _PART.match(cleaned, at):
        factor = _UNITS.get(part[2], 0)
        if not factor or (unit and factor >= unit):
            raise _not_a_number(text)
        total += _plain(part[1].rstrip(",") if part[3] else part[1], text, locale) * factor
        total += Decimal(factor) / 2 if part[3] else 0
        unit, at = factor, part.end()
    rest = cleaned[at:]
    if not rest and unit:
        return total
    if not unit or not rest.isdigit() or len(rest) > _GROUP:
        raise _not_a_number(text)
    return total + Decimal(rest).scaleb(-len(rest)) * unit


def _plain(digits: str, text: str, locale: str) -> Decimal:
    """Read digits with separators."""
    if not _DIGITS.fullmatch(digits):
        raise _not_a_number(text)
    groups, point = _separators_meant(digits, text, locale)
    whole, _sign, decimals = digits.partition(point) if point else (digits, "", "")
    if groups and groups in whole:
        if not _is_grouped(whole, groups):
            raise _not_a_number(text)
        whole = whole.replace(groups, "")
    return Decimal(f"{whole or 0}.{decimals}" if decimals else whole or 0)


def _separators_meant(digits: str, text: str, locale: str) -> tuple[str, str]:
    """Return which sign groups and which stands before the decimals ("" = neither does)."""
    groups, point = separators(locale)
    signs = [char for char in digits if char in ".,"]
    if len(set(signs)) > 1:  # the last one is before the decimals, whatever the locale
        if signs.count(signs[-1]) > 1:
            raise _not_a_number(text)
        return signs[0], signs[-1]
    if len(signs) > 1:
        return signs[0], ""
    if signs == [groups] and not _is_grouped(digits, groups):
        if len(digits.partition(groups)[2]) == _GROUP:
            raise _ambiguous(text)
        return "", groups
    return groups, point


def _is_grouped(digits: str, sign: str) -> bool:
    first, *others = digits.split(sign)
    return 1 <= len(first) <= _GROUP and all(len(group) == _GROUP for group in others)


def _not_a_number(text: str) -> InvalidValueError:
    return InvalidValueError(_("“{text}” is not a number.").format(text=text.strip()))


def _ambiguous(text: str) -> InvalidValueError:
    return InvalidValueError(
        _("“{text}” can be read in two ways; write it without separators.").format(
            text=text.strip()
        )
    )
