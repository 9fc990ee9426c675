-- The one door to logins, owned by a role that may make them and nothing else (server/logins.py).
-- Only the centre's owner may call these; he looks first who asks (sql/85_administration.sql).

-- A login of one of our people: a member of lienhe_client alone, with no right on the server.
CREATE OR REPLACE FUNCTION logins.check_person(login text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_roles r
        WHERE r.rolname = login AND NOT (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb
                                         OR r.rolreplication OR r.rolbypassrls)
          AND ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                    WHERE m.member = r.oid) = ARRAY['lienhe_client'])
    THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'no login of a person';
    END IF;
END $$;

-- A password travels as what PostgreSQL keeps of it, so that nothing on the way ever holds it.
CREATE OR REPLACE FUNCTION logins.check_verifier(verifier text) RETURNS void
LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(verifier, '') !~ '^SCRAM-SHA-256\$\d{4,7}:[A-Za-z0-9+/]{16,}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$'
    THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_password', MESSAGE = 'no verifier';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION logins.make(login text, verifier text, sessions int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM logins.check_verifier(verifier);
    IF coalesce(login, '') !~ '^[a-z][a-z0-9._-]{1,59}$' OR login ~ '^(pg_.*|postgres|lienhe_.*|public|none)$'
    THEN
        RAISE EXCEPTION USING ERRCODE = 'reserved_name', MESSAGE = 'no name for a login';
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN NOCREATEDB NOCREATEROLE CONNECTION LIMIT %s PASSWORD %L IN ROLE lienhe_client',
                   login, sessions, verifier);
END $$;

CREATE OR REPLACE FUNCTION logins.set_password(login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM logins.check_person(login);
    PERFORM logins.check_verifier(verifier);
    EXECUTE format('ALTER ROLE %I PASSWORD %L', login, verifier);
END $$;

CREATE OR REPLACE FUNCTION logins.set_open(login text, is_open boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM logins.check_person(login);
    EXECUTE format('ALTER ROLE %I %s', login, CASE WHEN is_open THEN 'LOGIN' ELSE 'NOLOGIN' END);
END $$;
