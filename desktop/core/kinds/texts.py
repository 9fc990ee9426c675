"""Kinds that are text: a line, many lines, a person's name, a web address, a tax code."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from desktop.core.collation import sort_key
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json, Op
from desktop.core.i18n import _
from desktop.core.kinds.base import (
    TEXT_OPERATORS,
    Companion,
    ExportCell,
    FieldKind,
    LookupKind,
    Merge,
    Storage,
    Stored,
)
from desktop.core.kinds.cleaning import (
    cell_text,
    check_length,
    clean_block,
    clean_line,
    clean_words,
    expect_text,
)
from desktop.core.tax_codes import format_tax_code, parse_tax_code

_LONGEST_LINE: Final = 4_000
_LONGEST_BLOCK: Final = 1_000_000
_LONGEST_CODE: Final = 40


class TextKind(FieldKind[str]):
    """One line of text."""

    kind = Kind.TEXT
    width = 200
    longest = _LONGEST_LINE

    def to_stored(self, value: str | None) -> Stored:
        """Return the text."""
        return value

    def from_stored(self, stored: Stored) -> str | None:
        """Return the text."""
        return None if stored is None else str(stored)

    def to_json(self, value: str | None) -> Json:
        """Return the text."""
        return value

    def from_json(self, data: Json) -> str | None:
        """Return the text; raise ValueError for anything else."""
        return expect_text(data)

    def parse(self, field: Field, text: str) -> str | None:
        """Return the text as it is stored; raise InvalidValueError if it is too long."""
        value = self.normalise(field, text)
        self.check(field, value)
        return value

    def from_cell(self, field: Field, cell: object) -> str | None:
        """Return the text that the cell shows."""
        return None if cell is None else self.parse(field, cell_text(cell))

    def format(self, field: Field, value: str | None) -> str:
        """Return the text."""
        return value or ""

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the text."""
        return stored if isinstance(stored, str) else ""

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return one clean line, None if it is empty."""
        return clean_line(value)

    def check(self, field: Field, value: str | None) -> None:
        """Raise InvalidValueError if the text is too long."""
        check_length(field, value, self.longest)

    def search_texts(self, value: str | None) -> tuple[str, ...]:
        """Return the text."""
        return (value,) if value else ()


class LineKind(TextKind):
    """One line of text that lists order as Vietnamese does, and that may be a code."""

    sort_suffix = "_key"

    def companions(self, field: Field) -> tuple[Companion[str], ...]:
        """Return the sort key of a sortable field."""
        return _keyed(field, _text_key)

    def search_fragments(self, value: str | None) -> tuple[str, ...]:
        """Return the text if it looks like a code: one word with a digit in it."""
        return (value,) if value and _is_code(value) else ()


class LongTextKind(TextKind):
    """Text of many lines."""

    kind = Kind.LONG_TEXT
    operators = (Op.CONTAINS, Op.LACKS, Op.EMPTY, Op.FILLED)
    merge = Merge.LINES
    wide = True
    width = 240
    longest = _LONGEST_BLOCK

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return clean lines, None if there is none."""
        return clean_block(value)


class PersonNameKind(TextKind):
    """The full name of a person in Vietnamese order, sorted by the given name."""

    kind = Kind.PERSON_NAME
    sort_suffix = "_key"

    def companions(self, field: Field) -> tuple[Companion[str], ...]:
        """Return the sort key of a sortable field: given name, family name, middle name."""
        return _keyed(field, _name_key)

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return the words with single spaces."""
        return clean_words(value)


class UrlKind(TextKind):
    """A web address; what is none is kept as it was typed, with a warning."""

    kind = Kind.URL
    longest = 2_000

    def format(self, field: Field, value: str | None) -> str:
        """Return the address without its scheme."""
        return self.format_stored(field, value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the address without its scheme."""
        return _url_text(stored) if isinstance(stored, str) else ""

    def edit_text(self, field: Field, value: str | None) -> str:
        """Return the whole address."""
        return value or ""

    def export(self, field: Field, value: str | None) -> ExportCell:
        """Return the whole address: other programs open it."""
        return value

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return the address with its scheme, as a browser takes it."""
        from desktop.core.urls import parse_url  # only where one is typed

        line = clean_line(value)
        return None if line is None else clean_line(parse_url(line).url)

    def warning(self, field: Field, value: str | None) -> str:
        """Return a sentence if no browser opens it."""
        from desktop.core.urls import parse_url

        return _(parse_url(value).warning) if value else ""


class TaxCodeKind(TextKind):
    """A Vietnamese tax code (MST): 10 digits, 13 of a branch, 12 of a person."""

    kind = Kind.TAX_CODE
    operators = (*TEXT_OPERATORS, Op.ANY_OF)
    width = 120

    def format(self, field: Field, value: str | None) -> str:
        """Return the code, a branch after a dash."""
        return self.format_stored(field, value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the code, a branch after a dash."""
        return format_tax_code(stored) if isinstance(stored, str) else ""

    def normalise(self, field: Field, value: str | None) -> str | None:
        """Return the digits; what is no code stays as typed."""
        line = clean_line(value)
        return None if line is None else clean_line(parse_tax_code(line).code)

    def warning(self, field: Field, value: str | None) -> str:
        """Return a sentence if the code's check digit is wrong or it has an odd length."""
        return _(parse_tax_code(value).warning) if value else ""

    def search_texts(self, value: str | None) -> tuple[str, ...]:
        """Return nothing: the code is found by its fragments."""
        return ()

    def search_fragments(self, value: str | None) -> tuple[str, ...]:
        """Return the code."""
        return (value,) if value else ()

    def lookups(self, value: str | None) -> tuple[tuple[LookupKind, str], ...]:
        """Return the code."""
        return ((LookupKind.TAX_CODE, value),) if value else ()


def _keyed(field: Field, derive: Callable[[str | None], Stored]) -> tuple[Companion[str], ...]:
    """Return the sort key of a sortable field; one of the company's own has no columns."""
    if not field.sortable or field.custom:
        return ()
    return (Companion("_key", Storage.KEY, derive),)


def _text_key(value: str | None) -> Stored:
    return None if value is None else sort_key(value)


def _name_key(value: str | None) -> Stored:
    from desktop.core.names import person_sort_key  # not at start

    return None if value is None else person_sort_key(value)


@lru_cache(maxsize=4096)
def _url_text(url: str) -> str:
    from desktop.core.urls import format_url

    return format_url(url)


def _is_code(text: str) -> bool:
    return len(text) <= _LONGEST_CODE and " " not in text and any(sign.isdigit() for sign in text)


KINDS: tuple[FieldKind[Any], ...] = (
    LineKind(),
    LongTextKind(),
    PersonNameKind(),
    UrlKind(),
    TaxCodeKind(),
)
