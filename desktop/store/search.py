"""Answers while somebody types: over all entities, and for the editor of a link."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import cache
from typing import Final

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import Kind
from desktop.core.i18n import _
from desktop.core.pages import Hit, Ref
from desktop.store import folded
from desktop.store.cells import Cells
from desktop.store.conditions import EVERYBODY, Scope
from desktop.store.documents import RID_BITS, RID_MASK, documents_of, first_document
from desktop.store.found_rows import first_found
from desktop.store.matches import Match, matches_of
from desktop.store.orders import order_of
from desktop.store.picking import Rows, first_rids
from desktop.store.reader import Reader
from desktop.store.sql import TRUE, Sql, any_of, column, quoted

_SEPARATOR: Final = " · "
_DETAILS: Final = 3
# What tells namesakes apart, the best first.
_TELLING: Final = (Kind.LINK, Kind.PHONES, Kind.TAX_CODE, Kind.EMAILS, Kind.MOMENT)


def search_everything(
    reader: Reader,
    text: str,
    limit: int,
    entities: Sequence[str] = (),
    scope: Scope = EVERYBODY,
) -> list[Hit]:
    """Return the best records of all (or these) entities, entity by entity.

    Every entity that has answers gets its share of `limit`, so that a thousand notes do not push
    the one customer out.
    """
    found: dict[Entity, list[int]] = {entity: [] for entity in _searched(entities)}
    for match in matches_of(text):
        _find_more(reader, match, found, limit, scope)
    answered = {entity: rids for entity, rids in found.items() if rids}
    shares = _shares([len(rids) for rids in answered.values()], limit)
    return [
        hit
        for (entity, rids), share in zip(answered.items(), shares, strict=True)
        for hit in _hits(reader, entity, rids[:share])
    ]


def _find_more(
    reader: Reader, match: Match, found: dict[Entity, list[int]], limit: int, scope: Scope
) -> None:
    """Add the answers to one question, up to `limit` for each entity, newest first.

    Asking costs much and walking little, so entities are walked together, from the greatest number
    down; only behind one that is full the question is asked again.
    """
    waiting = sorted((e for e in found if len(found[e]) < limit), key=lambda e: e.number)
    while waiting:
        low = first_document(waiting[0])
        high = documents_of(waiting[-1])[1]
        within = match.within(low, high) + _seen(match, waiting, scope)
        filled = _walk_down(reader, within, match.doc, waiting, found, limit)
        waiting = waiting[: waiting.index(filled)] if filled else []


def _seen(match: Match, waiting: Sequence[Entity], scope: Scope) -> Sql:
    """Return what more holds of documents whose rows are in scope; nothing if all are."""
    if scope.condition() == TRUE:
        return Sql("")
    parts = [
        f"({match.doc} >> {RID_BITS} = {entity.number} AND EXISTS (SELECT 1 FROM"
        f" {quoted(entity.key)} t WHERE t.rid = {match.doc} & {RID_MASK} AND "
        + scope.condition()
        + "))"
        for entity in waiting
    ]
    return " AND " + any_of(parts)


def _walk_down(
    reader: Reader,
    within: Sql,
    doc: str,
    waiting: Sequence[Entity],
    found: dict[Entity, list[int]],
    limit: int,
) -> Entity | None:
    """Add answers until an entity is full, and return that one."""
    by_number = {entity.number: entity for entity in waiting}
    known = {entity: set(found[entity]) for entity in waiting}
    documents = f"SELECT {doc} FROM " + within + f" ORDER BY {doc} DESC"
    with closing(reader.walk(documents)) as numbers:
        for (number,) in numbers:
            entity = by_number.get(number >> RID_BITS)
            rid = number & RID_MASK
            if entity is not None and rid not in known[entity]:
                found[entity].append(rid)
                if len(found[entity]) >= limit:
                    return entity
    return None


def find_choices(
    reader: Reader, entity: Entity, text: str, limit: int, scope: Scope = EVERYBODY
) -> list[Hit]:
    """Return records whose title or search words fit, those whose title begins so first.

    Nothing typed: the first of the entity's list.
    """
    parts = () if scope.condition() == TRUE else (scope.condition(),)
    rows = Rows(entity, parts)
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
    pictured = [field.name for field in entity.pictured]
    told = len(pictured)
    names = (*pictured, entity.title, *_detail_names(entity))
    return [
        Hit(
            Ref(
                entity.key,
                row.id,
                row.texts[told] or _(entity.label),
                entity.picture(dict(zip(pictured, row.values, strict=False))),
            ),
            _SEPARATOR.join([text for text in row.texts[told + 1 :] if text]),
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
