-- Numbers of declared fields: codes in blocks for machines without a connection, and series without
-- gaps, whose numbers are given here alone. Patterns are those of core/sequences.py.

CREATE OR REPLACE FUNCTION sync.local_day() RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
$$;

-- A pattern with the year and month of a day in it; the number's mark is left.
CREATE OR REPLACE FUNCTION sync.dated(pattern text, day date) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace(replace(replace(pattern, '{YYYY}', to_char(day, 'YYYY')), '{YY}', to_char(day, 'YY')),
                   '{MM}', to_char(day, 'MM'))
$$;

CREATE OR REPLACE FUNCTION sync.period_of(pattern text, day date) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN pattern LIKE '%{MM}%' THEN to_char(day, 'YYYY-MM')
                WHEN pattern LIKE '%{YYYY}%' OR pattern LIKE '%{YY}%' THEN to_char(day, 'YYYY') ELSE '' END
$$;

CREATE OR REPLACE FUNCTION sync.code_of(pattern text, n bigint, day date) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT regexp_replace(sync.dated(pattern, day), '\{N+\}',
        lpad(n::text, greatest(length(n::text), length(substring(pattern FROM '\{(N+)\}'))), '0'))
$$;

-- The greatest number among the codes of a table that a pattern makes on a day; 0 for none.
CREATE OR REPLACE FUNCTION sync.greatest_code(t text, col text, is_own boolean, pattern text, day date) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    parts text[] := regexp_split_to_array(sync.dated(pattern, day), '\{N+\}');
    widest int := length(substring(pattern FROM '\{(N+)\}')) + 2;  -- longer ones were typed
    found bigint;
BEGIN
    EXECUTE format('SELECT max(substr(c, $1 + 1, length(c) - $1 - $2)::bigint) FROM (
            SELECT lower(%1$s) AS c FROM app.%2$I r WHERE starts_with(lower(%1$s), $3)) k
        WHERE right(c, $2) = $4 AND substr(c, $1 + 1, length(c) - $1 - $2) ~ %3$L',
        CASE WHEN is_own THEN format('(r.extra ->> %L)', col) ELSE format('r.%I', col) END, t,
        '^\d{1,' || least(widest, 12) || '}$')
        INTO found USING length(parts[1]), length(parts[2]), lower(parts[1]), lower(parts[2]);
    RETURN coalesce(found, 0);
END $$;

