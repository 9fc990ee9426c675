"""Flags of messages: names as IMAP has them, bits and words as they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

SEEN: Final = 1
ANSWERED: Final = 2
FLAGGED: Final = 4
DRAFT: Final = 8
DELETED: Final = 16
FORWARDED: Final = 32

_BITS: Final = {
    "\\seen": SEEN,
    "\\answered": ANSWERED,
    "\\flagged": FLAGGED,
    "\\draft": DRAFT,
    "\\deleted": DELETED,
    "$forwarded": FORWARDED,
}
_NAMES: Final = {
    SEEN: "\\Seen",
    ANSWERED: "\\Answered",
    FLAGGED: "\\Flagged",
    DRAFT: "\\Draft",
    DELETED: "\\Deleted",
    FORWARDED: "$Forwarded",
}


def split_flags(names: Iterable[str]) -> tuple[int, str]:
    """Return the bits of the flags known here, and the other words, sorted, with one space."""
    bits, words = 0, set()
    for name in names:
        bit = _BITS.get(name.lower())
        if bit:
            bits |= bit
        elif not name.startswith("\\"):  # \Recent and its like are the server's own
            words.add(name)
    return bits, " ".join(sorted(words))


def flag_names(bits: int, keywords: str = "") -> frozenset[str]:
    """Return the names of flags, as a server takes them."""
    return frozenset([name for bit, name in _NAMES.items() if bits & bit] + keywords.split())


def with_word(keywords: str, word: str, *, on: bool) -> str:
    """Return keywords with one more or less."""
    words = set(keywords.split())
    return " ".join(sorted(words | {word} if on else words - {word}))
