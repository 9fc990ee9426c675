-- Pulling: what changed for me between my cursor and now, exactly, without a lock.

-- The principals that somebody became and ceased to be between a snapshot and now.
CREATE OR REPLACE FUNCTION sync.touched_principals(
    me uuid, seen pg_snapshot, OUT gained int[], OUT lost int[], OUT touched int[]
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH net AS (
        SELECT l.pid, sum(l.sign) AS sign,
               EXISTS (SELECT FROM sync.user_pr u WHERE u.user_id = me AND u.pid = l.pid) AS is_now
        FROM sync.user_pr_log l
        WHERE l.user_id = me AND l.xid >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot(l.xid, seen)
        GROUP BY l.pid
    )
    SELECT coalesce(array_agg(pid) FILTER (WHERE is_now AND sign = 1), '{}'),
           coalesce(array_agg(pid) FILTER (WHERE NOT is_now AND sign = -1), '{}'),
           coalesce(array_agg(pid) FILTER (WHERE is_now), '{}')
    FROM net
$$;

-- The acls that the principals give something of.
CREATE OR REPLACE FUNCTION sync.acls_of(pids int[]) RETURNS SETOF int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT a.acl_id FROM sync.acl_pr a WHERE a.pid = ANY (pids)
$$;

CREATE OR REPLACE FUNCTION api.pull(client_id uuid, since jsonb)
RETURNS TABLE (part text, t text, id uuid, body json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me uuid := sync.auth_client(pull.client_id);
    now_at jsonb := sync.position();
    reason text := sync.history(pull.since);
    seen pg_snapshot;
    change record;
    here record;
    pids_now int[];
    mine int[];           -- acls that I may see now
    before int[];         -- acls that I might see at my cursor
    gained int[] := '{}';
    lost int[] := '{}';
    fresh int[];          -- acls made since
    load int[] := '{}';
    delta record;
    amount int := 0;
    found_rows int;
    is_quiet boolean := false;
BEGIN
    IF reason IS NULL THEN
        seen := (since ->> 'snapshot')::pg_snapshot;
        change := sync.touched_principals(me, seen);
        is_quiet := change.touched = '{}' AND change.lost = '{}' AND NOT sync.has_changes_since(seen);
    END IF;
    IF reason IS NULL AND NOT is_quiet THEN
        SELECT coalesce(array_agg(u.pid), '{}') INTO pids_now FROM sync.user_pr u WHERE u.user_id = me;
        SELECT coalesce(array_agg(x), '{}') INTO mine FROM sync.acls_of(pids_now) x;
        SELECT coalesce(array_agg(a.acl_id), '{}') INTO fresh FROM sync.acl a
        WHERE a.xid >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot(a.xid, seen);
        before := mine;
        IF change.gained <> '{}' OR change.lost <> '{}' THEN
            SELECT coalesce(array_agg(x), '{}') INTO before FROM sync.acls_of(
                ARRAY(SELECT unnest(pids_now) EXCEPT SELECT unnest(change.gained)) || change.lost) x;
            gained := ARRAY(SELECT sync.acls_of(change.gained) EXCEPT SELECT unnest(before)
                            EXCEPT SELECT unnest(fresh));
            lost := ARRAY(SELECT sync.acls_of(change.lost) EXCEPT SELECT unnest(mine));
        END IF;
        IF gained <> '{}' THEN  -- few rows come along, many are copied
            FOR here IN SELECT x.name FROM sync.tbl x LOOP
                EXECUTE format('SELECT count(*) FROM (SELECT 1 FROM app.%I r WHERE r.acl_id = ANY ($1) LIMIT 5001) n',
                               here.name) INTO found_rows USING gained;
                amount := amount + found_rows;
                EXIT WHEN amount > 5000;
            END LOOP;
            IF amount > 5000 THEN
                load := gained;
            END IF;
        END IF;
    END IF;
    RETURN QUERY SELECT 'head'::text, NULL::text, NULL::uuid, json_build_object(
        'from', pull.since, 'cursor', now_at, 'resync', reason, 'load', load,
        'rights_hash', md5(sync.rights_of(me)::text));
    IF reason IS NOT NULL OR is_quiet THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT 'acl'::text, NULL::text, NULL::uuid, json_build_object('acl', m.acl_id, 'level', m.level)
    FROM (SELECT a.acl_id, max(least(u.level, a.level)) AS level
          FROM sync.acl_pr a JOIN sync.user_pr u ON u.pid = a.pid AND u.user_id = me
          WHERE a.acl_id IN (SELECT sync.acls_of(change.touched || change.lost) UNION SELECT unnest(fresh))
          GROUP BY 1) m;
    RETURN QUERY SELECT 'lost'::text, NULL::text, NULL::uuid, json_build_object('acl', x) FROM unnest(lost) x;

    FOR delta IN
        WITH d AS (
            SELECT l.tbl, l.row_id,
                   bool_or((l.acl_old IN (SELECT unnest(before))) IS TRUE) AS had
            FROM sync.changes_since(seen) l
            WHERE ((l.acl_new IN (SELECT unnest(mine))) IS TRUE OR (l.acl_old IN (SELECT unnest(before))) IS TRUE)
            GROUP BY 1, 2
        )
        SELECT x.name, x.pull_order, array_agg(d.row_id) AS ids,
               coalesce(array_agg(d.row_id) FILTER (WHERE d.had), '{}') AS had_ids
        FROM d JOIN sync.tbl x USING (tbl) GROUP BY 1, 2 ORDER BY 2
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT ''remove''::text, %L::text, h, NULL::json FROM unnest($1) h
             WHERE NOT EXISTS (SELECT FROM app.%I r WHERE r.id = h
                               AND (r.acl_id IN (SELECT unnest($2))) IS TRUE)',
            delta.name, delta.name) USING delta.had_ids, mine;
        RETURN QUERY EXECUTE format(
            'SELECT ''put''::text, %L::text, w.id, to_json(w) FROM sync.%I w
             WHERE w.id = ANY ($1) AND (w.acl_id IN (SELECT unnest($2))) IS TRUE',
            delta.name, 'w_' || delta.name) USING delta.ids, mine;
    END LOOP;
    IF gained <> '{}' AND load = '{}' THEN
        FOR here IN SELECT x.name FROM sync.tbl x ORDER BY x.pull_order LOOP
            RETURN QUERY EXECUTE format(
                'SELECT ''put''::text, %L::text, w.id, to_json(w) FROM sync.%I w WHERE w.acl_id = ANY ($1)',
                here.name, 'w_' || here.name) USING gained;
        END LOOP;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION api.tables() RETURNS TABLE (t text, pull_order int, since int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.auth();
    RETURN QUERY SELECT x.name, x.pull_order, x.since FROM sync.tbl x ORDER BY x.pull_order;
END $$;

-- How many rows of each acl I may see, and a sum that tells whether they are the same elsewhere.
-- `windows`: of which histories only a part is compared, {table: {"since": moment, "also": [id, …]}}:
-- what happened since then, and these rows whatever their age.
CREATE OR REPLACE FUNCTION api.digest(windows jsonb DEFAULT NULL)
RETURNS TABLE (t text, acl_id int, n bigint, tag numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me uuid := sync.auth();
    mine int[] := ARRAY(SELECT m.acl_id FROM sync.my_acl m);
    here record;
    since timestamptz;
    also uuid[];
    among text;
BEGIN
    FOR here IN SELECT x.name, x.history FROM sync.tbl x ORDER BY x.pull_order LOOP
        among := 'true';
        IF here.history <> '{}' AND jsonb_typeof(windows -> here.name) = 'object' THEN
            SELECT w.since, w.also INTO since, also FROM sync.read_window(windows -> here.name) w;
            among := format('(coalesce(greatest(%s), r.created_at) < $2) IS NOT TRUE OR r.id = ANY ($3)',
                            (SELECT string_agg(format('r.%I', c), ', ') FROM unnest(here.history) c));
        END IF;
        RETURN QUERY EXECUTE format(
            'SELECT %L::text, r.acl_id, count(*),
                    sum((''x'' || right(r.id::text, 8))::bit(32)::bigint * (2 * r.ver::bigint + 1)
                        & 281474976710655)
             FROM app.%I r WHERE r.acl_id = ANY ($1) AND (%s) GROUP BY r.acl_id', here.name, here.name, among)
            USING mine, since, also;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION sync.read_window(told jsonb, OUT since timestamptz, OUT also uuid[])
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    since := (told ->> 'since')::timestamptz;
    also := ARRAY(SELECT x::uuid FROM jsonb_array_elements_text(coalesce(told -> 'also', '[]')) x);
    IF since IS NULL THEN
        PERFORM sync.fail('LH006', 'bad_request', 'window');
    END IF;
EXCEPTION WHEN data_exception OR invalid_parameter_value THEN
    PERFORM sync.fail('LH006', 'bad_request', 'window');
END $$;
