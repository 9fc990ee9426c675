-- One operation of a group: a row made, patched or deleted for good.
-- Each answers {"v": new version, "v0": version before, "w0": who wrote it last before, "c": [conflicting
-- columns]} or refuses.

-- The level that I have on a row: on what all share, that on its whole module.
CREATE OR REPLACE FUNCTION sync.level_on(me uuid, x sync.tbl, acl int) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN x.company THEN greatest(1, sync.module_level(me, x.module))
                ELSE coalesce(sync.level(me, acl), 0) END
$$;

CREATE OR REPLACE FUNCTION sync.conflict_of(t text, id text, col text, base jsonb, theirs jsonb, mine jsonb)
RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_array(jsonb_build_object(
        't', t, 'id', id, 'col', col, 'base', base, 'theirs', theirs, 'mine', mine))
$$;

-- Who wrote a row last, and when.
CREATE OR REPLACE FUNCTION sync.writer_of(here jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('by', here -> 'updated_by', 'when', here -> 'updated_at')
$$;

-- Conflicts with who wrote the row last before mine. Nothing is added where that was I myself.
CREATE OR REPLACE FUNCTION sync.with_writer(me uuid, c jsonb, writer jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN c = '[]' OR coalesce(writer ->> 'by', me::text) = me::text THEN c
                ELSE (SELECT jsonb_agg(e || writer) FROM jsonb_array_elements(c) e) END
$$;

-- May I hang something on that record? It must be there for me; who shares it must have it all, who adds a part
-- must be allowed to edit it.
CREATE OR REPLACE FUNCTION sync.check_target(me uuid, x sync.tbl, row_id uuid, col text, target text, target_id text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    above sync.tbl;
    acl int;
    level int;
BEGIN
    SELECT * INTO above FROM sync.tbl y WHERE y.name = target;
    IF above.tbl IS NULL OR target_id !~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' THEN
        PERFORM sync.refuse('link_missing', x.name, row_id::text, col);
    END IF;
    EXECUTE format('SELECT r.acl_id FROM app.%I r WHERE r.id = $1', above.name) INTO acl USING target_id::uuid;
    level := CASE WHEN acl IS NULL THEN 0 ELSE sync.level_on(me, above, acl) END;
    IF level < 1 THEN
        PERFORM sync.refuse('link_missing', x.name, row_id::text, col);
    ELSIF x.name = 'share' AND level < 4 OR x.part AND level < 2 THEN
        PERFORM sync.refuse('denied', x.name, row_id::text);
    END IF;
END $$;

-- The same for all records that a patch hangs a row on.
CREATE OR REPLACE FUNCTION sync.check_above(me uuid, x sync.tbl, row_id uuid, f jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.check_target(me, x, row_id, a.col, a.target, f -> a.col ->> 1)
    FROM sync.above a WHERE a.tbl = x.tbl AND f -> a.col ->> 1 IS NOT NULL;
    IF x.named AND (f ? 'record_id' OR f ? 'record_type') THEN
        PERFORM sync.check_target(me, x, row_id, 'record_id',
            f -> 'record_type' ->> 1, coalesce(f -> 'record_id' ->> 1, ''));
    END IF;
END $$;

-- Nobody gets more of a row by hanging it on another record: `level` is what I had before.
CREATE OR REPLACE FUNCTION sync.check_gain(me uuid, x sync.tbl, row_id uuid, f jsonb, level int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acl int;
BEGIN
    IF x.company OR NOT (x.named AND f ?| ARRAY['record_type', 'record_id']
                         OR EXISTS (SELECT FROM sync.above a WHERE a.tbl = x.tbl AND f ? a.col)) THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT r.acl_id FROM app.%I r WHERE r.id = $1', x.name) INTO acl USING row_id;
    IF coalesce(sync.level(me, acl), 0) > level THEN
        PERFORM sync.refuse('denied', x.name, row_id::text);
    END IF;
END $$;

-- Two people made what follows from one thing under one id (a time of a series that both changed, a person whom
-- both invited): what is empty there takes mine, what differs is a conflict. Whose it is stays.
CREATE OR REPLACE FUNCTION sync.op_join(me uuid, x sync.tbl, row_id uuid, f jsonb, here jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    sets jsonb := '{}';
    c jsonb := '[]';
    name text;
    pair jsonb;
    cur jsonb;
    ver1 int := (here ->> 'ver')::int;
BEGIN
    FOR name, pair IN SELECT * FROM jsonb_each(f) LOOP
        CONTINUE WHEN name IN ('created_at', 'owner_id', 'org_unit_id', 'visibility') OR pair -> 1 = 'null';
        cur := sync.cell(here, name);
        IF cur = 'null' THEN
            sets := sets || jsonb_build_object(name, pair -> 1);
        ELSIF cur <> pair -> 1 THEN
            c := c || sync.conflict_of(x.name, row_id::text, name, 'null', cur, pair -> 1);
        END IF;
    END LOOP;
    IF here -> 'deleted_at' <> 'null' THEN
        c := c || sync.conflict_of(x.name, row_id::text, 'deleted_at', 'null', here -> 'deleted_at', 'null');
    END IF;
    IF sets <> '{}' THEN
        IF sync.level_on(me, x, (here ->> 'acl_id')::int) < 2 THEN
            PERFORM sync.refuse('denied', x.name, row_id::text);
        END IF;
        PERFORM sync.check_above(me, x, row_id, f);
        EXECUTE format('SELECT sync.%I($1, $2)', 'set_' || x.name) INTO ver1
            USING row_id, sync.with_extra(sets, here -> 'extra');
    END IF;
    RETURN jsonb_build_object('v', ver1, 'v0', here -> 'ver', 'w0', sync.writer_of(here), 'c', c);
END $$;

CREATE OR REPLACE FUNCTION sync.op_insert(me uuid, x sync.tbl, row_id uuid, f jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here jsonb := sync.row_of(x.name, row_id);
    sets jsonb;
    c jsonb := '[]';
    name text;
    pair jsonb;
BEGIN
    IF here IS NOT NULL THEN  -- made before, perhaps under another mid: compared, never overwritten
        IF sync.level_on(me, x, (here ->> 'acl_id')::int) < 1 THEN
            PERFORM sync.refuse('duplicate', x.name, row_id::text, 'id');
        END IF;
        IF x.name IN ('event', 'event_variation', 'attendee') AND get_byte(uuid_send(row_id), 6) >> 4 = 5 THEN
            RETURN sync.op_join(me, x, row_id, f, here);
        END IF;
        FOR name, pair IN SELECT * FROM jsonb_each(f) LOOP
            -- What came with the program (ids of version 5) everybody brings: the company's own stays.
            EXIT WHEN get_byte(uuid_send(row_id), 6) >> 4 = 5;
            IF name <> 'created_at' AND sync.cell(here, name) <> pair -> 1 THEN
                c := c || sync.conflict_of(x.name, row_id::text, name, 'null', sync.cell(here, name), pair -> 1);
            END IF;
        END LOOP;
        RETURN jsonb_build_object('v', here -> 'ver', 'v0', here -> 'ver', 'w0', sync.writer_of(here), 'c', c);
    END IF;
    IF x.company AND sync.module_level(me, x.module) < 2 THEN
        PERFORM sync.refuse('denied', x.name, row_id::text);
    END IF;
    PERFORM sync.check_above(me, x, row_id, f);
    PERFORM sync.check_numbers(x, row_id, f, true);
    PERFORM sync.check_rights(x, row_id, f);
    SELECT coalesce(jsonb_object_agg(e.key, e.value -> 1), '{}') INTO sets
    FROM jsonb_each(f) e WHERE e.value -> 1 <> 'null';
    sets := sync.with_extra(sets, 'null') || jsonb_build_object('id', row_id);
    EXECUTE format('SELECT sync.%I($1)', 'add_' || x.name) USING sets;
    IF x.ledger IS NOT NULL THEN
        PERFORM sync.check_balance(x, row_id, sets);
    END IF;
    RETURN jsonb_build_object('v', 1, 'v0', 0, 'c', c);
END $$;

-- `level` is mine on the row as it was before the group; `known` the version before this push touched it.
CREATE OR REPLACE FUNCTION sync.op_update(
    me uuid, x sync.tbl, row_id uuid, f jsonb, based_on jsonb, is_strict boolean, level int, known int
) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here jsonb;
    sets jsonb := '{}';
    c jsonb := '[]';
    name text;
    pair jsonb;
    cur jsonb;
    needed int := 2;
    ver0 int;
    ver1 int;
    is_newer boolean;
BEGIN
    IF NOT x.company THEN
        SELECT greatest(2, max((x.sent -> k ->> 1)::int)) INTO needed FROM jsonb_object_keys(f) k;
    END IF;
    IF level < needed THEN
        PERFORM sync.refuse('denied', x.name, row_id::text);
    END IF;
    PERFORM sync.check_above(me, x, row_id, f);
    PERFORM sync.check_numbers(x, row_id, f, false);
    PERFORM sync.check_rights(x, row_id, f);
    IF x.ledger IS NOT NULL THEN
        PERFORM sync.refuse('denied', x.name, row_id::text);
    END IF;
    here := sync.row_of(x.name, row_id);
    IF here IS NULL THEN
        PERFORM sync.refuse('denied', x.name, row_id::text);
    END IF;
    ver0 := (here ->> 'ver')::int;
    is_newer := coalesce(known, ver0) > coalesce(based_on::int, coalesce(known, ver0));
    FOR name, pair IN SELECT * FROM jsonb_each(f) LOOP
        cur := sync.cell(here, name);
        IF name = 'deleted_at' AND pair -> 1 <> 'null' AND is_newer AND cur = 'null' THEN
            -- Somebody changed it meanwhile: the change wins, and who deletes is told.
            c := c || sync.conflict_of(x.name, row_id::text, name, pair -> 0, cur, pair -> 1);
        ELSIF cur = pair -> 0 THEN
            sets := sets || jsonb_build_object(name, pair -> 1);
        ELSIF is_strict OR cur <> pair -> 1 THEN
            c := c || sync.conflict_of(x.name, row_id::text, name, pair -> 0, cur, pair -> 1);
        END IF;
    END LOOP;
    IF here -> 'deleted_at' <> 'null' AND NOT f ? 'deleted_at' AND NOT is_strict THEN
        c := c || sync.conflict_of(x.name, row_id::text, 'deleted_at', 'null', here -> 'deleted_at', 'null');
    END IF;
    IF sets = '{}' OR (is_strict AND c <> '[]') THEN
        RETURN jsonb_build_object('v', ver0, 'v0', ver0, 'w0', sync.writer_of(here), 'c', c);
    END IF;
    sets := sync.with_extra(sets, here -> 'extra');
    EXECUTE format('SELECT sync.%I($1, $2)', 'set_' || x.name) INTO ver1 USING row_id, sets;
    PERFORM sync.check_gain(me, x, row_id, sets, level);
    RETURN jsonb_build_object('v', ver1, 'v0', ver0, 'w0', sync.writer_of(here), 'c', c);
END $$;

CREATE OR REPLACE FUNCTION sync.op_delete(me uuid, x sync.tbl, row_id uuid, based_on jsonb, level int, known int)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ver0 int;
    binned timestamptz;
BEGIN
    IF x.ledger IS NOT NULL OR level < (CASE WHEN x.company THEN 2 WHEN x.name = 'share' THEN 4 ELSE 3 END) THEN
        PERFORM sync.refuse('denied', x.name, row_id::text);
    END IF;
    EXECUTE format('SELECT r.ver, r.deleted_at FROM app.%I r WHERE r.id = $1 FOR UPDATE', x.name)
        INTO ver0, binned USING row_id;
    IF binned IS NULL AND NOT x.name = 'share' THEN
        PERFORM sync.refuse('not_expected', x.name, row_id::text);
    ELSIF coalesce(known, ver0) > coalesce(based_on::int, 0) THEN
        PERFORM sync.refuse('edited', x.name, row_id::text);
    END IF;
    EXECUTE format('DELETE FROM app.%I r WHERE r.id = $1', x.name) USING row_id;
    RETURN jsonb_build_object('v', ver0, 'v0', ver0, 'c', '[]'::jsonb);
END $$;
