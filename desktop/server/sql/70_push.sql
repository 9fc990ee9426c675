-- Pushing: groups of edits and commands, each whole or not at all, each once however often it comes.

-- Lock what the groups are about, in one order for all, so that two pushes never wait for each other.
CREATE OR REPLACE FUNCTION sync.lock_rows(groups jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here record;
    mine int[] := ARRAY(SELECT m.acl_id FROM sync.my_acl m);
BEGIN
    FOR here IN
        SELECT x.name, array_agg((o ->> 'id')::uuid) AS ids
        FROM jsonb_array_elements(groups) g,
             LATERAL jsonb_array_elements(CASE jsonb_typeof(g -> 'ops') WHEN 'array' THEN g -> 'ops' ELSE '[]' END) o
             JOIN sync.tbl x ON x.name = o ->> 't'
        WHERE CASE WHEN sync.is_id(o -> 'id') THEN o ->> 'o' IN ('U', 'D') ELSE false END
        GROUP BY x.name, x.pull_order ORDER BY x.pull_order
    LOOP
        EXECUTE format('SELECT 1 FROM app.%I r WHERE r.id = ANY ($1) AND r.acl_id = ANY ($2)
                        ORDER BY r.id FOR UPDATE', here.name) USING here.ids, mine;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION sync.check_form(g jsonb) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o jsonb;
BEGIN
    IF jsonb_typeof(g -> 'cmd') = 'string' AND jsonb_typeof(g -> 'args') = 'object' AND NOT g ? 'ops' THEN
        RETURN;
    ELSIF g ? 'cmd' OR jsonb_typeof(g -> 'ops') IS DISTINCT FROM 'array'
          OR coalesce(jsonb_typeof(g -> 'strict'), 'boolean') <> 'boolean' THEN
        PERFORM sync.refuse('bad_request', NULL, NULL);
    END IF;
    FOR o IN SELECT * FROM jsonb_array_elements(g -> 'ops') LOOP
        IF jsonb_typeof(o) <> 'object' OR NOT sync.is_id(o -> 'id') OR jsonb_typeof(o -> 't') IS DISTINCT FROM 'string'
           OR coalesce(o ->> 'o', '') NOT IN ('I', 'U', 'D')
           OR NOT coalesce(o ->> 'ver', '0') ~ '^\d{1,9}$' THEN
            PERFORM sync.refuse('bad_request', NULL, NULL);
        END IF;
    END LOOP;
END $$;

-- The levels that I have on the rows of a group before it changes any of them: {table:id: level}, as rows of
-- two tables may have one id.
CREATE OR REPLACE FUNCTION sync.levels_before(me uuid, ops jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here record;
    told jsonb;
    found jsonb := '{}';
BEGIN
    FOR here IN
        SELECT x.name, x.company, x.module, array_agg((o ->> 'id')::uuid) AS ids
        FROM jsonb_array_elements(ops) o JOIN sync.tbl x ON x.name = o ->> 't'
        WHERE o ->> 'o' <> 'I' GROUP BY x.name, x.company, x.module
    LOOP
        EXECUTE format('SELECT sync.%I($1, $2, $3)', 'levels_' || here.name) INTO told
            USING me, here.ids, CASE WHEN here.company THEN greatest(1, sync.module_level(me, here.module)) END;
        found := found || coalesce(told, '{}');
    END LOOP;
    RETURN found;
END $$;

-- Do a group that only edits values of rows of one table, each once: as a set, in half the time. NULL, and
-- nothing done, where anything about it is special or a row is not as it was: what sync.op_update checks
-- beyond levels and versions (ledgers, numbers without gaps, rights) is checked there alone.
CREATE OR REPLACE FUNCTION sync.run_plain(rev int, ops jsonb, levels jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl;
    is_special boolean;
    needed int;
    ids uuid[];
    patches jsonb[];
    did jsonb;
BEGIN
    SELECT * INTO x FROM sync.tbl y WHERE y.name = ops -> 0 ->> 't' AND y.since <= rev;
    IF x.tbl IS NULL OR x.company OR x.ledger IS NOT NULL OR EXISTS (
        SELECT FROM jsonb_array_elements(ops) o
        WHERE o ->> 'o' <> 'U' OR o ->> 't' <> x.name OR o -> 'f' = '{}'
           OR jsonb_typeof(o -> 'f') IS DISTINCT FROM 'object'
        UNION ALL SELECT FROM jsonb_array_elements(ops) o GROUP BY o ->> 'id' HAVING count(*) > 1) THEN
        RETURN NULL;
    END IF;
    SELECT bool_or(k IN ('deleted_at', 'record_type', 'record_id') OR coalesce(x.sent -> k ->> 0, 'id') = 'id'
                   OR EXISTS (SELECT FROM sync.series s WHERE s.tbl = x.tbl AND s.col = k AND s.gapless)),
           greatest(2, max((x.sent -> k ->> 1)::int))
    INTO is_special, needed
    FROM (SELECT DISTINCT jsonb_object_keys(o -> 'f') AS k FROM jsonb_array_elements(ops) o) n;
    IF is_special OR EXISTS (SELECT FROM jsonb_array_elements(ops) o
                             WHERE coalesce((levels ->> (x.name || ':' || (o ->> 'id')))::int, 0) < needed) THEN
        RETURN NULL;
    END IF;
    SELECT array_agg((o ->> 'id')::uuid ORDER BY n), array_agg(sync.clean_patch(x, rev, o) ORDER BY n)
    INTO ids, patches FROM jsonb_array_elements(ops) WITH ORDINALITY e (o, n);
    EXECUTE format('SELECT sync.%I($1, $2)', 'many_' || x.name) INTO did USING ids, patches;
    RETURN did;
END $$;

-- Do the operations of a group; answer {"c": conflicts, "v": versions, "v0": versions before, by table:id, and
-- by table:id:by who wrote the row before}.
CREATE OR REPLACE FUNCTION sync.run_ops(me uuid, rev int, g jsonb, known jsonb, refused text[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_strict boolean := coalesce((g -> 'strict')::boolean, false);
    levels jsonb := sync.levels_before(me, g -> 'ops');
    o jsonb;
    x sync.tbl;
    row_id uuid;
    key text;
    did jsonb;
    f jsonb;
    level int;
    c jsonb := '[]';
    v jsonb := '{}';
    v0 jsonb := '{}';
BEGIN
    IF NOT is_strict AND refused = '{}' AND jsonb_array_length(g -> 'ops') > 1 THEN
        did := sync.run_plain(rev, g -> 'ops', levels);
        IF did IS NOT NULL THEN
            RETURN did;
        END IF;
    END IF;
    FOR o IN SELECT * FROM jsonb_array_elements(g -> 'ops') LOOP
        row_id := (o ->> 'id')::uuid;
        IF x.name IS DISTINCT FROM o ->> 't' THEN
            SELECT * INTO x FROM sync.tbl y WHERE y.name = o ->> 't' AND y.since <= rev;
        END IF;
        IF x.tbl IS NULL THEN
            PERFORM sync.refuse('unknown', o ->> 't', o ->> 'id');
        ELSIF o ->> 'id' = ANY (refused) THEN
            PERFORM sync.refuse('blocked_by', x.name, o ->> 'id');
        END IF;
        key := x.name || ':' || row_id;
        IF o ->> 'o' <> 'D' THEN
            f := sync.redirected(x, sync.clean_patch(x, rev, o));
            PERFORM sync.refuse('blocked_by', x.name, e.value ->> 1, e.key)
            FROM jsonb_each(f) e WHERE e.value ->> 1 = ANY (refused);
        END IF;
        IF o ->> 'o' = 'I' THEN
            did := sync.op_insert(me, x, row_id, f);
            IF did ->> 'v0' = '0' THEN  -- what one makes, one may go on writing in the same group
                levels := levels || jsonb_build_object(key, 4);
            ELSE
                levels := sync.levels_before(me, jsonb_build_array(o || '{"o": "U"}')) || levels;
            END IF;
        ELSE
            level := coalesce((levels ->> key)::int, 0);
            IF level < 1 THEN
                PERFORM sync.refuse('denied', x.name, o ->> 'id');
            END IF;
            IF o ->> 'o' = 'U' THEN
                did := sync.op_update(me, x, row_id, f, o -> 'ver', is_strict, level,
                                      coalesce(known -> key, v0 -> key)::int);
            ELSE
                did := sync.op_delete(me, x, row_id, o -> 'ver', level,
                                      coalesce(known -> key, v0 -> key)::int);
            END IF;
        END IF;
        v := v || jsonb_build_object(o ->> 'id', did -> 'v');
        v0 := jsonb_strip_nulls(jsonb_build_object(key, did -> 'v0', key || ':by', did -> 'w0')) || v0;
        c := c || sync.with_writer(me, did -> 'c', coalesce(known -> (key || ':by'), v0 -> (key || ':by')));
    END LOOP;
    IF is_strict AND c <> '[]' THEN
        PERFORM sync.refuse('strict', NULL, NULL, NULL, c);
    END IF;
    RETURN jsonb_build_object('c', c, 'v', v, 'v0', v0);
END $$;

-- Say in our own words why a group failed; NULL if it is to be tried again.
CREATE OR REPLACE FUNCTION sync.why(state text, message text, detail text, g jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF state = 'LHG01' THEN
        RETURN detail::jsonb;
    END IF;
    RETURN jsonb_build_object('c', '[]'::jsonb, 'text', CASE WHEN state LIKE 'LH%' THEN message ELSE state END, 'code', CASE
        WHEN state = 'LH008' THEN 'denied'
        WHEN state = '23505' THEN 'duplicate'
        WHEN state = '23503' AND g -> 'ops' @> '[{"o": "D"}]' THEN 'in_use'
        WHEN state = '23503' THEN 'link_missing'
        WHEN state = '23502' THEN 'missing_value'
        WHEN state LIKE '22%' OR state = '23514' THEN 'bad_value'
        ELSE 'internal' END);
END $$;

-- Do one group and remember the answer under its mid. `v0` in the answer is for api.push alone.
CREATE OR REPLACE FUNCTION sync.push_group(
    me uuid, client uuid, rev int, g jsonb, known jsonb, refused text[]
) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own_mid uuid := (g ->> 'mid')::uuid;
    answer jsonb;
    author uuid;
    did jsonb := '{"c": [], "v": {}, "v0": {}}';
    why jsonb;
    data jsonb;
    state text;
    message text;
    detail text;
BEGIN
    SELECT m.result, m.user_id INTO answer, author FROM sync.mutation m WHERE m.mid = own_mid;
    IF author <> me THEN  -- nobody learns by a guessed mid what others sent
        PERFORM sync.fail('LH006', 'bad_request', 'mid');
    ELSIF answer IS NOT NULL THEN
        RETURN answer;
    END IF;
    BEGIN
        PERFORM sync.check_form(g);
        IF g ? 'cmd' THEN
            data := sync.run_command(me, own_mid, rev, g ->> 'cmd', g -> 'args');
            did := did || coalesce(data -> 'did', '{}');
            data := nullif(data - 'did', '{}');
        ELSE
            did := sync.run_ops(me, rev, g, known, refused);
            PERFORM sync.take_history(me, g -> 'ops', did -> 'c');
        END IF;
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
    EXCEPTION
        WHEN transaction_rollback OR insufficient_resources OR lock_not_available OR operator_intervention
             OR system_error OR internal_error THEN
            RAISE;  -- nothing is wrong with the group: the call is to be repeated
        WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
            why := sync.why(state, message, detail, g);
            did := jsonb_build_object('c', why -> 'c', 'v', '{}'::jsonb, 'v0', '{}'::jsonb);
            data := NULL;
    END;
    answer := jsonb_build_object('mid', own_mid, 'x', pg_current_xact_id()::text, 'v', did -> 'v', 'c', did -> 'c',
        's', CASE WHEN why IS NOT NULL THEN 'rejected' WHEN did -> 'c' <> '[]' THEN 'conflict' ELSE 'ok' END,
        'why', why - 'c', 'data', data);
    INSERT INTO sync.mutation (mid, client_id, user_id, status, result)
    VALUES (own_mid, client, me, answer ->> 's', answer);
    IF why IS NOT NULL THEN
        INSERT INTO sync.rejected (mid, user_id, code, why, payload)
        VALUES (own_mid, me, why ->> 'code', why || jsonb_build_object('message', message), g);
    ELSE
        INSERT INTO sync.conflict (mid, user_id, tbl, row_id, col, base, theirs, mine)
        SELECT own_mid, me, k ->> 't', (k ->> 'id')::uuid, k ->> 'col', k -> 'base', k -> 'theirs', k -> 'mine'
        FROM jsonb_array_elements(did -> 'c') k;
    END IF;
    RETURN answer || jsonb_build_object('v0', did -> 'v0');
END $$;

CREATE OR REPLACE FUNCTION api.push(client_id uuid, lease uuid, next_lease uuid, rev int, groups jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
#variable_conflict use_variable
DECLARE
    me uuid := sync.auth_client(client_id);
    c sync.client;
    g jsonb;
    answer jsonb;
    answers jsonb := '[]';
    known jsonb := '{}';
    refused text[] := '{}';
BEGIN
    PERFORM sync.check_isolation();
    IF lease IS NULL OR next_lease IS NULL OR jsonb_typeof(groups) IS DISTINCT FROM 'array'
       OR jsonb_array_length(groups) > 50 OR octet_length(groups::text) > 4000000
       OR EXISTS (SELECT FROM jsonb_array_elements(groups) e WHERE NOT sync.is_id(e -> 'mid')) THEN
        PERFORM sync.fail('LH006', 'bad_request', 'at most 50 groups, each with its mid');
    END IF;
    PERFORM sync.check_rev(rev);
    PERFORM set_config('synchronous_commit', 'on', true);
    SELECT * INTO c FROM sync.client k WHERE k.client_id = push.client_id FOR UPDATE;
    IF lease <> c.lease AND NOT (lease IS NOT DISTINCT FROM c.prev_lease AND c.lease = next_lease) THEN
        RETURN '{"state": "fork", "results": []}';
    END IF;
    PERFORM sync.lock_rows(groups);
    FOR g IN SELECT * FROM jsonb_array_elements(groups) LOOP
        answer := sync.push_group(me, client_id, rev, g, known, refused);
        known := coalesce(answer -> 'v0', '{}') || known;
        IF answer ->> 's' = 'rejected' AND jsonb_typeof(g -> 'ops') = 'array' THEN
            refused := refused || ARRAY(SELECT o ->> 'id' FROM jsonb_array_elements(g -> 'ops') o
                                        WHERE o ->> 'o' = 'I' AND o ? 'id');
        END IF;
        answers := answers || jsonb_build_array(answer - 'v0');
    END LOOP;
    UPDATE sync.client k SET prev_lease = push.lease, lease = push.next_lease, last_seen = now()
    WHERE k.client_id = push.client_id;
    IF answers @? '$[*] ? (@.s != "rejected")' THEN
        NOTIFY lienhe;  -- that something is new; what it is, each asks with its own rights
    END IF;
    RETURN jsonb_build_object('state', 'ok', 'results', answers);
END $$;

CREATE OR REPLACE FUNCTION api.known(mids uuid[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
BEGIN
    RETURN (SELECT coalesce(jsonb_object_agg(m.mid, m.result), '{}') FROM sync.mutation m
            WHERE m.mid = ANY (mids) AND m.user_id = me);
END $$;
