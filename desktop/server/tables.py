"""The tables of records: made once, and widened when the declarations grow.

Nothing is ever renamed, retyped or dropped here (docs/sync.md): an older client keeps working on
what it knows. A table grows in one short transaction that gives way to the people at work.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.kinds.base import Storage
from desktop.server.plans import ColumnPlan, TablePlan

INDEXED: Final = "record_id"  # of what names the record that it is about


def create_table(plan: TablePlan) -> Iterator[str]:
    """Yield what makes a table and its indexes, without its links."""
    columns = ",\n    ".join(_definition(column) for column in plan.columns)
    yield f'CREATE TABLE app."{plan.name}" (\n    {columns}\n)'
    yield f'CREATE INDEX ON app."{plan.name}" (acl_id)'
    for column in plan.columns:
        yield from _index(plan, column)


def link_table(plan: TablePlan) -> Iterator[str]:
    """Yield what ties a table's links to the tables that they lead to."""
    for column in plan.columns:
        if column.target:
            yield _link(plan, column)


def widen_table(plan: TablePlan, new: list[ColumnPlan]) -> Iterator[str]:
    """Yield what adds columns to a table that is in use.

    A new column is never required on a table with rows: their value would be nobody's word.
    """
    yield f'LOCK TABLE app."{plan.name}" IN ACCESS EXCLUSIVE MODE'
    for column in new:
        yield f'ALTER TABLE app."{plan.name}" ADD COLUMN {_definition(column, is_new=True)}'
        yield from _index(plan, column)
        if column.target:
            yield _link(plan, column)


def register_table(plan: TablePlan, rev: int) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield statements and parameters that write a table into the register of `sync`."""
    yield (
        "INSERT INTO sync.tbl (tbl, name, module, company, internal, part, named, tree_col, "
        "ledger, history, pull_order, since, sent) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '{}') "
        "ON CONFLICT (tbl) DO UPDATE SET module = excluded.module, company = excluded.company, "
        "internal = excluded.internal, part = excluded.part, named = excluded.named, "
        "tree_col = excluded.tree_col, ledger = excluded.ledger, history = excluded.history, "
        "pull_order = excluded.pull_order",
        (
            plan.number,
            plan.name,
            plan.module,
            plan.company,
            plan.internal,
            plan.part,
            plan.named,
            plan.tree_col or None,
            plan.ledger or None,
            list(plan.history),
            plan.order,
            rev,
        ),
    )
    yield "DELETE FROM sync.above WHERE tbl = %s", (plan.number,)
    for place, (link, target) in enumerate(plan.above):
        yield (
            "INSERT INTO sync.above (tbl, col, target, place) VALUES (%s, %s, %s, %s)",
            (plan.number, link, target, place),
        )
    yield "DELETE FROM sync.series WHERE tbl = %s", (plan.number,)
    for column_name, pattern, gapless in plan.series:
        action = f"{plan.name}.{'number' if gapless else 'create'}"
        yield (
            "INSERT INTO sync.series (series, tbl, col, pattern, gapless, action) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            (f"{plan.name}.{column_name}", plan.number, column_name, pattern, gapless, action),
        )
    yield "DELETE FROM sync.link WHERE tbl = %s", (plan.number,)
    for column_name, target, many in plan.links:
        yield (
            "INSERT INTO sync.link (tbl, col, target, many) VALUES (%s, %s, %s, %s)",
            (plan.number, column_name, target, many),
        )
    for column in plan.columns:
        yield (
            "INSERT INTO sync.col (tbl, col, storage, needs, since) VALUES (%s, %s, %s, %s, %s) "
            "ON CONFLICT (tbl, col) DO UPDATE SET needs = excluded.needs",
            (plan.number, column.name, column.storage.value, column.needs, rev),
        )
    yield (
        "UPDATE sync.tbl SET sent = (SELECT jsonb_object_agg(c.col, jsonb_build_array(c.storage, "
        "c.needs, c.since)) FROM sync.col c WHERE c.tbl = %s AND c.needs > 0) WHERE tbl = %s",
        (plan.number, plan.number),
    )


def _definition(column: ColumnPlan, *, is_new: bool = False) -> str:
    parts = [f'"{column.name}"', column.type]
    if column.name == "id":
        parts.append("PRIMARY KEY")
    elif column.required and not is_new:
        parts.append("NOT NULL")
    if column.storage is Storage.TEXT:
        parts.append(f'CHECK ("{column.name}" IS NFC NORMALIZED)')
    return " ".join(parts)


def _index(plan: TablePlan, column: ColumnPlan) -> Iterator[str]:
    if column.target or column.name == INDEXED:
        yield f'CREATE INDEX ON app."{plan.name}" ("{column.name}")'


def _link(plan: TablePlan, column: ColumnPlan) -> str:
    return (
        f'ALTER TABLE app."{plan.name}" ADD FOREIGN KEY ("{column.name}") '
        f'REFERENCES app."{column.target}" DEFERRABLE INITIALLY DEFERRED'
    )
