"""The door through which the centre makes logins when an administrator asks for it in the window.

Making roles is the one thing that the centre's owner cannot do. A role of its own can, it owns
nothing but a few small functions, and only the owner may call them. Where a server's administrator
may not make such a role, people are added by the command line alone.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from desktop.server.connections import CLIENT, LOGINS, OWNER, Connection

DOOR: Final = Path(__file__).parent / "sql" / "logins" / "door.sql"
WITH_ADMIN: Final = 16  # the version since which a role is changed by who was given it alone
MISSING: Final = (
    "People cannot be added from the window: a superuser must run `upgrade` for this database."
)
_CALLED: Final = (
    "make(text, text, int)",
    "set_password(text, text)",
    "set_open(text, boolean)",
)


def make_role(connection: Connection) -> None:
    """Make the role that may make logins, where it is missing and we may."""
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (LOGINS,))
    with suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
        if found.fetchone() is None:
            connection.execute(f"CREATE ROLE {LOGINS} NOLOGIN NOCREATEDB CREATEROLE")
        connection.execute(f"GRANT {LOGINS} TO CURRENT_USER")


def open_door(connection: Connection) -> list[str]:
    """Make or renew the door; return what could not be done, as sentences."""
    make_role(connection)  # a centre that was made before has none
    try:
        with connection.transaction():
            _let_administer(connection, CLIENT)
            _take_in_people(connection)
            _make_functions(connection)
    except psycopg.errors.InsufficientPrivilege:
        return [] if has_door(connection) else [MISSING]
    return []


def has_door(connection: Connection) -> bool:
    """Tell whether the owner of this centre may have logins made."""
    found = connection.execute(
        "SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = 'logins' AND p.proname = 'make' "
        "AND has_function_privilege(%s, p.oid, 'EXECUTE')",
        (OWNER,),
    )
    return found.fetchone() is not None


def _take_in_people(connection: Connection) -> None:
    """Let logins that were made by the command line be changed through the door, too."""
    rows = connection.execute(
        "SELECT role::text FROM sync.login l JOIN pg_roles r ON r.rolname = l.role"
    )
    for (login,) in rows.fetchall():
        _let_administer(connection, login)


def _let_administer(connection: Connection, role: str) -> None:
    if connection.info.server_version // 10_000 >= WITH_ADMIN:
        how = sql.SQL("ADMIN TRUE, INHERIT FALSE, SET FALSE")
    else:  # whoever may make roles may change them
        if role != CLIENT:
            return
        how = sql.SQL("ADMIN OPTION")
    told = sql.SQL("GRANT {} TO {} WITH {}")
    connection.execute(told.format(sql.Identifier(role), sql.Identifier(LOGINS), how))


def _make_functions(connection: Connection) -> None:
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS logins AUTHORIZATION {LOGINS}")
    connection.execute(f"SET LOCAL ROLE {LOGINS}")
    connection.execute(DOOR.read_bytes())
    connection.execute(f"GRANT USAGE ON SCHEMA logins TO {OWNER}")
    connection.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA logins FROM PUBLIC")
    for function in _CALLED:
        connection.execute(f"GRANT EXECUTE ON FUNCTION logins.{function} TO {OWNER}".encode())
    connection.execute("RESET ROLE")
