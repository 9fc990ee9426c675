-- Addresses of single chunks in the S3-compatible store, good for a quarter of an hour: clients get
-- these and never the keys of the store.

CREATE OR REPLACE FUNCTION files.key_of(body bigint, n int) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.prefix || body || '/' || n FROM files.store s
$$;

-- Signature version 4 in the query (AWS, "Authenticating Requests: Using Query Parameters"), with
-- the bucket in the path. `signed`: headers that the caller must send, by their lower-case names.
CREATE OR REPLACE FUNCTION files.presigned(method text, key text, signed jsonb, moment timestamptz) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s files.store;
    host text;
    day text := to_char(moment AT TIME ZONE 'UTC', 'YYYYMMDD');
    at text := to_char(moment AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"');
    scope text;
    path text;
    query text;
    headers text;
    names text;
    k bytea;
BEGIN
    SELECT * INTO s FROM files.store;
    host := regexp_replace(s.endpoint, '^https?://', '');
    path := '/' || s.bucket || '/' || key;
    scope := concat_ws('/', day, s.region, 's3', 'aws4_request');
    signed := signed || jsonb_build_object('host', host);
    SELECT string_agg(e.key || ':' || e.value || E'\n', '' ORDER BY e.key), string_agg(e.key, ';' ORDER BY e.key)
    INTO headers, names FROM jsonb_each_text(signed) e;
    query := 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential='
        || replace(s.access_key || '/' || scope, '/', '%2F') || '&X-Amz-Date=' || at
        || '&X-Amz-Expires=900&X-Amz-SignedHeaders=' || replace(names, ';', '%3B');
    k := files.hmac(convert_to('AWS4' || s.secret_key, 'UTF8'), convert_to(day, 'UTF8'));
    k := files.hmac(k, convert_to(s.region, 'UTF8'));
    k := files.hmac(files.hmac(k, 's3'), 'aws4_request');
    RETURN s.endpoint || path || '?' || query || '&X-Amz-Signature=' || encode(files.hmac(k, convert_to(concat_ws(E'\n',
        'AWS4-HMAC-SHA256', at, scope, encode(sha256(convert_to(concat_ws(E'\n',
            method, path, query, headers, names, 'UNSIGNED-PAYLOAD'), 'UTF8')), 'hex')), 'UTF8')), 'hex');
END $$;

-- Where to put a chunk; the store refuses another one, as its hash is signed with the address.
CREATE OR REPLACE FUNCTION api.file_put_address(ticket text, n int, sha bytea) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    b files.body := files.mine(files.opened(ticket, 'write'));
    signed jsonb := jsonb_build_object('x-amz-checksum-sha256', encode(sha, 'base64'));
BEGIN
    IF b.body IS NULL OR b.complete OR b.store <> 's3' OR length(sha) IS DISTINCT FROM 32
       OR n IS NULL OR n NOT BETWEEN 0 AND files.chunk_count(b.size) - 1 THEN
        PERFORM files.fail('LH006', 'bad_request', 'file_put_address');
    END IF;
    RETURN jsonb_build_object('headers', signed, 'url',
        files.presigned('PUT', files.key_of(b.body, n), signed, clock_timestamp()));
END $$;

CREATE OR REPLACE FUNCTION api.file_get_address(ticket text, n int) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told jsonb := files.opened(ticket, 'read');
    found text;
BEGIN
    SELECT files.presigned('GET', files.key_of(c.body, c.n), '{}', clock_timestamp()) INTO found
    FROM files.body b JOIN files.chunk c USING (body)
    WHERE b.body = files.served(told) AND c.n = file_get_address.n AND b.store = 's3';
    IF found IS NULL THEN
        PERFORM files.fail('LH021', 'no_file');
    END IF;
    RETURN found;
END $$;
