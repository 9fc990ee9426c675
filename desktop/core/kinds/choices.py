"""Kinds that choose: one value of a closed list, a record, any number of records."""

from __future__ import annotations

import uuid
from typing import Any, Final

from desktop.core.fields import Field, Kind, Option
from desktop.core.filters import Json, Op
from desktop.core.i18n import _, in_every_language, language, wording
from desktop.core.kinds.base import (
    FieldKind,
    LookupKind,
    Storage,
    Stored,
)
from desktop.core.kinds.cleaning import clean_line, expect_list, expect_text, refusal
from desktop.core.kinds.text_lists import TextListKind
from desktop.core.kinds.texts import TextKind
from desktop.core.pages import Ref
from desktop.core.words import fold

_ONE_OF: Final = (Op.EQUALS, Op.DIFFERS, Op.ANY_OF, Op.NONE_OF, Op.EMPTY, Op.FILLED)

Linked = uuid.UUID | Ref

# Labels by the identity of the options: hashing a tuple of options costs more than the look-up.
_labels: dict[tuple[int, str, int], tuple[tuple[Option, ...], dict[str, str]]] = {}
_Names = tuple[dict[str, str], dict[str, str]]  # values by exact and by folded name
_names: dict[tuple[int, int], tuple[tuple[Option, ...], _Names]] = {}


class ChoiceKind(TextKind):
    """One value of a closed list."""

    kind = Kind.CHOICE
    operators = _ONE_OF
    width = 120
    groupable = True

    def parse(self, field: Field, text: str) -> str | None:
        """Return the value whose label (in either language, accents optional) was typed."""
        line = clean_line(text)
        if line is None:
            return None
        value = option_named(field.options, line)
        if value is not None:
            return value
        raise refusal(field, _("“{text}” is not one of the choices.").format(text=line))

    def format(self, field: Field, value: str | None) -> str:
        """Return the label in the person's language; of an unknown value the value."""
        return "" if value is None else option_labels(field.options).get(value, value)

    def format_stored(self, field: Field, stored: Stored) -> str:
        """Return the label in the person's language; of an unknown value the value."""
        if not isinstance(stored, str):
            return ""
        return option_labels(field.options).get(stored, stored)

    def check(self, field: Field, value: str | None) -> None:
        """Raise InvalidValueError if the value is not in the list."""
        if value is not None and all(option.value != value for option in field.options):
            raise refusal(field, _("“{text}” is not one of the choices.").format(text=value))

    def search_texts(self, value: str | None) -> tuple[str, ...]:
        """Return nothing: a code says nothing to a person, and labels depend on the language."""
        return ()


class LinkKind(FieldKind[uuid.UUID]):
    """A reference to a record; readers join its title, as the kind knows no database."""

    kind = Kind.LINK
    storage = Storage.ID
    operators = _ONE_OF
    groupable = True

    def to_stored(self, value: Linked | None) -> Stored:
        """Return the 16 bytes of the id."""
        return None if value is None else _id_of(value).bytes

    def from_stored(self, stored: Stored) -> uuid.UUID | None:
        """Return the id."""
        return uuid.UUID(bytes=stored) if isinstance(stored, bytes) else None

    def to_json(self, value: Linked | None) -> Json:
        """Return the id as text."""
        return None if value is None else str(_id_of(value))

    def from_json(self, data: Json) -> uuid.UUID | None:
        """Return the id; raise ValueError if it is none."""
        text = expect_text(data)
        return None if text is None else uuid.UUID(text)

    def parse(self, field: Field, text: str) -> uuid.UUID | None:
        """Return the id that was written; titles are resolved where there is a database."""
        line = clean_line(text)
        if line is None:
            return None
        try:
            return uuid.UUID(line)
        except ValueError as error:
            raise refusal(
                field, _("“{text}” is not the number of a record.").format(text=line)
            ) from error

    def format(self, field: Field, value: Linked | None) -> str:
        """Return the title of a Ref; of a bare id its text."""
        if value is None:
            return ""
        return value.title if isinstance(value, Ref) else str(value)

    def edit_text(self, field: Field, value: Linked | None) -> str:
        """Return the id as text."""
        return "" if value is None else str(_id_of(value))


class TagsKind(TextListKind):
    """Any number of records of a dictionary: their ids as texts, in order, each once."""

    kind = Kind.TAGS
    operators = (Op.ANY_OF, Op.ALL_OF, Op.NONE_OF, Op.EMPTY, Op.FILLED)
    groupable = True

    def from_json(self, data: Json) -> list[str] | None:
        """Return the ids; raise ValueError if they are none."""
        if data is None:
            return None
        return [str(uuid.UUID(expect_text(item) or "")) for item in expect_list(data)]

    def parse(self, field: Field, text: str) -> list[str] | None:
        """Return the ids written with commas; titles are resolved where there is a database."""
        parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
        try:
            return self.normalise(field, [str(uuid.UUID(part.strip())) for part in parts])
        except ValueError as error:
            sentence = _("“{text}” is not the number of a record.").format(text=text.strip())
            raise refusal(field, sentence) from error

    def format(self, field: Field, value: list[str] | list[Ref] | None) -> str:
        """Return the titles of Refs, or else the ids."""
        titles = [item.title if isinstance(item, Ref) else item for item in value or ()]
        return ", ".join(titles)

    def edit_text(self, field: Field, value: list[str] | None) -> str:
        """Return the ids with commas."""
        return ", ".join(value or ())

    def normalise(self, field: Field, value: list[str] | None) -> list[str] | None:
        """Return the ids in order, each once; None if there is none."""
        return sorted(set(value)) or None if value else None

    def lookups(self, value: list[str] | None) -> tuple[tuple[LookupKind, str], ...]:
        """Return the ids."""
        return tuple((LookupKind.TAG, tag) for tag in value or ())


def option_labels(options: tuple[Option, ...]) -> dict[str, str]:
    """Return the options' labels by value, in the person's language."""
    key = (id(options), language(), wording())
    known = _labels.get(key)
    if known is None or known[0] is not options:
        known = _labels[key] = (options, {item.value: _(item.label) for item in options})
    return known[1]


def option_named(options: tuple[Option, ...], line: str) -> str | None:
    """Return the value that people call `line` in any language, accents optional; None if none."""
    exact, folded = _option_names(options)
    return exact.get(line) or folded.get(fold(line))


def _option_names(options: tuple[Option, ...]) -> _Names:
    """Return the values by what people call them, in any language; of equals the first."""
    key = (id(options), wording())
    known = _names.get(key)
    if known is not None and known[0] is options:
        return known[1]
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for option in options:
        for name in (option.value, *in_every_language(option.label)):
            exact.setdefault(name, option.value)
            folded.setdefault(fold(name), option.value)
    _names[key] = (options, (exact, folded))
    return exact, folded


def _id_of(value: Linked) -> uuid.UUID:
    return value.id if isinstance(value, Ref) else value


KINDS: tuple[FieldKind[Any], ...] = (ChoiceKind(), LinkKind(), TagsKind())
