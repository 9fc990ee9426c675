"""Going back to a copy: made ready beside the company's database, then put in its place at once.

A copy that is not whole is found out before anybody is disturbed. What was there stays under
another name. All programs compare what they have at their next connection, and send again what the
copy lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import psycopg
from psycopg import sql

from desktop.core.clock import Clock
from desktop.server import installing
from desktop.server.attempts import attempts
from desktop.server.backups import CHECKING, bring_back, count_rows, require_same
from desktop.server.connections import Connection, as_owner, connect
from desktop.server.copies import Copy
from desktop.server.installing import ServerError
from desktop.server.keeping import Kept, read_kept, write_kept
from desktop.server.programs import Report, silent

BRINGING: Final = "bringing"
SWAPPING: Final = "swapping"
TIME: Final = "%Y%m%d%H%M%S"  # in the name of what is put aside
_TRIES: Final = 12
_PAUSE: Final = 0.5  # seconds; PostgreSQL itself waits five for sessions that end
_END_SESSIONS: Final = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = %s AND pid <> pg_backend_pid()"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to."""

    rows: dict[str, int]
    aside: str = ""  # the database that keeps what was there


def restore(
    address: dict[str, Any], copy: Copy, clock: Clock, *, report: Report = silent
) -> Restored:
    """Put a copy in the place of the database that `address` names.

    Logins that are shut and devices that are blocked or to be wiped stay so; people who came later
    than the copy keep their logins.

    Raises:
        ServerError: the copy is not whole or holds less than it did, or people could not be put
            out; nothing was changed.
        CancelledError: `report` said so; likewise.
    """
    name = str(address["dbname"])
    coming = address | {"dbname": coming_name(name)}
    require_same(copy, partial(report, CHECKING))
    with connect(address | {"dbname": "postgres"}) as admin:
        is_there = _exists(admin, name)
        drop_database(admin, str(coming["dbname"]))
        try:
            bring_back(coming, copy.path, partial(report, BRINGING))
            kept = read_kept(address) if is_there else Kept()
            rows = _make_ready(coming, copy, kept)
            aside = f"{name}_before_{clock.now():{TIME}}" if is_there else ""
            report(SWAPPING, 0, 0)
            _swap(admin, name, str(coming["dbname"]), aside)
        finally:
            drop_database(admin, str(coming["dbname"]))
    return Restored(rows, aside)


def coming_name(name: str) -> str:
    """Return the database in which a copy is made ready to take the place of `name`."""
    return f"{name}_coming"


def list_aside(admin: Connection, name: str) -> list[str]:
    """Return the databases that keep what was there before restores, the oldest first."""
    rows = admin.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1",
        (f"{name}_before_",),
    )
    return [found for (found,) in rows]


def drop_aside(address: dict[str, Any], before: str) -> list[str]:
    """Drop what was put aside before a moment, as "YYYYmmddHHMMSS"; return what was dropped."""
    name = str(address["dbname"])
    with connect(address | {"dbname": "postgres"}) as admin:
        old = [one for one in list_aside(admin, name) if one.rpartition("_")[2] < before]
        for one in old:
            drop_database(admin, one)
    return old


def _make_ready(coming: dict[str, Any], copy: Copy, kept: Kept) -> dict[str, int]:
    with connect(coming) as admin:
        rows = count_rows(admin)
        less = [table for table, number in copy.rows.items() if rows.get(table, 0) != number]
        if less:
            raise ServerError(f"{copy.path.name} does not hold what it held: {', '.join(less)}.")
        with as_owner(admin):
            admin.execute("SELECT sync.after_restore(%s)", (f"restored from {copy.path.name}",))
        installing.upgrade(admin)
        write_kept(admin, kept)
    return rows


def _swap(admin: Connection, name: str, coming: str, aside: str) -> None:
    """Rename both databases in one transaction, after everybody was put out of both."""
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    steps = [(name, aside)] if aside else []
    for _attempt in attempts(_TRIES, _PAUSE):
        try:
            with admin.transaction():
                for old, new in (*steps, (coming, name)):
                    admin.execute(_END_SESSIONS, (old,))
                    admin.execute(rename.format(sql.Identifier(old), sql.Identifier(new)))
        except psycopg.errors.ObjectInUse:
            continue
        else:
            return
    raise ServerError("People came back again and again; the copy could not take its place.")


def _exists(admin: Connection, name: str) -> bool:
    found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    return found.fetchone() is not None


def drop_database(admin: Connection, name: str) -> None:
    """Drop a database if it is there, and end the sessions in it."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    admin.execute(drop.format(sql.Identifier(name)))
