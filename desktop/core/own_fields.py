"""Fields that a company adds to an entity, and the words by which it calls things.

An own field is an ordinary `Field` with `custom` set: everything generic treats it like any other.
Its labels stand in no catalogue, so they travel as own words under a text that nothing else has:
"account.x_shoe_size". What is stored of it is one member of the record's `extra`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind, Option
from desktop.core.i18n import LANGUAGES, N_, OwnWords
from desktop.core.quick_dataclass import dataclass

PREFIX: Final = "x_"  # of every own field's name: no declared field begins so
SECTION: Final = N_("Own fields")
# The kinds that a person may choose, in the order of the menu.
KINDS: Final = (
    Kind.TEXT,
    Kind.LONG_TEXT,
    Kind.INTEGER,
    Kind.MONEY,
    Kind.PERCENT,
    Kind.DATE,
    Kind.MOMENT,
    Kind.DURATION,
    Kind.RATING,
    Kind.FLAG,
    Kind.CHOICE,
    Kind.CHOICES,
    Kind.COLOUR,
    Kind.RICH_TEXT,
    Kind.SEQUENCE,
    Kind.LINK,
    Kind.URL,
    Kind.PHONES,
    Kind.EMAILS,
    Kind.IMAGE,
    Kind.FILE,
)
SEARCHABLE: Final = frozenset(
    {
        Kind.TEXT,
        Kind.LONG_TEXT,
        Kind.RICH_TEXT,
        Kind.SEQUENCE,
        Kind.URL,
        Kind.PHONES,
        Kind.EMAILS,
    }
)
OF_CHOICES: Final = frozenset({Kind.CHOICE, Kind.CHOICES})  # what they offer is said beside them
WITH_DEFAULT: Final = frozenset(
    {
        Kind.TEXT,
        Kind.LONG_TEXT,
        Kind.INTEGER,
        Kind.MONEY,
        Kind.PERCENT,
        Kind.DURATION,
        Kind.RATING,
        Kind.FLAG,
        Kind.CHOICE,
        Kind.COLOUR,
        Kind.SEQUENCE,  # of it the pattern
    }
)
_PERSONAL: Final = frozenset({Kind.PHONES, Kind.EMAILS, Kind.IMAGE, Kind.FILE})
_NOT_SORTABLE: Final = frozenset(
    {
        Kind.LONG_TEXT,
        Kind.RICH_TEXT,
        Kind.CHOICES,
        Kind.PHONES,
        Kind.EMAILS,
        Kind.IMAGE,
        Kind.FILE,
    }
)


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """One choice of an own field: what is stored, and how it reads in both languages."""

    value: str
    vi: str
    en: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class OwnField:
    """What a company says of a field of its own."""

    entity: str
    name: str
    kind: Kind
    label_vi: str
    label_en: str = ""
    required: bool = False
    default: str | int | bool | None = None  # in JSON form
    choices: tuple[OwnChoice, ...] = ()
    target: str = ""
    section: str = ""  # "" = that of own fields; the msgid of one of the entity's, or a new one
    in_list: bool = False
    in_search: bool = False

    @property
    def message(self) -> str:
        """The text that stands for the label in the program."""
        return f"{self.entity}.{self.name}"

    def field(self) -> Field:
        """Return the field as everything generic knows it."""
        return Field(
            self.name,
            self.message,
            self.kind,
            required=self.required,
            sortable=self.kind not in _NOT_SORTABLE,
            target=self.target,
            options=tuple(
                Option(choice.value, self._choice_message(choice), choice.colour)
                for choice in self.choices
            ),
            default=None if self.kind is Kind.SEQUENCE else self.default,
            pattern=str(self.default or "") if self.kind is Kind.SEQUENCE else "",
            personal=self.kind in _PERSONAL,
            synonyms=(self.name,),
            custom=True,
        )

    def words(self) -> Iterator[tuple[str, str, str]]:
        """Yield each text of the field with its Vietnamese and its English."""
        yield self.message, self.label_vi, self.label_en or self.label_vi
        for choice in self.choices:
            yield self._choice_message(choice), choice.vi, choice.en or choice.vi

    def _choice_message(self, choice: OwnChoice) -> str:
        return f"{self.message}.{choice.value}"


def extended(entity: Entity, own: Iterable[OwnField]) -> Entity:
    """Return the declared `entity` with own fields, each at the end of its section."""
    added = [field for field in own if field.entity == entity.key]
    if not added:
        return entity
    fields = list(entity.fields)
    for field in added:
        _insert(fields, field.field(), field.section or SECTION)
    searched = [f.name for f in added if f.in_search and f.kind in SEARCHABLE]
    return replace(
        entity,
        fields=tuple(fields),
        list_columns=(*entity.list_columns, *(f.name for f in added if f.in_list)),
        search_columns=(*entity.search_columns, *searched),
    )


def own_words(
    own: Iterable[OwnField], renamed: Mapping[str, tuple[str, str]]
) -> dict[str, dict[str, str]]:
    """Return the words of own fields, and those put in place of the program's, by language.

    Args:
        own: the fields.
        renamed: texts of the program with their Vietnamese and their English, either "".
    """
    pairs = [(text, vi, en) for text, (vi, en) in renamed.items()]
    pairs += [word for field in own for word in field.words()]
    made = {language: {} for language in LANGUAGES}  # type: dict[str, dict[str, str]]
    for text, vi, en in pairs:
        for language, word in (("vi", vi), ("en", en)):
            if word:
                made[language][text] = word
    return {language: words for language, words in made.items() if words}


def has_own_words(words: OwnWords) -> bool:
    """Tell whether anything reads otherwise than the program says it."""
    return any(words.values())


def sections_of(entity: Entity) -> tuple[str, ...]:
    """Return the sections of the entity's form (msgids), to choose one for an own field."""
    return tuple(dict.fromkeys(field.section for field in entity.form_fields() if field.section))


def _insert(fields: list[Field], field: Field, section: str) -> None:
    """Put `field` behind the last of its section; a section that is not there begins with it."""
    place = None
    current = ""
    for index, known in enumerate(fields):
        current = known.section or current
        if current == section:
            place = index + 1
    if place is None:
        fields.append(replace(field, section=section))
    else:
        fields.insert(place, field)
