"""Conditions on fields that hold lists: tags, e-mail addresses, phone numbers.

Whole values are found through the `lookup` table; pieces of them by walking the list itself.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.kinds.base import LookupKind
from desktop.store import folded
from desktop.store.documents import documents_of
from desktop.store.sql import Sql, column

_LOOKUPS: Final = {
    Kind.TAGS: LookupKind.TAG,
    Kind.EMAILS: LookupKind.EMAIL,
    Kind.PHONES: LookupKind.PHONE,
}
_ITEMS: Final = {
    Kind.TAGS: "value",
    Kind.EMAILS: "lower(value)",
    Kind.PHONES: "value ->> 'number'",
}
_SEPARATORS: Final = " .-()/+\u00a0"
_NOT_DIALLED: Final = re.compile(r"[\s.()/+\-\u00a0]+")


def has(entity: Entity, field: Field, alias: str, value: str) -> Sql:
    """Return what holds where the list `field` has the whole `value`, spelled as in `lookup`."""
    first, last = documents_of(entity)
    found = Sql(
        f"{alias}.rid IN (SELECT doc - ? FROM lookup"
        " WHERE kind = ? AND value = ? AND doc BETWEEN ? AND ?)",
        (first, _LOOKUPS[field.kind].value, value, first, last),
    )
    if sum(other.kind is field.kind for other in entity.fields) == 1:
        return found
    # Another field of the kind fills the same keys, so this one's list decides.
    items = f"json_each({column(alias, field.name)})"
    test = f" AND EXISTS (SELECT 1 FROM {items} WHERE {_ITEMS[field.kind]} = ?)"
    return "(" + found + Sql(test + ")", (value,))


def email_contains(column_text: str, text: str) -> Sql:
    """Return what holds where one of the addresses contains `text`."""
    inside = folded.contains("value", text.strip())
    return f"EXISTS (SELECT 1 FROM json_each({column_text}) WHERE " + inside + ")"


def phone_contains(column_text: str, text: str) -> Sql:
    """Return what holds where a number, as it is dialled, contains the digits of `text`.

    Text with letters is looked for in numbers that were kept as typed, and in their labels.
    """
    dialled = _NOT_DIALLED.sub("", text)
    if text.strip().startswith("+84"):
        dialled = "0" + dialled.removeprefix("84")
    if not dialled.isdigit():
        shown = "concat_ws(' ', value ->> 'number', value ->> 'label')"
        inside = folded.contains(shown, text.strip())
        return f"EXISTS (SELECT 1 FROM json_each({column_text}) WHERE " + inside + ")"
    # The digits stand together in the stored list too, but for a leading 0, stored as +84; only
    # rows that pass this have their list read.
    return Sql(
        f"({column_text} LIKE ? AND EXISTS (SELECT 1 FROM json_each({column_text})"
        f" WHERE instr({_dialled()}, ?) > 0))",
        (f"%{'%'.join(dialled.removeprefix('0'))}%", dialled),
    )


def _dialled() -> str:
    """Return SQL for the digits of a list's item as people dial them."""
    number = "value ->> 'number'"
    plain = number
    for sign in _SEPARATORS:
        plain = f"replace({plain}, '{sign}', '')"
    return f"CASE WHEN {number} LIKE '+84%' THEN '0' || substr({number}, 4) ELSE {plain} END"
