"""Sorted rows written to the store, in short transactions that are one group of changes."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.entities import Entity
from desktop.core.errors import InvalidValueError
from desktop.core.imports.plan import Policy
from desktop.core.imports.results import Counts
from desktop.core.permissions import Actor
from desktop.models.base import record_class
from desktop.models.system import ImportRun
from desktop.services.imports.cells import FileRow
from desktop.services.imports.merging import merged
from desktop.services.imports.sorting import Sorted
from desktop.services.numbering import give_codes_to_rows
from desktop.store.batches import Pace, in_batches
from desktop.store.bulk import PreparedRows
from desktop.store.work import Store, Work

COMMAND: Final = "import.run"

_Change = tuple[uuid.UUID, dict[str, Any]]
Wrote = Callable[[int], None]  # is told how many more rows are written; may raise CancelledError


@dataclass(slots=True)
class Writer:
    """Writes what an import sorted, and counts.

    The record of the import learns its group of changes in the first transaction, so that it can
    be undone even if the process is killed in the next.
    """

    store: Store
    actor: Actor
    entity: Entity
    policy: Policy
    run_id: uuid.UUID
    counts: Counts = field(default_factory=Counts)
    failed: list[FileRow] = field(default_factory=list)
    _group: int | None = None
    _pace: Pace = field(default_factory=Pace)

    def write_names(self, entity: Entity, titles: dict[uuid.UUID, str]) -> None:
        """Create the records that cells named and that did not exist."""
        rows = [{"id": made, entity.title: title} for made, title in titles.items()]
        with self.work() as work:
            give_codes_to_rows(work, entity, rows)
        prepared = self.store.prepare_rows(self.actor, entity.key, rows)

        def write(piece: PreparedRows) -> None:
            with self.work() as work:
                work.bulk_insert(entity.key, piece)

        in_batches(prepared, write, pace=self._pace)

    def write(self, sorted_rows: Sorted, wrote: Wrote) -> None:
        """Write new records and changes.

        Raises:
            CancelledError: `wrote` said so; what is written stays, and the counts are true.
        """
        self.counts.skipped += sorted_rows.counts.skipped
        self._fail(sorted_rows.failed)
        wrote(sorted_rows.counts.skipped + len(sorted_rows.failed))
        self._create(sorted_rows, wrote)
        self._change(sorted_rows, wrote)

    def _create(self, sorted_rows: Sorted, wrote: Wrote) -> None:
        values = list(sorted_rows.created.values())
        with self.work() as work:
            give_codes_to_rows(work, self.entity, values)
        rows_of = sorted_rows.rows_of
        refused: list[uuid.UUID] = []

        def refuse(position: int, error: InvalidValueError) -> None:
            refused.append(values[position]["id"])
            rows_of[refused[-1]][0].refuse(str(error))

        prepared = self.store.prepare_rows(self.actor, self.entity.key, values, refuse, parsed=True)
        failed = [row for record_id in refused for row in rows_of[record_id]]
        self._fail(failed)
        wrote(len(failed))

        def write(piece: PreparedRows) -> None:
            with self.work() as work:
                work.bulk_insert(self.entity.key, piece)
            rows = sum(len(rows_of[record_id]) for record_id in piece.ids)
            self.counts.created += len(piece)
            self.counts.updated += rows - len(piece)  # rows that repeat one of this file
            wrote(rows)

        in_batches(prepared, write, pace=self._pace)

    def _change(self, sorted_rows: Sorted, wrote: Wrote) -> None:
        rows_of = sorted_rows.rows_of

        def write(piece: Sequence[_Change]) -> None:
            try:
                changed = self._changed(piece)
            except InvalidValueError as error:  # only together with others it is seen to be none
                if len(piece) > 1:
                    for one in piece:
                        write([one])
                else:
                    for row in rows_of[piece[0][0]]:
                        row.refuse(str(error))
                    self._fail(rows_of[piece[0][0]])
                    wrote(len(rows_of[piece[0][0]]))
                return
            rows = sum(len(rows_of[record_id]) for record_id, _values in piece)
            updated = sum(len(rows_of[record_id]) for record_id, _values in changed)
            self.counts.updated += updated
            self.counts.skipped += rows - updated
            wrote(rows)

        in_batches(list(sorted_rows.changed.items()), write, pace=self._pace)

    def _changed(self, piece: Sequence[_Change]) -> list[_Change]:
        with self.work() as work:
            changed = self._differing(work, piece)
            if changed:
                work.bulk_change(self.entity.key, changed)
        return changed

    def _differing(self, work: Work, piece: Sequence[_Change]) -> list[_Change]:
        """Return what each record gets that it does not have, by the values it has now."""
        names = sorted({name for _id, values in piece for name in values})
        record = record_class(self.entity.key)
        columns = [getattr(record, name) for name in names]
        query = sa.select(record.id, *columns).where(record.id.in_([one for one, _v in piece]))
        held = {
            row[0]: dict(zip(names, row[1:], strict=True)) for row in work.session.execute(query)
        }
        changes: list[_Change] = []
        for record_id, values in piece:
            new = self._new_values(held.get(record_id), values)
            if new:
                changes.append((record_id, new))
        return changes

    def _new_values(self, held: dict[str, Any] | None, values: dict[str, Any]) -> dict[str, Any]:
        if held is None:  # deleted for good meanwhile
            return {}
        result = {
            name: merged(self.policy, self.entity.field(name), held[name], value)
            for name, value in values.items()
        }
        return {name: value for name, value in result.items() if value != held[name]}

    def _fail(self, rows: Sequence[FileRow]) -> None:
        self.failed += rows
        self.counts.failed += len(rows)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Begin a transaction of the import's one group of changes."""
        with self.store.work(self.actor, COMMAND, group=self._group) as work:
            if self._group is None:
                work.session.get_one(ImportRun, self.run_id).undo_group = work.group
                work.session.flush()
            yield work
        self._group = work.group
