"""Text as it is stored, and the walls between a value's forms that all kinds share.

Every text that enters the program passes here, whether typed, imported or received: two spellings
of one text (NFC and NFD, CRLF and LF, "" and nothing) would be conflicts for ever when machines
compare values.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.patterns import Pattern

MOST_ELEMENTS: Final = 50

# NUL and other controls but tab and line feed, the byte order mark, halves of surrogate pairs.
_UNWANTED = Pattern("[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ud800-\udfff]")
_BREAKS = Pattern("\r\n?|[\u0085\u2028\u2029]")
_LINE_SPACE = Pattern(r"[\t\n]+")
_LINE_ENDS = Pattern(r"[^\S\n]+$", re.MULTILINE)
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_READER: Final = json.JSONDecoder()


def strip_controls(text: str) -> str:
    """Return `text` with LF between its lines and without any other control character."""
    return _UNWANTED.sub("", _BREAKS.sub("\n", text))


def clean_line(text: str | None) -> str | None:
    """Return `text` as one line: NFC, no controls, trimmed; None if nothing is left."""
    if text is None:
        return None
    if text.isascii() and text.isprintable():
        return text.strip() or None
    cleaned = _LINE_SPACE.sub(" ", strip_controls(text))
    return unicodedata.normalize("NFC", cleaned).strip() or None


def clean_words(text: str | None) -> str | None:
    """Return `text` as one line with single spaces between its words."""
    line = clean_line(text)
    return None if line is None else " ".join(line.split())


def clean_block(text: str | None) -> str | None:
    """Return `text` of many lines: NFC, LF, no controls, no space at the ends of its lines."""
    if text is None:
        return None
    cleaned = _LINE_ENDS.sub("", strip_controls(text))
    return unicodedata.normalize("NFC", cleaned).strip() or None


def json_text(value: object) -> str | None:
    """Return the one spelling of a JSON value that columns hold; None for None."""
    if value is None:
        return None
    return _JSON.encode(value)


def respelled(text: str) -> str:
    """Return a JSON text, which has no space around it, in the one spelling that columns hold."""
    return _JSON.encode(_READER.raw_decode(text)[0])


def expect_text(data: Json) -> str | None:
    """Return `data` if it is text or nothing; raise ValueError."""
    if data is None or isinstance(data, str):
        return data
    raise ValueError(f"not a text: {data!r}")


def expect_list(data: Json) -> list[Json]:
    """Return `data` if it is a list; raise ValueError."""
    if isinstance(data, list):
        return data
    raise ValueError(f"not a list: {data!r}")


def cell_text(cell: object) -> str:
    """Return what a spreadsheet's cell would show: 912345678.0 as "912345678"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def refusal(field: Field, sentence: str) -> InvalidValueError:
    """Return the error that says why the field cannot have a value."""
    return InvalidValueError(sentence, field=field.name)


@contextmanager
def about(field: Field) -> Iterator[None]:
    """Say in an InvalidValueError raised within that it is about the field."""
    try:
        yield
    except InvalidValueError as error:
        error.field = field.name
        raise


def check_count(field: Field, value: list[Any] | None) -> None:
    """Raise InvalidValueError if a list has more elements than a person can oversee."""
    if len(value or ()) > MOST_ELEMENTS:
        raise refusal(field, _("At most {limit} are possible.").format(limit=MOST_ELEMENTS))


def check_length(field: Field, value: str | None, longest: int) -> None:
    """Raise InvalidValueError if the text is longer than the field (or else `longest`) allows."""
    limit = field.length or longest
    if value is not None and limit and len(value) > limit:
        sentence = _("At most {limit} characters; this has {count}.")
        raise refusal(field, sentence.format(limit=limit, count=len(value)))
