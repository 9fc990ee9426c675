"""One list as it was asked for: which rows, in which order, in which groups."""

from __future__ import annotations

import datetime as dt
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.fields import value_kind
from desktop.core.pages import ListQuery
from desktop.core.words import tokens
from desktop.store import folded
from desktop.store.conditions import Scope, parts_of
from desktop.store.found_rows import (
    all_but_few,
    find_all,
    find_filtered,
    first_found,
    first_found_sorted,
    found_condition,
    ordered_found,
    relevant_found,
)
from desktop.store.group_parts import Grouping
from desktop.store.grouping import TIMES, grouping_of
from desktop.store.matches import matches_of, widest_matches
from desktop.store.orders import Order, order_of
from desktop.store.picking import Rows, first_rids, walking
from desktop.store.reader import Reader
from desktop.store.sql import TRUE, Sql, any_of, column

_MANY: Final = 20_000  # rows whose groups are not looked up one by one


class ListPlan:
    """How the rows of a query are found; asks the database only for the few values of columns."""

    def __init__(self, reader: Reader, query: ListQuery, today: dt.date, scope: Scope) -> None:
        entity = get_entity(query.entity)
        filtered = parts_of(entity, query.filter, today, in_bin=query.bin)
        typed = _typed_parts(entity, query.search) if query.bin else []
        parts = [*filtered, scope.condition(), *typed]
        self._reader = reader
        self._query = query
        self._rows = Rows(entity, tuple(part for part in parts if part != TRUE), query.bin)
        self._all = Rows(entity, in_bin=query.bin)
        self._text = "" if query.bin else query.search
        self._widest = widest_matches(self._text)
        self._group = entity.by_name.get(query.group)
        self.records = 0  # of a list in groups, as soon as it is filled

    def first(self, limit: int) -> list[int]:
        """Return the first rows, as soon as can be."""
        if self._group is not None:
            return self._first_of_groups(limit)
        if self._widest:
            return self._first_of_search(limit)
        return first_rids(self._reader, self._rows, self._order(), limit)

    def fill(self, table: str) -> Grouping | None:
        """Put all rows into the TEMP table `table` in their order, with the places of groups."""
        if self._group is not None:
            return self._fill_groups(table)
        self._fill_ordered(table)
        return None

    def answering(self) -> Rows:
        """Return the rows that also answer the typed text, which are put into TEMP `found`."""
        if not self._widest:
            return self._rows
        find_all(self._reader, self._rows, self._widest)
        return self._all.and_also(found_condition())

    def _fill_ordered(self, table: str) -> None:
        for select in self._selects():
            self._reader.write(f"INSERT INTO temp.{table}(rid) " + select)

    def _selects(self) -> list[Sql]:
        """Return the SELECTs that yield all rows, one after the other, in order."""
        rows = self._rows
        if self._widest and self._query.sort is None and self._group is None:
            find_all(self._reader, rows, matches_of(self._text))
            return relevant_found()
        if self._widest:
            find_all(self._reader, rows, self._widest)
            return ordered_found(self._reader, self._all, self._order())
        order = self._order()
        if order.runs and not rows.parts and not rows.in_bin:
            return [walking(rows, run) for run in order.runs]
        if order.runs and (others := all_but_few(self._reader, rows)) is not None:
            return [walking(self._all, run, others) for run in order.runs]
        find_filtered(self._reader, rows)
        return ordered_found(self._reader, self._all, order)

    def _fill_groups(self, table: str) -> Grouping:
        """Order all rows, then part them by group; the order within each is kept."""
        run, rows = self._reader.write, self._all
        grouping = self._grouping()
        run("CREATE TEMP TABLE ordered(pos INTEGER PRIMARY KEY, rid INTEGER NOT NULL)")
        self._fill_ordered("ordered")
        source, place = f"{rows.table} ON t.rid = o.rid", grouping.place
        self.records = self._reader.number("SELECT max(pos) FROM temp.ordered")
        is_long = self.records > _MANY
        if is_long or grouping.join:
            self._fill_places(grouping, is_long=is_long)
            source, place = "temp.places p ON p.rid = o.rid", "p.place"
        run(
            f"INSERT INTO temp.{table}(rid, part) SELECT o.rid, {place} AS place"
            f" FROM temp.ordered o CROSS JOIN {source} ORDER BY place, o.pos"
        )
        run("DROP TABLE temp.ordered")
        run("DROP TABLE IF EXISTS temp.places")
        return grouping

    def _fill_places(self, grouping: Grouping, *, is_long: bool) -> None:
        """Put the places of rows into TEMP `places`, each once; a row may have several."""
        run, rows = self._reader.write, self._all
        insert, key = "INSERT", "PRIMARY KEY(rid))"
        if grouping.join:
            insert, key = "INSERT OR IGNORE", "PRIMARY KEY(rid, place)) WITHOUT ROWID"
        run(f"CREATE TEMP TABLE places(rid INTEGER, place INTEGER NOT NULL, {key}")
        # Those of a long list are read from end to end, not by looking each row up.
        some = rows if is_long else rows.and_also(Sql("t.rid IN (SELECT rid FROM temp.ordered)"))
        source = f"{rows.table} NOT INDEXED{grouping.join}"
        select = f"SELECT t.rid, {grouping.place} FROM {source} WHERE "
        run(f"{insert} INTO temp.places(rid, place) " + select + some.condition)

    def _first_of_search(self, limit: int) -> list[int]:
        """Return the best answers, or in the order that was asked for if there are few."""
        reader, rows = self._reader, self._rows
        if self._query.sort is not None:
            found = first_found_sorted(reader, rows, self._widest, self._order(), limit)
            if found is not None:
                return found
        return first_found(reader, rows, matches_of(self._text), limit)

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
        """Return the groups: the latest month first, unless the list is sorted by it upwards."""
        assert self._group is not None
        sort = self._query.sort
        if sort is not None and sort.field == self._group.name:
            downwards = sort.descending
        else:
            downwards = value_kind(self._group) in TIMES
        return grouping_of(self._reader, self._rows, self._group, descending=downwards)


def _typed_parts(entity: Entity, text: str) -> list[Sql]:
    """Return what finds typed words in the bin, whose records are not in the search tables."""
    columns = [column("t", name) for name in entity.search_columns or (entity.title,)]
    return [any_of(folded.contains(cell, word) for cell in columns) for word in tokens(text)]
