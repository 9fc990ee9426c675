"""What the search table holds of a message: folded words in order, and the accented spellings.

Words are those of `core.words`, so what is indexed and what is asked for are cut alike; phrases are
found in the folded columns, the exact spelling of a word in `marked`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold, split_words, tokens

LONGEST: Final = 200_000  # characters of a text that are indexed


@dataclass(frozen=True, slots=True)
class Document:
    """The columns of the search table, in their order."""

    subject: str
    sender: str
    people: str
    body: str
    files: str
    marked: str

    @property
    def row(self) -> tuple[str, ...]:
        """The columns as a row."""
        return (self.subject, self.sender, self.people, self.body, self.files, self.marked)


def document_of(
    subject: str, sender: str, people: Iterable[str], body: str, files: Sequence[str]
) -> Document:
    """Return what finds a message."""
    to, named, text = " ".join(people), " ".join(files), body[:LONGEST]
    marked: list[str] = []
    columns = [_column(part, marked) for part in (subject, sender, to, text, named)]
    subject, sender, to, text, named = columns
    return Document(subject, sender, to, text, named, " ".join(dict.fromkeys(marked)))


def view_document(subject: str, view: Mapping[str, Any], files: Sequence[str]) -> Document:
    """Return what finds the message that is shown as `view`; see `preparing`."""

    def named(*fields: str) -> list[str]:
        return [f"{name} {address}" for field in fields for name, address in view.get(field, ())]

    people = named("to", "cc", "bcc")
    return document_of(subject, " ".join(named("from")), people, view.get("text", ""), files)


def _column(text: str, marked: list[str]) -> str:
    if text.isascii():
        return " ".join(tokens(text))
    words = split_words(text)
    marked += [word for word in dict.fromkeys(words) if has_marks(word)]
    return " ".join([_folded(word) for word in words])


@lru_cache(maxsize=16_384)  # the syllables of Vietnamese are few, and come again and again
def _folded(word: str) -> str:
    folded = fold(word)
    return folded if folded.isalnum() else " ".join(tokens(folded)) or word


def has_marks(word: str) -> bool:
    """Tell whether a word is spelt otherwise than it is folded."""
    return not word.isascii() and _folded(word) != word
