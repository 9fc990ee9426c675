-- Who may do what. core/permissions.py says it of one row and one person; here it is set-wise.

CREATE OR REPLACE FUNCTION sync.pid(p_kind text, p_module text, p_ref uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_pid int;
BEGIN
    SELECT p.pid INTO found_pid FROM sync.principal p
    WHERE p.kind = p_kind AND p.module IS NOT DISTINCT FROM p_module AND p.ref IS NOT DISTINCT FROM p_ref;
    IF found_pid IS NULL THEN
        INSERT INTO sync.principal (kind, module, ref) VALUES (p_kind, p_module, p_ref)
        ON CONFLICT DO NOTHING RETURNING principal.pid INTO found_pid;
    END IF;
    IF found_pid IS NULL THEN  -- somebody made it meanwhile
        RETURN sync.pid(p_kind, p_module, p_ref);
    END IF;
    RETURN found_pid;
END $$;

-- The number of "this is what whom is given", made when it is new; written once, never changed.
CREATE OR REPLACE FUNCTION sync.intern(p_pairs int[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_id int;
    mark text := md5(p_pairs::text);
BEGIN
    SELECT a.acl_id INTO found_id FROM sync.acl a WHERE a.digest = mark;
    IF found_id IS NOT NULL THEN
        RETURN found_id;
    END IF;
    INSERT INTO sync.acl (digest, pairs) VALUES (mark, p_pairs)
    ON CONFLICT DO NOTHING RETURNING acl.acl_id INTO found_id;
    IF found_id IS NULL THEN  -- somebody made it meanwhile
        RETURN sync.intern(p_pairs);
    END IF;
    INSERT INTO sync.acl_pr (acl_id, pid, level)
    SELECT found_id, p_pairs[i], p_pairs[i + 1] FROM generate_series(1, cardinality(p_pairs), 2) i;
    RETURN found_id;
END $$;

CREATE OR REPLACE FUNCTION sync.level_number(word text) RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_position(ARRAY['view', 'edit', 'delete', 'share'], word)
$$;

-- The acl of a row. `seen`: 0 private, 1 unit, 2 everybody, NULL as the row above, whose acl is `base`.
CREATE OR REPLACE FUNCTION sync.acl_for(
    p_table text, p_id uuid, p_module text, p_owner uuid, p_unit uuid, seen int, base int
) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    from_inputs text := concat_ws('|', p_module, coalesce(p_owner::text, '-'), coalesce(p_unit::text, '-'),
                                  coalesce(seen::text, '-'), base);
    pairs int[];
    shared record;
    inherited int[];
    found_id int;
BEGIN
    IF NOT EXISTS (SELECT FROM app.share s WHERE s.record_id = p_id::text) THEN
        SELECT i.acl_id INTO found_id FROM sync.acl_input i WHERE i.inputs = from_inputs;
        IF found_id IS NOT NULL THEN
            RETURN found_id;
        END IF;
    ELSE
        from_inputs := NULL;
    END IF;
    pairs := ARRAY[sync.pid('module', p_module, NULL), 4];
    IF p_owner IS NOT NULL THEN
        pairs := pairs || ARRAY[sync.pid('user', NULL, p_owner), 4];
    END IF;
    IF p_unit IS NOT NULL THEN
        pairs := pairs || ARRAY[sync.pid('module_unit', p_module, p_unit), 4];
    END IF;
    IF seen = 2 THEN
        pairs := pairs || ARRAY[sync.pid('everyone', NULL, NULL), 1];
    ELSIF seen = 1 AND p_unit IS NOT NULL THEN
        pairs := pairs || ARRAY[sync.pid('home', NULL, p_unit), 1];
    ELSIF seen IS NULL AND base IS NOT NULL THEN
        SELECT a.pairs INTO inherited FROM sync.acl a WHERE a.acl_id = base;
        pairs := pairs || inherited;
    END IF;
    FOR shared IN
        SELECT CASE WHEN s.user_id IS NOT NULL THEN 'user' WHEN s.unit_id IS NOT NULL THEN 'unit'
                    ELSE 'role' END AS kind,
               coalesce(s.user_id, s.unit_id, s.role_id) AS who, sync.level_number(s.level) AS level
        FROM app.share s
        WHERE s.record_id = p_id::text AND s.record_type = p_table AND s.deleted_at IS NULL
    LOOP
        IF shared.who IS NOT NULL AND shared.level IS NOT NULL THEN
            pairs := pairs || ARRAY[sync.pid(shared.kind, NULL, shared.who), shared.level];
        END IF;
    END LOOP;
    SELECT array_agg(x ORDER BY pid, n) INTO pairs
    FROM (SELECT pairs[i] AS pid, max(pairs[i + 1]) AS level
          FROM generate_series(1, cardinality(pairs), 2) i GROUP BY 1) best,
         LATERAL (VALUES (1, pid), (2, level)) cell (n, x);
    found_id := sync.intern(pairs);
    IF from_inputs IS NOT NULL THEN
        INSERT INTO sync.acl_input (inputs, acl_id) VALUES (from_inputs, found_id) ON CONFLICT DO NOTHING;
    END IF;
    RETURN found_id;
END $$;

-- Which principals everybody should be, and how far each reaches.
CREATE OR REPLACE VIEW sync.wanted_pr AS
WITH RECURSIVE above (unit_id, above_id) AS (
    SELECT id, id FROM app.org_unit
    UNION
    SELECT a.unit_id, o.parent_id FROM above a JOIN app.org_unit o ON o.id = a.above_id
    WHERE o.parent_id IS NOT NULL
), person AS (
    SELECT id AS user_id, org_unit_id FROM app.app_user
    WHERE deleted_at IS NULL AND is_active IS NOT FALSE
), has_role AS (
    SELECT DISTINCT m.user_id, m.role_id
    FROM app.role_member m JOIN app.user_role r ON r.id = m.role_id AND r.deleted_at IS NULL
    WHERE m.deleted_at IS NULL
), given AS (
    SELECT h.user_id, p.org_unit_id, g.record_module AS module, g.reach, sync.level_number(g.level) AS level
    FROM has_role h
    JOIN person p USING (user_id)
    JOIN app.permission_grant g ON g.role_id = h.role_id AND g.deleted_at IS NULL
), every AS (
    SELECT user_id, 'user' AS kind, NULL AS module, user_id AS ref, 4 AS level FROM person
    UNION ALL SELECT user_id, 'everyone', NULL, NULL, 4 FROM person
    UNION ALL SELECT user_id, 'home', NULL, org_unit_id, 4 FROM person WHERE org_unit_id IS NOT NULL
    UNION ALL SELECT p.user_id, 'unit', NULL, a.above_id, 4
              FROM person p JOIN above a ON a.unit_id = p.org_unit_id
    UNION ALL SELECT h.user_id, 'role', NULL, h.role_id, 4 FROM has_role h JOIN person USING (user_id)
    UNION ALL SELECT user_id, 'module', module, NULL, level FROM given WHERE reach = 'all'
    UNION ALL SELECT user_id, 'module_unit', module, org_unit_id, level FROM given
              WHERE reach = 'unit' AND org_unit_id IS NOT NULL
    UNION ALL SELECT g.user_id, 'module_unit', g.module, a.unit_id, g.level
              FROM given g JOIN above a ON a.above_id = g.org_unit_id WHERE g.reach = 'subtree'
)
SELECT user_id, kind, module, ref, max(level)::smallint AS level
FROM every WHERE level IS NOT NULL GROUP BY 1, 2, 3, 4;

-- Bring user_pr to what it should be. Serial, so that no change of rights misses another.
CREATE OR REPLACE FUNCTION sync.refresh_rights() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    LOCK TABLE sync.user_pr IN SHARE ROW EXCLUSIVE MODE;
    INSERT INTO sync.principal (kind, module, ref)
    SELECT DISTINCT w.kind, w.module, w.ref FROM sync.wanted_pr w
    WHERE NOT EXISTS (SELECT FROM sync.principal p WHERE p.kind = w.kind
                      AND p.module IS NOT DISTINCT FROM w.module AND p.ref IS NOT DISTINCT FROM w.ref)
    ON CONFLICT DO NOTHING;
    WITH wanted AS MATERIALIZED (
        SELECT w.user_id, p.pid, w.level
        FROM sync.wanted_pr w
        JOIN sync.principal p ON p.kind = w.kind AND coalesce(p.module, '') = coalesce(w.module, '')
             AND p.ref IS NOT DISTINCT FROM w.ref
    ), gone AS (
        DELETE FROM sync.user_pr u
        WHERE NOT EXISTS (SELECT FROM wanted w WHERE w.user_id = u.user_id AND w.pid = u.pid)
    )
    INSERT INTO sync.user_pr AS u (user_id, pid, level) SELECT user_id, pid, level FROM wanted
    ON CONFLICT (user_id, pid) DO UPDATE SET level = excluded.level WHERE u.level <> excluded.level;
END $$;

CREATE OR REPLACE FUNCTION sync.on_rights() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.refresh_rights();
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sync.log_user_pr() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO sync.user_pr_log (user_id, pid, sign) SELECT user_id, pid, 1 FROM n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO sync.user_pr_log (user_id, pid, sign) SELECT user_id, pid, -1 FROM o;
    ELSE
        INSERT INTO sync.user_pr_log (user_id, pid, sign) SELECT user_id, pid, 0 FROM n;
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER i AFTER INSERT ON sync.user_pr REFERENCING NEW TABLE AS n
    FOR EACH STATEMENT EXECUTE FUNCTION sync.log_user_pr();
CREATE OR REPLACE TRIGGER u AFTER UPDATE ON sync.user_pr REFERENCING NEW TABLE AS n
    FOR EACH STATEMENT EXECUTE FUNCTION sync.log_user_pr();
CREATE OR REPLACE TRIGGER d AFTER DELETE ON sync.user_pr REFERENCING OLD TABLE AS o
    FOR EACH STATEMENT EXECUTE FUNCTION sync.log_user_pr();

-- What somebody may do with the rows of an acl; NULL = nothing. (A function in SQL would be planned
-- anew at each call, which took longer than the edit that asks.)
CREATE OR REPLACE FUNCTION sync.level(who uuid, acl int) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT max(least(u.level, a.level))::int
            FROM sync.acl_pr a JOIN sync.user_pr u ON u.pid = a.pid AND u.user_id = who
            WHERE a.acl_id = acl);
END $$;

-- What somebody may do with all records of a module.
CREATE OR REPLACE FUNCTION sync.module_level(who uuid, p_module text) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(max(u.level), 0)::int
    FROM sync.user_pr u JOIN sync.principal p USING (pid)
    WHERE u.user_id = who AND p.kind = 'module' AND p.module = p_module
$$;

CREATE OR REPLACE VIEW sync.my_acl AS
SELECT a.acl_id, max(least(u.level, a.level))::int AS level
FROM sync.user_pr u JOIN sync.acl_pr a USING (pid)
WHERE u.user_id = (SELECT user_id FROM sync.me)
GROUP BY a.acl_id;

-- The names of the actions that somebody's roles permit, ["*"] = all; a role gives what it names.
CREATE OR REPLACE FUNCTION sync.rights_of(who uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(jsonb_agg(DISTINCT r ORDER BY r), '[]')
    FROM app.role_member m
    JOIN app.user_role x ON x.id = m.role_id AND x.deleted_at IS NULL,
    LATERAL jsonb_array_elements_text(CASE jsonb_typeof(x.rights) WHEN 'array' THEN x.rights ELSE '[]' END) r
    WHERE m.user_id = who AND m.deleted_at IS NULL
$$;
