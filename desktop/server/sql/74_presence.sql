-- Who else is editing a record just now, for people who may see it; and that I am, or am not any more.
-- Said again every few seconds while it lasts: what is older than a minute counts for nothing.

CREATE OR REPLACE FUNCTION api.present(t text, id uuid, edits boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
BEGIN
    DELETE FROM sync.presence p WHERE p.at < now() - interval '1 minute' 
        OR (p.t = present.t AND p.row_id = present.id AND p.user_id = me);
    IF NOT sync.may_see(me, present.t, present.id) THEN
        RETURN '[]';
    END IF;
    IF present.edits THEN
        INSERT INTO sync.presence (t, row_id, user_id, at) VALUES (present.t, present.id, me, now())
        ON CONFLICT ON CONSTRAINT presence_pkey DO UPDATE SET at = excluded.at;
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(u.full_name ORDER BY p.at), '[]')
            FROM sync.presence p JOIN app.app_user u ON u.id = p.user_id
            WHERE p.t = present.t AND p.row_id = present.id AND p.user_id <> me);
END $$;
