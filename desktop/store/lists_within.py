"""Conditions on fields that hold lists: tags, e-mail addresses, phone numbers.

Whole values are found through the `lookup` table; pieces of them by walking the list itself.
"""

from __future__ import annotations

import re
from typing import Final

from desktop.core.fields import Kind
from desktop.core.kinds.base import LookupKind
from desktop.store import folded
from desktop.store.documents import documents_of
from desktop.store.sql import Sql, all_of
from desktop.store.targets import Target

_LOOKUPS: Final = {
    Kind.TAGS: LookupKind.TAG,
    Kind.EMAILS: LookupKind.EMAIL,
    Kind.PHONES: LookupKind.PHONE,
}
_ITEMS: Final = {
    Kind.TAGS: "value",
    Kind.CHOICES: "value",
    Kind.EMAILS: "lower(value)",
    Kind.PHONES: "value ->> 'number'",
}
_ESCAPED: Final = '"\\'
_SEPARATORS: Final = " .-()/+\u00a0"
_NOT_DIALLED: Final = re.compile(r"[\s.()/+\-\u00a0]+")


def has(target: Target, value: str) -> Sql:
    """Return what holds where the list has the whole `value`, spelled as in `lookup`."""
    entity, field = target.entity, target.field
    items = f"json_each({target.column})"
    walked = Sql(f"EXISTS (SELECT 1 FROM {items} WHERE {_ITEMS[field.kind]} = ?)", (value,))
    if not target.has_documents or field.kind not in _LOOKUPS:
        return walked
    first, last = documents_of(entity)
    found = Sql(
        f"{target.alias}.rid IN (SELECT doc - ? FROM lookup"
        " WHERE kind = ? AND value = ? AND doc BETWEEN ? AND ?)",
        (first, _LOOKUPS[field.kind].value, value, first, last),
    )
    # Where another field of the kind fills the same keys, this one's list decides.
    is_only = sum(other.kind is field.kind for other in entity.fields) == 1
    return found if is_only else all_of([found, walked])


def email_contains(column_text: str, text: str) -> Sql:
    """Return what holds where one of the addresses contains `text`."""
    inside = folded.contains("value", text.strip())
    walked = f"EXISTS (SELECT 1 FROM json_each({column_text}) WHERE " + inside + ")"
    return all_of([may_contain(column_text, text.strip()), walked])


def may_contain(column_text: str, text: str) -> Sql:
    """Return what holds of all JSON that has `text` inside one of its texts, and of little else."""
    if any(sign in _ESCAPED or not sign.isprintable() for sign in text):
        return Sql(f"{column_text} IS NOT NULL")
    return folded.contains(column_text, text)


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
