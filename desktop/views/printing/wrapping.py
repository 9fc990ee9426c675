"""Breaking texts into lines that fit a width."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

NO_BREAK: Final = "\u00a0"
JOINED: Final = "\ue000"  # stands for it while a text is split, as Python splits there, too
Width = Callable[[str], float]


def wrap(text: str, room: float, width: Width) -> list[str]:
    """Return `text` in lines of at most `room`; a word that is longer is broken within.

    Nothing is left out but the spaces at which lines are broken. At least one letter stands in
    each line, however narrow it is.
    """
    lines: list[str] = []
    for part in text.splitlines() or [""]:
        lines += _wrap_paragraph(part, room, width)
    return lines


def words_of(text: str) -> list[str]:
    """Return the parts between which a text may be broken: not at a no-break space."""
    if NO_BREAK not in text:
        return text.split()
    return [word.replace(JOINED, NO_BREAK) for word in text.replace(NO_BREAK, JOINED).split()]


def _wrap_paragraph(text: str, room: float, width: Width) -> list[str]:
    if width(text) <= room:
        return [text]
    lines: list[str] = []
    line = ""
    for word in words_of(text):
        longer = f"{line} {word}" if line else word
        if width(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        pieces = _break(word, room, width)
        lines += pieces[:-1]
        line = pieces[-1]
    return [*lines, line]


def _break(word: str, room: float, width: Width) -> list[str]:
    """Return a word in pieces that fit."""
    if width(word) <= room:
        return [word]
    pieces: list[str] = []
    first, used = 0, 0.0
    for at, letter in enumerate(word):
        wide = width(letter)
        if used + wide > room and at > first:
            pieces.append(word[first:at])
            first, used = at, 0.0
        used += wide
    return [*pieces, word[first:]]
