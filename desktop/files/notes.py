"""What a person should know about a table that could be read, though not all of it as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Final

from desktop.core.i18n import N_, _


class Note(StrEnum):
    """The kinds of remark on a table or a sheet."""

    MACROS = auto()
    OTHER_NAME = auto()
    ERROR_CELLS = auto()
    NO_RESULTS = auto()
    NUL_SIGNS = auto()
    BAD_SIGNS = auto()
    RAGGED = auto()
    EXPONENTS = auto()
    QUOTES_LITERAL = auto()
    OPEN_QUOTE = auto()
    CUT_COLUMNS = auto()
    GUESSED_ENCODING = auto()
    BROKEN_SHEET = auto()
    OPEN_CARDS = auto()
    GROUP_CARDS = auto()
    REMOTE_PICTURES = auto()
    LARGE_PICTURES = auto()
    BAD_PICTURES = auto()


_SENTENCES: Final = {
    Note.MACROS: N_("The macros in the file are ignored; only its cells are read."),
    Note.OTHER_NAME: N_("The file is named {suffix} but is really {format}; it is read as that."),
    Note.ERROR_CELLS: N_(
        "Cells with an error such as #N/A are read as empty: {count} (first: {cell})."
    ),
    Note.NO_RESULTS: N_(
        "Formulas without a stored result are read as empty: {count} (first: {cell}). Open the "
        "file in Excel and save it to have them calculated."
    ),
    Note.NUL_SIGNS: N_("NUL characters were removed (first: line {line})."),
    Note.BAD_SIGNS: N_(
        "Some characters do not belong to the encoding {encoding} and are shown as “�”."
    ),
    Note.RAGGED: N_("Rows with more cells than the first ones: {count} (first: row {row})."),
    Note.EXPONENTS: N_(
        "Numbers in short form such as 8.49E+11 have lost digits before this file was saved: "
        "{count} (first: {cell})."
    ),
    Note.QUOTES_LITERAL: N_(
        "A quotation mark is not closed, so all quotation marks are read as they stand."
    ),
    Note.OPEN_QUOTE: N_(
        "A quotation mark opened in line {line} is not closed; what follows stands in one cell."
    ),
    Note.CUT_COLUMNS: N_("Only the first {limit} columns are read."),
    Note.BROKEN_SHEET: N_("This sheet is damaged and cannot be read; the others can."),
    Note.OPEN_CARDS: N_("Cards without an end are read as far as they go: {count}."),
    Note.GROUP_CARDS: N_("Lists of other cards are left out: {count}."),
    Note.REMOTE_PICTURES: N_(
        "Pictures that stand elsewhere, such as on the web, are not loaded: {count}."
    ),
    Note.LARGE_PICTURES: N_("Pictures of more than 5 MB are not taken over: {count}."),
    Note.BAD_PICTURES: N_(
        "Pictures that are damaged, far too large or of an unknown form are not taken over: "
        "{count}."
    ),
    Note.GUESSED_ENCODING: N_(
        "The file does not say its encoding; it is read as {encoding}. Check the accents."
    ),
}


@dataclass(slots=True)
class Notes:
    """Collects remarks while a table is read: of each kind the values first given, and a count."""

    found: dict[Note, dict[str, object]] = field(default_factory=dict)

    def add(self, note: Note, **values: object) -> None:
        """Count one more occurrence; only the first one's values are kept."""
        seen = self.found.setdefault(note, {**values, "count": 0})
        seen["count"] = int(str(seen["count"])) + 1

    def put(self, note: Note, **values: object) -> None:
        """Set a remark with its values, over any earlier one of its kind."""
        self.found[note] = values

    def to_json(self) -> dict[str, dict[str, object]]:
        """Return the remarks in JSON form, for another process."""
        return {note.value: values for note, values in self.found.items()}


def note_texts(found: Mapping[str, Mapping[str, object]]) -> tuple[str, ...]:
    """Return the sentences of remarks in JSON form, in the person's language."""
    return tuple(_(_SENTENCES[Note(note)]).format(**values) for note, values in found.items())
