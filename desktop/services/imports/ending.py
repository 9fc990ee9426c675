"""What can be written of rows only after all of them were read: parents and predecessors."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.entities import Entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Kind
from desktop.core.i18n import N_, _
from desktop.core.imports.file_fields import file_fields
from desktop.core.imports.row_places import ArrivedRow, RowLink, RowPlaces, place_rows
from desktop.core.words import fold
from desktop.models.base import record_class
from desktop.models.work import TaskLink
from desktop.services.imports.cells import FileRow
from desktop.store.work import Work

REFUSED: Final = N_("Row {row}: {reason}")
_CODE: Final = "code"
_MOST_NOTES: Final = 30

Begin = Callable[[], AbstractContextManager[Work]]  # a transaction of the import


def parent_field(entity: Entity) -> str:
    """Return the field by which a record of an entity names another one above it, "" if none."""
    for one in entity.fields:
        if one.kind is Kind.LINK and one.target == entity.key:
            return one.name
    return ""


class Ending:
    """Remembers the rows of a file and says, at its end, which belong together.

    `promised` are titles and codes of all rows of the file, folded: who names one of them as its
    parent need not stand below it.
    """

    def __init__(self, entity: Entity, promised: Iterable[str] = ()) -> None:
        self._entity = entity
        self._parent = parent_field(entity)
        self._promised = frozenset(fold(text) for text in promised)
        self._is_wanted = bool(self._promised or file_fields(entity))
        self._rows: list[ArrivedRow] = []
        self._places: RowPlaces | None = None

    def waits(self, field: str, text: str) -> bool:
        """Tell whether a link names a row of this file that may come later."""
        return field == self._parent and fold(text) in self._promised

    def know(self, row: FileRow, record: uuid.UUID, *, is_written: bool) -> None:
        """Remember which record a row is."""
        if not self._is_wanted:
            return
        values = row.values
        arrived = ArrivedRow(
            row.number,
            record,
            str(values.get(self._entity.title) or ""),
            str(values.get(_CODE) or ""),
            row.said,
            row.below,
            values.get(self._parent) is not None,
            is_written,
        )
        self._rows.append(arrived)

    def notes(self) -> tuple[str, ...]:
        """Return what could not be understood, one sentence each."""
        return tuple(self._found().notes[:_MOST_NOTES])

    def write(self, begin: Begin) -> None:
        """Write the parents and links of all rows; what cannot hold is noted and left out."""
        found = self._found()
        if not found.parents and not found.links:
            return
        with begin() as work:
            there = self._there(work, {row.id for row in self._rows})
        parents = [
            (child, above)
            for child, above in found.parents.items()
            if child in there and above in there
        ]
        links = [link for link in found.links if {link.before, link.after} <= there]
        numbers = {row.id: row.number for row in self._rows}
        self._try(begin, parents, self._put_parents, lambda one: numbers[one[0]])
        self._try(begin, links, _put_links, lambda one: one.number)

    def _found(self) -> RowPlaces:
        if self._places is None:
            self._places = place_rows(self._rows)
        return self._places

    def _there(self, work: Work, ids: set[uuid.UUID]) -> set[uuid.UUID]:
        record = record_class(self._entity.key)
        query = sa.select(record.id).where(record.deleted_at.is_(None))
        return ids.intersection(work.session.scalars(query))

    def _try(
        self,
        begin: Begin,
        some: Sequence[Any],
        put: Callable[[Work, Sequence[Any]], None],
        number: Callable[[Any], int],
    ) -> None:
        """Write all at once, else halves of them, until what cannot hold stands alone."""
        if not some:
            return
        try:
            with begin() as work:
                put(work, some)
        except InvalidValueError as error:
            if len(some) == 1:
                sentence = _(REFUSED).format(row=number(some[0]) + 1, reason=error)
                self._found().notes.append(sentence)
                return
            half = len(some) // 2
            self._try(begin, some[:half], put, number)
            self._try(begin, some[half:], put, number)

    def _put_parents(self, work: Work, some: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> None:
        changes = [(child, {self._parent: above}) for child, above in some]
        work.bulk_change(self._entity.key, changes)


def _put_links(work: Work, some: Sequence[RowLink]) -> None:
    """Draw links; one that is drawn already gets the kind and lag of the file."""
    query = sa.select(TaskLink.id, TaskLink.before_id, TaskLink.after_id).where(
        TaskLink.deleted_at.is_(None), TaskLink.after_id.in_({link.after for link in some})
    )
    drawn = {(before, after): one for one, before, after in work.session.execute(query)}
    new, changed = [], []
    for link in some:
        said = {"kind": link.kind, "lag": link.lag, "is_elapsed": link.elapsed}
        known = drawn.get((link.before, link.after))
        if known is None:
            new.append({"before_id": link.before, "after_id": link.after, **said})
        else:
            changed.append((known, said))
    if new:
        work.require("task_link.create")
        work.bulk_insert("task_link", new)
    if changed:
        work.bulk_change("task_link", changed)
