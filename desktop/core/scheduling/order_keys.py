"""Fractional order keys: texts that sort, and between any two of which another fits.

So a task is moved among its siblings by writing one row, and moves made on several computers at
once merge without a rule. Digits and small letters alone: they sort alike in SQLite, PostgreSQL
and Python, whatever the language. Two computers may choose the same key for different rows; who
sorts takes the id next.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST: Final = 400  # beyond it a key is written anew
_BASE: Final = len(DIGITS)
_OPEN_WIDTH: Final = 4  # of keys at an end: room for 20,000 tasks added one by one
_OPEN_STEP: Final = _BASE


def is_order_key(key: str) -> bool:
    """Tell whether a key lets others fit before it: our digits, the last not 0."""
    return 0 < len(key) <= LONGEST and key[-1] != DIGITS[0] and set(key) <= set(DIGITS)


def key_between(low: str, high: str) -> str:
    """Return a short key between two, of which "" means: none on this side.

    Raises:
        ValueError: one is no order key, or they are not in order.
    """
    return keys_between(low, high, 1)[0]


def keys_between(low: str, high: str, count: int) -> list[str]:
    """Return `count` ascending keys between two, spread evenly so that they stay short.

    Raises:
        ValueError: one is no order key, or they are not in order.
    """
    if any(key and not is_order_key(key) for key in (low, high)) or (high and low >= high):
        raise ValueError(f"no key fits between {low!r} and {high!r}")
    width = max(len(low), len(high))
    if not (low and high):
        width = -(-width // _OPEN_WIDTH) * _OPEN_WIDTH or _OPEN_WIDTH
    while True:  # ends: each further digit makes the room 36 times as large
        start = _number(low, width)
        end = _number(high, width) if high else _BASE**width
        step = (end - start) // (count + 1)
        if step:
            break
        width += 1
    if not (low and high) and (low or high):  # at an end: leave the most room for the next ones
        step = min(step, _OPEN_STEP)
        start = start if low else end - step * (count + 1)
    return [_key(start + step * place, width) for place in range(1, count + 1)]


def is_ascending(keys: list[str]) -> bool:
    """Tell whether keys are usable as they stand: all of our form, each after the one before."""
    return all(map(is_order_key, keys)) and all(low < high for low, high in pairwise(keys))


def _number(key: str, width: int) -> int:
    return int(key.ljust(width, DIGITS[0]) or "0", _BASE)


def _key(number: int, width: int) -> str:
    digits = []
    for _place in range(width):
        number, digit = divmod(number, _BASE)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits)).rstrip(DIGITS[0])
