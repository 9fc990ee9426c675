"""Records of a list as contact cards: which of their fields a card can hold, and their values."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.core.entities import Entity
from desktop.core.errors import InputError, RecordGoneError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import _
from desktop.core.imports.card_columns import CARD_COLUMNS, has_cards
from desktop.core.pages import ListQuery, Row
from desktop.core.pictures import is_welcome
from desktop.core.ports import Reads
from desktop.files.writing_vcard import Card

CHANGED: Final = "updated_at"
_AS_SHOWN: Final = frozenset({Kind.LINK, Kind.ADDRESS})
Load = Callable[[str], bytes]  # a picture by its hash; RecordGoneError if it is not here


def card_query(entity: Entity, query: ListQuery) -> ListQuery:
    """Return the query of a list with the columns of which cards are made.

    Raises:
        InputError: such records are neither people nor companies.
    """
    if not has_cards(entity):
        raise InputError(_("Such records cannot be written as contact cards."))
    wanted = {name for _label, names in CARD_COLUMNS.values() for name in names}
    columns = tuple(one.name for one in entity.fields if one.name in wanted)
    return replace(query, columns=(*columns, CHANGED))


def cards_of(
    reads: Reads,
    entity: Entity,
    query: ListQuery,
    portions: Iterable[list[uuid.UUID]],
    load: Load,
) -> Iterator[Card]:
    """Yield the records of `portions` as cards."""
    fields = [entity.field(name) for name in query.columns]
    for ids in portions:
        rows = reads.rows(query, ids).rows
        names = _names_of_tags(reads, fields, rows)
        for row in rows:
            yield {"uid": row.id, **_values(fields, row, names, load)}


def _values(
    fields: Sequence[Field], row: Row, names: dict[uuid.UUID, str], load: Load
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one, value, text in zip(fields, row.values, row.texts, strict=True):
        if value is None:
            continue
        if one.kind is Kind.TAGS:
            found[one.name] = [names[tag] for tag in _tags(value) if tag in names]
        elif one.kind is Kind.IMAGE:
            found["picture"] = _picture(str(value), load)
        else:
            found[one.name] = text if one.kind in _AS_SHOWN else value
    return found


def _names_of_tags(
    reads: Reads, fields: Sequence[Field], rows: Sequence[Row]
) -> dict[uuid.UUID, str]:
    """Return the names of all tags of some rows: one by one, as a name may hold a comma."""
    names: dict[uuid.UUID, str] = {}
    for place, one in enumerate(fields):
        if one.kind is Kind.TAGS:
            tags = {tag for row in rows for tag in _tags(row.values[place])}
            names |= {ref.id: ref.title for ref in reads.refs(one.target, list(tags))}
    return names


def _tags(value: object) -> list[uuid.UUID]:
    return [uuid.UUID(str(tag)) for tag in value] if isinstance(value, list) else []


def _picture(digest: str, load: Load) -> bytes:
    """Return a picture that other programs can show too; nothing where there is none."""
    try:
        content = load(digest)
    except RecordGoneError:
        return b""
    return content if is_welcome(content) else b""
