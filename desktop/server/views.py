"""Views: rows as they travel, for our functions; rows that somebody may see, for copying."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.core.kinds.base import Storage
from desktop.server.plans import ColumnPlan, TablePlan

_FORMS: Final = {
    Storage.AMOUNT: "r.{name}::text",
    Storage.MOMENT: "to_char(r.{name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    Storage.DAY: "to_char(r.{name}, 'YYYY-MM-DD')",
}


def wire_view(plan: TablePlan) -> str:
    """Return what makes the view of a table's rows in the spelling of docs/sync.md."""
    cells = ", ".join(f'{_form(column)} AS "{column.name}"' for column in plan.columns)
    return f'CREATE VIEW sync."w_{plan.name}" AS SELECT {cells} FROM app."{plan.name}" r'


def seen_view(plan: TablePlan, rev: int) -> str:
    """Return what makes the view of the rows that somebody may see, for clients of `rev`.

    One of a revision that is in use never changes: a client may have prepared a query on it.
    """
    cells = ", ".join(f'r."{column.name}"' for column in plan.columns)
    return (
        f'CREATE VIEW api."v_{plan.name}_{rev}" WITH (security_barrier) AS SELECT {cells} '
        f'FROM app."{plan.name}" r WHERE r.acl_id = ANY (ARRAY(SELECT m.acl_id FROM sync.my_acl m))'
    )


def common_views() -> Iterator[str]:
    """Yield the views that name no table."""
    yield (
        "CREATE OR REPLACE VIEW api.my_acl WITH (security_barrier) AS "
        "SELECT m.acl_id, m.level FROM sync.my_acl m"
    )


def _form(column: ColumnPlan) -> str:
    name = f'"{column.name}"'
    return _FORMS.get(column.storage, "r.{name}").format(name=name)
