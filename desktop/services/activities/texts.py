"""What a line of text becomes: a subject to read in lists, and the whole as the result."""

from __future__ import annotations

from typing import Final

SUBJECT_LENGTH: Final = 80


def subject_of(text: str, length: int = SUBJECT_LENGTH) -> str:
    """Return the first line of `text`, cut between two words if it is too long."""
    first = text.strip().partition("\n")[0].strip()
    if len(first) <= length:
        return first
    cut = first[: length - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
