-- Commands: what is decided at the centre as a whole. Each refuses or answers with its data.

CREATE OR REPLACE FUNCTION sync.id_of(args jsonb, name text) RETURNS uuid
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(args -> name, 'null') = 'null' THEN
        RETURN NULL;
    ELSIF NOT sync.is_id(args -> name) THEN
        PERFORM sync.refuse('bad_request', NULL, NULL, name);
    END IF;
    RETURN (args ->> name)::uuid;
END $$;

CREATE OR REPLACE FUNCTION sync.table_of(args jsonb) RETURNS sync.tbl
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl;
BEGIN
    SELECT * INTO x FROM sync.tbl y WHERE y.name = args ->> 't';
    IF x.tbl IS NULL THEN
        PERFORM sync.refuse('unknown', args ->> 't', NULL);
    END IF;
    RETURN x;
END $$;

-- Move a record to another place of its tree.
CREATE OR REPLACE FUNCTION sync.cmd_move(me uuid, rev int, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl := sync.table_of(args);
    node uuid := sync.id_of(args, 'id');
    goal uuid := sync.id_of(args, 'parent');
    r jsonb;
    f jsonb;
BEGIN
    IF x.tree_col IS NULL OR node IS NULL THEN
        PERFORM sync.refuse('bad_request', x.name, node::text);
    END IF;
    EXECUTE format('SELECT to_jsonb(r) FROM app.%I r WHERE r.id = $1 FOR UPDATE', x.name) INTO r USING node;
    IF r IS NULL OR sync.level_on(me, x, (r ->> 'acl_id')::int) < 2 THEN
        PERFORM sync.refuse('denied', x.name, node::text);
    ELSIF (r ->> x.tree_col)::uuid IS DISTINCT FROM sync.id_of(args, 'expected') THEN
        PERFORM sync.refuse('not_expected', x.name, node::text, x.tree_col);
    END IF;
    f := jsonb_build_object(x.tree_col, jsonb_build_array(r -> x.tree_col, goal));
    PERFORM sync.check_above(me, x, node, f);
    EXECUTE format('UPDATE app.%I SET %I = $1 WHERE id = $2', x.name, x.tree_col) USING goal, node;
    PERFORM sync.check_gain(me, x, node, f, sync.level_on(me, x, (r ->> 'acl_id')::int));
    RETURN sync.with_ops(me, rev, args -> 'ops', '{}');
END $$;

-- Hand records over to another person, into that person's unit or another, with all that hangs on them.
CREATE OR REPLACE FUNCTION sync.cmd_assign(me uuid, rev int, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl := sync.table_of(args);
    goal uuid := sync.id_of(args, 'to');
    held uuid := sync.id_of(args, 'expected');
    ids uuid[] := sync.ids_of(args, 'ids', 20000);
    taken uuid[];
    unit uuid := sync.id_of(args, 'unit');
    home uuid;
    did jsonb := sync.with_ops(me, rev, args -> 'ops', '{}');  -- first, while they are still mine
    child record;
BEGIN
    IF x.company OR goal IS NULL AND unit IS NULL THEN
        PERFORM sync.refuse('bad_request', x.name, NULL);
    END IF;
    IF NOT (sync.may(me, x.name || '.hand_over') OR sync.may(me, x.name || '.assign')) THEN
        PERFORM sync.refuse('denied', x.name, NULL);
    END IF;
    IF goal IS NOT NULL THEN
        SELECT u.org_unit_id INTO home FROM app.app_user u
        WHERE u.id = goal AND u.deleted_at IS NULL AND u.is_active IS NOT FALSE;
        IF NOT FOUND THEN
            PERFORM sync.refuse('link_missing', x.name, goal::text, 'to');
        END IF;
    END IF;
    IF unit IS NULL THEN
        unit := home;
    ELSIF NOT EXISTS (SELECT FROM app.org_unit o WHERE o.id = unit AND o.deleted_at IS NULL) THEN
        PERFORM sync.refuse('link_missing', x.name, unit::text, 'unit');
    END IF;
    EXECUTE format('SELECT coalesce(array_agg(r.id), ''{}'') FROM (
            SELECT r.id, r.acl_id, r.owner_id FROM app.%I r WHERE r.id = ANY ($1) ORDER BY r.id FOR UPDATE) r
        WHERE sync.level($2, r.acl_id) >= 4 AND ($3 IS NULL OR r.owner_id = $3)', x.name)
        INTO taken USING ids, me, held;
    FOR child IN  -- what hangs on them and has the same owner goes along
        SELECT y.name, a.col FROM sync.above a JOIN sync.tbl y USING (tbl)
        WHERE a.target = x.name AND NOT y.company
    LOOP
        EXECUTE format('UPDATE app.%I c SET owner_id = coalesce($1, c.owner_id), org_unit_id = coalesce($2, c.org_unit_id)
                        FROM app.%I r WHERE c.%I = r.id AND r.id = ANY ($3) AND c.owner_id = r.owner_id',
                       child.name, x.name, child.col) USING goal, unit, taken;
    END LOOP;
    EXECUTE format('UPDATE app.%I r SET owner_id = coalesce($1, r.owner_id), org_unit_id = coalesce($2, r.org_unit_id)
                    WHERE r.id = ANY ($3)', x.name)
        USING goal, unit, taken;
    RETURN did || jsonb_build_object('assigned', cardinality(taken),
        'skipped', to_jsonb(ARRAY(SELECT unnest(ids) EXCEPT SELECT unnest(taken))));
END $$;

-- Share a record with a person, a unit or a role at a level; 0 ends it.
CREATE OR REPLACE FUNCTION sync.cmd_share(me uuid, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl := sync.table_of(args);
    shared uuid := sync.id_of(args, 'id');
    who uuid := sync.id_of(args, 'who');
    kind text := args ->> 'kind';
    given int;
    acl int;
    made uuid;
BEGIN
    IF x.company OR x.name = 'share' OR shared IS NULL OR who IS NULL OR coalesce(kind, '') NOT IN ('user', 'unit', 'role')
       OR NOT coalesce(args ->> 'level', '') ~ '^[0-4]$' THEN
        PERFORM sync.refuse('bad_request', x.name, shared::text);
    END IF;
    given := (args ->> 'level')::int;
    EXECUTE format('SELECT r.acl_id FROM app.%I r WHERE r.id = $1 FOR UPDATE', x.name) INTO acl USING shared;
    IF acl IS NULL OR coalesce(sync.level(me, acl), 0) < 4 THEN
        PERFORM sync.refuse('denied', x.name, shared::text);
    END IF;
    DELETE FROM app.share s WHERE s.record_type = x.name AND s.record_id = shared::text
        AND who = CASE kind WHEN 'user' THEN s.user_id WHEN 'unit' THEN s.unit_id ELSE s.role_id END;
    IF given > 0 THEN
        made := gen_random_uuid();
        INSERT INTO app.share (id, record_type, record_id, user_id, unit_id, role_id, level)
        VALUES (made, x.name, shared::text, CASE kind WHEN 'user' THEN who END,
                CASE kind WHEN 'unit' THEN who END, CASE kind WHEN 'role' THEN who END,
                (ARRAY['view', 'edit', 'delete', 'share'])[given]);
    END IF;
    RETURN jsonb_build_object('share', made);
END $$;

-- Numbers of a series without gaps: they are given, or nothing of the group happens. Those of a declared
-- field go into records; a series of the company's own gives its next number.
CREATE OR REPLACE FUNCTION sync.cmd_number(me uuid, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    given bigint;
    pattern text;
    node uuid;
BEGIN
    IF args ? 'ids' THEN
        FOREACH node IN ARRAY sync.ids_of(args, 'ids', 1000) LOOP
            PERFORM sync.number_record(me, args || jsonb_build_object('id', node));
            given := coalesce(given, 0) + 1;
        END LOOP;
        RETURN jsonb_build_object('numbered', given);
    ELSIF args ? 'id' THEN
        RETURN sync.number_record(me, args);
    ELSIF coalesce(args ->> 'series', '') !~ '^[^.|]+$' THEN  -- else the number of a declared field was lost
        PERFORM sync.refuse('bad_request', NULL, NULL, 'series');
    END IF;
    PERFORM sync.require(me, (args ->> 'series') || '.number', NULL);
    UPDATE sync.number_series s SET next = s.next + 1 WHERE s.series = args ->> 'series' AND s.gapless
    RETURNING s.next - 1, s.pattern INTO given, pattern;
    IF given IS NULL THEN
        PERFORM sync.refuse('not_expected', NULL, NULL, 'series');
    END IF;
    RETURN jsonb_build_object('number', given, 'text', replace(pattern, '{n}', given::text));
END $$;

CREATE OR REPLACE FUNCTION sync.run_command(me uuid, own_mid uuid, rev int, name text, args jsonb)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    CASE name
        WHEN 'move' THEN RETURN sync.cmd_move(me, rev, args);
        WHEN 'assign' THEN RETURN sync.cmd_assign(me, rev, args);
        WHEN 'share' THEN RETURN sync.cmd_share(me, args);
        WHEN 'number' THEN RETURN sync.cmd_number(me, args);
        WHEN 'merge' THEN RETURN sync.cmd_merge(me, own_mid, rev, args);
        WHEN 'unmerge' THEN RETURN sync.cmd_unmerge(me, rev, args);
        WHEN 'undo_import' THEN RETURN sync.cmd_undo_import(me, own_mid, rev, args);
        ELSE PERFORM sync.refuse('bad_request', NULL, NULL, 'cmd');
    END CASE;
    RETURN NULL;
END $$;

-- A block of numbers for working without a connection; blocks never overlap.
CREATE OR REPLACE FUNCTION api.lease_numbers(client_id uuid, series text, n int) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth_client(client_id);
    s sync.number_series;
    ends timestamptz := now() + interval '90 days';
BEGIN
    PERFORM sync.check_isolation();
    IF n IS NULL OR n NOT BETWEEN 1 AND 1000 THEN
        PERFORM sync.fail('LH006', 'bad_request', 'n: 1 to 1000');
    ELSIF series LIKE '%.%' THEN
        RETURN sync.lease_codes(me, client_id, series, n);
    END IF;
    UPDATE sync.number_series x SET next = x.next + lease_numbers.n
    WHERE x.series = lease_numbers.series AND NOT x.gapless RETURNING * INTO s;
    IF s.series IS NULL THEN
        PERFORM sync.fail('LH008', 'not_allowed', 'no such series of blocks');
    END IF;
    INSERT INTO sync.number_lease (series, client_id, lo, hi, expires)
    VALUES (s.series, lease_numbers.client_id, s.next - n, s.next - 1, ends);
    RETURN jsonb_build_object('lo', s.next - n, 'hi', s.next - 1, 'pattern', s.pattern,
                              'expires', sync.moment_text(ends));
END $$;
