"""Functions that read and write one row of one table, with plans that PostgreSQL keeps.

The same as text that is put together at each call would be planned anew each time: half the cost of
a push.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.server.plans import NEVER, TablePlan

_DEFINER: Final = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

_READ: Final = """\
CREATE OR REPLACE FUNCTION sync."row_{name}"(row_id uuid) RETURNS jsonb {definer} AS $$
DECLARE
    found jsonb;
BEGIN
    PERFORM 1 FROM app."{name}" r WHERE r.id = row_id FOR UPDATE;
    SELECT to_jsonb(w) INTO found FROM sync."w_{name}" w WHERE w.id = row_id;
    RETURN found;
END $$"""

_WRITE: Final = """\
CREATE OR REPLACE FUNCTION sync."set_{name}"(row_id uuid, sets jsonb) RETURNS int {definer} AS $$
DECLARE
    made int;
BEGIN
    UPDATE app."{name}" x SET ({columns}) = (
        SELECT {values} FROM jsonb_populate_record(x, sets) r)
    WHERE x.id = row_id RETURNING x.ver INTO made;
    RETURN made;
END $$"""

_ADD: Final = """\
CREATE OR REPLACE FUNCTION sync."add_{name}"(sets jsonb) RETURNS void {definer} AS $$
BEGIN
    INSERT INTO app."{name}" (id, created_at, {columns})
    SELECT r.id, r.created_at, {values} FROM jsonb_populate_record(NULL::app."{name}", sets) r;
END $$"""


def row_functions(plan: TablePlan) -> Iterator[str]:
    """Yield the functions of a table: read and lock a row as it travels; add one; change one."""
    yield _READ.format(name=plan.name, definer=_DEFINER)
    names = [c.name for c in plan.columns if c.needs > NEVER or c.name == "extra"]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f'r."{name}"' for name in names)
    for text in (_ADD, _WRITE):
        yield text.format(name=plan.name, definer=_DEFINER, columns=columns, values=values)
