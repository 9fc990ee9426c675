"""Records of a list as contact cards: which of their fields a card can hold, and their values."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from desktop.core.entities import Entity
from desktop.core.errors import InputError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import _, in_every_language
from desktop.core.imports.card_columns import CARD_COLUMNS, has_cards
from desktop.core.kinds import kind_of
from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.files.writing_vcard import Card

_LISTS: Final = frozenset({Kind.PHONES, Kind.EMAILS})


def card_query(entity: Entity, query: ListQuery) -> ListQuery:
    """Return the query of a list with the columns of which cards are made.

    Raises:
        InputError: such records are neither people nor companies.
    """
    if not has_cards(entity):
        raise InputError(_("Such records cannot be written as contact cards."))
    wanted = {name for _label, names in CARD_COLUMNS.values() for name in names}
    columns = tuple(one.name for one in entity.fields if one.name in wanted)
    return replace(query, columns=columns)


def cards_of(
    reads: Reads, entity: Entity, query: ListQuery, portions: Iterable[list[uuid.UUID]]
) -> Iterator[Card]:
    """Yield the records of `portions` as cards."""
    fields = [entity.field(name) for name in query.columns]
    for ids in portions:
        for cells in reads.cells_for_files(query, ids):
            pairs = zip(fields, cells, strict=True)
            yield {one.name: _value(one, cell) for one, cell in pairs if cell is not None}


def _value(field: Field, cell: Any) -> Any:  # noqa: ANN401 - each kind has its own
    if field.kind in _LISTS:
        return kind_of(field).from_cell(field, cell) or []
    if field.kind is Kind.TAGS:
        return [word.strip() for word in str(cell).split(",") if word.strip()]
    if field.kind is Kind.CHOICE and field.name != "salutation":
        fits = (one.value for one in field.options if cell in in_every_language(one.label))
        return next(fits, cell)
    return cell
