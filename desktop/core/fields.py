"""Fields: what a column means to a person, apart from how it is stored.

A Field is plain data, so that it travels in the manifest to the window and to other processes.
What all fields of a kind share (parsing, formatting, operators…) stands in `desktop.core.kinds`.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final, TypedDict

from desktop.core.quick_dataclass import dataclass

FIELD_INFO: Final = "field"  # the key under which a mapped column's `info` keeps its Field


class Kind(StrEnum):
    """The kinds of value that a field can hold; each has one editor."""

    TEXT = auto()
    LONG_TEXT = auto()
    INTEGER = auto()
    MONEY = auto()
    PERCENT = auto()
    DATE = auto()
    MOMENT = auto()
    FLAG = auto()
    CHOICE = auto()
    TAGS = auto()
    LINK = auto()
    EMAILS = auto()
    PHONES = auto()
    ADDRESS = auto()
    PERSON_NAME = auto()
    URL = auto()
    TAX_CODE = auto()
    IMAGE = auto()
    COMPUTED = auto()
    JSON = auto()
    DURATION = auto()
    RATING = auto()
    CHOICES = auto()
    COLOUR = auto()
    RICH_TEXT = auto()
    SEQUENCE = auto()
    FILE = auto()


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a closed list, with its label (an English msgid) and the name of a colour.

    `icon` is the picture of records that have this value, if it is not their entity's own.
    """

    value: str
    label: str
    colour: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """The metadata of one field; everything generic reads these and nothing else."""

    name: str
    label: str  # English msgid
    kind: Kind
    required: bool = False
    readonly: bool = False
    sortable: bool = False
    length: int = 0  # greatest number of characters; 0 = the kind's own
    target: str = ""  # the entity that a LINK or TAGS points to
    options: tuple[Option, ...] = ()  # of a CHOICE or CHOICES
    currency: str = "VND"  # of MONEY without a currency field
    currency_field: str = ""  # the CHOICE beside a MONEY that names its currency
    section: str = ""  # English msgid of the group on the generic form that starts here
    help: str = ""  # English msgid of one sentence
    default: str | int | bool | None = None  # in JSON form
    personal: bool = False  # personal data in the sense of PDPL 91/2025
    guard: str = ""  # the group of readers, if not all readers of the record
    part_of: str = ""  # this is a derived part of that field (a province of an address)
    result: Kind = Kind.TEXT  # the kind of a COMPUTED value
    depends: tuple[str, ...] = ()  # the fields that a COMPUTED value is made from
    synonyms: tuple[str, ...] = ()  # further headers under which files name this field
    system: bool = False  # kept by the program; no form, no import
    on_delete: str = ""  # of a LINK: "refuse", "take" or "detach"; see core.deletion
    custom: bool = False  # made by the company: its values stand in the record's `extra`
    pattern: str = ""  # of a SEQUENCE, until the company says another; see core.sequences
    gapless: bool = False  # a SEQUENCE without gaps: its numbers are given by a command alone
    in_hours: bool = False  # of a DURATION: a number that is typed without a unit means hours


class FieldFacts(TypedDict, total=False):
    """What a column maker may be told beside the label; see `Field`."""

    required: bool
    readonly: bool
    sortable: bool
    length: int
    currency: str
    currency_field: str
    section: str
    help: str
    personal: bool
    guard: str
    synonyms: tuple[str, ...]
    system: bool
    on_delete: str
    gapless: bool
    in_hours: bool


def value_kind(field: Field) -> Kind:
    """Return the kind of the field's values: for a computed field, that of its result."""
    return field.result if field.kind is Kind.COMPUTED else field.kind
