-- Upkeep: what an administrator or the scheduled job does. No client may call any of it.

-- End people's sessions that keep a transaction open and do nothing with it, or work on it far too
-- long, and those over sixteen of one person. A first copy over a slow line is work.
CREATE OR REPLACE FUNCTION sync.end_sessions(
    idle interval DEFAULT '2 minutes', busy interval DEFAULT '1 hour'
) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended int;
BEGIN
    SELECT count(*) INTO ended FROM (
        SELECT pg_terminate_backend(s.pid)
        FROM (SELECT a.pid, a.state, a.state_change, a.xact_start,
                     row_number() OVER (PARTITION BY a.usesysid ORDER BY a.backend_start DESC) AS place
              FROM pg_stat_activity a JOIN sync.login l ON l.role = a.usename
              WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()) s
        WHERE s.state LIKE 'idle in transaction%' AND s.state_change < clock_timestamp() - idle
           OR s.xact_start < clock_timestamp() - busy OR s.place > 16) t;
    RETURN ended;
EXCEPTION WHEN insufficient_privilege THEN
    RETURN 0;  -- the administrator of this server may not give that right; `status` says so
END $$;

-- Forget changes older than `log_days`, answers older than `answer_days`, and with them what merges did:
-- nobody takes one back any more, and who comes with edits of before starts anew. Refusals and conflicts
-- go with the answers, blocks of numbers when they end, devices that nobody used for a year.
CREATE OR REPLACE FUNCTION sync.reap(log_days int DEFAULT 60, answer_days int DEFAULT 180) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    floor xid8;
    changes int;
    rights int;
    answers int;
    merges int;
    problems int;
    n int;
    named text;
BEGIN
    SELECT max(l.xid) INTO floor FROM sync.log l WHERE l.at < now() - make_interval(days => log_days);
    SELECT greatest(floor, max(l.xid)) INTO floor FROM sync.user_pr_log l
    WHERE l.at < now() - make_interval(days => log_days);
    -- Only what every snapshot sees may go.
    IF floor IS NOT NULL THEN
        floor := least((floor::text::numeric + 1)::text::xid8, pg_snapshot_xmin(pg_current_snapshot()));
        UPDATE sync.meta SET log_floor = greatest(log_floor, floor);
    END IF;
    DELETE FROM sync.log l WHERE l.xid < floor;
    GET DIAGNOSTICS changes = ROW_COUNT;
    DELETE FROM sync.user_pr_log l WHERE l.xid < floor;
    GET DIAGNOSTICS rights = ROW_COUNT;
    DELETE FROM sync.mutation m WHERE m.at < now() - make_interval(days => answer_days);
    GET DIAGNOSTICS answers = ROW_COUNT;
    DELETE FROM sync.relinked r WHERE NOT EXISTS (SELECT FROM sync.mutation m WHERE m.mid = r.mid);
    DELETE FROM sync.merged g WHERE NOT EXISTS (SELECT FROM sync.mutation m WHERE m.mid = g.mid);
    GET DIAGNOSTICS merges = ROW_COUNT;
    DELETE FROM sync.rejected r WHERE r.at < now() - make_interval(days => answer_days);
    GET DIAGNOSTICS problems = ROW_COUNT;
    DELETE FROM sync.conflict c WHERE c.at < now() - make_interval(days => answer_days);
    GET DIAGNOSTICS n = ROW_COUNT;
    DELETE FROM sync.number_lease l WHERE l.expires < now();
    DELETE FROM sync.client c WHERE c.state = 'ok' AND c.last_seen < now() - interval '1 year';
    FOR named IN SELECT DISTINCT a.t FROM sync.file_author a JOIN sync.tbl x ON x.name = a.t LOOP
        EXECUTE format('DELETE FROM sync.file_author a
                        WHERE a.t = %1$L AND NOT EXISTS (SELECT FROM app.%1$I r WHERE r.id = a.row_id)', named);
    END LOOP;
    RETURN jsonb_build_object('changes', changes, 'rights', rights, 'answers', answers, 'merges', merges,
                              'problems', problems + n);
END $$;

CREATE OR REPLACE VIEW sync.health AS
SELECT m.generation, m.rev, m.min_rev, m.protocol,
       (SELECT count(*) FROM sync.login WHERE is_open) AS logins,
       (SELECT count(*) FROM sync.client) AS clients,
       (SELECT max(last_seen) FROM sync.client) AS last_seen,
       (SELECT count(*) FROM sync.log) AS changes_kept,
       (SELECT count(*) FROM sync.acl) AS acls,
       (SELECT count(*) FROM sync.conflict WHERE at > now() - interval '1 day') AS conflicts_today,
       (SELECT count(*) FROM sync.rejected WHERE at > now() - interval '1 day') AS refused_today,
       (SELECT count(*) FROM sync.generation) AS generations,
       (SELECT max(now() - a.xact_start) FROM pg_stat_activity a
        WHERE a.datname = current_database()) AS oldest_transaction
FROM sync.meta m;
