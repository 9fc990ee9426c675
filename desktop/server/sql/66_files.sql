-- Files: who may have which. The bytes lie in a database of their own, which knows no records: it
-- believes a ticket that is sealed here with a key that both have.

CREATE TABLE IF NOT EXISTS sync.file_key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    secret bytea NOT NULL
);
INSERT INTO sync.file_key (secret)
SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
ON CONFLICT DO NOTHING;

-- Who is known to have had a file: who sent it, or may read it.
CREATE TABLE IF NOT EXISTS sync.file_proof (
    hash text NOT NULL,
    user_id uuid NOT NULL,
    PRIMARY KEY (hash, user_id)
);
-- Of what nobody has hashed yet: the body that was sent, which alone is read by this proof.
ALTER TABLE sync.file_proof ADD COLUMN IF NOT EXISTS body bigint;
-- Who wrote the name of a file into a record; not there: an administrator, in SQL.
CREATE TABLE IF NOT EXISTS sync.file_author (
    t text NOT NULL,
    row_id uuid NOT NULL,
    col text NOT NULL,
    user_id uuid NOT NULL,
    PRIMARY KEY (t, row_id, col)
);

-- HMAC (RFC 2104) with SHA-256.
CREATE OR REPLACE FUNCTION sync.hmac(key bytea, message bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    k bytea := CASE WHEN length(key) > 64 THEN sha256(key) ELSE key END;
    inner_pad bytea := decode(repeat('36', 64), 'hex');
    outer_pad bytea := decode(repeat('5c', 64), 'hex');
BEGIN
    FOR i IN 0..length(k) - 1 LOOP
        inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # get_byte(k, i));
        outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # get_byte(k, i));
    END LOOP;
    RETURN sha256(outer_pad || sha256(inner_pad || message));
END $$;

-- For one login, one file, ten minutes: what the database of the files is shown.
CREATE OR REPLACE FUNCTION sync.file_seal(told jsonb) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(body, 'hex') || '.' || encode(sync.hmac(k.secret, body), 'hex')
    FROM sync.file_key k, LATERAL (SELECT convert_to((told || jsonb_build_object(
        'who', session_user, 'until', extract(epoch FROM clock_timestamp() + interval '10 minutes')
    ))::text, 'UTF8') AS body) b
$$;

-- The hash in the value of a picture or file (own fields keep the file's name behind it).
CREATE OR REPLACE FUNCTION sync.file_hash(value text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT substring(value FROM '^([0-9a-f]{64})(?:/|$)')
$$;

-- The same of the own fields of a record: any of them may turn out to name a file.
CREATE OR REPLACE FUNCTION sync.on_extra() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who uuid := sync.actor();
    member record;
BEGIN
    FOR member IN SELECT e.key, e.value FROM jsonb_each_text(NEW.extra) e
                  WHERE sync.file_hash(e.value) IS NOT NULL
    LOOP
        IF TG_OP = 'INSERT' OR OLD.extra ->> member.key IS DISTINCT FROM member.value THEN
            PERFORM sync.note_file_author(TG_TABLE_NAME, NEW.id, 'extra.' || member.key, who);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sync.note_file_author(p_table text, p_id uuid, p_col text, who uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF who IS NULL THEN
        DELETE FROM sync.file_author a WHERE a.t = p_table AND a.row_id = p_id AND a.col = p_col;
    ELSE
        INSERT INTO sync.file_author (t, row_id, col, user_id) VALUES (p_table, p_id, p_col, who)
        ON CONFLICT (t, row_id, col) DO UPDATE SET user_id = excluded.user_id;
    END IF;
END $$;

-- Note who writes the name of a file into a record: only who has had the file makes it readable by
-- that record. Else whoever knows a hash could read the file.
CREATE OR REPLACE FUNCTION sync.on_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who uuid := sync.actor();
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) -> TG_ARGV[0] = to_jsonb(NEW) -> TG_ARGV[0] THEN
        RETURN NULL;
    END IF;
    PERFORM sync.note_file_author(TG_TABLE_NAME, NEW.id, TG_ARGV[0], who);
    RETURN NULL;
END $$;

-- The hash that a record names, if this person sees the record, and may read the file by it; with the body
-- of it that may be read, where only that is proven.
DROP FUNCTION IF EXISTS sync.file_named(uuid, text, uuid, text);
CREATE OR REPLACE FUNCTION sync.named_file(
    who uuid, p_table text, p_id uuid, p_col text, OUT found_hash text, OUT found_body bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF p_col LIKE 'extra.%' AND EXISTS (SELECT FROM sync.tbl b WHERE b.name = p_table) THEN
        EXECUTE format('SELECT sync.file_hash(r.extra ->> $3) FROM app.%I r '
                       'WHERE r.id = $1 AND sync.level($2, r.acl_id) >= 1', p_table)
        INTO found_hash USING p_id, who, substr(p_col, 7);
    ELSIF EXISTS (SELECT FROM sync.file_column f WHERE f.t = p_table AND f.col = p_col) THEN
        EXECUTE format('SELECT sync.file_hash(r.%I) FROM app.%I r WHERE r.id = $1 AND sync.level($2, r.acl_id) >= 1',
                       p_col, p_table) INTO found_hash USING p_id, who;
    END IF;
    IF EXISTS (SELECT FROM sync.file_author a WHERE a.t = p_table AND a.row_id = p_id AND a.col = p_col) THEN
        SELECT f.hash, f.body INTO found_hash, found_body
        FROM sync.file_author a JOIN sync.file_proof f ON f.hash = found_hash AND f.user_id IN (a.user_id, who)
        WHERE a.t = p_table AND a.row_id = p_id AND a.col = p_col
        ORDER BY f.body NULLS FIRST, f.user_id = who DESC LIMIT 1;
    END IF;
END $$;

-- May I read the file that a record names? Never asked by hash: a hash is no right.
CREATE OR REPLACE FUNCTION api.file_ticket(client uuid, t text, id uuid, col text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    named record;
BEGIN
    named := sync.named_file(sync.auth_client(client), t, id, col);
    IF named.found_hash IS NULL THEN
        PERFORM sync.fail('LH021', 'no_file');
    END IF;
    RETURN jsonb_build_object('hash', named.found_hash, 'ticket', sync.file_seal(
        jsonb_build_object('do', 'read', 'hash', named.found_hash, 'body', named.found_body)));
END $$;

-- I have a file for a record that is not here yet. Only who may read it by a record that names it
-- (t, id, col) is told later that it is here already.
CREATE OR REPLACE FUNCTION api.file_offer(client uuid, about jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth_client(client);
    promised text := about ->> 'hash';
    size bigint;
    seen boolean := false;
BEGIN
    IF jsonb_typeof(about) IS DISTINCT FROM 'object' OR promised IS NULL OR promised !~ '^[0-9a-f]{64}$'
       OR coalesce(about ->> 'size', '') !~ '^[0-9]{1,15}$' THEN
        PERFORM sync.fail('LH006', 'bad_request', 'file_offer');
    END IF;
    size := (about ->> 'size')::bigint;
    IF size > 268435456 THEN  -- it is held in memory whole when its hash is checked
        PERFORM sync.fail('LH024', 'too_large');
    END IF;
    IF about ->> 'id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        seen := EXISTS (SELECT FROM sync.named_file(me, about ->> 't', (about ->> 'id')::uuid, about ->> 'col') f
                        WHERE f.found_hash = promised AND f.found_body IS NULL);
    END IF;
    RETURN jsonb_build_object('ticket', sync.file_seal(jsonb_build_object(
        'do', 'write', 'hash', promised, 'size', size, 'seen', seen)));
END $$;

-- The database of the files says, sealed, that I have had a file: what I write its name into makes
-- it readable to whoever sees that.
CREATE OR REPLACE FUNCTION api.file_had(client uuid, receipt text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth_client(client);
    parts text[] := string_to_array(receipt, '.');
    told jsonb;
BEGIN
    PERFORM sync.check_isolation();
    IF receipt ~ '^([0-9a-f]{2})+[.][0-9a-f]{64}$' AND sha256(decode(parts[2], 'hex'))
       = (SELECT sha256(sync.hmac(k.secret, decode(parts[1], 'hex'))) FROM sync.file_key k) THEN
        told := convert_from(decode(parts[1], 'hex'), 'UTF8')::jsonb;
    END IF;
    IF told IS NULL OR told ->> 'who' <> session_user OR told ->> 'do' <> 'had' THEN
        PERFORM sync.fail('LH022', 'bad_ticket');
    END IF;
    INSERT INTO sync.file_proof AS f (hash, user_id, body) VALUES (told ->> 'hash', me, (told ->> 'body')::bigint)
    ON CONFLICT (hash, user_id) DO UPDATE SET body = excluded.body WHERE f.body IS NOT NULL;
END $$;
