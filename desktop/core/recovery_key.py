"""The recovery key: the key of an encrypted profile, written so that people can copy it by hand.

Thirteen groups of five characters in Crockford's base 32 (digits and capitals without I, L, O, U);
the last of each group is a check digit, so a slip is found in the group where it was made.
"""

from __future__ import annotations

from typing import Final

from desktop.core.errors import InvalidValueError
from desktop.core.i18n import _

KEY_BYTES: Final = 32
GROUPS: Final = 13
GROUP: Final = 5  # characters, the check digit included
_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS: Final = 5
_SPARE_BITS: Final = GROUPS * (GROUP - 1) * _BITS - KEY_BYTES * 8
_SPACES: Final = " -–—_.\t\r\n"


def write_recovery_key(key: bytes) -> str:
    """Return the key as groups with hyphens between them; raise ValueError for another length."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    number = int.from_bytes(key) << _SPARE_BITS
    count = GROUPS * (GROUP - 1)
    digits = "".join(_DIGITS[number >> _BITS * (count - 1 - at) & 31] for at in range(count))
    parts = (digits[at : at + GROUP - 1] for at in range(0, count, GROUP - 1))
    return "-".join(part + _check(part, at) for at, part in enumerate(parts))


def read_recovery_key(text: str) -> bytes:
    """Return the key that somebody typed, in small letters and with any spaces.

    Raises:
        InvalidValueError: it is none; the sentence names the group in which something is wrong.
    """
    plain = tidy(text)
    if len(plain) != GROUPS * GROUP:
        sentence = _("A recovery key has {count} groups of {length} characters.")
        raise InvalidValueError(sentence.format(count=GROUPS, length=GROUP))
    number = 0
    for at in range(GROUPS):
        group = plain[at * GROUP : (at + 1) * GROUP]
        if not set(group) <= set(_DIGITS) or group[-1] != _check(group[:-1], at):
            sentence = _("Group {number} is not right: {group}")
            raise InvalidValueError(sentence.format(number=at + 1, group=group))
        for digit in group[:-1]:
            number = number << _BITS | _DIGITS.index(digit)
    if number & (1 << _SPARE_BITS) - 1:
        sentence = _("Group {number} is not right: {group}")
        raise InvalidValueError(sentence.format(number=GROUPS, group=plain[-GROUP:]))
    return (number >> _SPARE_BITS).to_bytes(KEY_BYTES)


def tidy(text: str) -> str:
    """Return what was typed without spaces and hyphens, in capitals, look-alikes put right."""
    kept = "".join(sign for sign in text if sign not in _SPACES)
    return kept.upper().translate(_READ_AS)


def _check(part: str, place: int) -> str:
    """Return the check digit: odd weights find every single slip, the place every exchange."""
    total = sum((2 * at + 1) * _DIGITS.index(sign) for at, sign in enumerate(part))
    return _DIGITS[(total + place) % len(_DIGITS)]
