"""What a person's login may do: call the functions of `api`, read its views, nothing else.

PostgreSQL lets everybody do more than that unless it is taken away (docs/sync.md); the golden list
in tests/server holds the result.
"""

from __future__ import annotations

from typing import Final

import psycopg
from psycopg import sql

from desktop.server.connections import CLIENT, LOGINS, OWNER, Connection

FUNCTIONS: Final = (
    "hello(uuid, uuid, jsonb)",
    "push(uuid, uuid, uuid, int, jsonb)",
    "pull(uuid, jsonb)",
    "position()",
    "tick(jsonb)",
    "tables()",
    "digest(jsonb)",
    "known(uuid[])",
    "present(text, uuid, boolean)",
    "lease_numbers(uuid, text, int)",
    "file_ticket(uuid, text, uuid, text)",
    "file_offer(uuid, jsonb)",
    "file_had(uuid, text)",
    "problems()",
    "settle(jsonb)",
    "people()",
    "make_login(uuid, text, uuid, uuid[], text, text)",
    "set_password(uuid, text)",
    "set_open(uuid, boolean)",
    "devices(uuid)",
    "set_device(uuid, text)",
    "server_state()",
    "ask_server(text, jsonb)",
    "cancel_server(uuid)",
    "set_upkeep(jsonb)",
)
_MUST: Final = "A superuser must run: "
_NO_LANGUAGE: Final = "REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC"
_LANGUAGES_LEFT: Final = (
    "SELECT 1 FROM pg_language WHERE lanname IN ('plpgsql', 'sql') "
    "AND has_language_privilege('public', oid, 'USAGE')"
)
_MAY_END_SESSIONS: Final = (
    "SELECT pg_has_role(%s, 'pg_signal_backend', 'USAGE') "
    "AND pg_has_role(%s, 'pg_read_all_stats', 'USAGE')"
)
# What everybody may call by default and nobody needs: they fill discs and take locks of others.
_NEEDLESS: Final = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND (p.proname ~ '^lo_' OR p.proname IN ('lowrite', 'loread') OR p.proname ~ 'advisory'
           OR p.proname IN ('pg_notify', 'pg_export_snapshot', 'pg_sleep', 'pg_sleep_for',
                            'pg_sleep_until'))
      AND has_function_privilege('public', p.oid, 'EXECUTE')
"""


def close_database(connection: Connection) -> list[str]:
    """Take from everybody what PostgreSQL gives by default in the present database.

    Returns:
        What this administrator may not take away, as sentences.
    """
    close_door(connection)
    problems = []
    for statement in (
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        _NO_LANGUAGE,
        f"GRANT USAGE ON LANGUAGE plpgsql, sql TO {OWNER}",
    ):
        problems += _try(connection, statement)
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (LOGINS,)).fetchone():
        _try(connection, f"GRANT USAGE ON LANGUAGE plpgsql TO {LOGINS}")
    if not connection.execute(_MAY_END_SESSIONS, (OWNER, OWNER)).fetchall()[0][0]:
        problems += _try(connection, f"GRANT pg_signal_backend, pg_read_all_stats TO {OWNER}")
    functions = [name for (name,) in connection.execute(_NEEDLESS).fetchall()]
    for function in functions:
        _try(connection, _take_away(function))
    # Who may not take a right away is told so by a warning at most.
    left = {name for (name,) in connection.execute(_NEEDLESS).fetchall()}
    if connection.execute(_LANGUAGES_LEFT).fetchall():
        problems.append(f"{_MUST}{_NO_LANGUAGE}")
    return list(dict.fromkeys(problems)) + [
        f"{_MUST}{_take_away(name)}" for name in functions if name in left
    ]


def close_door(connection: Connection) -> None:
    """Let nobody but people's logins come into the present database; a copy has no door."""
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(CLIENT))
    )


def _take_away(function: str) -> str:
    return f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC"


def grant_interface(connection: Connection) -> None:
    """Open exactly the interface to people's logins, as the owner of the centre."""
    for statement in (
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sync, api, app FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA sync, api, app FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA api TO {CLIENT}",
    ):
        connection.execute(statement.encode())
    for function in FUNCTIONS:
        connection.execute(f"GRANT EXECUTE ON FUNCTION api.{function} TO {CLIENT}".encode())
    found = connection.execute(
        "SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'api'::regnamespace "
        "AND c.relkind = 'v'"
    ).fetchall()
    for (view,) in found:
        connection.execute(f'GRANT SELECT ON api."{view}" TO {CLIENT}'.encode())


def _try(connection: Connection, statement: str) -> list[str]:
    try:
        with connection.transaction():
            connection.execute(statement.encode())
    except psycopg.errors.InsufficientPrivilege:
        return [f"{_MUST}{statement}"]
    return []
