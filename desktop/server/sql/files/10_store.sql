-- The files of a company: bodies in chunks of 1 MiB, in this database or in an S3-compatible store.
-- Nothing is done here without a ticket of the centre.

CREATE TABLE IF NOT EXISTS files.store (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    secret bytea NOT NULL,             -- the centre's, by which tickets are known
    kind text NOT NULL DEFAULT 'database' CHECK (kind IN ('database', 's3')),  -- of new bodies
    endpoint text, region text, bucket text, prefix text, access_key text, secret_key text
);
CREATE TABLE IF NOT EXISTS files.body (
    body bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash text NOT NULL,                -- SHA-256 of the whole, as promised
    size bigint NOT NULL,
    owner text NOT NULL,               -- the login that sent it
    store text NOT NULL,
    complete boolean NOT NULL DEFAULT false,
    verified boolean NOT NULL DEFAULT false,  -- whether somebody else than its sender has hashed it
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX IF NOT EXISTS body_owner ON files.body (owner, hash);
CREATE TABLE IF NOT EXISTS files.chunk (
    body bigint NOT NULL REFERENCES files.body ON DELETE CASCADE,
    n int NOT NULL,
    sha bytea NOT NULL,
    data bytea,                        -- NULL: in the S3-compatible store
    PRIMARY KEY (body, n)
);
ALTER TABLE files.chunk ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE TABLE IF NOT EXISTS files.blob (
    hash text PRIMARY KEY,
    body bigint NOT NULL REFERENCES files.body,
    unnamed_since timestamptz          -- when no record named it any more
);
CREATE INDEX IF NOT EXISTS blob_body ON files.blob (body);

CREATE OR REPLACE FUNCTION files.fail(state text, code text, detail text DEFAULT '') RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = state, MESSAGE = code, DETAIL = detail;
END $$;

-- HMAC (RFC 2104) with SHA-256.
CREATE OR REPLACE FUNCTION files.hmac(key bytea, message bytea) RETURNS bytea
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

-- What a ticket says, if it is the centre's, for this login, and not too old.
CREATE OR REPLACE FUNCTION files.opened(ticket text, act text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    parts text[] := string_to_array(ticket, '.');
    told jsonb;
    body bytea;
BEGIN
    IF ticket ~ '^([0-9a-f]{2})+\.[0-9a-f]{64}$' THEN
        body := decode(parts[1], 'hex');
        -- Hashed again, so that how long it takes tells nothing about the seal.
        IF sha256(decode(parts[2], 'hex')) = (SELECT sha256(files.hmac(s.secret, body)) FROM files.store s) THEN
            told := convert_from(body, 'UTF8')::jsonb;
        END IF;
    END IF;
    IF told IS NULL OR told ->> 'who' <> session_user OR told ->> 'do' <> act
       OR (told ->> 'until')::numeric < extract(epoch FROM clock_timestamp()) THEN
        PERFORM files.fail('LH022', 'bad_ticket');
    END IF;
    RETURN told;
END $$;

-- Says, sealed, to the centre that this login has had a file; or sent a body of it that nobody has hashed
-- yet, and may so read that body alone.
DROP FUNCTION IF EXISTS files.receipt(jsonb);
CREATE OR REPLACE FUNCTION files.receipt(told jsonb, unverified bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(body, 'hex') || '.' || encode(files.hmac(s.secret, body), 'hex')
    FROM files.store s, LATERAL (SELECT convert_to(jsonb_build_object(
        'do', 'had', 'hash', told ->> 'hash', 'who', session_user, 'body', unverified)::text, 'UTF8') AS body) b
$$;

-- The body that a ticket for reading opens: that of the file, but for who has only sent one himself.
CREATE OR REPLACE FUNCTION files.served(told jsonb) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own files.body;
BEGIN
    IF told ->> 'body' IS NOT NULL THEN
        SELECT b.* INTO own FROM files.body b
        WHERE b.body = (told ->> 'body')::bigint AND b.hash = told ->> 'hash' AND b.complete;
        IF own.verified IS NOT TRUE THEN
            RETURN own.body;
        END IF;
    END IF;
    RETURN (SELECT f.body FROM files.blob f WHERE f.hash = told ->> 'hash');
END $$;

CREATE OR REPLACE FUNCTION files.chunk_count(size bigint) RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ((size + 1048575) / 1048576)::int
$$;

-- My body of a file that I have not finished; NULL if I never began.
CREATE OR REPLACE FUNCTION files.mine(told jsonb) RETURNS files.body
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b FROM files.body b WHERE b.owner = session_user::text AND b.hash = told ->> 'hash'
$$;

-- Begin to send a file, or go on: which chunks are here. "done": nothing is to be sent,
-- "receipt" is for the centre (api.file_had).
CREATE OR REPLACE FUNCTION api.file_begin(ticket text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told jsonb := files.opened(ticket, 'write');
    b files.body := files.mine(told);
    is_here boolean;
BEGIN
    IF (told ->> 'seen')::boolean OR b.complete THEN
        -- A record will name it in a moment: it is kept from now on as if one did.
        UPDATE files.blob f SET unnamed_since = NULL WHERE f.hash = told ->> 'hash' RETURNING true INTO is_here;
        IF is_here THEN
            RETURN jsonb_build_object('done', true, 'receipt', files.receipt(told,
                CASE WHEN NOT (told ->> 'seen')::boolean AND NOT b.verified THEN b.body END));
        END IF;
    END IF;
    IF b.complete OR b.size <> (told ->> 'size')::bigint THEN  -- it was swept since, or was a lie
        DELETE FROM files.body x WHERE x.body = b.body
            AND NOT EXISTS (SELECT FROM files.blob f WHERE f.body = b.body);
        b := NULL;
    END IF;
    IF b.body IS NULL THEN
        INSERT INTO files.body (hash, size, owner, store)
        SELECT told ->> 'hash', (told ->> 'size')::bigint, session_user::text, s.kind FROM files.store s
        ON CONFLICT (owner, hash) DO UPDATE SET at = clock_timestamp()
        RETURNING * INTO b;
    END IF;
    RETURN jsonb_build_object('done', false, 'store', b.store, 'have', (
        SELECT coalesce(jsonb_agg(c.n ORDER BY c.n), '[]') FROM files.chunk c WHERE c.body = b.body));
END $$;

-- Take a chunk; without data: it was put into the S3-compatible store.
CREATE OR REPLACE FUNCTION api.file_put(ticket text, n int, sha bytea, data bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    told jsonb := files.opened(ticket, 'write');
    b files.body := files.mine(told);
    count int := files.chunk_count(b.size);
BEGIN
    IF b.body IS NULL OR b.complete OR n IS NULL OR n NOT BETWEEN 0 AND count - 1
       OR length(sha) IS DISTINCT FROM 32 OR (data IS NULL) <> (b.store = 's3') THEN
        PERFORM files.fail('LH006', 'bad_request', 'file_put');
    END IF;
    IF data IS NOT NULL AND (length(data) <> least(1048576, b.size - n * 1048576::bigint)
                             OR sha256(data) <> sha) THEN
        PERFORM files.fail('LH023', 'broken_chunk');
    END IF;
    INSERT INTO files.chunk (body, n, sha, data) VALUES (b.body, file_put.n, file_put.sha, file_put.data)
    ON CONFLICT (body, n) DO UPDATE SET sha = excluded.sha, data = excluded.data;
END $$;

-- All is sent: is it what was promised? "receipt" is for the centre (api.file_had); "missing": chunks that are not here; "broken": begin again.
CREATE OR REPLACE FUNCTION api.file_commit(ticket text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told jsonb := files.opened(ticket, 'write');
    b files.body;
    lacking jsonb;
    found_hash bytea;
BEGIN
    SELECT x.* INTO b FROM files.body x
    WHERE x.owner = session_user::text AND x.hash = told ->> 'hash' FOR UPDATE;
    IF b.complete THEN
        RETURN jsonb_build_object('done', true, 'receipt',
            files.receipt(told, CASE WHEN NOT b.verified THEN b.body END));
    ELSIF b.body IS NULL THEN
        PERFORM files.fail('LH006', 'bad_request', 'file_commit');
    END IF;
    SELECT jsonb_agg(i ORDER BY i) INTO lacking
    FROM generate_series(0, files.chunk_count(b.size) - 1) i
    WHERE NOT EXISTS (SELECT FROM files.chunk c WHERE c.body = b.body AND c.n = i);
    IF lacking IS NOT NULL THEN
        RETURN jsonb_build_object('done', false, 'missing', lacking);
    END IF;
    IF b.store = 'database' THEN
        SELECT sha256(coalesce(string_agg(c.data, ''::bytea ORDER BY c.n), ''::bytea)) INTO found_hash
        FROM files.chunk c WHERE c.body = b.body;
        IF encode(found_hash, 'hex') <> b.hash THEN
            DELETE FROM files.body x WHERE x.body = b.body;
            RETURN jsonb_build_object('done', false, 'broken', true);
        END IF;
    END IF;
    PERFORM files.keep(b);
    RETURN jsonb_build_object('done', true, 'receipt',
        files.receipt(told, CASE WHEN b.store <> 'database' THEN b.body END));
END $$;

-- A body is whole: it is the file from now on, if nobody brought it before.
CREATE OR REPLACE FUNCTION files.keep(b files.body) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept files.body;
BEGIN
    UPDATE files.body x SET complete = true, verified = b.store = 'database', at = clock_timestamp()
    WHERE x.body = b.body;
    INSERT INTO files.blob AS f (hash, body) VALUES (b.hash, b.body)
    ON CONFLICT (hash) DO UPDATE SET unnamed_since = NULL;
    SELECT x.* INTO kept FROM files.blob f JOIN files.body x USING (body) WHERE f.hash = b.hash;
    IF kept.body <> b.body AND kept.verified AND b.store = 'database' THEN
        -- Who sent it is still known to have had it.
        DELETE FROM files.chunk c WHERE c.body = b.body;
    END IF;
END $$;

-- What the file of a ticket is made of.
CREATE OR REPLACE FUNCTION api.file_facts(ticket text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told jsonb := files.opened(ticket, 'read');
    found jsonb;
BEGIN
    SELECT jsonb_build_object('size', b.size, 'store', b.store, 'chunks', (
        SELECT coalesce(jsonb_agg(encode(c.sha, 'hex') ORDER BY c.n), '[]')
        FROM files.chunk c WHERE c.body = b.body)) INTO found
    FROM files.body b WHERE b.body = files.served(told);
    IF found IS NULL THEN
        PERFORM files.fail('LH021', 'no_file');
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION api.file_get(ticket text, n int) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told jsonb := files.opened(ticket, 'read');
    found bytea;
BEGIN
    SELECT c.data INTO found FROM files.chunk c WHERE c.body = files.served(told) AND c.n = file_get.n;
    IF found IS NULL THEN
        PERFORM files.fail('LH021', 'no_file');
    END IF;
    RETURN found;
END $$;
