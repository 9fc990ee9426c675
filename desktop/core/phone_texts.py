"""Phone numbers in texts: cells that hold several, and how a number is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.core.i18n import N_
from desktop.core.patterns import Pattern
from desktop.core.phones import Phone, is_e164, is_vietnamese, parse_phone

COMPLETED: Final = N_("The number was completed from the one before it.")

_SEPARATORS = Pattern(r"([;,|&\n\r\t/]|\s(?:hoặc|và|or|and)\s)")
_WORDS = Pattern(r"\s+|(?<=\d{8})[-–](?=[+0])")
_ENDING = Pattern(r"\d{1,4}")
_MOST_WORDS = 30

_TWO_DIGIT_CODES = """
20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66
81 82 84 86 90 91 92 93 94 95 98
"""
_TWO_DIGIT_COUNTRIES = frozenset(_TWO_DIGIT_CODES.split())
_WIDE_AREAS = ("24", "28")  # Hà Nội and Hồ Chí Minh City: two digits, the other areas three
_GROUPS = {7: (3, 4), 8: (4, 4), 9: (3, 3, 3), 10: (3, 3, 4), 11: (3, 4, 4)}
_SERVICE_START = 4
_LONG_SERVICE = 6
_SERVICE = Pattern(r"1[89]00\d{4,6}")


def split_phones(text: str, default_region: str = "VN") -> list[Phone]:
    """Return the numbers of a cell such as "0912 345 678; 024.3825.1234/35 (Ms Lan) / 0903…".

    Nothing is lost: words become the note of the number beside them, a piece that is no number
    comes back as it was typed with a warning.
    """
    phones: list[Phone] = []
    waiting = ""  # words that came before the first number
    for separator, piece in _pieces(text):
        if not _has_digit(piece):
            words = piece.strip(" .:-")
            if phones and words:
                phones[-1] = _with_note(phones[-1], words)
            else:
                waiting = f"{waiting} {words}".strip()
        elif phones and separator == "/" and _ENDING.fullmatch(piece.strip()):
            phones.append(_completed(phones[-1], piece.strip()))
        else:
            phones += _phones_of(piece, default_region)
    if waiting and not phones:
        return [parse_phone(text, default_region)]
    if waiting:
        phones[0] = _with_note(phones[0], waiting)
    return phones


def format_phone(number: str, extension: str = "") -> str:
    """Return a stored number as people read it: "0912 345 678", "+1 650 253 0000".

    What is no number comes back as it is.
    """
    shown = _spaced(number)
    return f"{shown} #{extension}" if extension else shown


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return what stands between separators, each with the separator before it."""
    parts = ["", *_SEPARATORS.split(text)]
    return list(zip(parts[::2], parts[1::2], strict=True))


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _with_note(phone: Phone, words: str) -> Phone:
    return replace(phone, note=f"{phone.note} {words}".strip())


def _completed(before: Phone, ending: str) -> Phone:
    """Return the second number of "024 3825 1234/35"."""
    if not before.is_valid:
        return Phone(ending, is_valid=False, warning=parse_phone(ending).warning, typed=ending)
    number = before.number[: -len(ending)] + ending
    return Phone(number, is_valid=True, warning=COMPLETED, typed=ending)


def _phones_of(piece: str, region: str) -> list[Phone]:
    """Return one number, or several if only spaces or dashes stand between valid ones."""
    whole = parse_phone(piece, region)
    words = [word for word in _WORDS.split(piece.strip()) if word.strip("-–")]
    if whole.is_valid or not 1 < len(words) <= _MOST_WORDS:
        return [whole]
    phones: list[Phone] = []
    gathered = ""
    notes_follow = _has_digit(words[0])  # "0912… (Lan) 0987… (Hoa)", not "Lan 0912… Hoa 0987…"
    for word in words:
        if phones and notes_follow and not gathered and not _has_digit(word):
            phones[-1] = _with_note(phones[-1], word.strip("()"))
            continue
        gathered = f"{gathered} {word}".strip()
        phone = parse_phone(gathered, region)
        if phone.is_valid:
            phones.append(phone)
            gathered = ""
    return phones if phones and not gathered else [whole]


def _spaced(number: str) -> str:
    digits = number[1:]
    if is_vietnamese(number):
        if digits[2] != "2":
            return f"0{_grouped(digits[2:])}"
        area = 2 if digits[2:4] in _WIDE_AREAS else 3
        rest = digits[2 + area :]
        return f"0{digits[2 : 2 + area]} {rest[:4]} {rest[4:]}"
    if is_e164(number) and not digits.startswith("84"):
        size = 1 if digits[0] in "17" else 2 if digits[:2] in _TWO_DIGIT_COUNTRIES else 3
        return f"+{digits[:size]} {_grouped(digits[size:])}"
    return _spaced_service(number) if _SERVICE.fullmatch(number) else number


def _spaced_service(digits: str) -> str:
    start, rest = digits[:_SERVICE_START], digits[_SERVICE_START:]
    if len(rest) == _LONG_SERVICE:
        return f"{start} {rest[:3]} {rest[3:]}"
    return f"{start} {rest}"


def _grouped(digits: str) -> str:
    parts, at = [], 0
    for size in _GROUPS.get(len(digits), (len(digits),)):
        parts.append(digits[at : at + size])
        at += size
    return " ".join(parts)
