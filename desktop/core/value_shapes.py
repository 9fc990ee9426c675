"""What a column's values look like, for when its header does not say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from desktop.core.tables import CellValue
from desktop.core.tax_codes import is_tax_code

ENOUGH: Final = 0.7  # of the values must fit

_EMAIL: Final = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.[a-z]{2,}", re.IGNORECASE)
_URL: Final = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)(?:/\S*)?")
_PHONE: Final = re.compile(r"(?:\+|00)?84[2-9]\d{7,9}|0[235789]\d{8,9}|1[89]00\d{4,6}|\+\d{8,15}")
_LOST_ZERO: Final = re.compile(r"[35789]\d{8}")  # a mobile number that a spreadsheet took for one
_SIGNS: Final = re.compile(r"[\s.()\-–]")
_BETWEEN: Final = re.compile(r"[,;/\n]|\s-\s")
_DATE: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?")
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,\s]*(?:%|đ|₫|vnd|vnđ)?", re.IGNORECASE)
_FLAG_WORDS: Final = frozenset({"có", "không", "true", "false", "yes", "no", "đúng", "sai", "x"})


def looks_like(values: Iterable[CellValue]) -> str:
    """Return "email", "url", "date", "tax_code", "phone", "flag", "number", else "text" or "".

    The first shape that fits at least 70 % of the values; "" where there are none.
    """
    found = [value for value in values if value not in (None, "")]
    if not found:
        return ""
    for shape, fits in _SHAPES.items():
        if sum(1 for value in found if fits(value)) >= ENOUGH * len(found):
            return shape
    return "text"


def _is_email(value: CellValue) -> bool:
    return isinstance(value, str) and _EMAIL.search(value) is not None


def _is_url(value: CellValue) -> bool:
    return isinstance(value, str) and _URL.fullmatch(value.strip()) is not None


def _is_date(value: CellValue) -> bool:
    return isinstance(value, date) or (
        isinstance(value, str) and _DATE.fullmatch(value.strip()) is not None
    )


def _is_tax_code(value: CellValue) -> bool:
    return is_tax_code(_digits(value)) if _is_wordy_number(value) else False


def _is_phone(value: CellValue) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return _LOST_ZERO.fullmatch(str(value)) is not None
    if not isinstance(value, str):
        return False
    first = _SIGNS.sub("", _BETWEEN.split(value.strip())[0])
    return _PHONE.fullmatch(first) is not None or _LOST_ZERO.fullmatch(first) is not None


def _is_flag(value: CellValue) -> bool:
    return isinstance(value, bool) or (
        isinstance(value, str) and value.strip().lower() in _FLAG_WORDS
    )


def _is_number(value: CellValue) -> bool:
    if isinstance(value, str):
        return _NUMBER.fullmatch(value.strip()) is not None
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_wordy_number(value: CellValue) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _digits(value: CellValue) -> str:
    return _SIGNS.sub("", str(value))


_SHAPES: Final = {
    "email": _is_email,
    "url": _is_url,
    "date": _is_date,
    "tax_code": _is_tax_code,
    "phone": _is_phone,
    "flag": _is_flag,
    "number": _is_number,
}
