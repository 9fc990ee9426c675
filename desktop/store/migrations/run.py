"""Running migrations: a verified copy first, then everything in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from desktop.core.clock import Clock
from desktop.models import load_all
from desktop.store import backup, derived
from desktop.store.engine import DATABASE, Role
from desktop.store.faults import told
from desktop.store.gate import Gate
from desktop.store.migrations import HEAD
from desktop.store.orm import driver_of, make_engine
from desktop.store.transactions import begin_immediate

MIGRATIONS: Final = Path(__file__).parent
PATIENCE_SECONDS: Final = 60.0


def migrate(
    profile: Path,
    clock: Clock,
    key: bytes | None = None,
    *,
    versions: Path = MIGRATIONS / "versions",
    head: int = HEAD,
) -> Path:
    """Bring the profile's database to the revision `head`; return the copy made before.

    Killed at any moment, the database is the old one or the new one.

    Args:
        profile: the profile's folder.
        clock: names the copy.
        key: of an encrypted profile.
        versions: the folder of the revisions.
        head: the number of the last of them.
    """
    load_all()
    database = profile / DATABASE
    with closing(Gate(profile)) as gate, gate.held(time.monotonic() + PATIENCE_SECONDS):
        copy = backup.back_up_before(database, profile / backup.FOLDER, f"{head:04}", clock, key)
        with told(), _exclusive(database, key) as connection:
            driver = driver_of(connection)
            derived.drop_triggers(driver)
            command.upgrade(alembic_config(connection, versions), "head")
            derived.renew(driver)
            driver.execute(f"PRAGMA user_version = {head}")
    return copy


def stamp(connection: sa.Connection) -> None:
    """Mark a database that was made whole as one of the revision HEAD."""
    command.stamp(alembic_config(connection, MIGRATIONS / "versions"), "head")
    driver_of(connection).execute(f"PRAGMA user_version = {HEAD}")


def alembic_config(connection: sa.Connection, versions: Path) -> Config:
    """Return what Alembic needs to work on `connection`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _exclusive(database: Path, key: bytes | None) -> Iterator[sa.Connection]:
    """Begin a transaction in which tables may be changed; commit it at the end."""
    engine = make_engine(database, Role.WORKER, key)
    try:
        with engine.connect() as connection:
            driver = driver_of(connection)
            # Cannot be changed inside a transaction; a table made anew would lose its children.
            driver.execute("PRAGMA foreign_keys = OFF")
            begin_immediate(driver, time.monotonic() + PATIENCE_SECONDS)
            with connection.begin():
                yield connection
                broken = driver.execute("PRAGMA foreign_key_check").fetchone()
                if broken is not None:
                    raise RuntimeError(f"the migration broke a reference: {broken}")
    finally:
        engine.dispose()