-- What is known of a series by its name table.column; no row where nothing is numbered so.
CREATE OR REPLACE FUNCTION sync.series_of(name text, OUT t text, OUT col text, OUT is_own boolean,
                                          OUT pattern text, OUT gapless boolean, OUT action text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT x.name, s.col, false, s.pattern, s.gapless, s.action INTO t, col, is_own, pattern, gapless, action
    FROM sync.series s JOIN sync.tbl x USING (tbl) WHERE s.series = series_of.name;
    IF t IS NULL THEN
        SELECT c.entity, c.name, true, coalesce(nullif(c.default_value #>> '{}', ''), '{NNNNN}'), false,
               c.entity || '.create' INTO t, col, is_own, pattern, gapless, action
        FROM app.custom_field c JOIN sync.tbl x ON x.name = c.entity
        WHERE c.entity || '.' || c.name = series_of.name AND c.kind = 'sequence' AND c.deleted_at IS NULL LIMIT 1;
    END IF;
    pattern := coalesce((SELECT n.pattern FROM app.number_sequence n
                         WHERE n.entity = t AND n.field = col AND n.deleted_at IS NULL
                         ORDER BY n.updated_at DESC LIMIT 1), pattern);
END $$;

-- The counter of a series in its period, locked: numbers are given one after the other.
CREATE OR REPLACE FUNCTION sync.counter(name text, t text, col text, is_own boolean, pattern text, gapless boolean, day date)
RETURNS sync.number_series
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    key text := concat_ws('|', name, pattern, sync.period_of(pattern, day));
    found sync.number_series;
BEGIN
    INSERT INTO sync.number_series AS s (series, pattern, gapless) VALUES (key, pattern, gapless) ON CONFLICT DO NOTHING;
    SELECT * INTO found FROM sync.number_series s WHERE s.series = key FOR UPDATE;
    IF found.next = 1 OR NOT gapless THEN  -- go on behind what was typed, or brought along
        found.next := greatest(found.next, 1 + sync.greatest_code(t, col, is_own, pattern, day));
    END IF;
    RETURN found;
END $$;

-- A block of codes of a declared field. A branch has its own, with its letters before them.
CREATE OR REPLACE FUNCTION sync.lease_codes(me uuid, client uuid, name text, n int) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    branch text := substring(name FROM ' (.*)$');
    s record;
    pattern text;
    day date := sync.local_day();
    c sync.number_series;
    ends timestamptz := now() + interval '90 days';
BEGIN
    SELECT * INTO s FROM sync.series_of(split_part(name, ' ', 1));
    IF s.t IS NULL OR s.gapless OR NOT sync.may(me, s.action) OR branch !~ '^[A-Za-z0-9.-]{1,12}$' THEN
        PERFORM sync.fail('LH008', 'not_allowed', 'no such series of blocks');
    END IF;
    pattern := coalesce(branch, '') || s.pattern;
    IF pattern !~ '^[^{}]*(\{(YYYY|YY|MM)\}[^{}]*)*\{N{1,12}\}[^{}]*(\{(YYYY|YY|MM)\}[^{}]*)*$' THEN
        PERFORM sync.fail('LH008', 'not_allowed', 'the pattern makes no codes');
    END IF;
    c := sync.counter(split_part(name, ' ', 1), s.t, s.col, s.is_own, pattern, false, day);
    UPDATE sync.number_series x SET next = c.next + n WHERE x.series = c.series;
    INSERT INTO sync.number_lease (series, client_id, lo, hi, expires)
    VALUES (c.series, client, c.next, c.next + n - 1, ends);
    RETURN jsonb_build_object('lo', c.next, 'hi', c.next + n - 1, 'pattern', pattern,
        'period', sync.period_of(pattern, day), 'expires', sync.moment_text(ends));
END $$;

-- Give a record its number of a series without gaps: in the same transaction, or not at all.
CREATE OR REPLACE FUNCTION sync.number_record(me uuid, args jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    x sync.tbl := sync.table_of(args);
    node uuid := sync.id_of(args, 'id');
    s record;
    day date := sync.local_day();
    c sync.number_series;
    r jsonb;
    code text;
    is_taken boolean := true;
BEGIN
    SELECT * INTO s FROM sync.series_of(args ->> 'series');
    IF s.t IS DISTINCT FROM x.name OR NOT s.gapless OR node IS NULL THEN
        PERFORM sync.refuse('bad_request', x.name, node::text, 'series');
    END IF;
    PERFORM sync.require(me, s.action, x.name);
    EXECUTE format('SELECT to_jsonb(r) FROM app.%I r WHERE r.id = $1 FOR UPDATE', x.name) INTO r USING node;
    IF r IS NULL OR sync.level_on(me, x, (r ->> 'acl_id')::int) < 2 THEN
        PERFORM sync.refuse('denied', x.name, node::text);
    ELSIF r ->> s.col IS NOT NULL THEN
        RETURN jsonb_build_object('text', r ->> s.col);  -- a number is given once
    END IF;
    c := sync.counter(args ->> 'series', s.t, s.col, false, s.pattern, true, day);
    WHILE is_taken LOOP  -- whoever joined brought numbers of his own
        code := sync.code_of(s.pattern, c.next, day);
        EXECUTE format('SELECT EXISTS (SELECT FROM app.%I r WHERE r.%I = $1)', x.name, s.col)
            INTO is_taken USING code;
        c.next := c.next + 1;
    END LOOP;
    UPDATE sync.number_series y SET next = c.next WHERE y.series = c.series;
    EXECUTE format('UPDATE app.%I SET %I = $1 WHERE id = $2', x.name, s.col) USING code, node;
    RETURN jsonb_build_object('number', c.next - 1, 'text', code);
END $$;

-- What was taken from a balance must be there: entries of one record come one after the other.
CREATE OR REPLACE FUNCTION sync.check_balance(x sync.tbl, row_id uuid, sets jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    a record;
    total numeric;
BEGIN
    SELECT k.col, k.target INTO a FROM sync.above k WHERE k.tbl = x.tbl ORDER BY k.place LIMIT 1;
    EXECUTE format('SELECT 1 FROM app.%I r WHERE r.id = $1 FOR NO KEY UPDATE', a.target)
        USING (sets ->> a.col)::uuid;
    EXECUTE format('SELECT sum(r.%I) FROM app.%I r WHERE r.%I = $1 AND r.deleted_at IS NULL', x.ledger, x.name, a.col)
        INTO total USING (sets ->> a.col)::uuid;
    IF total < 0 AND (sets ->> x.ledger)::numeric < 0 THEN
        PERFORM sync.refuse('balance', x.name, row_id::text, x.ledger);
    END IF;
END $$;

-- A number without gaps is nobody's to type: refuse it in a patch, and the same one twice.
CREATE OR REPLACE FUNCTION sync.check_numbers(x sync.tbl, row_id uuid, f jsonb, is_new boolean) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s record;
    is_taken boolean;
BEGIN
    FOR s IN SELECT * FROM sync.series y WHERE y.tbl = x.tbl AND y.gapless AND f ? y.col LOOP
        IF NOT is_new THEN
            PERFORM sync.refuse('denied', x.name, row_id::text, s.col);
        END IF;
        EXECUTE format('SELECT EXISTS (SELECT FROM app.%I r WHERE r.%I = $1 AND r.id <> $2)', x.name, s.col)
            INTO is_taken USING f -> s.col ->> 1, row_id;
        IF is_taken THEN
            PERFORM sync.refuse('duplicate', x.name, row_id::text, s.col);
        END IF;
    END LOOP;
END $$;
