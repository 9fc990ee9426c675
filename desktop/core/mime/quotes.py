"""What somebody wrote, and what they only quote: the pieces of a plain text in their order.

Programs mark quotes with ">", or put a line such as "On … An wrote:" or the header of the message
above them, in the language of whoever runs them. None of the known libraries knows Vietnamese.
"""

from __future__ import annotations

from typing import Final

from desktop.core.mime.mail_words import (
    ATTRIBUTION,
    ATTRIBUTION_BEGINS,
    ATTRIBUTION_WORDS,
    CLOSINGS,
    QUOTED_FIELDS,
    QUOTED_SUBJECTS,
    SENT_BY,
    SEPARATORS,
)
from desktop.core.patterns import Pattern
from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold

OWN: Final = "own"
QUOTE: Final = "quote"
SIGNATURE: Final = "signature"

_ATTRIBUTION: Final = Pattern(ATTRIBUTION)
_SEPARATOR: Final = Pattern(SEPARATORS)
_FIELD: Final = Pattern(QUOTED_FIELDS)
_SUBJECT: Final = Pattern(QUOTED_SUBJECTS)
_SENT_BY: Final = Pattern(SENT_BY)
_CLOSING: Final = Pattern(CLOSINGS)
_LINES_OF_ATTRIBUTION: Final = 3
_LINES_OF_HEADER: Final = 8
_FEWEST_FIELDS: Final = 3
_MOST_LINES: Final = 20_000
_LONGEST_LINE: Final = 600
_LINES_OF_SIGNATURE: Final = 25


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a message that belong together; `kind` is OWN, QUOTE or SIGNATURE."""

    kind: str
    text: str


def split_quotes(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text; joined by line ends they are the text again."""
    lines = text.split("\n", _MOST_LINES)
    kinds = _kinds(lines)
    pieces: list[Piece] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or kinds[at] != kinds[start]:
            pieces.append(Piece(kinds[start], "\n".join(lines[start:at])))
            start = at
    return tuple(pieces)


def own_text(text: str) -> str:
    """Return what the sender wrote in this message, without quotes and signature."""
    return "\n".join(piece.text for piece in split_quotes(text) if piece.kind == OWN).strip()


def signature_text(text: str) -> str:
    """Return the foot of a message: what stands below "-- ", or below the closing words."""
    pieces = split_quotes(text)
    marked = [piece.text for piece in pieces if piece.kind == SIGNATURE]
    if marked:
        return marked[0].removeprefix("-- ").removeprefix("--").strip()
    own = next(
        (piece.text for piece in reversed(pieces) if piece.kind == OWN and piece.text.strip()), ""
    )
    lines = own.strip().split("\n")
    first = max(0, len(lines) - _LINES_OF_SIGNATURE)
    for at in range(len(lines) - 1, first - 1, -1):
        if _CLOSING.fullmatch(_folded(lines[at])):
            return "\n".join(lines[at + 1 :]).strip()
    return ""


def _kinds(lines: list[str]) -> list[str]:
    """Return of what kind each line is."""
    kinds = [OWN] * len(lines)
    folded = [_folded(line) for line in lines]
    at = 0
    while at < len(lines):
        if lines[at].startswith(">"):
            kinds[at] = QUOTE
            at += 1
            continue
        above = _lines_above(lines, folded, at)
        if above:
            rest = at + above
            while rest < len(lines) and not folded[rest]:
                rest += 1
            is_marked = rest < len(lines) and lines[rest].startswith(">")
            end = rest if is_marked else len(lines)
            kinds[at:end] = [QUOTE] * (end - at)
            at = end
            continue
        at += 1
    _mark_signature(lines, folded, kinds)
    return kinds


def _lines_above(lines: list[str], folded: list[str], at: int) -> int:
    """Return of how many lines what announces a quote is; 0 if nothing does here."""
    first = folded[at]
    if not first:
        return 0
    if _SEPARATOR.fullmatch(first):
        return 1
    if first.startswith(ATTRIBUTION_BEGINS) or any(word in first for word in ATTRIBUTION_WORDS):
        joined = ""
        for count, line in enumerate(folded[at : at + _LINES_OF_ATTRIBUTION], start=1):
            joined = f"{joined} {line}".strip()
            if line.endswith(":") and _ATTRIBUTION.fullmatch(joined[:_LONGEST_LINE]):
                return count
    if _FIELD.match(first) and (at == 0 or not _FIELD.match(folded[at - 1])):
        return _lines_of_header(folded, at)
    return 0


def _lines_of_header(folded: list[str], at: int) -> int:
    """Return of how many lines the header of a quoted message is: a subject among its fields."""
    count, fields, has_subject = 0, 0, False
    for line in folded[at : at + _LINES_OF_HEADER]:
        if _FIELD.match(line):
            fields += 1
            has_subject = has_subject or _SUBJECT.match(line) is not None
        elif not line or has_subject:
            break
        count += 1
    return count if has_subject and fields >= _FEWEST_FIELDS else 0


def _mark_signature(lines: list[str], folded: list[str], kinds: list[str]) -> None:
    """Mark the foot of the sender's own text: below "-- ", and the line of a telephone."""
    marked = False
    for at, kind in enumerate(kinds):
        if kind != OWN:
            marked = False
            continue
        marked = marked or lines[at].rstrip("\r") in {"-- ", "--"}
        if marked or (folded[at] and _SENT_BY.fullmatch(folded[at])):
            kinds[at] = SIGNATURE


def _folded(line: str) -> str:
    return fold(line[:_LONGEST_LINE]).strip() if line else ""
