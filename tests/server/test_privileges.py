"""A person's login may do what is listed here, and nothing else."""

from __future__ import annotations

import psycopg
import pytest

from desktop.server.connections import connect
from desktop.server.plans import table_plans
from desktop.server.privileges import FUNCTIONS
from desktop.store.migrations import HEAD
from tests.server.company import PASSWORD, group, new_account

pytestmark = pytest.mark.both_versions

REFUSED = {
    "reading a table": "SELECT * FROM app.account",
    "writing a table": "UPDATE app.account SET name = 'x'",
    "reading who has a login": "SELECT * FROM sync.login",
    "reading the log": "SELECT * FROM sync.log",
    "reading rows as they travel": "SELECT * FROM sync.w_account",
    "reading everybody's rights": "SELECT * FROM sync.user_pr",
    "writing a view": f"UPDATE api.v_account_{HEAD} SET name = 'x'",
    "emptying a view": f"DELETE FROM api.v_account_{HEAD}",
    "becoming the owner": "SET ROLE lienhe_owner",
    "becoming another session": "SET SESSION AUTHORIZATION postgres",
    "starting a new generation": "SELECT sync.new_generation('x')",
    "asking for the level of others": "SELECT sync.level(gen_random_uuid(), 1)",
    "calling a step of a push": "SELECT sync.push_group(NULL, NULL, 1, '{}', '{}', '{}')",
    "changing rights": "SELECT sync.refresh_rights()",
    "forgetting the log": "SELECT sync.reap(0, 0)",
    "ending sessions": "SELECT sync.end_sessions()",
    "reading what the service was asked": "SELECT * FROM sync.task",
    "saying that the service lives": "UPDATE sync.agent SET beat = now()",
    "emptying the bin": "SELECT sync.purge_some('account', 0, 1, 0)",
    "reading how the server stands": "SELECT sync.server_state()",
    "making a table": "CREATE TABLE public.mine (id int)",
    "making a temporary table": "CREATE TEMP TABLE mine (id int)",
    "making a schema": "CREATE SCHEMA mine",
    "making a function in api": (
        "CREATE FUNCTION api.mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$"
    ),
    "making a role": "CREATE ROLE mine",
    "making a login past the administration": "SELECT logins.make('mine', 'x', 1)",
    "becoming who makes logins": "SET ROLE lienhe_logins",
    "running code": "DO $$ BEGIN NULL; END $$",
    "making a large object": "SELECT lo_create(0)",
    "filling a large object": "SELECT lo_from_bytea(0, 'x')",
    "reading a file": "SELECT pg_read_file('PG_VERSION')",
    "listing files": "SELECT pg_ls_dir('.')",
    "copying from a program": "COPY api.my_acl TO PROGRAM 'cat'",
    "copying to a file": "COPY (SELECT 1) TO '/dev/null'",
    "turning triggers off": "SET session_replication_role = replica",
    "taking locks of others": "SELECT pg_advisory_lock(1)",
    "trying locks of others": "SELECT pg_try_advisory_xact_lock(1)",
    "locking a table": "LOCK TABLE app.account",
    "holding a worker asleep": "SELECT pg_sleep(1)",
    "ending others": (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'"
    ),
    "reading passwords": "SELECT rolpassword FROM pg_authid",
    "renaming himself": "ALTER ROLE lienhe_client RENAME TO boss",
    "getting more rights": "ALTER ROLE CURRENT_USER CREATEROLE",
    "reloading the server": "SELECT pg_reload_conf()",
    "replicating": "SELECT pg_create_physical_replication_slot('x')",
    "loading an extension": "CREATE EXTENSION pg_trgm SCHEMA api",
    "loading a library": "LOAD '$libdir/pgoutput'",
}


@pytest.fixture
def client(company):
    made = company.client()
    made.one(group(new_account()))
    return made


