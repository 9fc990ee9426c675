"""One record whole, and the names of records."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.clock import from_micros
from desktop.core.dates import format_moment
from desktop.core.entities import Entity
from desktop.core.errors import RecordGoneError
from desktop.core.i18n import N_, _
from desktop.core.kinds import kind_of
from desktop.core.pages import DELETED_AT, Card, Ref
from desktop.core.permissions import Member
from desktop.store.cells import Cells
from desktop.store.joined_levels import is_permitted
from desktop.store.own_level import own_level
from desktop.store.reader import Reader
from desktop.store.sql import Sql, column, quoted
from desktop.store.titles import read_titles, title_text

GONE: Final = N_("The record was deleted for good.")


def read_card(
    reader: Reader, entity: Entity, record_id: uuid.UUID, member: Member | None = None
) -> Card:
    """Return a record with all its fields, from the bin too; raise RecordGoneError.

    `member` is the person at the screen, where several share the profile.
    """
    facts = Sql(
        f"SELECT t.ver, t.deleted_at, {column('t', entity.title)} FROM {quoted(entity.key)} t"
        " WHERE t.id = ?",
        (record_id.bytes,),
    )
    found = reader.row(facts)
    if found is None:
        raise RecordGoneError(_(GONE))
    version, deleted_at, title = found
    names = [field.name for field in entity.fields]
    (row,) = Cells(entity, names).by_id(reader, [record_id])
    values = {
        field.name: kind_of(field).to_json(value)
        for field, value in zip(entity.fields, row.values, strict=True)
    }
    texts = dict(zip(names, row.texts, strict=True))
    if deleted_at is not None:
        values[DELETED_AT] = deleted_at
        texts[DELETED_AT] = format_moment(from_micros(deleted_at))
    title = title_text(entity, title)
    level = own_level(reader.connection, entity, record_id, member)
    may_save = is_permitted(reader.connection, f"{entity.key}.save")
    return Card(entity.key, record_id, title, values, texts, version or 0, level, may_save)


def read_refs(reader: Reader, entity: Entity, ids: Sequence[uuid.UUID]) -> list[Ref]:
    """Return the titles of those records that exist, in the order of `ids`."""
    titles = read_titles(reader, entity.key, (record_id.bytes for record_id in ids))
    return [
        Ref(entity.key, record_id, titles[record_id.bytes])
        for record_id in ids
        if record_id.bytes in titles
    ]
