"""What was typed into a search box, as questions to the search tables, the best answers first.

Every word is a beginning, in any order. Words typed with accents are first asked for as they were
typed, so that "hồng" finds Hồng before Hong; then without. Pieces of at least three signs with a
digit among them are also looked for inside phone numbers and codes.
"""

from __future__ import annotations

from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.core.words import fold, split_words
from desktop.store.sql import Sql

_PIECE: Final = 3  # the least that the trigram index can find
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Match:
    """One question: FROM and condition of the documents that answer it; `doc` is their number."""

    source: str
    doc: str
    condition: Sql

    def within(self, first: int, last: int) -> Sql:
        """Return FROM and WHERE of the documents numbered from `first` to `last`."""
        bounds = Sql(f" AND {self.doc} BETWEEN ? AND ?", (first, last))
        return f"{self.source} WHERE " + self.condition + bounds


def matches_of(text: str, *, title_first: bool = False) -> list[Match]:
    """Return the questions that find what was typed, best first; none if it holds no word.

    For each spelling first the words next to each other as typed, then whole words anywhere, then
    beginnings of words. Whole words are asked for by themselves because they cost nothing, while
    a beginning that a hundred thousand records share costs 20 ms.

    Args:
        text: as typed.
        title_first: ask first for records whose title begins with the words.
    """
    typed = split_words(text)[:_MOST_WORDS]
    if not typed:
        return []
    plain = _plain(typed)
    made = _titles(typed, plain) if title_first else []
    for words in [typed, plain] if typed != plain else [plain]:
        if len(words) > 1:
            made.append(_match(_phrase(words)))
        made.append(_match(" AND ".join(f'"{word}"' for word in words)))
        made.append(_beginnings(words))
    return [*made, *_pieces(text, plain)]


def widest_matches(text: str) -> list[Match]:
    """Return the questions that together find the same, where no answer is better than another."""
    plain = _plain(split_words(text)[:_MOST_WORDS])
    return [_beginnings(plain), *_pieces(text, plain)] if plain else []


def _plain(typed: list[str]) -> list[str]:
    return [word for item in typed for word in split_words(fold(item))] or typed


def _titles(typed: list[str], plain: list[str]) -> list[Match]:
    """Return the questions for records that begin with the words; folded words stand first."""
    begins = f"^ {_phrase(plain)}"
    accented = [_match(f"{begins} AND {_phrase(typed)}")] if typed != plain else []
    return [*accented, _match(begins)]


def _phrase(words: list[str]) -> str:
    """Return the words next to each other, the last perhaps unfinished."""
    return f'"{" ".join(words)}" *'


def _beginnings(words: list[str]) -> Match:
    return _match(" AND ".join(f'"{word}" *' for word in words))


def _match(asked: str) -> Match:
    return Match("search s", "s.rowid", Sql("s.search MATCH ?", (asked,)))


def _pieces(text: str, plain: list[str]) -> list[Match]:
    """Return the question for pieces of numbers and codes, with the words typed beside them."""
    pieces = [word for word in plain if len(word) >= _PIECE and _has_digit(word)]
    others = [word for word in plain if word not in pieces]
    together = "".join(plain)
    if together.isdigit() and len(together) >= _PIECE:  # a number typed with spaces or dots
        pieces, others = [_as_dialled(text, together)], []
    if not pieces:
        return []
    asked = " AND ".join(f'"{piece}"' for piece in pieces)
    condition = Sql("d.digits MATCH ?", (asked,))
    if others:
        beside = _beginnings(others).condition
        condition += " AND d.rowid IN (SELECT s.rowid FROM search s WHERE "
        condition = condition + beside + ")"
    return [Match("digits d", "d.rowid", condition)]


def _as_dialled(text: str, digits: str) -> str:
    """Return the digits with a 0 for the country code of Vietnam, as the index holds them."""
    if text.strip().startswith("+84"):
        return "0" + digits.removeprefix("84")
    return digits


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)
