"""Groups by a field with several values: a record stands under each of its tags or choices.

Where a tag was deleted for good, records stand under "unknown"; those without any tag come last.
"""

from __future__ import annotations

import uuid
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.i18n import N_, _
from desktop.core.kinds.choices import option_labels
from desktop.store.group_parts import Grouping, Part
from desktop.store.ordered_values import UNKNOWN_RECORD
from desktop.store.orders import fill_ranks, rank_of
from desktop.store.reader import Reader
from desktop.store.sql import Sql, column, quoted
from desktop.store.titles import read_titles, title_key

NONE: Final = N_("No {field}")
UNKNOWN: Final = "?"  # the value of the group of those whose tag is gone
_ITEMS: Final = "items"  # the alias of a row's values


def groups_of_several(reader: Reader, field: Field, name: str, *, descending: bool) -> Grouping:
    """Return the groups of a field of tags, by their titles; fills the TEMP table `name`.

    The place of a row is asked for once for each of its values, by what `join` adds to the FROM.
    """
    cell = column("t", field.name)
    values = _in_order(reader, field)
    if descending:
        values.reverse()
    fill_ranks(reader, name, [value for value, _label in values])
    parts = [Part(value, label, _has(cell, value)) for value, label in values]
    listed = f"SELECT value FROM temp.{quoted(name)}"
    among = f"EXISTS (SELECT 1 FROM json_each({cell}) WHERE value"
    parts.append(Part(UNKNOWN, _(UNKNOWN_RECORD), Sql(f"{among} NOT IN ({listed}))")))
    none = _(NONE).format(field=_(field.label).lower())
    parts.append(Part(None, none, Sql(f"json_array_length(coalesce({cell}, '[]')) = 0")))
    known = rank_of(name, f"{_ITEMS}.value")
    other = f"CASE WHEN {_ITEMS}.value IS NULL THEN {len(values) + 1} ELSE {len(values)} END"
    place = f"coalesce(({known}), {other})"
    return Grouping(tuple(parts), place, f" LEFT JOIN json_each({cell}) {_ITEMS}")


def _in_order(reader: Reader, field: Field) -> list[tuple[str, str]]:
    """Return all values that a row may have, with their labels."""
    if value_kind(field) is Kind.CHOICES:
        return list(option_labels(field.options).items())
    target = get_entity(field.target)
    ids = [found for (found,) in reader.rows(f"SELECT t.id FROM {quoted(target.key)} t")]
    titles = read_titles(reader, target.key, ids)
    ordered = sorted(titles, key=lambda one: (title_key(target, titles[one]), one))
    return [(str(uuid.UUID(bytes=one)), titles[one]) for one in ordered]


def _has(cell: str, value: str) -> Sql:
    return Sql(f"EXISTS (SELECT 1 FROM json_each({cell}) WHERE value = ?)", (value,))
