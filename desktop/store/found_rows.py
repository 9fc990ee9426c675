"""A list narrowed by typed text: the first rows at once, all of them for a snapshot.

The search tables yield documents newest first; nothing is ranked by frequency, as that costs 100 ms
for a common word. All documents are put into the TEMP table `found` only for a snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.store.documents import documents_of, first_document
from desktop.store.matches import Match
from desktop.store.orders import Order
from desktop.store.picking import Rows
from desktop.store.reader import Reader
from desktop.store.sql import Sql, all_of

_FEW: Final = 2_000
_RELEVANT: Final = "f.pass, t.rid DESC"


def first_found(reader: Reader, rows: Rows, matches: Sequence[Match], limit: int) -> list[int]:
    """Return the best answers: those of the first question first, newest first."""
    found: dict[int, None] = {}
    for match in matches:
        wanted = limit - len(found)
        if wanted <= 0:
            break
        sql = _joined(rows, match) + f" ORDER BY {match.doc} DESC"
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
    sql = sorted_found(rows, order) + Sql(" LIMIT ?", (limit,))
    return [rid for (rid,) in reader.rows(sql)]


def find_all(reader: Reader, rows: Rows, matches: Sequence[Match]) -> None:
    """Put every answer, filtered, into the TEMP table `found` with the number of its question."""
    reader.write("DROP TABLE IF EXISTS temp.found")
    reader.write("CREATE TEMP TABLE found(rid INTEGER PRIMARY KEY, pass INTEGER NOT NULL)")
    first = first_document(rows.entity)
    for place, match in enumerate(matches):
        source = match.within(*documents_of(rows.entity))
        reader.write(
            Sql(f"INSERT OR IGNORE INTO temp.found(rid, pass) SELECT {match.doc} - ?, ?"
                " FROM ", (first, place)) + source
        )  # fmt: skip


def relevant_found(rows: Rows) -> Sql:
    """Return the SELECT of the filtered answers in `found`, the best first."""
    return _selected(rows) + f" ORDER BY {_RELEVANT}"


def sorted_found(rows: Rows, order: Order) -> Sql:
    """Return the SELECT of the filtered answers in `found` in the list's order."""
    return _selected(rows) + f" ORDER BY {order.key}"


def found_condition() -> Sql:
    """Return what holds of the rows in `found`."""
    return Sql("t.rid IN (SELECT rid FROM temp.found)")


def _selected(rows: Rows) -> Sql:
    return (
        f"SELECT t.rid FROM temp.found f CROSS JOIN {rows.table} ON t.rid = f.rid WHERE "
        + rows.condition
    )


def _joined(rows: Rows, match: Match) -> Sql:
    """Return the SELECT of one question's rows that fulfil the filter."""
    first, last = documents_of(rows.entity)
    source = Sql(f"SELECT t.rid FROM {match.source} CROSS JOIN {rows.table}")
    on = Sql(f" ON t.rid = {match.doc} - ? WHERE ", (first,))
    bounds = Sql(f"{match.doc} BETWEEN ? AND ?", (first, last))
    return source + on + all_of([match.condition, bounds, rows.condition])
