-- Values as they travel: one spelling each, so that the same value never looks like a conflict.

-- Refuse the group that is being worked on; api.push turns it into an answer.
CREATE OR REPLACE FUNCTION sync.refuse(code text, t text, id text, col text DEFAULT NULL, more jsonb DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'LHG01', MESSAGE = code,
        DETAIL = jsonb_build_object('code', code, 't', t, 'id', id, 'col', col, 'c', coalesce(more, '[]'))::text;
END $$;

-- The spelling that is kept for a value; NULL where it is none of that storage.
CREATE OR REPLACE FUNCTION sync.clean(storage text, v jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kind text := jsonb_typeof(v);
    word text := v #>> '{}';
BEGIN
    IF kind = 'null' THEN
        RETURN v;
    END IF;
    CASE storage
        WHEN 'text' THEN
            IF kind <> 'string' THEN RETURN NULL; END IF;
            word := normalize(regexp_replace(regexp_replace(word, '\r\n?|[\u0085\u2028\u2029]', E'\n', 'g'),
                '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\ufeff]', '', 'g'), NFC);
            RETURN CASE WHEN word = '' THEN 'null' ELSE to_jsonb(word) END;
        WHEN 'flag' THEN
            RETURN CASE WHEN kind = 'boolean' THEN v END;
        WHEN 'integer' THEN
            RETURN CASE WHEN kind = 'number' AND word ~ '^-?\d{1,19}$'
                             AND abs(word::numeric) <= 9223372036854775807 THEN v END;
        WHEN 'amount' THEN
            RETURN CASE WHEN kind = 'string' AND word ~ '^-?\d{1,15}\.\d{4}$' AND word !~ '^-0\.0000$' THEN v END;
        WHEN 'id' THEN
            RETURN CASE WHEN kind = 'string'
                             AND word ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' THEN v END;
        WHEN 'day' THEN
            RETURN CASE WHEN kind = 'string' AND word ~ '^\d{4}-\d\d-\d\d$' THEN v END;
        WHEN 'moment' THEN
            RETURN CASE WHEN kind = 'string' AND word ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$' THEN v END;
        WHEN 'json' THEN
            RETURN v;
        ELSE
            RETURN NULL;
    END CASE;
END $$;

CREATE OR REPLACE FUNCTION sync.is_id(v jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_typeof(v) = 'string'
        AND v #>> '{}' ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$', false)
$$;

-- The patches of an operation, cleaned: {column: [base, new]}, own fields under "extra.<name>".
CREATE OR REPLACE FUNCTION sync.clean_patch(x sync.tbl, rev int, op jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    name text;
    pair jsonb;
    kept text;
    base jsonb;
    made jsonb;
    found jsonb := '{}';
    told jsonb;
BEGIN
    IF jsonb_typeof(op -> 'f') IS DISTINCT FROM 'object' THEN
        PERFORM sync.refuse('bad_request', x.name, op ->> 'id');
    END IF;
    FOR name, pair IN SELECT * FROM jsonb_each(op -> 'f') LOOP
        IF jsonb_typeof(pair) <> 'array' OR jsonb_array_length(pair) <> 2 THEN
            PERFORM sync.refuse('bad_request', x.name, op ->> 'id', name);
        END IF;
        IF name LIKE 'extra.%' AND name ~ '^extra\.[a-z0-9_]{1,60}$' THEN
            kept := 'json';
        ELSE
            told := x.sent -> name;
            kept := CASE WHEN (told -> 2)::int <= rev THEN told ->> 0 END;
        END IF;
        IF kept IS NULL AND NOT (name = 'created_at' AND op ->> 'o' = 'I') THEN
            PERFORM sync.refuse('unknown', x.name, op ->> 'id', name);
        END IF;
        base := sync.clean(coalesce(kept, 'moment'), pair -> 0);
        made := sync.clean(coalesce(kept, 'moment'), pair -> 1);
        IF base IS NULL OR made IS NULL THEN
            PERFORM sync.refuse('bad_value', x.name, op ->> 'id', name);
        END IF;
        found := found || jsonb_build_object(name, jsonb_build_array(base, made));
    END LOOP;
    RETURN found;
END $$;

-- A row as it travels, locked; NULL if there is none. Each table has its own function for it.
CREATE OR REPLACE FUNCTION sync.row_of(t text, row_id uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found jsonb;
BEGIN
    EXECUTE format('SELECT sync.%I($1)', 'row_' || t) INTO found USING row_id;
    RETURN found;
END $$;

-- What a row holds under a name of a patch.
CREATE OR REPLACE FUNCTION sync.cell(r jsonb, name text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(CASE WHEN name LIKE 'extra.%' THEN r -> 'extra' -> substr(name, 7) ELSE r -> name END, 'null')
$$;

-- New values, with the own fields among them joined to `extra` as it is.
CREATE OR REPLACE FUNCTION sync.with_extra(sets jsonb, held jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own jsonb;
    joined jsonb;
BEGIN
    SELECT jsonb_object_agg(substr(e.key, 7), e.value) INTO own FROM jsonb_each(sets) e WHERE e.key LIKE 'extra.%';
    IF own IS NULL THEN
        RETURN sets;
    END IF;
    SELECT jsonb_object_agg(e.key, e.value) INTO joined
    FROM jsonb_each(CASE jsonb_typeof(held) WHEN 'object' THEN held ELSE '{}' END || own) e
    WHERE e.value <> 'null';
    RETURN (SELECT coalesce(jsonb_object_agg(e.key, e.value), '{}') FROM jsonb_each(sets) e
            WHERE e.key NOT LIKE 'extra.%') || jsonb_build_object('extra', coalesce(joined, 'null'));
END $$;
