"""Preparing a PostgreSQL for a company, and bringing it to what this program declares.

Three things are brought up to date, in this order: the schema `sync` by Alembic's history; the
tables of records from the declarations; functions, triggers and views, which are made anew when
their text changed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql

from desktop.server import logins, privileges, tables, triggers, views
from desktop.server.connections import CLIENT, OWNER, Connection, alchemy, as_owner
from desktop.server.file_columns import file_columns, file_triggers
from desktop.server.plans import ColumnPlan, TablePlan, table_plans
from desktop.server.row_functions import row_functions
from desktop.store.migrations import HEAD

FOLDER: Final = Path(__file__).parent
SCHEMAS: Final = ("app", "sync", "api")
OLDEST: Final = 15
OLDEST_IN_USE: Final = 16  # before, whoever may make a login may make himself everything
_LOCK_TIMEOUT: Final = "200ms"
_TRIES: Final = 100
_PAUSE: Final = 0.15  # seconds between tries to get a table for itself


class ServerError(RuntimeError):
    """Something about the server that its administrator must change; the message says what."""


def make_database(connection: Connection, name: str) -> None:
    """Make the two roles, where they are missing, and the database `name`.

    Args:
        connection: of a superuser, or of somebody who may make roles and databases.
        name: of a database that is not there yet.

    Raises:
        ServerError: PostgreSQL is too old.
    """
    if connection.info.server_version // 10_000 < OLDEST:
        raise ServerError(f"PostgreSQL {OLDEST_IN_USE} or newer is needed.")
    for role in (OWNER, CLIENT):
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
            connection.execute(f"CREATE ROLE {role} NOLOGIN NOCREATEDB NOCREATEROLE")
    connection.execute(f"GRANT {OWNER} TO CURRENT_USER")
    logins.make_role(connection)
    connection.execute(
        sql.SQL(
            "CREATE DATABASE {} OWNER {} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
        ).format(sql.Identifier(name), sql.Identifier(OWNER))
    )


def prepare_database(connection: Connection) -> list[str]:
    """Close an empty database to everybody but us and make the schemas in it.

    Returns:
        What could not be done, as sentences for the administrator.
    """
    problems = privileges.close_database(connection)
    for schema in SCHEMAS:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {OWNER}")
    return problems


def upgrade(connection: Connection, *, rev: int = HEAD) -> None:
    """Bring a prepared database to what this program declares, while people work on it.

    Raises:
        ServerError: the database is newer than this program, or a table could not be had.
    """
    with alchemy(connection) as lent:
        command.upgrade(_alembic_config(lent), "head")
    _begin_meta(connection, rev)
    plans = table_plans()
    _make_tables(connection, plans, rev)
    for plan in plans:
        _widen(connection, plan, rev)
    _derive(connection, plans, rev)
    logins.open_door(connection)
    with as_owner(connection):
        connection.execute("UPDATE sync.meta SET rev = %s", (rev,))
        connection.execute("SELECT sync.note_boot()")


def _alembic_config(lent: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = lent
    return config


def _begin_meta(connection: Connection, rev: int) -> None:
    with as_owner(connection):
        connection.execute(
            "INSERT INTO sync.meta (rev, min_rev, system_identifier, timeline) SELECT 0, %s, "
            "s.system_identifier, c.timeline_id FROM pg_control_system() s, pg_control_checkpoint()"
            " c ON CONFLICT DO NOTHING",
            (rev,),
        )
        found = connection.execute("SELECT rev FROM sync.meta").fetchone()
    if found and found[0] > rev:
        raise ServerError("The centre is newer than this program; upgrade the program first.")


def _make_tables(connection: Connection, plans: tuple[TablePlan, ...], rev: int) -> None:
    known = _known(connection)
    new = [plan for plan in plans if plan.name not in known]
    if not new:
        return
    with as_owner(connection):
        for plan in new:
            _run(connection, tables.create_table(plan))
            for statement, values in tables.register_table(plan, rev):
                connection.execute(statement.encode(), values)
        for plan in new:
            _run(connection, tables.link_table(plan))


def _widen(connection: Connection, plan: TablePlan, rev: int) -> None:
    have = _known(connection)[plan.name]
    new = [column for column in plan.columns if column.name not in have]
    if new:
        _patiently(connection, partial(_widen_now, connection, plan, new))
    with as_owner(connection):
        for statement, values in tables.register_table(plan, rev):
            connection.execute(statement.encode(), values)


def _widen_now(connection: Connection, plan: TablePlan, new: list[ColumnPlan]) -> None:
    _run(connection, tables.widen_table(plan, new))


def _patiently(connection: Connection, step: Callable[[], None]) -> None:
    """Do a step that needs a table for itself, giving way to whoever works on it."""
    for _try in range(_TRIES):
        try:
            with as_owner(connection):
                connection.execute(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
                step()
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
            time.sleep(_PAUSE)
        else:
            return
    raise ServerError("People or reports held a table all the time; try again when it is quiet.")


def _derive(connection: Connection, plans: tuple[TablePlan, ...], rev: int) -> None:
    """Make functions, triggers and views anew where their text is another than last time."""
    functions = [*_functions(plans), *views.common_views()]
    with as_owner(connection):
        connection.execute(
            "CREATE TABLE IF NOT EXISTS sync.derived (part text PRIMARY KEY, digest text NOT NULL)"
        )
        rows = connection.execute("SELECT part, digest FROM sync.derived").fetchall()
    held: dict[str, str] = dict(rows)
    if held.get("functions") != _digest(functions):
        _patiently(connection, partial(_renew, connection, "functions", functions))
    for plan in plans:
        made = [views.wire_view(plan), *triggers.table_triggers(plan), views.seen_view(plan, rev)]
        made += file_triggers(plan.name)
        if held.get(plan.name) != _digest(made):
            _patiently(connection, partial(_renew_table, connection, plan, rev, made))
    with as_owner(connection):
        privileges.grant_interface(connection)


def _renew_table(connection: Connection, plan: TablePlan, rev: int, made: list[str]) -> None:
    # The table first, as whoever writes it has it before its views.
    connection.execute(f'LOCK TABLE app."{plan.name}" IN ACCESS EXCLUSIVE MODE'.encode())
    connection.execute(f'DROP VIEW IF EXISTS sync."w_{plan.name}"'.encode())
    connection.execute(f'DROP VIEW IF EXISTS api."v_{plan.name}_{rev}"'.encode())
    _renew(connection, plan.name, made)


def _renew(connection: Connection, part: str, statements: list[str]) -> None:
    _run(connection, statements)
    connection.execute(
        "INSERT INTO sync.derived VALUES (%s, %s) "
        "ON CONFLICT (part) DO UPDATE SET digest = excluded.digest",
        (part, _digest(statements)),
    )


def _digest(statements: list[str]) -> str:
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()


def _functions(plans: tuple[TablePlan, ...]) -> Iterator[str]:
    for path in sorted((FOLDER / "sql").glob("*.sql")):
        yield path.read_text(encoding="utf-8")
    for plan in plans:
        yield from triggers.table_functions(plan, plans)
        yield from row_functions(plan)
    yield file_columns()


def _known(connection: Connection) -> dict[str, set[str]]:
    rows = connection.execute("SELECT t.name, c.col FROM sync.tbl t JOIN sync.col c USING (tbl)")
    found: dict[str, set[str]] = {}
    for name, column in rows:
        found.setdefault(name, set()).add(column)
    return found


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement.encode())
