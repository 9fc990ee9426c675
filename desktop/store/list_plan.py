"""One list as it was asked for: which rows, in which order, in which groups."""

from __future__ import annotations

import datetime as dt
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.pages import ListQuery
from desktop.store.conditions import Scope, parts_of
from desktop.store.found_rows import (
    find_all,
    first_found,
    first_found_sorted,
    found_condition,
    relevant_found,
    sorted_found,
)
from desktop.store.grouping import Grouping, grouping_of
from desktop.store.matches import matches_of
from desktop.store.orders import Order, order_of
from desktop.store.picking import Rows, all_rids, first_rids, walking_found
from desktop.store.reader import Reader
from desktop.store.sql import TRUE, Sql

_MANY: Final = 20_000  # so many answers are rather met on the order's walk than looked up


class ListPlan:
    """How the rows of a query are found; asks the database only for the few values of columns."""

    def __init__(self, reader: Reader, query: ListQuery, today: dt.date, scope: Scope) -> None:
        entity = get_entity(query.entity)
        parts = [*parts_of(entity, query.filter, today), scope.condition()]
        self._reader = reader
        self._query = query
        self._rows = Rows(entity, tuple(part for part in parts if part != TRUE), query.bin)
        self._matches = matches_of(query.search)
        self._group = entity.by_name.get(query.group)

    def first(self, limit: int) -> list[int]:
        """Return the first rows, as soon as can be."""
        if self._group is not None:
            return self._first_of_groups(limit)
        if self._matches:
            return self._first_of_search(limit)
        return first_rids(self._reader, self._rows, self._order(), limit)

    def fill(self, table: str) -> Grouping | None:
        """Put all rows into the TEMP table `table` in their order, with the places of groups."""
        rows = self.answering()
        if self._group is not None:
            return self._fill_groups(table, rows)
        for select in self._selects(rows):
            self._reader.write(f"INSERT INTO temp.{table}(rid) " + select)
        return None

    def answering(self) -> Rows:
        """Return the rows that also answer the typed text, which are put into TEMP `found`."""
        if not self._matches:
            return self._rows
        find_all(self._reader, self._rows, self._matches)
        return self._rows.and_also(found_condition())

    def _selects(self, answering: Rows) -> list[Sql]:
        if not self._matches:
            return all_rids(answering, self._order())
        if self._query.sort is None:
            return [relevant_found(self._rows)]
        order = self._order()
        many = self._reader.number("SELECT count(*) FROM temp.found") > _MANY
        if many and order.runs and not self._rows.parts and not self._rows.in_bin:
            return walking_found(self._rows, order)
        return [sorted_found(self._rows, order)]

    def _fill_groups(self, table: str, rows: Rows) -> Grouping:
        grouping = self._grouping()
        self._reader.write(
            f"INSERT INTO temp.{table}(rid, part) SELECT t.rid, {grouping.place} AS place"
            f" FROM {rows.table} WHERE " + rows.condition + f" ORDER BY place, {self._order().key}"
        )
        return grouping

    def _first_of_search(self, limit: int) -> list[int]:
        """Return the best answers, or in the order that was asked for if there are few."""
        if self._query.sort is not None:
            found = first_found_sorted(
                self._reader, self._rows, self._matches, self._order(), limit
            )
            if found is not None:
                return found
        return first_found(self._reader, self._rows, self._matches, limit)

    def _first_of_groups(self, limit: int) -> list[int]:
        rows, order = self.answering(), self._order()
        found: list[int] = []
        for part in self._grouping().parts:
            if len(found) >= limit:
                break
            of_part = rows.and_also(part.condition)
            found += first_rids(self._reader, of_part, order, limit - len(found))
        return found

    def _order(self) -> Order:
        query = self._query
        return order_of(self._reader, self._rows.entity, query.sort, in_bin=query.bin)

    def _grouping(self) -> Grouping:
        assert self._group is not None
        sort = self._query.sort
        downwards = sort is not None and sort.descending and sort.field == self._group.name
        return grouping_of(self._reader, self._rows, self._group, descending=downwards)
