-- Conflicts and refusals follow the person: every device shows what none of them has settled.

CREATE OR REPLACE FUNCTION sync.may_see(me uuid, t text, row_id uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl;
    acl int;
BEGIN
    SELECT * INTO x FROM sync.tbl y WHERE y.name = t;
    IF x.tbl IS NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('SELECT r.acl_id FROM app.%I r WHERE r.id = $1', x.name) INTO acl USING row_id;
    RETURN acl IS NOT NULL AND sync.level_on(me, x, acl) >= 1;
END $$;

-- What is open of mine, the newest first. Of a row that I may not see any more nothing is told but
-- what I typed myself.
CREATE OR REPLACE FUNCTION api.problems() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
    oldest timestamptz := now() - interval '90 days';
BEGIN
    RETURN jsonb_build_object(
        'conflicts', (
            WITH mine AS (
                SELECT * FROM sync.conflict k WHERE k.user_id = me AND k.settled_at IS NULL AND k.at > oldest
                ORDER BY k.at DESC LIMIT 200),
            writers AS (  -- as the answers told them
                SELECT DISTINCT ON (m.mid, e ->> 't', e ->> 'id', e ->> 'col')
                       m.mid, e ->> 't' AS t, e ->> 'id' AS id, e ->> 'col' AS col, e -> 'by' AS by, e -> 'when' AS at
                FROM sync.mutation m, jsonb_array_elements(m.result -> 'c') e
                WHERE m.mid IN (SELECT k.mid FROM mine k) AND e ? 'by')
            SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('by', w.by, 'when', w.at))
                || jsonb_build_object('mid', c.mid, 't', c.tbl, 'id', c.row_id, 'col', c.col, 'base', c.base,
                    'theirs', c.theirs, 'mine', c.mine, 'at', sync.moment_text(c.at)) ORDER BY c.at DESC), '[]')
            FROM mine c
            LEFT JOIN writers w ON (w.mid, w.t, w.id, w.col) = (c.mid, c.tbl, c.row_id::text, c.col)
            WHERE sync.may_see(me, c.tbl, c.row_id)),
        'refused', (SELECT coalesce(jsonb_agg(jsonb_build_object('mid', r.mid, 'why', r.why - 'message',
                'ops', r.payload -> 'ops', 'at', sync.moment_text(r.at)) ORDER BY r.at DESC), '[]')
            FROM (SELECT * FROM sync.rejected k WHERE k.user_id = me AND k.settled_at IS NULL AND k.at > oldest
                    AND NOT k.payload ? 'cmd' AND octet_length(k.payload::text) < 100000
                  ORDER BY k.at DESC LIMIT 50) r));
END $$;

-- Settle some of mine: {"mid"} a refusal, {"mid", "t", "id", "col"} a conflict. How many were open.
CREATE OR REPLACE FUNCTION api.settle(settled jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
    o jsonb;
    done int;
    total int := 0;
BEGIN
    PERFORM sync.check_isolation();
    IF jsonb_typeof(settled) IS DISTINCT FROM 'array' OR jsonb_array_length(settled) > 500
       OR EXISTS (SELECT FROM jsonb_array_elements(settled) e WHERE jsonb_typeof(e) <> 'object'
                  OR NOT sync.is_id(e -> 'mid')) THEN
        PERFORM sync.fail('LH006', 'bad_request', 'at most 500 problems, each with its mid');
    END IF;
    FOR o IN SELECT * FROM jsonb_array_elements(settled) LOOP
        UPDATE sync.rejected r SET settled_at = now()
        WHERE r.mid = (o ->> 'mid')::uuid AND r.user_id = me AND r.settled_at IS NULL AND NOT o ? 'col';
        GET DIAGNOSTICS done = ROW_COUNT;
        total := total + done;
        UPDATE sync.conflict c SET settled_at = now()
        WHERE c.mid = (o ->> 'mid')::uuid AND c.user_id = me AND c.settled_at IS NULL
          AND c.tbl = o ->> 't' AND c.row_id::text = o ->> 'id' AND c.col = o ->> 'col';
        GET DIAGNOSTICS done = ROW_COUNT;
        total := total + done;
    END LOOP;
    RETURN total;
END $$;
