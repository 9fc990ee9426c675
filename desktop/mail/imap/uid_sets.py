"""Sets of UIDs as IMAP writes them (RFC 9051, sequence-set), held as ranges.

A server may name ranges of four thousand million UIDs in ten bytes: they are never counted out,
only cut with what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

LARGEST: Final = 2**32 - 1
LONGEST_TEXT: Final = 6000  # octets of a set in a command: some servers take lines of 8000


def ranges_of(uids: Iterable[int]) -> list[range]:
    """Return numbers as ranges, ascending, each number once."""
    ordered = sorted(set(uids))
    if not ordered:
        return []
    cuts = [number for number, (a, b) in enumerate(pairwise(ordered), 1) if b != a + 1]
    starts, ends = [0, *cuts], [*cuts, len(ordered)]
    return [range(ordered[a], ordered[b - 1] + 1) for a, b in zip(starts, ends, strict=True)]


def written(uids: Iterable[range]) -> str:
    """Return ranges as a set: "1:3,7"; "" for none."""
    return ",".join(
        str(one.start) if len(one) == 1 else f"{one.start}:{one.stop - 1}" for one in uids if one
    )


def read(text: bytes) -> list[range]:
    """Return the ranges of a set; what is no number is left out."""
    found: list[range] = []
    for piece in text.split(b","):
        first, _, last = piece.strip().partition(b":")
        if first.isdigit() and (not last or last.isdigit()):
            low, high = sorted((int(first), int(last or first)))
            found.append(range(max(1, low), min(high, LARGEST) + 1))
    return sorted(found, key=lambda one: one.start)


def slices(uids: Sequence[range], size: int) -> Iterator[list[range]]:
    """Yield ranges cut so that each slice has at most `size` UIDs and fits into a command."""
    held: list[range] = []
    count = length = 0
    for whole in uids:
        rest = whole
        while rest:
            piece = rest[: size - count]
            rest = rest[len(piece) :]
            held.append(piece)
            count += len(piece)
            length += len(str(piece.start)) * 2 + 2
            if count >= size or length > LONGEST_TEXT:
                yield held
                held, count, length = [], 0, 0
    if held:
        yield held


def among(uids: Sequence[range], known: Iterable[int]) -> list[int]:
    """Return which known UIDs are in the ranges."""
    ordered = sorted(known)
    found: list[int] = []
    from bisect import bisect_left

    for one in uids:
        found += ordered[bisect_left(ordered, one.start) : bisect_left(ordered, one.stop)]
    return sorted(set(found))


def counted(text: bytes, limit: int) -> list[int]:
    """Return the numbers of a set in the order in which it names them, `limit` + 1 at most."""
    found: list[int] = []
    for piece in text.split(b","):
        for one in read(piece):
            found += one[: limit + 1 - len(found)]
    return found
