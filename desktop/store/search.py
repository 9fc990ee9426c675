"""Answers while somebody types: over all entities, and for the editor of a link."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Kind
from desktop.core.i18n import _
from desktop.core.pages import Hit, Ref
from desktop.store import folded
from desktop.store.cells import Cells
from desktop.store.found_rows import first_found
from desktop.store.matches import matches_of
from desktop.store.orders import order_of
from desktop.store.picking import Rows, first_rids
from desktop.store.reader import Reader
from desktop.store.sql import column

_SEPARATOR: Final = " · "
_DETAILS: Final = 3
# What tells namesakes apart, the best first.
_TELLING: Final = (Kind.LINK, Kind.PHONES, Kind.TAX_CODE, Kind.EMAILS, Kind.MOMENT)


def search_everything(
    reader: Reader, text: str, limit: int, entities: Sequence[str] = ()
) -> list[Hit]:
    """Return the best records of all (or these) entities, entity by entity.

    Every entity that has answers gets its share of `limit`, so that a thousand notes do not push
    the one customer out.
    """
    matches = matches_of(text)
    found: dict[Entity, list[int]] = {}
    for entity in _searched(entities):
        rids = first_found(reader, Rows(entity), matches, limit)
        if rids:
            found[entity] = rids
    shares = _shares([len(rids) for rids in found.values()], limit)
    return [
        hit
        for (entity, rids), share in zip(found.items(), shares, strict=True)
        for hit in _hits(reader, entity, rids[:share])
    ]


def find_choices(reader: Reader, entity: Entity, text: str, limit: int) -> list[Hit]:
    """Return records whose title or search words fit, those whose title begins so first.

    Nothing typed: the first of the entity's list.
    """
    rows = Rows(entity)
    matches = matches_of(text, title_first=True)
    if not text.strip():
        rids = first_rids(reader, rows, order_of(reader, entity, None), limit)
    elif matches and entity.search_columns:
        rids = first_found(reader, rows, matches, limit)
    else:
        titled = rows.and_also(folded.contains(column("t", entity.title), text.strip()))
        rids = first_rids(reader, titled, order_of(reader, entity, None), limit)
    return _hits(reader, entity, rids)


def _searched(keys: Sequence[str]) -> list[Entity]:
    asked = [get_entity(key) for key in keys] if keys else list(iter_entities())
    return [entity for entity in asked if entity.search_columns]


def _shares(counts: Sequence[int], limit: int) -> list[int]:
    """Return how many of each the answer holds: dealt out one by one in turn."""
    shares = [0] * len(counts)
    left = min(limit, sum(counts))
    while left > 0:
        for place, count in enumerate(counts):
            if left > 0 and shares[place] < count:
                shares[place] += 1
                left -= 1
    return shares


def _hits(reader: Reader, entity: Entity, rids: Sequence[int]) -> list[Hit]:
    names = (entity.title, *_detail_names(entity))
    return [
        Hit(
            Ref(entity.key, row.id, row.texts[0] or _(entity.label)),
            _SEPARATOR.join([text for text in row.texts[1:] if text]),
        )
        for row in Cells(entity, names).by_rid(reader, rids)
    ]


@cache
def _detail_names(entity: Entity) -> tuple[str, ...]:
    """Return the fields of the second line of a hit."""
    shown = [entity.by_name[name] for name in (*entity.list_columns, *entity.search_columns)]
    own_link = entity.parent or entity.timeline
    ranked = [
        (_TELLING.index(field.kind), field.name)
        for field in shown
        if field.kind in _TELLING and not field.system
        if field.kind is not Kind.LINK or field.name == own_link
        if field.kind is not Kind.MOMENT or field.name == entity.timeline_at
    ]
    province = [(1, field.name) for field in shown if field.part_of]
    names = [name for _rank, name in sorted({*ranked, *province}) if name != entity.title]
    return tuple(dict.fromkeys(names))[:_DETAILS]
