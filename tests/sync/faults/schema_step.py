"""A later program's centre: one more column of customers, which no desk knows."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

from desktop.core.kinds.base import Storage
from desktop.server import installing
from desktop.server.connections import as_owner
from desktop.server.plans import ColumnPlan, TablePlan, table_plans
from desktop.store.migrations import HEAD
from tests.server.company import Company

TABLE, COLUMN = "account", "later"


def widen(company: Company) -> set[uuid.UUID]:
    """Do what `installing.upgrade` does, with one more column; return the rows that have it."""
    plans = tuple(_wider(plan) for plan in table_plans())
    for plan in plans:
        if plan.name == TABLE:
            installing._widen(company.admin, plan, HEAD + 1)
    installing._derive(company.admin, plans, HEAD + 1)
    with as_owner(company.admin) as admin:
        admin.execute("UPDATE sync.meta SET rev = %s", (HEAD + 1,))
        query = f"UPDATE app.{TABLE} SET {COLUMN} = 'giữ' RETURNING id"
        return {row_id for (row_id,) in admin.execute(query).fetchall()}


def what_was_touched(company: Company, filled: set[uuid.UUID]) -> Iterator[str]:
    """An older program's edits leave alone what it does not know (I-17)."""
    if filled:
        query = f"SELECT count(*) FROM app.{TABLE} WHERE id = ANY (%s) AND {COLUMN} IS NULL"
        if touched := company.sql(query, list(filled)):
            yield f"{touched} values that the desks do not know are gone"


def _wider(plan: TablePlan) -> TablePlan:
    if plan.name != TABLE:
        return plan
    return replace(plan, columns=(*plan.columns, ColumnPlan(COLUMN, Storage.TEXT, 2)))
