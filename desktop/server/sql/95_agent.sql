-- The background service as administrators see it from their windows: how it stands, what it is
-- asked to do. It reads and writes its own tables as the owner (desktop/server/tasks.py).

CREATE OR REPLACE FUNCTION sync.micros(at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN isfinite(at) THEN (extract(epoch FROM at) * 1000000)::bigint END
$$;

-- The person of this session, who must be an administrator of the server.
CREATE OR REPLACE FUNCTION sync.auth_manager() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
BEGIN
    IF NOT sync.rights_of(me) ?| ARRAY['*', 'server.manage'] THEN
        PERFORM sync.fail('LH008', 'not_allowed', 'server.manage');
    END IF;
    RETURN me;
END $$;

CREATE OR REPLACE FUNCTION sync.name_of(who uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.full_name FROM app.app_user u WHERE u.id = who
$$;

CREATE OR REPLACE VIEW sync.task_told AS
SELECT t.asked_at, jsonb_build_object(
    'id', t.task_id, 'kind', t.kind, 'args', t.args, 'by', coalesce(sync.name_of(t.asked_by), ''),
    'asked_at', sync.micros(t.asked_at), 'ended_at', sync.micros(t.ended_at), 'state', t.state,
    'cancelled', t.is_cancelled, 'step', t.step, 'done', t.done, 'total', t.total,
    'result', t.result, 'problem', t.problem) AS told
FROM sync.task t;

-- How the server stands; all moments in microseconds. core/server_state.py judges it.
CREATE OR REPLACE FUNCTION sync.server_state() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
        'now', sync.micros(clock_timestamp()),
        'database', current_database(),
        'version', current_setting('server_version'),
        'size', pg_database_size(current_database()),
        'agent', (SELECT jsonb_build_object('host', a.host, 'program', a.program, 'folder', a.folder,
                      'started', sync.micros(a.started), 'beat', sync.micros(a.beat), 'facts', a.facts)
                  FROM sync.agent a),
        'upkeep', (SELECT jsonb_build_object('backup_at', u.backup_at, 'keep', u.keep,
                       'second_folder', u.second_folder) FROM sync.upkeep u),
        'backups', (SELECT coalesce(jsonb_agg(b.facts || jsonb_build_object('name', b.name)
                        ORDER BY b.facts -> 'made_at' DESC), '[]') FROM sync.backup b),
        'tasks', (SELECT coalesce(jsonb_agg(x.told ORDER BY x.asked_at DESC), '[]')
                  FROM (SELECT * FROM sync.task_told ORDER BY asked_at DESC LIMIT 20) x),
        'due', (SELECT jsonb_build_object('people', count(*), 'calls', coalesce(sum(d.calls), 0),
                    'overdue', coalesce(sum(d.overdue), 0), 'day', max(d.day))
                FROM sync.due d WHERE d.day = (SELECT max(y.day) FROM sync.due y)),
        'health', (SELECT jsonb_build_object('logins', h.logins, 'clients', h.clients,
                       'conflicts', h.conflicts_today, 'refused', h.refused_today,
                       'oldest_transaction', coalesce(extract(epoch FROM h.oldest_transaction), 0)::int,
                       'silent', (SELECT count(*) FROM sync.client c WHERE c.state = 'ok'
                                  AND c.last_seen < now() - interval '7 days'))
                   FROM sync.health h))
$$;

CREATE OR REPLACE FUNCTION api.server_state() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.auth_manager();
    RETURN sync.server_state();
END $$;

-- Ask the background service for something; one task of a kind at a time.
CREATE OR REPLACE FUNCTION api.ask_server(kind text, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth_manager();
    wanted jsonb := '{}';
    made uuid;
BEGIN
    PERFORM sync.check_isolation();
    IF ask_server.kind IN ('try', 'restore') THEN
        IF NOT EXISTS (SELECT FROM sync.backup b WHERE b.name = args ->> 'name') THEN
            PERFORM sync.fail('LH006', 'bad_request', 'name');
        END IF;
        wanted := jsonb_build_object('name', args ->> 'name');
    ELSIF ask_server.kind IS NULL OR ask_server.kind NOT IN ('backup', 'reap') THEN
        PERFORM sync.fail('LH006', 'bad_request', 'kind');
    END IF;
    LOCK TABLE sync.task IN SHARE ROW EXCLUSIVE MODE;
    SELECT t.task_id INTO made FROM sync.task t
    WHERE t.kind = ask_server.kind AND t.args = wanted AND t.state IN ('waiting', 'running') LIMIT 1;
    IF made IS NULL THEN
        INSERT INTO sync.task (kind, args, asked_by) VALUES (ask_server.kind, wanted, me)
        RETURNING task_id INTO made;
    END IF;
    RETURN jsonb_build_object('id', made);
END $$;

-- Stop a task: one that waits at once, one that runs as soon as the service can.
CREATE OR REPLACE FUNCTION api.cancel_server(task uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.auth_manager();
    PERFORM sync.check_isolation();
    UPDATE sync.task t SET is_cancelled = true,
        state = CASE t.state WHEN 'waiting' THEN 'cancelled' ELSE t.state END,
        ended_at = CASE t.state WHEN 'waiting' THEN clock_timestamp() END
    WHERE t.task_id = cancel_server.task AND t.state IN ('waiting', 'running');
    RETURN jsonb_build_object('found', FOUND);
END $$;

CREATE OR REPLACE FUNCTION api.set_upkeep(wanted jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth_manager();
BEGIN
    PERFORM sync.check_isolation();
    IF jsonb_typeof(wanted -> 'backup_at') IS DISTINCT FROM 'string'
       OR jsonb_typeof(wanted -> 'second_folder') IS DISTINCT FROM 'string'
       OR length(wanted ->> 'second_folder') > 1000
       OR coalesce(wanted ->> 'keep', '') !~ '^[0-9]{1,3}$' THEN
        PERFORM sync.fail('LH006', 'bad_request', 'upkeep');
    END IF;
    UPDATE sync.upkeep SET backup_at = wanted ->> 'backup_at', keep = (wanted ->> 'keep')::int,
        second_folder = wanted ->> 'second_folder', changed_by = me, changed_at = clock_timestamp();
    RETURN '{}';
EXCEPTION WHEN check_violation THEN
    PERFORM sync.fail('LH006', 'bad_request', 'upkeep');
END $$;

-- Delete for good some of what has been in the bin for longer; what somebody still names stays.
-- `skip` are those that stayed before, the oldest first. Answers how many went and how many stayed.
CREATE OR REPLACE FUNCTION sync.purge_some(t text, days int, portion int, skip int) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ids uuid[];
    one uuid;
    gone int := 0;
BEGIN
    SET CONSTRAINTS ALL IMMEDIATE;
    EXECUTE format('SELECT ARRAY(SELECT r.id FROM app.%I r
        WHERE r.deleted_at < now() - make_interval(days => $1)
        ORDER BY r.deleted_at, r.id LIMIT $2 OFFSET $3)', t) INTO ids USING days, portion, skip;
    BEGIN
        EXECUTE format('DELETE FROM app.%I r WHERE r.id = ANY ($1)', t) USING ids;
        GET DIAGNOSTICS gone = ROW_COUNT;
    EXCEPTION WHEN foreign_key_violation THEN
        FOREACH one IN ARRAY ids LOOP
            BEGIN
                EXECUTE format('DELETE FROM app.%I r WHERE r.id = $1', t) USING one;
                gone := gone + 1;
            EXCEPTION WHEN foreign_key_violation THEN
                NULL;
            END;
        END LOOP;
    END;
    RETURN jsonb_build_object('gone', gone, 'stayed', cardinality(ids) - gone);
END $$;

-- Count what waits for each person today (by the clock of Vietnam); once a day is enough.
CREATE OR REPLACE FUNCTION sync.note_due() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
    made int;
BEGIN
    DELETE FROM sync.due d WHERE d.day < today - 30;
    INSERT INTO sync.due (day, user_id, calls, overdue)
    SELECT today, c.owner_id,
           count(*) FILTER (WHERE (c.called_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = today),
           count(*) FILTER (WHERE (c.called_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date < today)
    FROM app.call c
    WHERE c.status = 'planned' AND c.deleted_at IS NULL AND c.owner_id IS NOT NULL
      AND c.called_at < ((today + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
    GROUP BY c.owner_id
    ON CONFLICT (day, user_id) DO UPDATE SET calls = excluded.calls, overdue = excluded.overdue;
    GET DIAGNOSTICS made = ROW_COUNT;
    RETURN made;
END $$;