def outcome(connection, statement):
    """Return why a statement was refused, None if it was not."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement.encode())
    except psycopg.Error as error:
        return type(error).__name__
    return None


def test_everything_else_is_refused(client):
    found = {what: outcome(client.connection, REFUSED[what]) for what in REFUSED}
    assert {what for what, why in found.items() if why != "InsufficientPrivilege"} == set()


def test_what_makes_databases_and_settings_of_the_server_is_refused(client):
    for statement in ("CREATE DATABASE mine", "ALTER SYSTEM SET fsync = off"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            client.connection.execute(statement.encode())


def test_the_functions_that_may_be_called_are_these(company, client):
    rows = company.rows(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON "
        "n.oid = p.pronamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') "
        "AND has_function_privilege('lienhe_client', p.oid, 'EXECUTE')"
    )
    expected = {
        f"api.{one}".replace("position", '"position"')
        .replace("int)", "integer)")
        .replace("int,", "integer,")
        .replace(", ", ",")
        for one in FUNCTIONS
    }
    assert {name for (name,) in rows} == expected


def test_the_views_that_may_be_read_are_these(company, client):
    rows = company.rows(
        "SELECT c.oid::regclass::text, has_table_privilege('lienhe_client', c.oid, "
        "'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') "
        "AND c.relkind IN ('r', 'v', 'm', 'S', 'p') "
        "AND has_table_privilege('lienhe_client', c.oid, 'SELECT')"
    )
    expected = {f"api.v_{plan.name}_{HEAD}" for plan in table_plans()} | {"api.my_acl"}
    assert dict(rows) == dict.fromkeys(expected, False)


def test_the_schemas_and_the_database_are_open_as_far_as_this(company, client):
    schemas = company.rows(
        "SELECT nspname::text, has_schema_privilege('lienhe_client', oid, 'CREATE') "
        "FROM pg_namespace WHERE has_schema_privilege('lienhe_client', oid, 'USAGE') "
        "AND nspname NOT LIKE 'pg_t%%'"
    )
    assert dict(schemas) == {"api": False, "pg_catalog": False, "information_schema": False}
    database = company.rows(
        "SELECT has_database_privilege('lienhe_client', current_database(), 'CONNECT'), "
        "has_database_privilege('lienhe_client', current_database(), 'CREATE, TEMP')"
    )
    assert database == [(True, False)]


def test_every_function_of_ours_that_acts_as_owner_looks_names_up_nowhere_else(company):
    rows = company.rows(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON "
        "n.oid = p.pronamespace WHERE n.nspname IN ('api', 'sync', 'logins') "
        "AND p.prosecdef AND NOT coalesce(p.proconfig @> "
        "ARRAY['search_path=pg_catalog, pg_temp'], false)"
    )
    assert rows == []


def test_a_role_that_is_taken_on_changes_nobody(client):
    client.connection.execute("SET ROLE lienhe_client")
    assert client.hello()["user"]["id"] == client.me


def test_somebody_without_a_user_is_refused(company):
    login = company.login()
    company.sql("DELETE FROM sync.login WHERE role = %s", login)
    with pytest.raises(psycopg.Error, match="not_a_user") as caught:
        company.client(login)
    assert caught.value.sqlstate == "LH001"


def test_a_person_who_left_sees_and_calls_nothing(company, client):
    company.sql("UPDATE app.app_user SET is_active = false WHERE id = %s", client.me)
    assert client.connection.execute("SELECT * FROM api.my_acl").fetchall() == []
    with pytest.raises(psycopg.Error, match="not_a_user"):
        client.pull()


def test_a_network_that_is_not_open_to_a_person_is_refused(company, client):
    company.sql("INSERT INTO sync.network VALUES (%s, '10.9.0.0/16')", client.me)
    with pytest.raises(psycopg.Error, match="wrong_network"):
        client.pull()
    assert client.seen("account") == []
    company.sql("INSERT INTO sync.network VALUES (%s, '127.0.0.1/32')", client.me)
    assert client.pull()["resync"] == "first"


def test_a_blocked_device_is_refused(company, client):
    company.sql("UPDATE sync.client SET state = 'blocked'")
    for call in (client.hello, client.pull, lambda: client.one(group(new_account()))):
        with pytest.raises(psycopg.Error, match="client_blocked"):
            call()


def test_a_lost_device_is_told_to_wipe_itself(company, client):
    company.sql("UPDATE sync.client SET state = 'wipe'")
    assert client.hello()["state"] == "wipe"


def test_a_client_of_somebody_else_cannot_be_used(company, client):
    other = company.client()
    other.client_id = client.client_id
    for call in (other.hello, other.pull, lambda: other.one(group(new_account()))):
        with pytest.raises(psycopg.Error, match="wrong_client"):
            call()


def test_people_need_tls_where_the_server_has_it(company):
    if company.cluster.authority is None:
        pytest.skip("this PostgreSQL was built without TLS")
    login = company.login()
    plain = {"user": login, "password": PASSWORD, "sslmode": "disable"}
    with pytest.raises(psycopg.OperationalError, match="pg_hba"):
        connect(company.cluster.address(company.name, **plain))
    made = company.client(login).connection
    rows = made.execute("SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    assert rows.fetchone() == (True, "TLSv1.3")


def test_a_password_is_kept_and_sent_as_its_verifier(company):
    login = company.login()
    found = company.admin.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", (login,))
    assert str(found.fetchone()[0]).startswith("SCRAM-SHA-256$4096:")
    with pytest.raises(psycopg.OperationalError, match="password"):
        connect(company.cluster.address(company.name, user=login, password="falsch"))
