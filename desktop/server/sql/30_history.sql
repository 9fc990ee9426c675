-- Cursors, and whether the history that a client has read is still ours.

-- Note a start of the server; a database that was moved or promoted begins a new generation.
CREATE OR REPLACE FUNCTION sync.new_generation(why text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made uuid := gen_random_uuid();
BEGIN
    UPDATE sync.meta SET generation = made, log_floor = pg_snapshot_xmin(pg_current_snapshot()),
        system_identifier = (SELECT c.system_identifier FROM pg_control_system() c),
        timeline = (SELECT c.timeline_id FROM pg_control_checkpoint() c);
    INSERT INTO sync.generation (generation, reason) VALUES (made, why);
    RETURN made;
END $$;

-- After a copy was brought back: transactions of the other cluster mean nothing here.
CREATE OR REPLACE FUNCTION sync.after_restore(why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    TRUNCATE sync.log, sync.user_pr_log, sync.boot;
    UPDATE sync.acl SET xid = '3';
    UPDATE sync.mutation SET result = result || '{"x": "3"}';
    PERFORM sync.new_generation(why);
    INSERT INTO sync.boot (started) VALUES (pg_postmaster_start_time());
END $$;

CREATE OR REPLACE FUNCTION sync.note_boot() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    m sync.meta;
    own_system bigint;
    own_timeline int;
BEGIN
    IF NOT EXISTS (SELECT FROM sync.boot WHERE started = pg_postmaster_start_time()) THEN
        INSERT INTO sync.boot (started) VALUES (pg_postmaster_start_time()) ON CONFLICT DO NOTHING;
        SELECT c.system_identifier INTO own_system FROM pg_control_system() c;
        SELECT c.timeline_id INTO own_timeline FROM pg_control_checkpoint() c;
        SELECT * INTO m FROM sync.meta FOR UPDATE;
        IF (m.system_identifier, m.timeline) IS DISTINCT FROM (own_system, own_timeline) THEN
            PERFORM sync.new_generation('moved or promoted');
        END IF;
    END IF;
END $$;

-- The present snapshot, ending behind the last transaction that was committed, which is on the disk.
-- Of those that were given up after it a crash leaves no trace: their numbers are given again, and whoever
-- took them for seen would never be told what they do then.
CREATE OR REPLACE FUNCTION sync.snapshot() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s pg_snapshot := pg_current_snapshot();
    following bigint := pg_snapshot_xmax(s)::text::bigint;
BEGIN
    WHILE pg_xact_status((following - 1)::text::xid8) <> 'committed' LOOP
        following := following - 1;
    END LOOP;
    RETURN format('%s:%s:%s', least(pg_snapshot_xmin(s)::text::bigint, following), following,
        (SELECT string_agg(x::text, ',' ORDER BY x) FROM pg_snapshot_xip(s) x WHERE x < following::text::xid8));
END $$;

-- What shows that a cursor was given here: who makes one up could else let everybody start anew.
CREATE OR REPLACE FUNCTION sync.cursor_seal(cursor jsonb) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT encode(sync.hmac(k.secret, convert_to(concat_ws(' ', cursor ->> 'generation', cursor ->> 'boot',
        cursor ->> 'snapshot', cursor ->> 'lsn'), 'UTF8')), 'hex') FROM sync.cursor_key k);
END $$;

-- The cursor of the present snapshot. The position is read after the snapshot was taken: what the
-- snapshot shows lies before it.
CREATE OR REPLACE FUNCTION sync.position() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.told || jsonb_build_object('seal', sync.cursor_seal(c.told))
    FROM sync.meta m, LATERAL (SELECT jsonb_build_object(
        'generation', m.generation,
        'boot', (SELECT b.token FROM sync.boot b ORDER BY b.n DESC LIMIT 1),
        'snapshot', sync.snapshot(),
        'lsn', pg_current_wal_flush_lsn()::text) AS told) c
$$;

-- A cursor in its parts; NULL where it is none of ours.
CREATE OR REPLACE FUNCTION sync.read_cursor(
    since jsonb, OUT generation uuid, OUT boot uuid, OUT snapshot pg_snapshot, OUT lsn pg_lsn
) LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    generation := (since ->> 'generation')::uuid;
    boot := (since ->> 'boot')::uuid;
    snapshot := (since ->> 'snapshot')::pg_snapshot;
    lsn := (since ->> 'lsn')::pg_lsn;
EXCEPTION WHEN data_exception OR invalid_parameter_value THEN
    PERFORM sync.fail('LH006', 'bad_request', 'cursor');
END $$;

-- Why a client cannot go on from its cursor; NULL if it can.
CREATE OR REPLACE FUNCTION sync.history(since jsonb) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c record;
    m sync.meta;
    next_boot pg_lsn;
    boot_n int;
BEGIN
    IF since IS NULL OR jsonb_typeof(since) = 'null' THEN
        RETURN 'first';
    END IF;
    c := sync.read_cursor(since);
    SELECT * INTO m FROM sync.meta;
    IF c.generation IS NULL OR c.boot IS NULL OR c.snapshot IS NULL OR c.lsn IS NULL THEN
        PERFORM sync.fail('LH006', 'bad_request', 'cursor');
    ELSIF c.generation <> m.generation THEN
        RETURN 'generation';
    END IF;
    SELECT b.n INTO boot_n FROM sync.boot b WHERE b.token = c.boot;
    IF boot_n IS NULL THEN
        RETURN 'unknown boot';
    END IF;
    SELECT b.lsn INTO next_boot FROM sync.boot b WHERE b.n > boot_n ORDER BY b.n LIMIT 1;
    IF c.lsn > coalesce(next_boot, pg_current_wal_insert_lsn())
       OR pg_snapshot_xmax(c.snapshot) > pg_snapshot_xmax(pg_current_snapshot()) THEN
        RETURN 'ahead';
    ELSIF pg_snapshot_xmin(c.snapshot) < m.log_floor THEN
        RETURN 'too old';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION api.position() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.auth();
    RETURN sync.position();
END $$;

-- The changes that a snapshot does not show. The log is long and the window short, which the planner
-- cannot know: it would read the whole log.
CREATE OR REPLACE FUNCTION sync.changes_since(seen pg_snapshot)
RETURNS TABLE (tbl smallint, row_id uuid, acl_old int, acl_new int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    SELECT l.tbl, l.row_id, l.acl_old, l.acl_new FROM sync.log l
    WHERE l.xid >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot(l.xid, seen)
$$;

CREATE OR REPLACE FUNCTION sync.has_changes_since(seen pg_snapshot) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    SELECT EXISTS (SELECT FROM sync.log l
                   WHERE l.xid >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot(l.xid, seen))
$$;

CREATE OR REPLACE FUNCTION api.tick(since jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
    seen pg_snapshot;
BEGIN
    IF sync.history(since) IS NOT NULL THEN
        RETURN true;
    END IF;
    seen := (since ->> 'snapshot')::pg_snapshot;
    RETURN sync.has_changes_since(seen) OR EXISTS (SELECT FROM sync.user_pr_log l WHERE l.user_id = me
                   AND l.xid >= pg_snapshot_xmin(seen) AND NOT pg_visible_in_snapshot(l.xid, seen));
END $$;

CREATE OR REPLACE FUNCTION sync.moment_text(at timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

CREATE OR REPLACE FUNCTION api.hello(client_id uuid, lease uuid, about jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    me uuid := sync.auth();
    c sync.client;
    m sync.meta;
    person app.app_user;
    lost text;
    state_now text := 'ok';
    wanted jsonb := CASE jsonb_typeof(about) WHEN 'object' THEN about ELSE '{}' END;
BEGIN
    PERFORM sync.check_isolation();
    IF client_id IS NULL OR lease IS NULL THEN
        PERFORM sync.fail('LH006', 'bad_request', 'client_id, lease');
    ELSIF wanted -> 'protocol' IS DISTINCT FROM '1' OR jsonb_typeof(wanted -> 'rev') IS DISTINCT FROM 'number' THEN
        PERFORM sync.fail('LH004', 'wrong_protocol', 'protocol 1 here');
    END IF;
    PERFORM sync.check_rev((wanted ->> 'rev')::numeric::int);
    PERFORM sync.note_boot();
    PERFORM sync.end_sessions();
    IF NOT EXISTS (SELECT FROM sync.client x WHERE x.client_id = hello.client_id)
       AND (SELECT count(*) >= 100 FROM sync.client x
            WHERE x.user_id = me AND x.last_seen > now() - interval '90 days') THEN
        PERFORM sync.fail('LH011', 'too_many_devices', '100');
    END IF;
    INSERT INTO sync.client AS x (client_id, user_id, lease)
    VALUES (hello.client_id, me, hello.lease) ON CONFLICT DO NOTHING;
    SELECT * INTO c FROM sync.client x WHERE x.client_id = hello.client_id FOR UPDATE;
    IF c.user_id <> me THEN
        PERFORM sync.fail('LH007', 'wrong_client');
    ELSIF c.state = 'blocked' THEN
        PERFORM sync.fail('LH003', 'client_blocked');
    ELSIF c.state = 'wipe' THEN
        state_now := 'wipe';
    ELSIF hello.lease <> c.lease AND hello.lease IS DISTINCT FROM c.prev_lease THEN
        state_now := 'fork';
    END IF;
    UPDATE sync.client x SET last_seen = now(), device = left(wanted ->> 'device', 200),
        program = left(wanted ->> 'program', 40), rev = (wanted ->> 'rev')::numeric::int
    WHERE x.client_id = hello.client_id;
    IF jsonb_typeof(wanted -> 'cursor') = 'object' THEN
        lost := sync.history(wanted -> 'cursor');
        -- The first proof that the past is not what clients have read: all of them start anew. What was not
        -- given here proves nothing: then this client alone does.
        IF lost IN ('unknown boot', 'ahead') AND wanted -> 'cursor' ->> 'seal' = sync.cursor_seal(wanted -> 'cursor') THEN
            PERFORM sync.new_generation(lost);
        END IF;
    END IF;
    SELECT * INTO m FROM sync.meta;
    SELECT * INTO person FROM app.app_user u WHERE u.id = me;
    RETURN jsonb_build_object(
        'protocol', m.protocol, 'generation', m.generation,
        'boot', (SELECT b.token FROM sync.boot b ORDER BY b.n DESC LIMIT 1),
        'rev', m.rev, 'min_rev', m.min_rev, 'server_time', sync.moment_text(clock_timestamp()),
        'user', jsonb_build_object('id', me, 'login', session_user, 'full_name', person.full_name),
        'state', state_now, 'history', lost,
        -- A commit that tells waits for all others that tell, and wakes everybody who listens.
        'listen', (SELECT count(*) <= 200 FROM sync.client x WHERE x.last_seen > now() - interval '1 hour'),
        'rights', sync.rights_of(me), 'rights_hash', md5(sync.rights_of(me)::text));
END $$;
