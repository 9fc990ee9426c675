"""Vietnamese tax codes (mã số thuế): checked with a warning, never refused.

10 digits with a check digit; 13 digits for a branch (001 to 999), written "0100109106-001"; since
1 July 2025 a person's 12-digit ID is their tax code (TT 86/2024/TT-BTC). Codes are stored without
separators and shown with the dash.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop.core.i18n import N_
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_COMPANY, _PERSON, _BRANCH = 10, 12, 13
_SEPARATORS = Pattern(r"[\s.\-–]")
_LABEL = Pattern(r"^(?:mst|mã số thuế|tax\s*(?:code|id))\s*[:.]?\s*", re.IGNORECASE)
_LAST_PROVINCE = 96  # of the old codes, which personal IDs keep

NOT_A_TAX_CODE: Final = N_(
    "A tax code has 10 digits, 13 with a branch, or the 12 digits of a personal ID."
)
WRONG_CHECK_DIGIT: Final = N_("The check digit does not fit; a digit of the tax code may be wrong.")
NO_SUCH_BRANCH: Final = N_("Branches are numbered from 001.")
TAX_ZERO_ADDED: Final = N_("The missing 0 at the beginning of the tax code was added.")


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A tax code without separators, or what was typed; `warning` is an English msgid or empty."""

    code: str
    is_valid: bool
    warning: str = ""


def parse_tax_code(text: str) -> TaxCode:
    """Understand a tax code as somebody typed it or a spreadsheet kept it."""
    typed = text.strip()
    digits = _SEPARATORS.sub("", _LABEL.sub("", unicodedata.normalize("NFKC", typed)))
    if not digits.isascii() or not digits.isdigit():
        return TaxCode(typed, is_valid=False, warning=NOT_A_TAX_CODE)
    if restored := _with_lost_zero(digits):
        return TaxCode(restored, is_valid=True, warning=TAX_ZERO_ADDED)
    if len(digits) not in {_COMPANY, _PERSON, _BRANCH}:
        return TaxCode(typed, is_valid=False, warning=NOT_A_TAX_CODE)
    warning = _fault(digits)
    return TaxCode(digits, not warning, warning)


def is_tax_code(digits: str) -> bool:
    """Return whether `digits`, without separators, can be a tax code."""
    return (
        digits.isascii()
        and digits.isdigit()
        and len(digits) in {_COMPANY, _PERSON, _BRANCH}
        and not _fault(digits)
    )


def check_digit(nine_digits: str) -> int | None:
    """Return the tenth digit of a company's code; None if no code begins with these nine."""
    total = sum(int(digit) * weight for digit, weight in zip(nine_digits, _WEIGHTS, strict=True))
    check = 10 - total % 11
    return None if check == _COMPANY else check


def format_tax_code(code: str) -> str:
    """Return a stored code as it is written: a branch after a dash."""
    if len(code) == _BRANCH and code.isdigit():
        return f"{code[:_COMPANY]}-{code[_COMPANY:]}"
    return code


def head_office(code: str) -> str:
    """Return the code of the company that a branch's code belongs to; else the code itself."""
    return code[:_COMPANY] if len(code) == _BRANCH else code


def _fault(digits: str) -> str:
    """Return what is wrong with a code of the right length, or nothing."""
    if len(digits) == _PERSON:
        return ""  # personal IDs have no check digit
    if check_digit(digits[: _COMPANY - 1]) != int(digits[_COMPANY - 1]):
        return WRONG_CHECK_DIGIT
    return NO_SUCH_BRANCH if digits[_COMPANY:] == "000" else ""


def _with_lost_zero(digits: str) -> str:
    """Return the code whose first 0 a spreadsheet dropped, or nothing."""
    longer = f"0{digits}"
    if len(longer) == _PERSON:
        return longer if 1 <= int(longer[:3]) <= _LAST_PROVINCE else ""
    is_shortened = len(longer) in {_COMPANY, _BRANCH} and not digits.startswith("0")
    return longer if is_shortened and not _fault(longer) else ""
