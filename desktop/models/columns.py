"""Column makers: one line of a record class declares a field whole."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Unpack

from sqlalchemy.orm import MappedColumn

from desktop.core.fields import Field, FieldFacts, Kind, Option
from desktop.models.base import FOLLOWED_INFO, column

Column = MappedColumn[Any]


def text(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare one line of text, at most `length` (200) characters."""
    facts.setdefault("length", 200)
    return column(Field("", label, Kind.TEXT, **facts))


def long_text(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare text of many lines."""
    return column(Field("", label, Kind.LONG_TEXT, **facts))


def integer(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a whole number."""
    return column(Field("", label, Kind.INTEGER, **facts))


def duration(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a length of time in whole minutes."""
    return column(Field("", label, Kind.DURATION, **facts))


def rating(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare one to five stars."""
    return column(Field("", label, Kind.RATING, **facts))


def money(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare an amount; `currency_field` names the field that holds its currency."""
    return column(Field("", label, Kind.MONEY, **facts))


def percent(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a percentage: 8 means 8 %."""
    return column(Field("", label, Kind.PERCENT, **facts))


def date(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a day without a time."""
    return column(Field("", label, Kind.DATE, **facts))


def moment(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a day and time, kept in UTC."""
    return column(Field("", label, Kind.MOMENT, **facts))


def followed_moment(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a moment that triggers keep by other records; it is no part of what is captured."""
    facts["readonly"] = facts["system"] = True
    kept = column(Field("", label, Kind.MOMENT, **facts))
    kept.column.info[FOLLOWED_INFO] = True
    return kept


def followed_integer(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a whole number that triggers keep by other records; see `followed_moment`."""
    facts["readonly"] = facts["system"] = True
    kept = column(Field("", label, Kind.INTEGER, **facts))
    kept.column.info[FOLLOWED_INFO] = True
    return kept


def followed_percent(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a percentage that triggers keep by other records; see `followed_moment`."""
    facts["readonly"] = facts["system"] = True
    kept = column(Field("", label, Kind.PERCENT, **facts))
    kept.column.info[FOLLOWED_INFO] = True
    return kept


def flag(label: str, *, default: bool = False, **facts: Unpack[FieldFacts]) -> Column:
    """Declare yes or no."""
    field = Field("", label, Kind.FLAG, default=default, **facts)
    return column(field, default=default)


def choice(
    label: str,
    options: tuple[Option, ...],
    *,
    default: StrEnum | str | None = None,
    **facts: Unpack[FieldFacts],
) -> Column:
    """Declare one value of a closed list."""
    start = None if default is None else str(default)
    field = Field("", label, Kind.CHOICE, options=options, default=start, **facts)
    return column(field, default=start)


def choices(label: str, options: tuple[Option, ...], **facts: Unpack[FieldFacts]) -> Column:
    """Declare any number of values of a closed list."""
    return column(Field("", label, Kind.CHOICES, options=options, **facts))


def tag_list(label: str, *, target: str = "tag", **facts: Unpack[FieldFacts]) -> Column:
    """Declare any number of records of a dictionary."""
    return column(Field("", label, Kind.TAGS, target=target, **facts))


def link(target: str, label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a reference to a record of the entity `target`.

    No ForeignKey is put here: a flush would fail while the target's area is not imported.
    """
    return column(Field("", label, Kind.LINK, target=target, **facts))


def email_list(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a list of e-mail addresses, the first being the main one."""
    facts.setdefault("personal", True)
    return column(Field("", label, Kind.EMAILS, **facts))


def phone_list(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a list of phone numbers in E.164, the first being the main one."""
    facts.setdefault("personal", True)
    return column(Field("", label, Kind.PHONES, **facts))


def postal_address(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a postal address: street, commune and province, and an old form if typed so."""
    return column(Field("", label, Kind.ADDRESS, **facts))


def person_name(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare the full name of a person, in Vietnamese order: family, middle, given."""
    facts.setdefault("length", 120)
    facts.setdefault("personal", True)
    return column(Field("", label, Kind.PERSON_NAME, **facts))


def url(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a web address."""
    facts.setdefault("length", 500)
    return column(Field("", label, Kind.URL, **facts))


def tax_code_text(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a Vietnamese tax code (MST)."""
    facts.setdefault("length", 14)
    return column(Field("", label, Kind.TAX_CODE, **facts))


def picture_blob(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a picture, kept in the blob store and named here by its hash."""
    return column(Field("", label, Kind.IMAGE, **facts))


def file_blob(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a file of any sort, kept in the blob store and named here by its hash."""
    return column(Field("", label, Kind.FILE, **facts))


def rich_text(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare formatted text; plain text that stands in such a column is read as it is."""
    return column(Field("", label, Kind.RICH_TEXT, **facts))


def sequence(label: str, pattern: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare a code that the program gives by `pattern` where none is typed."""
    facts.setdefault("length", 40)
    return column(Field("", label, Kind.SEQUENCE, pattern=pattern, **facts))


def json_value(label: str, **facts: Unpack[FieldFacts]) -> Column:
    """Declare any JSON."""
    return column(Field("", label, Kind.JSON, **facts))


def computed(
    label: str, result: Kind, depends: tuple[str, ...], **facts: Unpack[FieldFacts]
) -> Column:
    """Declare a value that the entity's `compute_<name>` makes from the fields `depends`."""
    facts.setdefault("readonly", True)
    return column(Field("", label, Kind.COMPUTED, result=result, depends=depends, **facts))


def options(values: Mapping[str, str | tuple[str, ...]]) -> tuple[Option, ...]:
    """Return options from {value: label}, (label, colour) or (label, colour, icon)."""
    return tuple(
        Option(value, *((label,) if isinstance(label, str) else label))
        for value, label in values.items()
    )
