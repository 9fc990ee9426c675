"""Copies of the centre: made whole, tried out, kept for a while, and brought back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from psycopg import sql

from desktop.core.clock import Clock
from desktop.server import installing, privileges
from desktop.server.cluster import Programs, iter_programs
from desktop.server.connections import OWNER, Connection, as_owner, connect
from desktop.server.installing import ServerError

SUFFIX: Final = ".lienhe-centre"
SECONDS: Final = 6 * 3600  # a company's whole database may take long
# Whoever may what is set by installing.upgrade, not by what another machine had.
_PLAIN: Final = ("--no-comments", "--no-privileges")
_TRIAL: Final = "lienhe_trial_restore"
_COUNTED: Final = "SELECT name FROM sync.tbl ORDER BY 1"


def back_up(address: dict[str, Any], folder: Path, clock: Clock, *, keep: int) -> Path:
    """Write a copy of the database into `folder` and delete all but the newest `keep`.

    The logins' passwords are not in it: whoever brings it back on another machine gives new ones.

    Raises:
        ServerError: the copy could not be made whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{address['dbname']}-{clock.now():%Y%m%d-%H%M%S}Z{SUFFIX}"
    part = path.with_suffix(".part")
    part.touch(0o600)
    try:
        _run(address, "pg_dump", *_PLAIN, "--format=custom", f"--file={part}")
        _check_whole(address, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    for old in list_copies(folder)[keep:]:
        old.unlink()
    return path


def list_copies(folder: Path) -> list[Path]:
    """Return the copies in `folder`, the newest first."""
    return sorted(folder.glob(f"*{SUFFIX}"), reverse=True)


def try_out(address: dict[str, Any], copy: Path) -> dict[str, int]:
    """Bring a copy back into a database of its own that is dropped again; return rows by table.

    Raises:
        ServerError: it cannot be brought back.
    """
    with _dropped_after(address, _TRIAL) as trial:
        _bring_back(trial, copy)
        with connect(trial) as admin:
            return _count(admin)


def restore(address: dict[str, Any], copy: Path) -> dict[str, int]:
    """Bring a copy back as the database that `address` names; return rows by table.

    A database of that name keeps everything and is renamed to `<name>_before`. All programs compare
    what they have at their next connection and send again what the copy lacks.

    Raises:
        ServerError: the copy is not whole, or an earlier `<name>_before` is in the way.
    """
    name = str(address["dbname"])
    _check_whole(address, copy)
    with connect(address | {"dbname": "postgres"}) as admin:
        if _exists(admin, name):
            _set_aside(admin, name)
    _bring_back(address, copy)
    with connect(address) as admin:
        with as_owner(admin):
            admin.execute("SELECT sync.after_restore(%s)", (f"restored from {copy.name}",))
        installing.upgrade(admin)
        return _count(admin)


def _bring_back(address: dict[str, Any], copy: Path) -> None:
    with connect(address | {"dbname": "postgres"}) as admin:
        installing.make_database(admin, str(address["dbname"]))
    with connect(address) as admin:
        privileges.close_database(admin)
    options = ("--no-owner", f"--role={OWNER}", "--exit-on-error")
    _run(address, "pg_restore", *_PLAIN, *options, f"--dbname={address['dbname']}", str(copy))


def _set_aside(admin: Connection, name: str) -> None:
    aside = f"{name}_before"
    if _exists(admin, aside):
        raise ServerError(
            f"The database {aside} of an earlier restore is in the way; drop it first."
        )
    admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
    )
    command = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    admin.execute(command.format(sql.Identifier(name), sql.Identifier(aside)))


@contextmanager
def _dropped_after(address: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with connect(address | {"dbname": "postgres"}) as admin:
        admin.execute(drop)
        try:
            yield address | {"dbname": name}
        finally:
            admin.execute(drop)


def _exists(admin: Connection, name: str) -> bool:
    found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    return found.fetchone() is not None


def _count(admin: Connection) -> dict[str, int]:
    with as_owner(admin):
        names = [name for (name,) in admin.execute(_COUNTED).fetchall()]
        found = {}
        for name in names:
            query = sql.SQL("SELECT count(*) FROM app.{}").format(sql.Identifier(name))
            row = admin.execute(query).fetchone()
            found[name] = int(row[0]) if row else 0
    return found


def _check_whole(address: dict[str, Any], copy: Path) -> None:
    listed = _run(address, "pg_restore", "--list", str(copy))
    if "TABLE DATA sync meta" not in listed:
        raise ServerError(f"{copy.name} is no copy of a centre.")


def _run(address: dict[str, Any], program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL; its environment holds the password, no argument does."""
    variables = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE"}
    variables |= {"password": "PGPASSWORD", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    told = {variables[k]: str(v) for k, v in address.items() if k in variables}
    path = _programs_for(address).path(program)
    try:
        done = subprocess.run(
            [path, *arguments],
            env={**os.environ, **told},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise ServerError(f"{program} took longer than {SECONDS} seconds.") from error
    if done.returncode:
        raise ServerError(f"{program}: {done.stderr.strip()}")
    return done.stdout


def _programs_for(address: dict[str, Any]) -> Programs:
    """Return programs at least as new as the server: older ones cannot read it."""
    with connect(address | {"dbname": "postgres"}) as admin:
        version = admin.info.server_version // 10_000
    with suppress(ValueError):
        return min((p for p in iter_programs() if p.version >= version), key=lambda p: p.version)
    raise ServerError(f"pg_dump and pg_restore of PostgreSQL {version} or newer are needed here.")
