-- What administrators do from their windows: logins and devices of people. Units, roles, grants and
-- members are records like others and travel as edits.

-- The person of this session, who must be allowed to edit the whole organisation: such a person can
-- give himself every role, so that a login or a password adds nothing to that.
CREATE OR REPLACE FUNCTION sync.auth_administrator() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := sync.auth();
BEGIN
    IF sync.module_level(me, 'organisation') < 2 THEN
        PERFORM sync.fail('LH008', 'not_allowed', 'organisation');
    END IF;
    RETURN me;
END $$;

CREATE OR REPLACE FUNCTION sync.login_of(who uuid) RETURNS name
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found_role name;
BEGIN
    SELECT l.role INTO found_role FROM sync.login l WHERE l.user_id = who ORDER BY l.created_at LIMIT 1;
    IF found_role IS NULL THEN
        PERFORM sync.fail('LH006', 'bad_request', 'no login');
    END IF;
    RETURN found_role;
END $$;

-- End the sessions of a login; how many. Programs of the person come back if they may.
CREATE OR REPLACE FUNCTION sync.end_login(login name) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended int;
BEGIN
    SELECT count(pg_terminate_backend(a.pid)) INTO ended FROM pg_stat_activity a
    WHERE a.usename = login AND a.datname = current_database() AND a.pid <> pg_backend_pid();
    RETURN ended;
EXCEPTION WHEN insufficient_privilege THEN
    RETURN 0;  -- as in sync.end_sessions
END $$;

-- Why the door to logins did not do it, in the codes of docs/sync.md.
CREATE OR REPLACE FUNCTION sync.fail_login(state text, message text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    CASE
        WHEN state = '42710' THEN PERFORM sync.fail('LH009', 'login_taken');
        WHEN state IN ('3F000', '42883', '42501') THEN PERFORM sync.fail('LH010', 'no_door', message);
        ELSE PERFORM sync.fail('LH006', 'bad_request', message);
    END CASE;
END $$;

-- Who has a login, whether it is open, and when a program of theirs was last heard.
CREATE OR REPLACE FUNCTION api.people() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.auth_administrator();
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.user_id, 'login', l.role,
                'is_open', l.is_open, 'last_seen', sync.moment_text(c.last_seen)) ORDER BY l.role), '[]')
            FROM sync.login l
            LEFT JOIN (SELECT user_id, max(last_seen) AS last_seen FROM sync.client GROUP BY 1) c USING (user_id));
END $$;

-- Give a person a login; somebody who is not there yet is made. Asked again, it is the same login.
CREATE OR REPLACE FUNCTION api.make_login(
    person uuid, full_name text, unit uuid, roles uuid[], login text, verifier text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    state text;
    message text;
    named text := btrim(coalesce(full_name, ''));
BEGIN
    PERFORM sync.auth_administrator();
    PERFORM sync.check_isolation();
    IF person IS NULL OR login IS NULL
       OR EXISTS (SELECT FROM app.app_user u WHERE u.id = person AND u.deleted_at IS NOT NULL) THEN
        PERFORM sync.fail('LH006', 'bad_request', 'person');
    END IF;
    IF EXISTS (SELECT FROM sync.login l WHERE l.user_id = person AND l.role = login) THEN
        PERFORM api.set_password(person, verifier);
        RETURN;
    ELSIF EXISTS (SELECT FROM sync.login l WHERE l.user_id = person) THEN
        PERFORM sync.fail('LH009', 'login_taken');
    END IF;
    IF NOT EXISTS (SELECT FROM app.app_user u WHERE u.id = person) THEN
        IF named = '' OR length(named) > 200 OR named ~ '[[:cntrl:]]' THEN
            PERFORM sync.fail('LH006', 'bad_request', 'full_name');
        END IF;
        BEGIN
            INSERT INTO app.app_user (id, full_name, login, is_active, org_unit_id)
            VALUES (person, named, login, true, unit);
            INSERT INTO app.role_member (id, user_id, role_id)
            SELECT gen_random_uuid(), person, r FROM (SELECT DISTINCT unnest(roles) AS r) x WHERE r IS NOT NULL;
            SET CONSTRAINTS ALL IMMEDIATE;
            SET CONSTRAINTS ALL DEFERRED;
        EXCEPTION WHEN integrity_constraint_violation THEN
            PERFORM sync.fail('LH006', 'bad_request', 'unit or role');
        END;
    ELSE
        UPDATE app.app_user u SET login = login, is_active = true WHERE u.id = person;
    END IF;
    BEGIN
        PERFORM logins.make(login, verifier, 16);
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
        PERFORM sync.fail_login(state, message);
    END;
    INSERT INTO sync.login (role, user_id) VALUES (login, person);
    RAISE LOG 'lienhe: % made the login %', session_user, login;
END $$;

-- Give a person another password; programs that go on with the old one are put out at once.
CREATE OR REPLACE FUNCTION api.set_password(person uuid, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    login name;
    state text;
    message text;
BEGIN
    PERFORM sync.auth_administrator();
    PERFORM sync.check_isolation();
    login := sync.login_of(person);
    BEGIN
        PERFORM logins.set_password(login, verifier);
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
        PERFORM sync.fail_login(state, message);
    END;
    IF login <> session_user THEN
        PERFORM sync.end_login(login);
    END IF;
    RAISE LOG 'lienhe: % set the password of %', session_user, login;
END $$;

-- Open or shut the login of somebody else; one that is shut is put out at once. How many sessions.
CREATE OR REPLACE FUNCTION api.set_open(person uuid, is_open boolean) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    me uuid := sync.auth_administrator();
    login name := sync.login_of(person);
    state text;
    message text;
BEGIN
    PERFORM sync.check_isolation();
    IF is_open IS NULL OR person = me THEN
        PERFORM sync.fail('LH006', 'bad_request', 'oneself');
    END IF;
    BEGIN
        PERFORM logins.set_open(login, is_open);
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT;
        PERFORM sync.fail_login(state, message);
    END;
    UPDATE sync.login l SET is_open = is_open WHERE l.role = login;
    RAISE LOG 'lienhe: % % the login %', session_user, CASE WHEN is_open THEN 'opened' ELSE 'shut' END, login;
    RETURN CASE WHEN is_open THEN 0 ELSE sync.end_login(login) END;
END $$;

-- The computers on which a person, or everybody (NULL), joined; the last seen first.
CREATE OR REPLACE FUNCTION api.devices(person uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sync.auth_administrator();
    RETURN (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.client_id, 'person', c.user_id,
                'name', coalesce(c.device, ''), 'program', coalesce(c.program, ''), 'state', c.state,
                'first_seen', sync.moment_text(c.first_seen), 'last_seen', sync.moment_text(c.last_seen))
                ORDER BY c.last_seen DESC), '[]')
            FROM sync.client c WHERE person IS NULL OR c.user_id = person);
END $$;

-- Allow, block or wipe a computer, from its next call on.
CREATE OR REPLACE FUNCTION api.set_device(device uuid, state text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
BEGIN
    PERFORM sync.auth_administrator();
    PERFORM sync.check_isolation();
    IF state IS NULL OR state NOT IN ('ok', 'blocked', 'wipe') THEN
        PERFORM sync.fail('LH006', 'bad_request', 'state');
    END IF;
    UPDATE sync.client c SET state = state WHERE c.client_id = device;
    IF NOT FOUND THEN
        PERFORM sync.fail('LH006', 'bad_request', 'device');
    END IF;
    RAISE LOG 'lienhe: % set the device % to %', session_user, device, state;
END $$;
