"""Phone numbers: from what people type to E.164 and back to what people read.

The rules for Vietnam are written here (mobile 10 digits, land line 11, service numbers 1800 and
1900, the change of 11-digit mobile numbers in 2018); foreign numbers are judged by the
`phonenumbers` package, which is loaded when the first one comes. Nothing is ever refused: what
cannot be understood is kept as it was typed, with a warning.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop.core.i18n import N_
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass

# The first digits of mobile numbers before and after September 2018.
_OLD_PREFIXES: Final = {
    "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037",
    "0168": "038", "0169": "039", "0120": "070", "0121": "079", "0122": "077", "0126": "076",
    "0128": "078", "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_OLD_LENGTH = 11
_MOBILE = Pattern(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_LAND_LINE = Pattern(r"02\d{9}")
_SERVICE = Pattern(r"1[89]00\d{4,6}|11\d|1\d{3}")
_WITHOUT_ZERO = Pattern(r"[35789]\d{8}|2\d{9}")
_E164 = Pattern(r"\+[1-9]\d{6,14}")

_EXTENSION = Pattern(
    r"[\s,(\-]*(?:\bext(?:ension)?\b|\bmáy lẻ\b|\bsố máy lẻ\b|\bnhánh\b|\bnội bộ\b|\bml\b|\bx|#)"
    r"\s*[.:]?\s*(\d{1,6})\s*\)?\s*$"
)
_RUN = Pattern(r"\+?[(\s]*\d[\d\s.()\-]*")
_LETTER_O = Pattern(r"(?<![^\W\d_])o(?=[\d\s.]*\d)|(?<=\d)o(?![^\W\d_])", re.IGNORECASE)
_LABELS = Pattern(
    r"\b(?:tel|phone|mobile|cell|điện thoại|đt|đtdđ|đtcđ|sđt|số|di động|dđ|call)\b\s*[.:]?",
    re.IGNORECASE,
)
_EXCEL_FLOAT = Pattern(r"(\d{8,12})\.0")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_NOT_DIGITS = Pattern(r"\D")

NOT_A_PHONE: Final = N_("This does not look like a phone number.")
OLD_NUMBER: Final = N_("An old 11-digit number was changed to its new 10 digits.")
ZERO_ADDED: Final = N_("The missing 0 at the beginning was added.")
UNKNOWN_FOREIGN: Final = N_("No such foreign number seems to exist.")


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as it was understood.

    `number` is E.164 ("+84912345678"), the digits of a service number ("19001234"), or, if it was
    not understood, what was typed. `warning` is an English msgid, empty if nothing is doubtful.
    """

    number: str
    is_valid: bool
    warning: str = ""
    extension: str = ""
    note: str = ""  # words typed beside the number: "Ms Lan", "fax"
    typed: str = ""

    @property
    def is_mobile(self) -> bool:
        """Whether it is a Vietnamese mobile number, which can receive SMS."""
        return is_mobile(self.number)


def parse_phone(text: str, default_region: str = "VN") -> Phone:
    """Understand one phone number as somebody typed it.

    Args:
        text: with any spaces, dots, brackets, an extension ("máy lẻ 12") and words beside it.
        default_region: the country (ISO 3166) of numbers written without "+".
    """
    typed = text.strip()
    rest = unicodedata.normalize("NFKC", typed).translate(_DASHES)
    rest, extension = _without_extension(rest)
    rest = _LETTER_O.sub("0", _EXCEL_FLOAT.sub(r"\1", rest))
    runs = _RUN.findall(rest)
    if len(runs) != 1:
        return Phone(typed, is_valid=False, warning=NOT_A_PHONE, typed=typed)
    note = _LABELS.sub(" ", rest.replace(runs[0], " ")).strip(" :.,;-()/")
    number, is_valid, warning = _understood(runs[0].strip(), default_region)
    if not is_valid and not number:
        return Phone(typed, is_valid=False, warning=warning, typed=typed)
    return Phone(number, is_valid, warning, extension, " ".join(note.split()), typed)


def is_e164(number: str) -> bool:
    """Return whether `number` has the international form."""
    return _E164.fullmatch(number) is not None


def is_vietnamese(number: str) -> bool:
    """Return whether an E.164 number is one of Vietnam's plan."""
    national = "0" + number[3:]
    return number.startswith("+84") and bool(
        _MOBILE.fullmatch(national) or _LAND_LINE.fullmatch(national)
    )


def is_mobile(number: str) -> bool:
    """Return whether an E.164 number is a Vietnamese mobile number."""
    return number.startswith("+84") and _MOBILE.fullmatch("0" + number[3:]) is not None


def national_digits(number: str) -> str:
    """Return the digits that people dial and search for: "0912345678" of "+84912345678"."""
    return "0" + number[3:] if number.startswith("+84") else _NOT_DIGITS.sub("", number)


def _without_extension(text: str) -> tuple[str, str]:
    if found := _EXTENSION.search(text.lower()):
        return text[: found.start()], found[1]
    return text, ""


def _understood(run: str, region: str) -> tuple[str, bool, str]:
    """Return number, validity and warning of digits with separators; "" = not understood."""
    digits = _NOT_DIGITS.sub("", run)
    is_international = run.lstrip("( ").startswith("+")
    if not is_international and region == "VN" and _SERVICE.fullmatch(digits):
        return digits, True, ""
    if is_international and not digits.startswith("84"):
        return _foreign(f"+{digits}", region)
    if not is_international and region != "VN":
        return _foreign(digits, region)
    national = _national(digits, is_international)
    for candidate, warning in _readings(national):
        if is_vietnamese(f"+84{candidate[1:]}"):
            return f"+84{candidate[1:]}", True, warning
    if digits.startswith("00") and _E164.fullmatch(f"+{digits[2:]}"):
        return _foreign(f"+{digits[2:]}", region)
    return "", False, NOT_A_PHONE


def _national(digits: str, is_international: bool) -> str:
    """Return the digits as they are dialled at home: with one 0 before them."""
    if is_international or digits.startswith("0084"):
        digits = "0" + digits.removeprefix("00")[2:]
    elif digits.startswith("84") and len(digits) in {11, 12, 13}:
        digits = "0" + digits[2:]
    return digits[1:] if digits.startswith("00") else digits


def _readings(national: str) -> list[tuple[str, str]]:
    """Return what the digits may stand for, the likeliest first, each with its warning."""
    readings = [(national, "")]
    if len(national) == _OLD_LENGTH and national[:4] in _OLD_PREFIXES:
        readings.append((_OLD_PREFIXES[national[:4]] + national[4:], OLD_NUMBER))
    if _WITHOUT_ZERO.fullmatch(national):  # spreadsheets drop it
        readings.append(("0" + national, ZERO_ADDED))
    return readings


def _foreign(number: str, region: str) -> tuple[str, bool, str]:
    import phonenumbers  # 15 ms and 2 MB that most profiles never need

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        kept = number if _E164.fullmatch(number) else ""
        return kept, False, UNKNOWN_FOREIGN if kept else NOT_A_PHONE
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if phonenumbers.is_valid_number(parsed):
        return e164, True, ""
    # The zero that a country dials before its numbers is part of one that does not exist.
    return number if _E164.fullmatch(number) else e164, False, UNKNOWN_FOREIGN
