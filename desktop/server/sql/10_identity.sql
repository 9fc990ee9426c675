-- Who is calling: decided by the login alone, whatever role or setting the session took on.

CREATE OR REPLACE FUNCTION sync.fail(state text, code text, detail text DEFAULT '') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = state, MESSAGE = code, DETAIL = detail;
END $$;

-- The person of this session, from a network that is open to them; NULL for anybody else.
CREATE OR REPLACE VIEW sync.me AS
SELECT l.user_id
FROM sync.login l
JOIN app.app_user u ON u.id = l.user_id
WHERE l.role = session_user AND l.is_open AND u.is_active IS NOT FALSE AND u.deleted_at IS NULL
  AND (NOT EXISTS (SELECT FROM sync.network n WHERE n.user_id = l.user_id)
       OR EXISTS (SELECT FROM sync.network n
                  WHERE n.user_id = l.user_id AND inet_client_addr() <<= n.allowed));

-- Who changes a row; NULL where an administrator does it in SQL.
CREATE OR REPLACE FUNCTION sync.actor() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT user_id FROM sync.login WHERE role = session_user
$$;

CREATE OR REPLACE FUNCTION sync.auth() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_id uuid;
BEGIN
    IF pg_is_in_recovery() THEN
        PERFORM sync.fail('LH005', 'standby');
    END IF;
    SELECT user_id INTO found_id FROM sync.me;
    IF found_id IS NULL THEN
        PERFORM sync.fail('LH002', 'wrong_network', host(inet_client_addr()))
        FROM sync.login l JOIN sync.network n USING (user_id)
        WHERE l.role = session_user AND l.is_open;
        PERFORM sync.fail('LH001', 'not_a_user', session_user);
    END IF;
    RETURN found_id;
END $$;

-- The person of this session, if the client is theirs and not blocked.
CREATE OR REPLACE FUNCTION sync.auth_client(client uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
    state_now text;
BEGIN
    SELECT c.state INTO state_now FROM sync.client c WHERE c.client_id = client AND c.user_id = me;
    IF state_now IS NULL THEN
        PERFORM sync.fail('LH007', 'wrong_client');
    ELSIF state_now = 'blocked' THEN
        PERFORM sync.fail('LH003', 'client_blocked');
    END IF;
    RETURN me;
END $$;

-- Whoever locks a row and then looks at others must see the present: in an isolation that keeps to one
-- snapshot the lock would come after the look.
CREATE OR REPLACE FUNCTION sync.check_isolation() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM sync.fail('LH006', 'bad_request', 'calls that write are made in READ COMMITTED');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION sync.check_rev(rev int) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    m sync.meta;
BEGIN
    SELECT * INTO m FROM sync.meta;
    IF rev IS NULL OR rev NOT BETWEEN m.min_rev AND m.rev THEN
        PERFORM sync.fail('LH004', 'wrong_protocol', format('tables %s, here %s to %s', rev, m.min_rev, m.rev));
    END IF;
END $$;
