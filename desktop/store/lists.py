"""Lists of any length: the first page at once, then a snapshot of their order, pages by position.

A snapshot is a TEMP table of rids, so positions stay what they were while rows change: a row that
was changed is read as it is now, one that was deleted for good is empty, new ones come with the
next snapshot.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Sequence
from dataclasses import replace

from desktop.core.entities import get_entity
from desktop.core.pages import PAGE_ROWS, GroupHead, ListQuery, Page, Snapshot
from desktop.core.quick_dataclass import dataclass
from desktop.store.cells import Cells
from desktop.store.conditions import EVERYBODY, Scope
from desktop.store.group_parts import Grouping
from desktop.store.list_plan import ListPlan
from desktop.store.reader import Reader
from desktop.store.sql import Sql, quoted


@dataclass(frozen=True, slots=True)
class _Kept:
    """A snapshot under a list's number; in its table the first position is 1."""

    table: str
    query: ListQuery
    total: int


class Lists:
    """The lists of one reader."""

    def __init__(self, reader: Reader, scope: Scope = EVERYBODY) -> None:
        self._reader = reader
        self._scope = scope
        self._kept: dict[int, _Kept] = {}
        self._made = 0

    def first_page(self, query: ListQuery, today: dt.date) -> Page:
        """Return the first rows; `total` where they are all."""
        rids = ListPlan(self._reader, query, today, self._scope).first(PAGE_ROWS)
        rows = tuple(_cells(query).by_rid(self._reader, rids))
        return Page(0, rows, len(rows) if len(rows) < PAGE_ROWS else None)

    def snapshot(self, list_id: int, query: ListQuery, today: dt.date) -> Snapshot:
        """Fix the order of the whole list; the list's former snapshot stays until it is done."""
        self._made += 1
        table = quoted(f"snapshot_{list_id}_{self._made}")
        part = ", part INTEGER" if query.group else ""
        self._reader.write(f"CREATE TEMP TABLE {table}(pos INTEGER PRIMARY KEY, rid INTEGER{part})")
        plan = ListPlan(self._reader, query, today, self._scope)
        grouping = plan.fill(table)
        total = self._reader.number(f"SELECT max(pos) FROM temp.{table}")
        heads = self._heads(table, grouping) if grouping else ()
        records = plan.records if grouping and grouping.join else None
        self.close(list_id)
        self._kept[list_id] = _Kept(table, query, total)
        return Snapshot(total, heads, records)

    def page(self, list_id: int, query: ListQuery, first: int, today: dt.date) -> Page:
        """Return a page of the snapshot; one is made if there is none of the query."""
        kept = self._kept.get(list_id)
        if kept is None or replace(kept.query, columns=()) != replace(query, columns=()):
            self.snapshot(list_id, query, today)
            kept = self._kept[list_id]
        sql = _between(f"SELECT s.rid FROM temp.{kept.table} s", first, first + PAGE_ROWS - 1)
        rids = [rid for (rid,) in self._reader.rows(sql)]
        return Page(first, tuple(_cells(query).by_rid(self._reader, rids)), kept.total)

    def positions(
        self, list_id: int, ids: Sequence[uuid.UUID], near: int = 0
    ) -> dict[uuid.UUID, int]:
        """Return the places of records in the snapshot; those not in it are left out.

        Of one that stands in several groups, the place nearest to `near`.
        """
        kept = self._kept.get(list_id)
        if kept is None:
            return {}
        table = quoted(kept.query.entity)
        sql = Sql(
            f"SELECT t.id, s.pos - 1 FROM temp.{kept.table} s JOIN {table} t ON t.rid = s.rid"
            f" WHERE s.rid IN (SELECT x.rid FROM json_each(?) j CROSS JOIN {table} x"
            " ON x.id = unhex(j.value)) ORDER BY abs(s.pos - 1 - ?) DESC",
            (json.dumps([record_id.hex for record_id in ids]), near),
        )
        return {uuid.UUID(bytes=found): place for found, place in self._reader.rows(sql)}

    def ids_between(self, list_id: int, first: int, last: int) -> list[uuid.UUID]:
        """Return the ids of the records at positions `first` to `last`, as far as they exist."""
        kept = self._kept.get(list_id)
        if kept is None:
            return []
        source = (
            f"SELECT t.id FROM temp.{kept.table} s"
            f" CROSS JOIN {quoted(kept.query.entity)} t ON t.rid = s.rid"
        )
        found = self._reader.rows(_between(source, first, last))
        return [uuid.UUID(bytes=record_id) for (record_id,) in found]

    def rows(self, query: ListQuery, ids: Sequence[uuid.UUID]) -> Page:
        """Return these records with the query's columns, whatever its filter."""
        rows = _cells(query).by_id(self._reader, ids)
        return Page(0, tuple(rows), len(rows))

    def close(self, list_id: int) -> None:
        """Forget a snapshot."""
        kept = self._kept.pop(list_id, None)
        if kept is not None:
            self._reader.write(f"DROP TABLE temp.{kept.table}")

    def _heads(self, table: str, grouping: Grouping) -> tuple[GroupHead, ...]:
        """Return the heads of the groups that have rows."""
        sql = f"SELECT part, min(pos) - 1, count(*) FROM temp.{table} GROUP BY part ORDER BY part"
        return tuple(
            GroupHead(grouping.parts[place].value, grouping.parts[place].label, first, count)
            for place, first, count in self._reader.rows(sql)
        )


def _cells(query: ListQuery) -> Cells:
    return Cells(get_entity(query.entity), query.columns)


def _between(select: str, first: int, last: int) -> Sql:
    return Sql(f"{select} WHERE s.pos BETWEEN ? AND ? ORDER BY s.pos", (first + 1, last + 1))
