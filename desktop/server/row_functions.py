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

_LEVELS: Final = """\
CREATE OR REPLACE FUNCTION sync."levels_{name}"(me uuid, ids uuid[], of_module int) RETURNS jsonb
{definer} STABLE AS $$
BEGIN
    RETURN (
        WITH here AS (
            SELECT r.id, r.acl_id, r.created_by FROM app."{name}" r WHERE r.id = ANY (ids)
        ),
        given AS (
            SELECT a.acl_id, max(least(u.level, a.level))::int AS level
            FROM sync.acl_pr a JOIN sync.user_pr u ON u.pid = a.pid AND u.user_id = me
            WHERE of_module IS NULL AND a.acl_id = ANY (ARRAY(SELECT h.acl_id FROM here h))
            GROUP BY 1
        )
        SELECT jsonb_object_agg('{name}:' || h.id, {level})
        FROM here h LEFT JOIN given g USING (acl_id));
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

# Many rows at once where each still is as its edit began from; NULL where one is not.
_MANY: Final = """\
CREATE OR REPLACE FUNCTION sync."many_{name}"(ids uuid[], patches jsonb[]) RETURNS jsonb
{definer} AS $$
DECLARE
    found int;
    v0 jsonb;
    v jsonb;
BEGIN
    PERFORM 1 FROM app."{name}" r WHERE r.id = ANY (ids) ORDER BY r.id FOR UPDATE;
    SELECT count(*), jsonb_object_agg('{name}:' || w.id, w.ver) INTO found, v0
    FROM unnest(ids, patches) p (row_id, f)
    JOIN sync."w_{name}" w ON w.id = p.row_id
    CROSS JOIN LATERAL (SELECT to_jsonb(w) AS cells) h
    WHERE w.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM jsonb_each(p.f) e WHERE coalesce(h.cells -> e.key, 'null') <> e.value -> 0);
    IF found < cardinality(ids) THEN
        RETURN NULL;
    END IF;
    WITH did AS (
        UPDATE app."{name}" x SET ({columns}) = (
            SELECT {values} FROM jsonb_populate_record(x, p.sets) r)
        FROM (
            SELECT q.row_id,
                   (SELECT jsonb_object_agg(e.key, e.value -> 1) FROM jsonb_each(q.f) e) AS sets
            FROM unnest(ids, patches) q (row_id, f)) p
        WHERE x.id = p.row_id RETURNING x.id, x.ver
    ) SELECT jsonb_object_agg(d.id, d.ver) INTO v FROM did d;
    RETURN jsonb_build_object('c', '[]'::jsonb, 'v', v, 'v0', v0);
END $$"""

_ADD: Final = """\
CREATE OR REPLACE FUNCTION sync."add_{name}"(sets jsonb) RETURNS void {definer} AS $$
BEGIN
    INSERT INTO app."{name}" (id, created_at, {columns})
    SELECT r.id, r.created_at, {values} FROM jsonb_populate_record(NULL::app."{name}", sets) r;
END $$"""


def row_functions(plan: TablePlan) -> Iterator[str]:
    """Yield the functions of a table: read one, add one, change one or many; levels on some."""
    yield _READ.format(name=plan.name, definer=_DEFINER)
    level = "coalesce(of_module, g.level, 0)"
    if plan.internal:  # a colleague's words stay as they are
        level = f"CASE WHEN h.created_by = me THEN {level} ELSE least({level}, 1) END"
    yield _LEVELS.format(name=plan.name, definer=_DEFINER, level=level)
    names = [c.name for c in plan.columns if c.needs > NEVER or c.name == "extra"]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f'r."{name}"' for name in names)
    for text in (_ADD, _WRITE, _MANY):
        yield text.format(name=plan.name, definer=_DEFINER, columns=columns, values=values)
