-- Merging: several records become one of them, with all that names them, whoever may see it.

-- What my roles let me do: all of them together name this action, or all. Nothing named is nothing given.
CREATE OR REPLACE FUNCTION sync.may(me uuid, action text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT r ? '*' OR r ? action FROM sync.rights_of(me) r
$$;

-- The actions of a role are named as they are declared, "account.merge", or all are meant: a name that
-- nothing has would be a right that nobody ever gets.
CREATE OR REPLACE FUNCTION sync.check_rights(x sync.tbl, row_id uuid, f jsonb) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF x.name <> 'user_role' OR coalesce(f -> 'rights' -> 1, 'null') = 'null' THEN
        RETURN;
    ELSIF jsonb_typeof(f -> 'rights' -> 1) <> 'array' OR EXISTS (
        SELECT FROM jsonb_array_elements(f -> 'rights' -> 1) e
        WHERE jsonb_typeof(e) <> 'string' OR e <> '"*"' AND NOT (
            e #>> '{}' ~ '^[a-z_]+\.[a-z_]{1,60}$' AND (
                split_part(e #>> '{}', '.', 1) IN ('undo', 'server', 'sync', 'backup', 'import', 'export', 'profile', 'admin')
                OR EXISTS (SELECT FROM sync.tbl y WHERE y.name = split_part(e #>> '{}', '.', 1))))) THEN
        PERFORM sync.refuse('bad_value', x.name, row_id::text, 'rights');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION sync.require(me uuid, action text, t text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT sync.may(me, action) THEN
        PERFORM sync.refuse('denied', t, NULL);
    END IF;
END $$;

-- A list of ids among the arguments, at most so many.
CREATE OR REPLACE FUNCTION sync.ids_of(args jsonb, name text, most int) RETURNS uuid[]
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF jsonb_typeof(args -> name) IS DISTINCT FROM 'array' OR jsonb_array_length(args -> name) NOT BETWEEN 1 AND most
       OR EXISTS (SELECT FROM jsonb_array_elements(args -> name) e WHERE NOT sync.is_id(e)) THEN
        PERFORM sync.refuse('bad_request', NULL, NULL, name);
    END IF;
    RETURN ARRAY(SELECT DISTINCT e::uuid FROM jsonb_array_elements_text(args -> name) e ORDER BY 1);
END $$;

-- The record that one became by merging, itself where it was never merged.
CREATE OR REPLACE FUNCTION sync.became(p_table text, row_id uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE way (id) AS (
        SELECT row_id
        UNION SELECT m.survivor FROM way JOIN sync.merged m ON m.t = p_table AND m.loser = way.id)
    SELECT w.id FROM way w WHERE NOT EXISTS (SELECT FROM sync.merged m WHERE m.t = p_table AND m.loser = w.id) LIMIT 1
$$;

-- A patch whose links lead to what their records became meanwhile: a call that was written offline
-- for a customer who was merged since belongs to the one that stayed.
CREATE OR REPLACE FUNCTION sync.redirected(x sync.tbl, f jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moved record;
BEGIN
    FOR moved IN
        SELECT l.col, m.t, m.loser FROM sync.link l JOIN sync.merged m
            ON m.t = l.target AND m.loser = CASE WHEN sync.is_id(f -> l.col -> 1) THEN (f -> l.col ->> 1)::uuid END
        WHERE l.tbl = x.tbl AND NOT l.many
        UNION ALL
        SELECT 'record_id', m.t, m.loser FROM sync.merged m
        WHERE x.named AND m.t = f -> 'record_type' ->> 1 AND m.loser = CASE WHEN sync.is_id(f -> 'record_id' -> 1)
                                         THEN (f -> 'record_id' ->> 1)::uuid END
    LOOP
        f := jsonb_set(f, ARRAY[moved.col, '1'], to_jsonb(sync.became(moved.t, moved.loser)::text));
    END LOOP;
    RETURN f;
END $$;

-- Let the rows of a table that name one of `old` ($1) in a column name `new` ($2) instead; what they
-- named before is kept under the mid. `held`, `hit` and `put` are SQL: what is kept, which rows, how.
CREATE OR REPLACE FUNCTION sync.relink_column(
    own_mid uuid, old uuid[], new uuid, t text, col text, held text, hit text, put text
) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    n int;
BEGIN
    EXECUTE format('WITH hit AS MATERIALIZED (
            SELECT r.id, %3$s AS held FROM app.%1$I r WHERE %4$s ORDER BY r.id FOR UPDATE
        ), noted AS (
            INSERT INTO sync.relinked (mid, t, row_id, col, old)
            SELECT $3, %1$L, h.id, %2$L, h.held::text FROM hit h)
        UPDATE app.%1$I r SET %5$s FROM hit h WHERE r.id = h.id', t, col, held, hit, put)
        USING old, new, own_mid;
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
END $$;

-- Let every row that names one of `old` name `new`: by a link, by one of several links, by kind and
-- id, or by a field that the company made itself. Returns how many did.
CREATE OR REPLACE FUNCTION sync.relink(own_mid uuid, p_table text, old uuid[], new uuid) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here record;
    total int := 0;
BEGIN
    FOR here IN
        SELECT y.name, y.pull_order, l.col, format('r.%I', l.col) AS held,
               CASE WHEN l.many THEN format('r.%I ?| $1::text[]', l.col)
                    ELSE format('r.%I = ANY ($1)', l.col) END AS hit,
               CASE WHEN l.many THEN format('%I = (SELECT jsonb_agg(v ORDER BY place) FROM (
                        SELECT DISTINCT ON (v) v, place FROM (
                            SELECT CASE WHEN e ?| $1::text[] THEN to_jsonb($2::text) ELSE e END AS v, place
                            FROM jsonb_array_elements(h.held) WITH ORDINALITY t (e, place)) each_one
                        ORDER BY v, place) kept)', l.col)
                    ELSE format('%I = CASE WHEN r.id = $2 THEN NULL ELSE $2 END', l.col) END AS put
        FROM sync.link l JOIN sync.tbl y USING (tbl) WHERE l.target = p_table
        UNION ALL
        SELECT y.name, y.pull_order, 'record_id', 'r.record_id',
               format('r.record_type = %L AND r.record_id = ANY ($1::text[])', p_table),
               'record_id = $2::text'
        FROM sync.tbl y WHERE y.named
        UNION ALL
        SELECT y.name, y.pull_order, 'extra.' || c.name, format('r.extra ->> %L', c.name),
               format('r.extra ->> %L = ANY ($1::text[])', c.name),
               format('extra = jsonb_set(r.extra, ARRAY[%L], to_jsonb($2::text))', c.name)
        FROM app.custom_field c JOIN sync.tbl y ON y.name = c.entity
        WHERE c.kind = 'link' AND c.target = p_table AND c.deleted_at IS NULL
        ORDER BY pull_order, col
    LOOP
        total := total + sync.relink_column(own_mid, old, new, here.name, here.col,
                                            here.held, here.hit, here.put);
    END LOOP;
    RETURN total;
END $$;

-- Put what a merge relinked back, where it still names the one that stayed.
CREATE OR REPLACE FUNCTION sync.link_back(own_mid uuid, new uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here record;
BEGIN
    FOR here IN
        SELECT r.t, r.col, bool_or(coalesce(l.many, false)) AS many FROM sync.relinked r
        JOIN sync.tbl y ON y.name = r.t LEFT JOIN sync.link l ON l.tbl = y.tbl AND l.col = r.col
        WHERE r.mid = own_mid GROUP BY r.t, r.col ORDER BY r.t, r.col
    LOOP
        IF here.col LIKE 'extra.%' THEN
            EXECUTE format('UPDATE app.%1$I x SET extra = jsonb_set(x.extra, ARRAY[%2$L], to_jsonb(r.old))
                FROM sync.relinked r WHERE r.mid = $1 AND r.t = %1$L AND r.col = %3$L AND r.row_id = x.id
                  AND x.extra ->> %2$L = $2::text', here.t, substr(here.col, 7), here.col) USING own_mid, new;
        ELSIF here.many THEN
            EXECUTE format('UPDATE app.%1$I x SET %2$I = r.old::jsonb FROM sync.relinked r
                WHERE r.mid = $1 AND r.t = %1$L AND r.col = %2$L AND r.row_id = x.id AND x.%2$I ? $2::text',
                here.t, here.col) USING own_mid, new;
        ELSE
            EXECUTE format('UPDATE app.%1$I x SET %2$I = r.old::%3$s FROM sync.relinked r
                WHERE r.mid = $1 AND r.t = %1$L AND r.col = %2$L AND r.row_id = x.id
                  AND (x.%2$I = $2::%3$s OR x.id = $2 AND x.%2$I IS NULL)',
                here.t, here.col, CASE here.col WHEN 'record_id' THEN 'text' ELSE 'uuid' END) USING own_mid, new;
        END IF;
    END LOOP;
    DELETE FROM sync.relinked r WHERE r.mid = own_mid;
END $$;

-- Merge the records "from" into "to"; "ops" are what else was chosen or follows from it.
CREATE OR REPLACE FUNCTION sync.cmd_merge(me uuid, own_mid uuid, rev int, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl := sync.table_of(args);
    goal uuid;
    losers uuid[];
    relinked int;
    seen int := 0;
    r record;
BEGIN
    IF sync.id_of(args, 'to') IS NULL OR x.company OR x.ledger IS NOT NULL OR x.internal OR x.name = 'share' THEN
        PERFORM sync.refuse('bad_request', x.name, NULL, 'to');
    END IF;
    IF NOT (sync.may(me, x.name || '.merge') OR sync.may(me, x.name || '.join')) THEN
        PERFORM sync.refuse('denied', x.name, NULL);
    END IF;
    -- One after the other, so that each sees where the records of the other went.
    PERFORM 1 FROM sync.tbl y WHERE y.tbl = x.tbl FOR NO KEY UPDATE;
    goal := sync.became(x.name, sync.id_of(args, 'to'));
    losers := ARRAY(SELECT DISTINCT sync.became(x.name, e) FROM unnest(sync.ids_of(args, 'from', 50)) e ORDER BY 1);
    losers := array_remove(losers, goal);  -- somebody merged these already, perhaps the other way round
    FOR r IN EXECUTE format('SELECT r.id, r.acl_id, r.deleted_at FROM app.%I r WHERE r.id = ANY ($1) ORDER BY r.id
                             FOR UPDATE', x.name) USING losers || goal LOOP
        seen := seen + 1;
        IF sync.level_on(me, x, r.acl_id) < (CASE WHEN r.id = goal THEN 2 ELSE 3 END) THEN
            PERFORM sync.refuse('denied', x.name, r.id::text);
        ELSIF r.deleted_at IS NOT NULL THEN
            PERFORM sync.refuse('not_expected', x.name, r.id::text, 'deleted_at');
        END IF;
    END LOOP;
    IF seen <> cardinality(losers) + 1 THEN
        PERFORM sync.refuse('link_missing', x.name, goal::text);
    END IF;
    IF losers = '{}' THEN
        RETURN sync.with_ops(me, rev, '[]', jsonb_build_object('merged', 0, 'to', goal));
    END IF;
    relinked := sync.relink(own_mid, x.name, losers, goal);
    INSERT INTO sync.merged (loser, t, survivor, mid) SELECT e, x.name, goal, own_mid FROM unnest(losers) e;
    EXECUTE format('UPDATE app.%I t SET deleted_at = now(),
            extra = coalesce(t.extra, ''{}'') || jsonb_build_object(''merged_into'', $2) WHERE t.id = ANY ($1)', x.name)
        USING losers, replace(goal::text, '-', '');
    PERFORM sync.rename_pairs(x.name, losers, goal);
    RETURN sync.with_ops(me, rev, args -> 'ops',
                         jsonb_build_object('merged', cardinality(losers), 'relinked', relinked, 'to', goal));
END $$;

-- "No duplicate of ..." holds for the one that stays.
CREATE OR REPLACE FUNCTION sync.rename_pairs(p_table text, old uuid[], new uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH named AS (
        SELECT p.id, array_agg(DISTINCT CASE WHEN e::uuid = ANY (old) THEN replace(new::text, '-', '') ELSE e END) AS ids
        FROM app.distinct_pair p, unnest(string_to_array(p.pair, ':')) e
        WHERE p.entity = p_table AND EXISTS (
            SELECT FROM unnest(old) o WHERE p.pair LIKE '%' || replace(o::text, '-', '') || '%')
        GROUP BY p.id)
    UPDATE app.distinct_pair p
    SET pair = CASE cardinality(n.ids) WHEN 2 THEN array_to_string(n.ids, ':') ELSE p.pair END,
        deleted_at = CASE cardinality(n.ids) WHEN 2 THEN p.deleted_at ELSE now() END
    FROM named n WHERE n.id = p.id
$$;

-- Take a merge back, as far as nobody changed what it made.
CREATE OR REPLACE FUNCTION sync.cmd_unmerge(me uuid, rev int, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    done uuid := sync.id_of(args, 'merge');
    m record;
    x sync.tbl;
    r record;
BEGIN
    SELECT g.t, g.survivor, array_agg(g.loser ORDER BY g.loser) AS losers INTO m
    FROM sync.merged g JOIN sync.mutation k ON k.mid = g.mid
    WHERE g.mid = done AND (k.user_id = me OR sync.may(me, 'undo.group')) GROUP BY 1, 2;
    IF m.t IS NULL THEN
        PERFORM sync.refuse('not_expected', NULL, NULL, 'merge');
    END IF;
    SELECT * INTO x FROM sync.tbl y WHERE y.name = m.t;
    FOR r IN EXECUTE format('SELECT r.id, r.acl_id FROM app.%I r WHERE r.id = ANY ($1) ORDER BY r.id FOR UPDATE',
                            x.name) USING m.losers || m.survivor LOOP
        IF sync.level_on(me, x, r.acl_id) < (CASE WHEN r.id = m.survivor THEN 2 ELSE 3 END) THEN
            PERFORM sync.refuse('denied', x.name, r.id::text);
        END IF;
    END LOOP;
    PERFORM sync.link_back(done, m.survivor);
    DELETE FROM sync.merged g WHERE g.mid = done;
    EXECUTE format('UPDATE app.%I t SET deleted_at = NULL, extra = nullif(t.extra - ''merged_into'', ''{}'')
                    WHERE t.id = ANY ($1)', x.name) USING m.losers;
    RETURN sync.with_ops(me, rev, args -> 'ops', jsonb_build_object('unmerged', cardinality(m.losers)));
END $$;

-- What a command brings along as ordinary edits, as the person who sends it.
CREATE OR REPLACE FUNCTION sync.with_ops(me uuid, rev int, ops jsonb, told jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    did jsonb := '{"c": [], "v": {}, "v0": {}}';
BEGIN
    IF coalesce(ops, '[]') <> '[]' THEN
        PERFORM sync.check_form(jsonb_build_object('ops', ops));
        did := sync.run_ops(me, rev, jsonb_build_object('ops', ops), '{}', '{}');
    END IF;
    RETURN told || jsonb_build_object('did', did);
END $$;
