"""Rows that were found by typed text or a filter: the first at once, all of them for a snapshot.

The search tables yield documents newest first; nothing is ranked by frequency, as that costs 100 ms
for a common word. For a snapshot all rids are put into the TEMP table `found`. Few of them are
looked up and sorted; many are met on the walk of the order's index, which is far quicker than
sorting them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.store.documents import documents_of, first_document
from desktop.store.matches import Match
from desktop.store.orders import Order
from desktop.store.picking import Rows, source_of, walking
from desktop.store.reader import Reader
from desktop.store.sql import Sql, all_of

_FEW: Final = 2_000  # answers that are sorted before the first page is shown
_MANY: Final = 20_000  # rows that are rather met on a walk than looked up and sorted


def first_found(reader: Reader, rows: Rows, matches: Sequence[Match], limit: int) -> list[int]:
    """Return the best answers: those of the first question first, newest first."""
    found: dict[int, None] = {}
    for match in matches:
        if len(found) >= limit:
            break
        sql = _answers(rows, match) + f" ORDER BY {match.doc} DESC"
        for (rid,) in reader.walk(sql):
            found[rid] = None
            if len(found) >= limit:
                break
    return list(found)


def first_found_sorted(
    reader: Reader, rows: Rows, matches: Sequence[Match], order: Order, limit: int
) -> list[int] | None:
    """Return the first answers in the list's order; None if there are too many to sort at once."""
    few = first_found(reader, rows, matches, _FEW)
    if len(few) >= _FEW:
        return None
    find_all(reader, rows, matches)
    sql = _looked_up(rows) + f" ORDER BY {order.key}" + Sql(" LIMIT ?", (limit,))
    return [rid for (rid,) in reader.rows(sql)]


def find_all(reader: Reader, rows: Rows, matches: Sequence[Match]) -> None:
    """Put the rids of all answers into `found`, each with the number of its first question."""
    _make_found(reader)
    first = first_document(rows.entity)
    for place, match in enumerate(matches):
        source = match.within(*documents_of(rows.entity))
        select = Sql(f"SELECT {match.doc} - ?, ? FROM ", (first, place)) + source
        reader.write("INSERT OR IGNORE INTO temp.found(rid, pass) " + select)


def find_filtered(reader: Reader, rows: Rows) -> None:
    """Put the rids of all rows into `found`."""
    _make_found(reader)
    # In the order of rid, as a table that grows at its end is filled several times quicker.
    select = f"SELECT t.rid, 0 FROM {source_of(reader, rows)} WHERE " + rows.condition
    reader.write("INSERT INTO temp.found(rid, pass) " + select + " ORDER BY +t.rid")


def found_condition() -> Sql:
    """Return what holds of the rows in `found`."""
    return Sql("t.rid IN (SELECT rid FROM temp.found)")


def relevant_found(rows: Rows) -> list[Sql]:
    """Return the SELECT of the rows in `found` that fulfil the filter, the best answers first."""
    return [_looked_up(rows) + " ORDER BY f.pass, t.rid DESC"]


def ordered_found(reader: Reader, rows: Rows, order: Order) -> list[Sql]:
    """Return the SELECTs of the rows in `found` that fulfil the filter, in the list's order."""
    many = reader.number("SELECT count(*) FROM temp.found") > _MANY
    if many and order.runs and not rows.parts and not rows.in_bin:
        # "+" keeps SQLite from looking each of them up and sorting.
        met = Sql("+t.rid IN (SELECT rid FROM temp.found)")
        return [walking(rows, run, met) for run in order.runs]
    return [_looked_up(rows) + f" ORDER BY {order.key}"]


def _make_found(reader: Reader) -> None:
    reader.write("DROP TABLE IF EXISTS temp.found")
    reader.write("CREATE TEMP TABLE found(rid INTEGER PRIMARY KEY, pass INTEGER NOT NULL)")


def _looked_up(rows: Rows) -> Sql:
    return (
        f"SELECT t.rid FROM temp.found f CROSS JOIN {rows.table} ON t.rid = f.rid WHERE "
        + rows.condition
    )


def _answers(rows: Rows, match: Match) -> Sql:
    """Return the SELECT of one question's rows that fulfil the filter."""
    first, last = documents_of(rows.entity)
    source = Sql(f"SELECT t.rid FROM {match.source} CROSS JOIN {rows.table}")
    on = Sql(f" ON t.rid = {match.doc} - ? WHERE ", (first,))
    bounds = Sql(f"{match.doc} BETWEEN ? AND ?", (first, last))
    return source + on + all_of([match.condition, bounds, rows.condition])
