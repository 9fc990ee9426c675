"""Rows of a file sorted by what becomes of them: new records, changes of existing ones, neither."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.imports.plan import ImportPlan, Policy
from desktop.core.imports.results import Counts
from desktop.core.kinds import kind_of
from desktop.core.workflow import state_at_arrival
from desktop.services.imports.cells import FileRow, RowReader
from desktop.services.imports.ending import Ending
from desktop.services.imports.matching import Match, Matching
from desktop.services.imports.merging import merged
from desktop.services.imports.names import NameBooks
from desktop.store.reader import Reader

Values = dict[str, Any]


@dataclass(slots=True)
class Repeat:
    """A row that means a record which is known already, of the store or of an earlier row."""

    row: FileRow
    match: Match


@dataclass(slots=True)
class Sorted:
    """Some rows of a file, ready to be written."""

    created: dict[uuid.UUID, Values] = field(default_factory=dict)
    changed: dict[uuid.UUID, Values] = field(default_factory=dict)
    rows_of: dict[uuid.UUID, list[FileRow]] = field(default_factory=dict)
    failed: list[FileRow] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)  # a changed row counts as updated


class Sorting:
    """Sorts rows as a plan says; remembers what it saw, as later rows may repeat earlier ones."""

    def __init__(
        self,
        plan: ImportPlan,
        row_reader: RowReader,
        reader: Reader,
        new_id: Callable[[], uuid.UUID],
        me: uuid.UUID,
        promised: Iterable[str] = (),
    ) -> None:
        self.ending = Ending(row_reader.entity, promised)
        self.names = NameBooks(reader, plan.missing, new_id, me, self.ending.waits)
        self._policy = plan.policy
        self._rows = row_reader
        self._entity = row_reader.entity
        self._matching = Matching(reader, self._entity, plan.keys)
        self._new_id = new_id

    def sort(self, rows: Sequence[FileRow]) -> Sorted:
        """Return what is to be done with `rows`, which follow those sorted before."""
        result = Sorted()
        good = [row for row in rows if not row.problems]
        self.names.look_up(good, self._entity)
        named = self._matching.named(good)
        for row, clues in zip(good, self._matching.clues(good), strict=True):
            record_id = self._sort_one(row, self._matching.match(row, clues, named), result)
            if record_id is not None:
                self._matching.remember(row, clues, record_id)
                is_written = record_id in result.created or record_id in result.changed
                self.ending.know(row, record_id, is_written=is_written)
        result.failed += [row for row in rows if row.problems]
        result.counts.failed = len(result.failed)
        return result

    def _sort_one(self, row: FileRow, match: Match | None, result: Sorted) -> uuid.UUID | None:
        """Decide about a row and return the record that it is, if anything is written of it."""
        if match is None:
            return self._create(row, result)
        result.repeats.append(Repeat(row, match))
        if self._policy is Policy.SKIP:
            result.counts.skipped += 1
            return match.id
        if match.id is None and match.field is not None:
            row.refuse(self._several(row, match.field), self._rows.column_of(match.field.name))
        if match.id is None:
            return None
        return self._change(row, match.id, result)

    def _create(self, row: FileRow, result: Sorted) -> uuid.UUID | None:
        self._rows.check_new(row)
        self.names.resolve(row, self._rows)
        if row.problems:
            return None
        made = self._new_id()
        result.created[made] = {"id": made, **row.values}
        state = state_at_arrival(self._entity.key, row.values)
        if state is not None and not row.values.get(self._entity.status):
            result.created[made][self._entity.status] = state
        result.rows_of[made] = [row]
        result.counts.created += 1
        self.names.remember(self._entity, row.values.get(self._entity.title), made)
        return made

    def _change(self, row: FileRow, record_id: uuid.UUID, result: Sorted) -> uuid.UUID | None:
        self.names.resolve(row, self._rows)
        if row.problems:
            return None
        into = result.created if record_id in result.created else result.changed
        values = into.setdefault(record_id, {})
        for name, new in row.values.items():
            one = self._entity.field(name)
            values[name] = merged(self._policy, one, values.get(name), new)
        result.rows_of.setdefault(record_id, []).append(row)
        result.counts.updated += 1
        return record_id

    @staticmethod
    def _several(row: FileRow, key: Field) -> str:
        shown = kind_of(key).format(key, row.values.get(key.name))
        sentence = _("Several records have the {field} {value}; it is not clear which is meant.")
        return sentence.format(field=_(key.label).lower(), value=shown)
