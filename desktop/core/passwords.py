"""How well a master password withstands guessing, as a hint while it is typed."""

from __future__ import annotations

import unicodedata
from enum import StrEnum, auto
from itertools import pairwise
from math import log2
from typing import Final

from desktop.core.words import fold

SHORTEST: Final = 8  # characters; NIST SP 800-63B, 5.1.1.2
_FAIR_BITS: Final = 45.0
_STRONG_BITS: Final = 65.0
_COMMON: Final = (
    "password",
    "matkhau",
    "lienhe",
    "admin",
    "qwerty",
    "asdfgh",
    "iloveyou",
    "anhyeuem",
    "welcome",
    "vietnam",
    "saigon",
    "hanoi",
    "abc",
)
_POOLS: Final = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))
_OTHER_SIGNS: Final = 33
_LETTERS_WITH_MARKS: Final = 67  # Vietnamese letters beyond the 26


class Strength(StrEnum):
    """What to say of a password."""

    TOO_SHORT = auto()
    WEAK = auto()
    FAIR = auto()
    STRONG = auto()


def normalized(password: str) -> str:
    """Return one form of what two keyboards may write in two: é, and e with an accent."""
    return unicodedata.normalize("NFC", password)


def strength(password: str) -> Strength:
    """Return a rough measure: length and kinds of signs; what follows a pattern counts little."""
    text = normalized(password)
    if len(text) < SHORTEST:
        return Strength.TOO_SHORT
    bits = log2(_pool(text)) * _signs_that_count(text)
    if bits < _FAIR_BITS:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG_BITS else Strength.STRONG


def _pool(text: str) -> int:
    plain = [sign for sign in text if sign.isascii()]
    size = sum(count for is_kind, count in _POOLS if any(is_kind(sign) for sign in plain))
    size += _OTHER_SIGNS * any(not sign.isalnum() for sign in text)
    size += _LETTERS_WITH_MARKS * (len(plain) < len(text))
    return max(size, 2)


def _signs_that_count(text: str) -> float:
    """Return the length, in which repeated, neighbouring and well-known signs count a quarter."""
    cheap = sum(abs(ord(one) - ord(next_one)) <= 1 for one, next_one in pairwise(text.lower()))
    folded = fold(text).replace(" ", "")
    known = sum(len(word) for word in _COMMON if word in folded)
    return max(len(text) - 0.75 * min(len(text), cheap + known), 1.0)
