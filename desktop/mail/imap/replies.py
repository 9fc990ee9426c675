"""Reads what FETCH answers: one message at a time, so that a broken one breaks no other.

`imaplib` hands over lines and literals; a literal is data, whatever stands in it. The parser keeps
its own stack, takes any nesting up to a limit and never backtracks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

Raw = bytes | tuple[bytes, bytes]  # a line, or a line that ends in a literal and that literal
Value = bytes | int | None | list["Value"]
Fetched = dict[bytes, Value]

DEEPEST: Final = 100
_TOKEN: Final = re.compile(
    rb"""\s*(?:(?P<open>\()|(?P<close>\))
    |"(?P<quoted>[^"\\]*(?:\\.[^"\\]*)*)"
    |~?\{(?P<literal>\d+)\+?\}\Z
    |(?P<atom>[^\s()"\[]+(?:\[[^\]]*\][^\s()"]*)?|\[[^\s()"]*))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED: Final = re.compile(rb"\\(.)", re.DOTALL)


class MalformedError(ValueError):
    """An answer is not as the protocol says."""


def messages(data: Sequence[Raw | None]) -> Iterator[list[Raw]]:
    """Yield the pieces of each FETCH answer: one begins with the number of its message."""
    group: list[Raw] = []
    for piece in data:
        if piece is None:
            continue
        line = piece[0] if isinstance(piece, tuple) else piece
        if line[:1].isdigit() and group:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def lines(data: Sequence[Raw | None]) -> Iterator[list[Raw]]:
    """Yield the pieces of each answer of another kind, whose literal ends it."""
    group: list[Raw] = []
    for piece in data:
        if piece:
            group.append(piece)
        if not isinstance(piece, tuple) and group:
            yield group
            group = []
    if group:
        yield group


def fetched(group: Sequence[Raw]) -> Fetched:
    """Return the items of one answer by their names in capitals.

    Raises:
        MalformedError: it is none.
    """
    values = parsed(group)
    items = values[1] if len(values) > 1 else None
    if not isinstance(items, list) or len(items) % 2:
        raise MalformedError("no list of items")
    found: Fetched = {}
    for name, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(name, bytes):
            raise MalformedError("an item without a name")
        found[name.upper()] = value
    return found


def parsed(group: Sequence[Raw]) -> list[Value]:
    """Return the values of an answer: lists, octets, numbers, None for NIL."""
    stack: list[list[Value]] = [[]]
    for piece in group:
        line, literal = piece if isinstance(piece, tuple) else (piece, None)
        place, end = 0, len(line.rstrip())
        while place < end:
            match = _TOKEN.match(line, place, end)
            if match is None:
                raise MalformedError(f"not understood at {place}")
            place = match.end()
            _take(match, stack, literal)
    if len(stack) != 1:
        raise MalformedError("a list without its end")
    return stack[0]


def _take(match: re.Match[bytes], stack: list[list[Value]], literal: bytes | None) -> None:
    kind = match.lastgroup
    if kind == "open":
        if len(stack) > DEEPEST:
            raise MalformedError("nested too deeply")
        inner: list[Value] = []
        stack[-1].append(inner)
        stack.append(inner)
    elif kind == "close":
        if len(stack) == 1:
            raise MalformedError("an end without a list")
        stack.pop()
    elif kind == "atom":
        stack[-1].append(_atom(match["atom"]))
    elif kind == "quoted":
        stack[-1].append(_ESCAPED.sub(rb"\1", match["quoted"]))
    elif literal is None or len(literal) != int(match["literal"]):
        raise MalformedError("a literal is missing")
    else:
        stack[-1].append(literal)


def _atom(text: bytes) -> Value:
    if text.isdigit() and len(text) <= 20:  # noqa: PLR2004 - 64 bits
        return int(text)
    return None if text.upper() == b"NIL" else text
