"""What happened to one record: its captured changes as people read them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import Storage, Stored
from desktop.core.kinds.cleaning import json_text
from desktop.core.pages import FieldChange, HistoryEntry
from desktop.store.cells import texts_of
from desktop.store.reader import Found, Reader
from desktop.store.sql import Sql
from desktop.store.titles import read_titles

USER: Final = "app_user"
LATEST: Final = 2**63 - 1
_DELETED: Final = "deleted_at"
_MEMBER: Final = "extra."

Diff = Mapping[str, tuple[Any, Any]]


def read_history(
    reader: Reader,
    entity: Entity,
    record_id: uuid.UUID,
    limit: int,
    before: int = LATEST,
) -> list[HistoryEntry]:
    """Return the last `limit` changes of a record before a moment, newest first."""
    sql = Sql(
        "SELECT grp, at, actor, command, op, diff FROM change"
        " WHERE row_id = ? AND tbl = ? AND at < ? ORDER BY seq DESC LIMIT ?",
        (record_id.bytes, entity.key, before, limit),
    )
    found = reader.rows(sql)
    names = read_titles(reader, USER, (row[2] for row in found if row[2]))
    diffs: list[Diff] = [_by_field(json.loads(row[5])) for row in found]
    texts = _Texts(reader, entity, diffs)
    return [
        HistoryEntry(
            row[0], row[1], names.get(row[2], ""), row[3], _operation(row, diff), texts.of(diff)
        )
        for row, diff in zip(found, diffs, strict=True)
    ]


def _by_field(diff: Diff) -> Diff:
    """Return a diff by the names of fields: own ones stand in it as members of `extra`."""
    return {name.removeprefix(_MEMBER): pair for name, pair in diff.items()}


def _operation(row: Found, diff: Diff) -> str:
    """Return what was done; putting into the bin is a deletion for people."""
    binned = diff.get(_DELETED, (None, None))[1] is not None
    return "D" if row[4] == "U" and binned else str(row[4])


class _Texts:
    """Values of diffs as people read them; titles of all links are read at once."""

    def __init__(self, reader: Reader, entity: Entity, diffs: list[Diff]) -> None:
        self._entity = entity
        self._texts: dict[tuple[str, Stored], str] = {}
        for field in entity.fields:
            pairs = [diff[field.name] for diff in diffs if field.name in diff]
            stored = list(dict.fromkeys(_stored(field, side) for pair in pairs for side in pair))
            shown = texts_of(reader, field, stored)
            self._texts |= zip([(field.name, item) for item in stored], shown, strict=True)

    def of(self, diff: Diff) -> tuple[FieldChange, ...]:
        return tuple(self._changes(diff))

    def _changes(self, diff: Diff) -> Iterator[FieldChange]:
        for name, (old, new) in diff.items():
            field = self._entity.by_name.get(name)
            if field is None or field.part_of:
                continue
            before, after = _stored(field, old), _stored(field, new)
            yield FieldChange(
                name,
                _json(field, before),
                _json(field, after),
                self._texts[name, before],
                self._texts[name, after],
            )


def _stored(field: Field, side: Any) -> Stored:  # noqa: ANN401 - any JSON
    """Return what the column held, of how a diff writes it (see `desktop.store.capture`)."""
    storage = kind_of(field).storage
    if side is None:
        return None
    if storage is Storage.ID:
        return bytes.fromhex(side)
    if storage is Storage.FLAG:
        return int(side)
    return json_text(side) if storage is Storage.JSON else side


def _json(field: Field, stored: Stored) -> Json:
    kind = kind_of(field)
    return kind.to_json(None if stored is None else kind.from_stored(stored))
