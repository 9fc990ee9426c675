"""Files of contact cards (vCard 2.1, 3.0, 4.0), read as a table with a row for each card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from desktop.core.imports.card_columns import CARD_COLUMNS
from desktop.core.tables import CellValue
from desktop.files.cells import CellCleaner
from desktop.files.encodings import guess_encoding, read_sample
from desktop.files.notes import Note, Notes
from desktop.files.sources import HEAD_ROWS, Book, Measure, Row
from desktop.files.vcard_lines import Property, read_properties
from desktop.files.vcard_pictures import NAMES, picture_of
from desktop.files.vcard_values import card_marks, card_row, is_group

_PICTURE: Final = list(CARD_COLUMNS).index("picture")
_FOLD: Final = re.compile(rb"\r?\n[ \t]")  # may stand within a letter of several bytes
MOST_PROPERTIES: Final = 2000  # of one card; what comes after them is left out
MOST_PICTURES: Final = 3  # of each kind, in one card


class CardSheet:
    """The one sheet of a file of cards: a header row, then the cards."""

    is_hidden = False

    def __init__(self, path: Path, encoding: str, words: Mapping[str, str]) -> None:
        self.name = path.stem
        self.notes = Notes()
        self._path = path
        self._encoding = encoding
        self._words = words

    def measure(self) -> Measure:
        """Return the size and the first rows; only columns that any card fills have a header.

        A word stands for each picture, and what is not shown (CARD_MARKS) is left out.
        """
        head: list[Row] = []
        used = [False] * len(CARD_COLUMNS)
        count = 0
        for row in self._cards():
            count += 1
            del row[len(CARD_COLUMNS) :]
            if row[_PICTURE] is not None:
                row[_PICTURE] = self._words.get("picture", "")
            used = [was or cell is not None for was, cell in zip(used, row, strict=True)]
            if len(head) < HEAD_ROWS:
                head.append(row)
        if not count:
            return Measure(0, 0, [])
        titles = zip(self._titles(), used, strict=True)
        header: Row = [title if is_used else None for title, is_used in titles]
        return Measure(count + 1, len(CARD_COLUMNS), [header, *head])

    def rows(self) -> Iterator[Row]:
        """Return the header and a row for each card."""
        yield list(self._titles())
        yield from self._cards()

    def weight(self, row: Row) -> int:
        """Return how many characters a row has, nearly: one with a picture is heavy."""
        picture = row[_PICTURE] if len(row) > _PICTURE else None
        return len(picture) if isinstance(picture, str) else 0

    def _titles(self) -> list[CellValue]:
        return [self._words.get(f"head.{key}", key) for key in CARD_COLUMNS]

    def _cards(self) -> Iterator[Row]:
        clean = CellCleaner(self.notes).row
        number = 0
        with self._path.open("rb") as file:
            for card in _split(read_properties(file, self._encoding), self.notes):
                if is_group(card):
                    self.notes.add(Note.GROUP_CARDS)
                    continue
                row = card_row(card, self._words)
                row[_PICTURE] = picture_of(card, self.notes)
                if any(row):
                    number += 1
                    yield clean(number, [*row, *card_marks(card)])


def open_cards(path: Path, encoding: str, words: Mapping[str, str]) -> Book:
    """Open a file of cards; its encoding is guessed unless given."""
    notes = Notes()
    if not encoding:
        encoding = guess_encoding(_FOLD.sub(b"", read_sample(path)))
        if encoding.startswith("cp"):
            notes.put(Note.GUESSED_ENCODING, encoding=encoding.replace("cp", "Windows-"))
    return Book([CardSheet(path, encoding, words)], notes, encoding)


class _Splitter:
    """Gathers properties to cards; one without END ends where the next begins.

    A card within a card (AGENT of vCard 2.1) is somebody else and is left out, and so are pictures
    after the first few.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._card: list[Property] | None = None
        self._within = 0
        self._last = ""

    def take(self, one: Property) -> list[Property] | None:
        """Take the next property; return the card that it ends."""
        is_edge = one.name in ("BEGIN", "END") and (one.value or "").strip().upper() == "VCARD"
        before, self._last = self._last, one.name
        if is_edge:
            return self._end() if one.name == "END" else self._begin(before)
        if self._card is not None and not self._within and self._has_room(self._card, one):
            self._card.append(one)
        return None

    @staticmethod
    def _has_room(card: list[Property], one: Property) -> bool:
        if one.name in NAMES:
            return sum(other.name == one.name for other in card) < MOST_PICTURES
        return len(card) < MOST_PROPERTIES

    def rest(self) -> list[Property] | None:
        """Return the card that has no end."""
        if self._card is not None:
            self._notes.add(Note.OPEN_CARDS)
        return self._card

    def _begin(self, before: str) -> list[Property] | None:
        if self._card is not None and before == "AGENT":
            self._within += 1
            return None
        ended = self.rest()
        self._card, self._within = [], 0
        return ended

    def _end(self) -> list[Property] | None:
        if self._within:
            self._within -= 1
            return None
        ended, self._card = self._card, None
        return ended


def _split(properties: Iterator[Property], notes: Notes) -> Iterator[list[Property]]:
    """Yield the properties of each card."""
    splitter = _Splitter(notes)
    for one in properties:
        card = splitter.take(one)
        if card is not None:
            yield card
    rest = splitter.rest()
    if rest is not None:
        yield rest
