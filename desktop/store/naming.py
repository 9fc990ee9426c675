"""Which records living rows of others name: by a link, as a tag, or by kind and id."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.fields import Field, Kind
from desktop.store.bulk import IDS_AT_ONCE, in_parts
from desktop.store.transactions import Writing

TYPE: Final = "record_type"
ID: Final = "record_id"


def named_by_others(
    writing: Writing, entity: Entity, ids: Sequence[uuid.UUID]
) -> Iterator[uuid.UUID]:
    """Yield those of `ids` that a living record other than these names."""
    own = {one.bytes for one in ids}
    for other in iter_entities():
        for one in other.fields:
            if one.system:
                continue
            for some in in_parts(list(ids), IDS_AT_ONCE):
                for by, named in _named_by(writing, entity, other, one, some):
                    if by not in own:
                        yield named


def _named_by(
    writing: Writing, entity: Entity, other: Entity, one: Field, ids: Sequence[uuid.UUID]
) -> Iterator[tuple[bytes, uuid.UUID]]:
    """Yield who names which of `ids` in one field."""
    marks, texts = ",".join("?" * len(ids)), [str(found) for found in ids]
    rows = f'"{other.key}" t WHERE t.deleted_at IS NULL'
    if one.kind is Kind.LINK and one.target == entity.key:
        query = f'SELECT t.id, t."{one.name}" FROM {rows} AND t."{one.name}" IN ({marks})'
        for by, stored in writing.connection.execute(query, [found.bytes for found in ids]):
            yield by, uuid.UUID(bytes=stored)
        return
    if one.kind is Kind.TAGS and one.target == entity.key:
        query = (
            f'SELECT t.id, j.value FROM "{other.key}" t, json_each(t."{one.name}") j '
            f"WHERE t.deleted_at IS NULL AND j.value IN ({marks})"
        )
        told = writing.connection.execute(query, texts)
    elif one.name == ID and TYPE in other.by_name:
        query = f"SELECT t.id, t.{ID} FROM {rows} AND t.{TYPE} = ? AND t.{ID} IN ({marks})"
        told = writing.connection.execute(query, [entity.key, *texts])
    else:
        return
    for by, text in told:
        yield by, uuid.UUID(text)
