"""What really stands in a profile, read beside the program by a connection of its own."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.core.paths import Profile
from desktop.store.engine import Role, connect_reader, connect_writer


def asked(profile: Path, query: str, *, drafts: bool = False) -> list[tuple[Any, ...]]:
    """Return the rows of a query to the database of a profile, or to its journal of drafts."""
    path = Profile(profile).drafts if drafts else Profile(profile).main
    with closing(connect_reader(path)) as connection:
        return connection.execute(query).fetchall()


def customers(profile: Path) -> set[str]:
    """Return the names of the customers that are not in the bin."""
    return {name for (name,) in asked(profile, "SELECT name FROM account WHERE deleted_at IS NULL")}


def is_sound(profile: Path) -> bool:
    """Tell whether the whole database is in order."""
    return asked(profile, "PRAGMA integrity_check") == [("ok",)]


def settle(profile):
    """Bring the log into the database file, and make it empty."""
    with closing(connect_writer(Profile(profile).main, Role.WORKER)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
