"""The database of the files: made beside the centre, brought to this program, closed to people."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from psycopg import sql

from desktop.server import installing, privileges
from desktop.server.connections import CLIENT, OWNER, Connection, as_owner, connect

SUFFIX: Final = "_files"
FOLDER: Final = Path(__file__).parents[1] / "sql" / "files"
SCHEMAS: Final = ("files", "api")
FUNCTIONS: Final = (
    "file_begin(text)",
    "file_put(text, int, bytea, bytea)",
    "file_commit(text)",
    "file_facts(text)",
    "file_get(text, int)",
    "file_put_address(text, int, bytea)",
    "file_get_address(text, int)",
)


def files_address(address: dict[str, Any]) -> dict[str, Any]:
    """Return how the database of the files is reached that belongs to a centre."""
    return address | {"dbname": f"{address['dbname']}{SUFFIX}"}


def connect_files(address: dict[str, Any]) -> Connection:
    """Return a connection to the database of the files of a centre, as the owner of both."""
    connection = connect(files_address(address))
    connection.execute(f"SET ROLE {OWNER}".encode())
    return connection


def has_files(address: dict[str, Any]) -> bool:
    """Tell whether the database of the files was made."""
    name = files_address(address)["dbname"]
    with connect(address | {"dbname": "postgres"}) as admin:
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        return found.fetchone() is not None


def prepare_files(address: dict[str, Any]) -> list[str]:
    """Make the database of the files where it is missing, and bring it to this program.

    Args:
        address: of the centre, whose own database is up to date.

    Returns:
        What could not be done, as sentences for the administrator.
    """
    if not has_files(address):
        with connect(address | {"dbname": "postgres"}) as admin:
            installing.make_database(admin, str(files_address(address)["dbname"]))
    with connect(address) as centre, as_owner(centre):
        row = centre.execute("SELECT secret FROM sync.file_key").fetchone()
    with connect(files_address(address)) as admin:
        problems = privileges.close_database(admin)
        for schema in SCHEMAS:
            admin.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {OWNER}".encode())
        _upgrade(admin, row[0] if row else b"")
    return problems


def _upgrade(admin: Connection, secret: bytes) -> None:
    with as_owner(admin):
        for path in sorted(FOLDER.glob("*.sql")):
            admin.execute(path.read_bytes())
        admin.execute(
            "INSERT INTO files.store (secret) VALUES (%s) "
            "ON CONFLICT (one) DO UPDATE SET secret = excluded.secret",
            (secret,),
        )
        for statement in (
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
            "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA files, api FROM PUBLIC",
            "REVOKE ALL ON ALL TABLES IN SCHEMA files, api FROM PUBLIC",
            f"GRANT USAGE ON SCHEMA api TO {CLIENT}",
            *(f"GRANT EXECUTE ON FUNCTION api.{one} TO {CLIENT}" for one in FUNCTIONS),
        ):
            admin.execute(statement.encode())


def drop_files(admin: Connection, centre: str) -> None:
    """Delete the files of a centre that is given up."""
    name = sql.Identifier(f"{centre}{SUFFIX}")
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
