-- Taking an import back: all at once, but for what somebody worked with since.

-- Put into the bin what an import made: "made" is [{"t", "rows": [[id, version or null], ...]}, ...],
-- "ops" give changed records their old values. What somebody else changed stays, as does what a
-- record names that does not go along.
CREATE OR REPLACE FUNCTION sync.cmd_undo_import(me uuid, own_mid uuid, rev int, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl;
    part jsonb;
    gone int;
    binned int := 0;
    n int;
    kept jsonb;
BEGIN
    IF jsonb_typeof(args -> 'made') IS DISTINCT FROM 'array' THEN
        PERFORM sync.refuse('bad_request', NULL, NULL, 'made');
    END IF;
    FOR part IN SELECT * FROM jsonb_array_elements(args -> 'made') LOOP
        x := sync.table_of(part);
        IF jsonb_typeof(part -> 'rows') IS DISTINCT FROM 'array' OR x.company OR EXISTS (
            SELECT FROM jsonb_array_elements(part -> 'rows') e
            WHERE NOT sync.is_id(e -> 0) OR NOT coalesce(e ->> 1, '0') ~ '^\d{1,9}$') THEN
            PERFORM sync.refuse('bad_request', x.name, NULL, 'rows');
        END IF;
        INSERT INTO sync.undone (mid, t, id, ver)
        SELECT own_mid, x.name, (e ->> 0)::uuid, (e ->> 1)::int FROM jsonb_array_elements(part -> 'rows') e;
    END LOOP;
    FOR x IN SELECT y.* FROM sync.tbl y WHERE y.name IN (SELECT u.t FROM sync.undone u WHERE u.mid = own_mid)
               AND y.ledger IS NULL ORDER BY y.pull_order LOOP  -- entries of a ledger stay
        EXECUTE format('UPDATE sync.undone u SET keeps = NOT coalesce(
                r.deleted_at IS NULL AND coalesce(l.level, 0) >= %2$s AND r.created_by = $1 AND r.updated_by = $1
                AND r.ver <= coalesce(u.ver, r.ver), false)
            FROM (SELECT r.* FROM app.%1$I r JOIN sync.undone w ON w.id = r.id AND w.t = %1$L AND w.mid = $2
                  ORDER BY r.id FOR UPDATE OF r) r
            LEFT JOIN sync.my_acl l USING (acl_id) WHERE u.id = r.id AND u.t = %1$L AND u.mid = $2',
            x.name, (x.sent -> 'deleted_at' ->> 1)::int)
            USING me, own_mid;
    END LOOP;
    UPDATE sync.undone u SET keeps = true WHERE u.keeps IS NULL AND u.mid = own_mid;
    -- Until nothing changes: what stays keeps what it names.
    LOOP
        gone := 0;
        FOR x IN SELECT y.* FROM sync.tbl y WHERE y.name IN (SELECT u.t FROM sync.undone u WHERE u.mid = own_mid) LOOP
            gone := gone + sync.keep_named(own_mid, x);
        END LOOP;
        EXIT WHEN gone = 0;
    END LOOP;
    FOR x IN SELECT y.* FROM sync.tbl y WHERE y.name IN (SELECT u.t FROM sync.undone u WHERE u.mid = own_mid)
             ORDER BY y.pull_order DESC LOOP
        EXECUTE format('UPDATE app.%1$I r SET deleted_at = now() FROM sync.undone u
                        WHERE u.mid = $1 AND u.t = %1$L AND u.id = r.id AND NOT u.keeps', x.name) USING own_mid;
        GET DIAGNOSTICS n = ROW_COUNT;
        binned := binned + n;
    END LOOP;
    SELECT coalesce(jsonb_agg(jsonb_build_array(u.t, u.id)), '[]') INTO kept
    FROM (SELECT * FROM sync.undone u WHERE u.keeps AND u.mid = own_mid ORDER BY u.t, u.id LIMIT 1000) u;
    DELETE FROM sync.undone u WHERE u.mid = own_mid;
    RETURN sync.with_ops(me, rev, args -> 'ops', jsonb_build_object('binned', binned, 'kept', kept));
END $$;

-- Keep those records of a table that living ones name which stay; tell how many more.
CREATE OR REPLACE FUNCTION sync.keep_named(own_mid uuid, x sync.tbl) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    l record;
    n int;
    total int := 0;
BEGIN
    FOR l IN SELECT y.name, k.col FROM sync.link k JOIN sync.tbl y USING (tbl) WHERE k.target = x.name AND NOT k.many LOOP
        EXECUTE format('UPDATE sync.undone u SET keeps = true FROM app.%1$I r
            WHERE u.mid = $1 AND u.t = %3$L AND NOT u.keeps AND r.%2$I = u.id AND r.deleted_at IS NULL
              AND NOT EXISTS (SELECT FROM sync.undone w
                              WHERE w.mid = $1 AND w.t = %1$L AND w.id = r.id AND NOT w.keeps)',
            l.name, l.col, x.name) USING own_mid;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END LOOP;
    RETURN total;
END $$;
