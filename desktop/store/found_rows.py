"""Rows that were found by typed text or a filter: the first at once, all of them for a snapshot.

The search tables yield documents newest first; nothing is ranked by frequency, as that costs 100 ms
for a common word. For a snapshot all rids are put into the TEMP table `found`. Few of them are
looked up and sorted; many are met on the walk of the order's index, which is far quicker than
sorting them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from typing import Final

from desktop.store.documents import documents_of, first_document
from desktop.store.matches import Match
from desktop.store.orders import Order
from desktop.store.picking import Rows, is_less, is_searched, source_of, walking
from desktop.store.reader import Reader
from desktop.store.sql import Sql, all_of

_FEW: Final = 2_000  # answers that are sorted before the first page is shown
_MANY: Final = 20_000  # rows that are rather met on a walk than looked up and sorted
_LEFT_OUT: Final = 100_000  # rows that a walk goes past, rather than to find the others
_EMPTY: Final = " IS NULL"
_RELEVANT: Final = "SELECT rid FROM temp.found ORDER BY pass, rid DESC"


def first_found(reader: Reader, rows: Rows, matches: Sequence[Match], limit: int) -> list[int]:
    """Return the best answers: those of the first question first, newest first."""
    found: dict[int, None] = {}
    tested = 0
    for match in matches:
        with closing(reader.walk(_answers(rows, match))) as answers:
            for rid, fulfils in answers:
                tested += bool(rows.parts)
                if fulfils:
                    found[rid] = None
                if len(found) >= limit or tested > _MANY:
                    break
        if len(found) >= limit:
            return list(found)
        if tested > _MANY:  # a common word, and a filter that hardly any row fulfils
            find_all(reader, rows, matches)
            return _rids(reader, Sql(f"{_RELEVANT} LIMIT ?", (limit,)))
    return list(found)


def first_found_sorted(
    reader: Reader, rows: Rows, matches: Sequence[Match], order: Order, limit: int
) -> list[int] | None:
    """Return the first answers in the list's order; None if there are too many to sort at once."""
    few = first_found(reader, rows, matches, _FEW)
    if len(few) >= _FEW:
        return None
    listed = f"json_each(?) f CROSS JOIN {rows.table} ON t.rid = f.value"
    ordered = f"SELECT t.rid FROM {listed} ORDER BY {order.key} LIMIT ?"
    return _rids(reader, Sql(ordered, (json.dumps(few), limit)))


def find_all(reader: Reader, rows: Rows, matches: Sequence[Match]) -> None:
    """Put all rows that answer into `found`, each with the number of its first question."""
    _make_table(reader, "found")
    first = first_document(rows.entity)
    for place, match in enumerate(matches):
        source = match.within(*documents_of(rows.entity))
        select = Sql(f"SELECT {match.doc} - ?, ? FROM ", (first, place)) + source
        reader.write("INSERT OR IGNORE INTO temp.found(rid, pass) " + select)
    if rows.parts:
        _narrow(reader, rows)


def find_filtered(reader: Reader, rows: Rows) -> None:
    """Put all rows that fulfil the filter into `found`."""
    _make_table(reader, "found")
    # In the order of rid, as a table that grows at its end is filled several times quicker.
    select = f"SELECT t.rid, 0 FROM {source_of(reader, rows)} WHERE " + rows.condition
    reader.write("INSERT INTO temp.found(rid, pass) " + select + " ORDER BY +t.rid")


def all_but_few(reader: Reader, rows: Rows) -> Sql | None:
    """Return what holds of the rows of a filter that leaves few out; None for any other filter.

    The working list of customers is such a one: it leaves out those no longer cared for. Their rids
    are put into TEMP `left_out`, and the order is walked past them: at a million rows that is four
    times quicker than finding and ordering all the others.
    """
    if rows.in_bin or len(rows.parts) != 1:
        return None
    (part,) = rows.parts
    cell = part.text.removesuffix(_EMPTY)
    if cell == part.text or not cell.removeprefix('t."').removesuffix('"').isidentifier():
        return None
    filled = rows.with_only(Sql(f"{cell} IS NOT NULL"))
    if not is_searched(reader, filled) or not is_less(reader, filled, _LEFT_OUT):
        return None
    _make_table(reader, "left_out")
    select = f"SELECT t.rid, 0 FROM {rows.table} WHERE " + filled.condition
    reader.write("INSERT INTO temp.left_out(rid, pass) " + select + " ORDER BY +t.rid")
    # "+" keeps SQLite from looking rows up: they are met on the walk.
    return Sql("+t.rid NOT IN (SELECT rid FROM temp.left_out)")


def found_condition() -> Sql:
    """Return what holds of the rows in `found`."""
    return Sql("t.rid IN (SELECT rid FROM temp.found)")


def relevant_found() -> list[Sql]:
    """Return the SELECT of the rows in `found`, the best answers first."""
    return [Sql(_RELEVANT)]


def ordered_found(reader: Reader, rows: Rows, order: Order) -> list[Sql]:
    """Return the SELECTs of the rows in `found`, in the list's order."""
    if _has_many(reader) and order.runs and not rows.in_bin:
        # "+" keeps SQLite from looking each of them up and sorting.
        met = Sql("+t.rid IN (SELECT rid FROM temp.found)")
        return [walking(rows, run, met) for run in order.runs]
    return [_looked_up(rows, order)]


def _narrow(reader: Reader, rows: Rows) -> None:
    """Leave in `found` only the rows that fulfil the filter."""
    _make_table(reader, "narrowed")
    if _has_many(reader):
        source = f"{source_of(reader, rows)} CROSS JOIN temp.found f ON f.rid = t.rid"
    else:
        source = f"temp.found f CROSS JOIN {rows.table} ON t.rid = f.rid"
    select = f"SELECT t.rid, f.pass FROM {source} WHERE " + rows.condition
    reader.write("INSERT INTO temp.narrowed(rid, pass) " + select)
    reader.write("DROP TABLE temp.found")
    reader.write("ALTER TABLE temp.narrowed RENAME TO found")


def _make_table(reader: Reader, name: str) -> None:
    reader.write(f"DROP TABLE IF EXISTS temp.{name}")
    reader.write(f"CREATE TEMP TABLE {name}(rid INTEGER PRIMARY KEY, pass INTEGER NOT NULL)")


def _has_many(reader: Reader) -> bool:
    return reader.number("SELECT count(*) FROM temp.found") > _MANY


def _looked_up(rows: Rows, order: Order) -> Sql:
    source = f"temp.found f CROSS JOIN {rows.table} ON t.rid = f.rid"
    return Sql(f"SELECT t.rid FROM {source} ORDER BY {order.key}")


def _answers(rows: Rows, match: Match) -> Sql:
    """Return the SELECT of one question's rows, and whether each fulfils the filter."""
    first, last = documents_of(rows.entity)
    select = "SELECT t.rid, " + rows.condition + f" FROM {match.source} CROSS JOIN {rows.table}"
    on = Sql(f" ON t.rid = {match.doc} - ? WHERE ", (first,))
    bounds = Sql(f"{match.doc} BETWEEN ? AND ?", (first, last))
    return select + on + all_of([match.condition, bounds]) + f" ORDER BY {match.doc} DESC"


def _rids(reader: Reader, sql: Sql) -> list[int]:
    return [rid for (rid,) in reader.rows(sql)]
