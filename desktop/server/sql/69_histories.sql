-- Histories: clients need not hold what lies before their horizon, so what a deletion does to it is done here.

-- What hangs on records that a group bins, restores or deletes for good, and that whoever does so may not hold:
-- it goes along as the group's own rows do, or loses its link. What is recent is left to the group, as each
-- client holds that: it may be somebody's work of yesterday that the group does not know of.
CREATE OR REPLACE FUNCTION sync.take_history(me uuid, ops jsonb, c jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own uuid[] := ARRAY(SELECT (e ->> 'id')::uuid FROM jsonb_array_elements(ops) e);
    o jsonb;
    pair jsonb;
    hangs record;
    among text;
BEGIN
    FOR o IN SELECT * FROM jsonb_array_elements(ops) e
             WHERE e ->> 'o' = 'D' OR (e ->> 'o' = 'U' AND e -> 'f' ? 'deleted_at' AND NOT EXISTS (
                 SELECT FROM jsonb_array_elements(c) k WHERE k ->> 't' = e ->> 't' AND k ->> 'id' = e ->> 'id' AND k ->> 'col' = 'deleted_at'))
    LOOP
        pair := o -> 'f' -> 'deleted_at';
        FOR hangs IN
            SELECT y.name, k.col, a.col IS NOT NULL AS goes_along,
                   (SELECT string_agg(format('r.%I', h), ', ') FROM unnest(y.history) h) AS moments
            FROM sync.link k JOIN sync.tbl y USING (tbl)
            LEFT JOIN sync.above a ON a.tbl = k.tbl AND a.col = k.col AND a.place = 0
            WHERE k.target = o ->> 't' AND NOT k.many AND y.history <> '{}'
        LOOP
            among := format('r.%I = $1 AND NOT r.id = ANY ($2) AND coalesce(sync.level($3, r.acl_id), 0) >= %s
                             AND coalesce(greatest(%s), r.created_at) < now() - interval ''5 months''',
                            hangs.col, CASE WHEN hangs.goes_along THEN 3 ELSE 2 END, hangs.moments);
            IF o ->> 'o' = 'D' AND hangs.goes_along THEN
                EXECUTE format('DELETE FROM app.%I r WHERE %s', hangs.name, among) USING (o ->> 'id')::uuid, own, me;
            ELSIF o ->> 'o' = 'D' THEN
                EXECUTE format('UPDATE app.%I r SET %I = NULL WHERE %s', hangs.name, hangs.col, among)
                    USING (o ->> 'id')::uuid, own, me;
            ELSIF hangs.goes_along THEN
                EXECUTE format('UPDATE app.%I r SET deleted_at = $4 WHERE %s AND r.deleted_at IS NOT DISTINCT FROM $5',
                               hangs.name, among)
                    USING (o ->> 'id')::uuid, own, me, (pair ->> 1)::timestamptz, (pair ->> 0)::timestamptz;
            END IF;
        END LOOP;
    END LOOP;
END $$;
