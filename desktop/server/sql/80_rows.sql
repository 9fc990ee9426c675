-- What every table of records does by itself: versions, the log, rights that follow from others.

CREATE OR REPLACE FUNCTION sync.log_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO sync.log (tbl, row_id, acl_new, ver) SELECT TG_ARGV[0]::smallint, n.id, n.acl_id, n.ver FROM n;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sync.log_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO sync.log (tbl, row_id, acl_old, acl_new, ver)
    SELECT TG_ARGV[0]::smallint, n.id, o.acl_id, n.acl_id, n.ver FROM n JOIN o USING (id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sync.log_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    other text;
BEGIN
    INSERT INTO sync.log (tbl, row_id, acl_old, ver) SELECT TG_ARGV[0]::smallint, o.id, o.acl_id, o.ver FROM o;
    IF TG_TABLE_NAME <> 'share' THEN  -- a share of nothing is nothing
        DELETE FROM app.share s USING o WHERE s.record_type = TG_TABLE_NAME AND s.record_id = o.id::text;
        FOR other IN SELECT x.name FROM sync.tbl x WHERE x.named AND x.name <> 'share' LOOP
            EXECUTE format('UPDATE app.%I c SET acl_id = 0 FROM o
                            WHERE c.record_type = $1 AND c.record_id = o.id::text', other) USING TG_TABLE_NAME::text;
        END LOOP;
    END IF;
    RETURN NULL;
END $$;

-- Write rows again without changing a value: their rights are computed anew.
CREATE OR REPLACE FUNCTION sync.touch(p_table text, ids uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM sync.tbl x WHERE x.name = p_table) THEN
        EXECUTE format('UPDATE app.%I SET acl_id = 0 WHERE id = ANY ($1)', p_table) USING ids;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION sync.on_share() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM sync.touch(s.record_type, array_agg(s.record_id::uuid)) FROM n s GROUP BY s.record_type;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM sync.touch(s.record_type, array_agg(s.record_id::uuid)) FROM o s GROUP BY s.record_type;
    ELSE
        PERFORM sync.touch(s.record_type, array_agg(DISTINCT s.record_id::uuid))
        FROM (SELECT a.record_type, a.record_id FROM o a JOIN n b USING (id)
              WHERE (a.record_id, a.user_id, a.unit_id, a.role_id, a.level, a.deleted_at)
                 IS DISTINCT FROM (b.record_id, b.user_id, b.unit_id, b.role_id, b.level, b.deleted_at)
              UNION SELECT b.record_type, b.record_id FROM o a JOIN n b USING (id)
              WHERE a.record_id IS DISTINCT FROM b.record_id) s GROUP BY s.record_type;
    END IF;
    RETURN NULL;
END $$;

-- No record stands below itself. Trees are changed one after the other, so that two moves that are
-- harmless alone cannot close a ring together.
CREATE OR REPLACE FUNCTION sync.on_tree() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_ring boolean;
BEGIN
    PERFORM 1 FROM sync.tbl x WHERE x.tbl = TG_ARGV[0]::smallint FOR NO KEY UPDATE;
    EXECUTE format('WITH RECURSIVE up (id) AS (
            SELECT r.%2$I FROM app.%1$I r WHERE r.id = $1
            UNION SELECT r.%2$I FROM up JOIN app.%1$I r ON r.id = up.id WHERE r.%2$I IS NOT NULL)
        SELECT EXISTS (SELECT FROM up WHERE up.id = $1)', TG_TABLE_NAME, TG_ARGV[1]) INTO is_ring USING NEW.id;
    IF is_ring THEN
        PERFORM sync.refuse('cycle', TG_TABLE_NAME, NEW.id::text, TG_ARGV[1]);
    END IF;
    RETURN NULL;
END $$;
