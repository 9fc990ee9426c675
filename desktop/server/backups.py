"""Copies of the centre: made whole while people work, and brought back for trial."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from psycopg import sql

from desktop.core.clock import Clock
from desktop.server import copies, installing, privileges
from desktop.server.connections import OWNER, Connection, as_owner, connect
from desktop.server.copies import PART, Copy, copy_path, digest_of, note, read_copy
from desktop.server.files.copying import back_up_beside
from desktop.server.installing import ServerError
from desktop.server.programs import Report, run_program, silent

COPYING: Final = "copying"
CHECKING: Final = "checking"
TRYING: Final = "trying"
SECOND: Final = "second"
FILES: Final = "files"
# Whoever may what is set by installing.upgrade, not by what another machine had.
_PLAIN: Final = ("--no-comments", "--no-privileges", "--verbose")
_LOCK_WAIT: Final = "--lock-wait-timeout=600000"  # somebody may hold a table that is to be copied
# What the service does and sees belongs to no copy: after a restore it goes on.
LEFT_OUT: Final = ("agent", "backup", "task", "due")
_WITHOUT: Final = (
    *(f"--exclude-table-data=sync.{table}" for table in LEFT_OUT),
    "--exclude-schema=logins",  # a door of another role; installing.upgrade makes it
)
_DATA: Final = "TABLE DATA "
_TABLES: Final = (
    "SELECT count(*) FROM pg_class WHERE relkind = 'r' "
    "AND relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('app', 'sync'))"
)


def back_up(
    address: dict[str, Any], folder: Path, clock: Clock, *, by: str = "", report: Report = silent
) -> Copy:
    """Write a copy of the database into `folder`, as it is at one moment; people go on writing.

    The logins' passwords are not in it: whoever brings it back on another machine gives new ones.

    Raises:
        ServerError: the copy could not be made whole; none is left then.
        CancelledError: `report` said so; likewise.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = copy_path(folder, str(address["dbname"]), clock.now())
        part = path.with_name(path.name + PART)
        part.touch(0o600)
        try:
            _dump(address, part, report)
            list_contents(address, part)
            digest = digest_of(part, partial(report, CHECKING))
            _force_to_disk(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return note(replace(read_copy(path), by=by, digest=digest))
    except OSError as error:
        raise ServerError(f"The folder {folder} cannot be written: {error.strerror}.") from error


def try_out(address: dict[str, Any], copy: Copy, clock: Clock, *, report: Report = silent) -> Copy:
    """Bring a copy back into a database of its own that is dropped again, and count its rows.

    Returns:
        The copy, noted as sound.

    Raises:
        ServerError: it cannot be brought back; it is noted as not sound.
        CancelledError: `report` said so; nothing is noted.
    """
    try:
        require_same(copy, partial(report, CHECKING))
        with dropped_after(address, trial_name(address)) as trial:
            bring_back(trial, copy.path, partial(report, TRYING))
            with connect(trial) as admin:
                rows = count_rows(admin)
    except ServerError as error:
        note(replace(copy, is_sound=False, tried_at=clock.now(), problem=str(error)))
        raise
    return note(replace(copy, is_sound=True, tried_at=clock.now(), rows=rows, problem=""))


def back_up_fully(
    address: dict[str, Any],
    folder: Path,
    clock: Clock,
    *,
    keep: int,
    second: Path | None = None,
    by: str = "",
    report: Report = silent,
) -> Copy:
    """Make a copy, try it out, take it to the second folder, and thin out the older ones.

    The files of the company are copied afterwards, so that all that the copy names are there.

    Raises:
        ServerError: no copy, or none that can be brought back; or the files could not be copied.
        CancelledError: `report` said so; a copy that is whole already stays.
    """
    made = back_up(address, folder, clock, by=by, report=report)
    try:
        tried = try_out(address, made, clock, report=report)
    except Exception:  # each attempt leaves one, and a disc is full one day
        copies.thin_out(folder, made.database, keep)
        raise
    if second is not None:
        try:
            copies.copy_there(tried, second, keep, partial(report, SECOND))
            tried = note(replace(tried, is_copied=True, problem=""))
        except ServerError as error:
            tried = note(replace(tried, is_copied=False, problem=str(error)))
    copies.thin_out(folder, tried.database, keep)
    report(FILES, 0, 0)
    back_up_beside(address, folder, second)
    return tried


def require_same(copy: Copy, check: copies.Check) -> None:
    """Raise ServerError if a file is not any more what was written once."""
    try:
        is_same = not copy.digest or digest_of(copy.path, check) == copy.digest
    except OSError as error:
        raise ServerError(f"{copy.path.name} cannot be read: {error.strerror}.") from error
    if not is_same:
        raise ServerError(f"{copy.path.name} is damaged: it is not what was written.")


def list_contents(address: dict[str, Any], copy: Path) -> list[str]:
    """Return the names of the tables whose rows a copy holds.

    Raises:
        ServerError: it is no copy of a centre, or cut off.
    """
    listed = run_program(address, "pg_restore", "--list", str(copy))
    tables = [line.partition(_DATA)[2] for line in listed.splitlines() if _DATA in line]
    if not any(table.startswith("sync meta") for table in tables):
        raise ServerError(f"{copy.name} is no copy of a centre.")
    return tables


def bring_back(address: dict[str, Any], copy: Path, check: copies.Check) -> None:
    """Make the database that `address` names from a copy."""
    total = len(list_contents(address, copy))
    with connect(address | {"dbname": "postgres"}) as admin:
        installing.make_database(admin, str(address["dbname"]))
    with connect(address) as admin:
        privileges.close_database(admin)
    # One commit for all is twice as quick as one for each table, index and function.
    options = ("--no-owner", f"--role={OWNER}", "--single-transaction")
    on_line = _Counter("processing data for table", total, check).take
    words = (*_PLAIN, *options, f"--dbname={address['dbname']}", str(copy))
    run_program(address, "pg_restore", *words, on_line=on_line)


def count_rows(admin: Connection) -> dict[str, int]:
    """Return the number of records by table."""
    found = {}
    with as_owner(admin):
        names = admin.execute("SELECT name FROM sync.tbl ORDER BY 1").fetchall()
        for (name,) in names:
            query = sql.SQL("SELECT count(*) FROM app.{}").format(sql.Identifier(name))
            row = admin.execute(query).fetchone()
            found[name] = int(row[0]) if row else 0
    return found


def trial_name(address: dict[str, Any]) -> str:
    """Return the database in which copies are tried out."""
    return f"{address['dbname']}_trial_restore"


@contextmanager
def dropped_after(address: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """Lend the address of a database that is not there before and after."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with connect(address | {"dbname": "postgres"}) as admin:
        admin.execute(drop)
        try:
            yield address | {"dbname": name}
        finally:
            admin.execute(drop)


class _Counter:
    """Counts the lines that begin another table."""

    def __init__(self, mark: str, total: int, check: copies.Check) -> None:
        self._mark, self._total, self._check = mark, total, check
        self._done = 0

    def take(self, line: str) -> None:
        if self._mark in line:
            self._done += 1
        self._check(min(self._done, self._total), self._total)


def _dump(address: dict[str, Any], part: Path, report: Report) -> None:
    with connect(address) as admin:
        row = admin.execute(_TABLES).fetchone()
    total = int(row[0]) if row else 0
    counter = _Counter("dumping contents of table", total, partial(report, COPYING))
    words = (*_PLAIN, *_WITHOUT, _LOCK_WAIT, "--format=custom", f"--file={part}")
    run_program(address, "pg_dump", *words, on_line=counter.take)


def _force_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
