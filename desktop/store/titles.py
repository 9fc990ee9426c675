"""Titles of records: what a link, a tag or a hit is called by."""

from __future__ import annotations

import json
from collections.abc import Iterable

from desktop.core.collation import sort_key
from desktop.core.entities import Entity, get_entity
from desktop.core.i18n import _
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Storage, Stored
from desktop.store.reader import Reader
from desktop.store.sql import Sql, column, quoted

Titles = dict[bytes, str]


def read_titles(reader: Reader, entity: str, ids: Iterable[bytes]) -> Titles:
    """Return the titles of the records that exist, in the bin too."""
    wanted = {record_id for record_id in ids if record_id}
    if not wanted:
        return {}
    target = get_entity(entity)
    sql = Sql(
        f"SELECT t.id, {column('t', target.title)} FROM {quoted(target.key)} t"
        " WHERE t.id IN (SELECT unhex(value) FROM json_each(?))",
        (json.dumps([record_id.hex() for record_id in wanted]),),
    )
    return {record_id: title_text(target, stored) for record_id, stored in reader.rows(sql)}


def title_text(entity: Entity, stored: Stored) -> str:
    """Return the title as people read it; a record without one is called by its kind."""
    field = entity.field(entity.title)
    return kind_of(field).format_stored(field, stored) or _(entity.label)


def title_key(entity: Entity, title: str) -> Stored:
    """Return the key that sorts titles of `entity` as its lists do."""
    field = entity.field(entity.title)
    for companion in kind_of(field).companions(field):
        if companion.storage is Storage.KEY:
            return companion.derive(title)
    return sort_key(title)
