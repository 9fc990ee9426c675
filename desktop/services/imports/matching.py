"""Which record a row of the file is: an existing one, one of an earlier row, or a new one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Field
from desktop.services.imports.cells import FileRow
from desktop.store.known_records import Found, Identities, find_by_id, find_known, identities
from desktop.store.reader import Reader

NO_ROW: Final = -1
_UID: Final = ""  # the place of UIDs among the keys, which are names of fields


@dataclass(frozen=True, slots=True)
class Match:
    """The record that a row is, by which key, and the earlier row that is the same record."""

    id: uuid.UUID | None  # None: several records fit
    field: Field | None  # None: a contact card's UID
    of_row: int = NO_ROW
    changed: dt.datetime | None = None  # the record, where its UID found it


@dataclass(frozen=True, slots=True)
class Clue:
    """What one key of a row says: what makes it the same as another, and the records that fit."""

    key: Field
    marks: Identities
    found: Found


class Matching:
    """Recognises rows by the plan's keys, the weightiest first; remembers the rows it saw.

    A contact card with the UID of a record is that record, whatever else it says.
    """

    def __init__(self, reader: Reader, entity: Entity, keys: Sequence[str]) -> None:
        self._reader = reader
        self._entity = entity
        self._keys = [entity.field(name) for name in keys]
        self._seen: dict[tuple[str, Hashable], tuple[uuid.UUID, int]] = {}  # record and row

    def clues(self, rows: Sequence[FileRow]) -> list[tuple[Clue, ...]]:
        """Return for each row what its keys say, of all rows at once."""
        by_key = [self._clues_of(key, rows) for key in self._keys]
        return list(zip(*by_key, strict=True)) if by_key else [()] * len(rows)

    def named(self, rows: Sequence[FileRow]) -> dict[uuid.UUID, dt.datetime | None]:
        """Return the records that the UIDs of cards name, and when each was changed."""
        ids = {one for row in rows if (one := row.marks.record_id) is not None}
        return find_by_id(self._reader, self._entity, ids) if ids else {}

    def match(
        self,
        row: FileRow,
        clues: tuple[Clue, ...],
        named: Mapping[uuid.UUID, dt.datetime | None],
    ) -> Match | None:
        """Return the record that a row with these clues is; None if it is a new one."""
        if row.marks.uid:
            if earlier := self._seen.get((_UID, row.marks.uid)):
                return Match(earlier[0], None, earlier[1])
            record_id = row.marks.record_id
            if record_id is not None and record_id in named:
                return Match(record_id, None, changed=named[record_id])
        for clue in clues:
            for mark in clue.marks:
                if earlier := self._seen.get((clue.key.name, mark)):
                    return Match(earlier[0], clue.key, earlier[1])
            if clue.found:
                return Match(clue.found[0] if len(clue.found) == 1 else None, clue.key)
        return None

    def remember(self, row: FileRow, clues: tuple[Clue, ...], record_id: uuid.UUID) -> None:
        """Know that `row` is the record, for later rows with one of its keys."""
        if row.marks.uid:
            self._seen.setdefault((_UID, row.marks.uid), (record_id, row.number))
        for clue in clues:
            for mark in clue.marks:
                self._seen.setdefault((clue.key.name, mark), (record_id, row.number))

    def _clues_of(self, key: Field, rows: Sequence[FileRow]) -> list[Clue]:
        values = [row.values.get(key.name) for row in rows]
        marks = [identities(key, value) for value in values]
        found = find_known(self._reader, self._entity, key, values, marks)
        return [Clue(key, mark, ids) for mark, ids in zip(marks, found, strict=True)]
