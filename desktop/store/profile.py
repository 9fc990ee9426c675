"""Opening profiles for writing: made new where there is none, migrated where it is old."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from desktop.core.clock import Clock
from desktop.core.entities import iter_entities
from desktop.core.errors import StorageError
from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.permissions import Actor
from desktop.models import load_all
from desktop.models.base import Base, record_class
from desktop.store import derived, own_fields
from desktop.store.engine import DATABASE, Connection, Role
from desktop.store.faults import told
from desktop.store.gate import Gate
from desktop.store.loading import make_indexes
from desktop.store.orm import driver_of, make_engine, open_session
from desktop.store.profile_state import State, state_of
from desktop.store.search_index import mark_filled
from desktop.store.transactions import begin_immediate, start_writing
from desktop.store.unit import Work
from desktop.store.work import Store

_PATIENCE_SECONDS: Final = 60.0
_SIDES: Final = ("", "-wal", "-shm")


def open_profile(
    profile: Path, clock: Clock, role: Role, key: bytes | None = None, *, owner_name: str = ""
) -> Store:
    """Open the profile in a folder, with a database whose schema fits this program.

    A missing folder or database is made, with the user `owner_name` as its owner.

    Raises:
        CorruptStoreError: the database is damaged.
        StorageError: it cannot be read or written, or a later version of the program wrote it.
    """
    load_all()
    with told():
        profile.mkdir(parents=True, exist_ok=True)
    state = state_of(profile, key)
    if state is State.NEWER:
        raise StorageError(_("A later version of the program wrote this profile. Please update."))
    if state is State.NEW:
        create_profile(profile, clock, key, owner_name=owner_name)
    elif state is State.OLD:
        from desktop.store.migrations.run import migrate  # Alembic is needed only here

        migrate(profile, clock, key)
    store = Store(profile, clock, role, key)
    with store.reading() as connection:
        own_fields.adopt(connection)
    renew_derived(store)
    return store


def create_profile(
    profile: Path, clock: Clock, key: bytes | None = None, *, owner_name: str = ""
) -> None:
    """Make the database of a new profile; killed half-way, there is none."""
    load_all()
    part = profile / f"{DATABASE}.new"
    with told(), closing(Gate(profile)) as gate, gate.held(time.monotonic() + _PATIENCE_SECONDS):
        if (profile / DATABASE).exists():  # another process was quicker
            return
        for side in _SIDES:
            part.with_name(part.name + side).unlink(missing_ok=True)
        _make_database(part, clock, key, owner_name or _("Owner"))
        part.replace(profile / DATABASE)


def renew_derived(store: Store) -> None:
    """Make the derived objects fit the declarations; quick where they do already.

    The window makes only the capture triggers, without which nothing may be written: an index over
    a million rows takes seconds, so the worker makes those, one after the other.
    """
    with store.reading() as connection:
        is_current = derived.is_current(connection)
    if is_current:
        return
    makes_all = store.role is Role.WORKER
    with told(), store.exclusive() as connection:
        derived.renew(connection, indexes=False, drops=makes_all)
    if makes_all:
        with store.reading() as connection:
            missing = derived.missing_indexes(connection, store.chores.loading)
        make_indexes(store, missing)


def _make_database(path: Path, clock: Clock, key: bytes | None, owner_name: str) -> None:
    from desktop.store.migrations.run import stamp  # Alembic is needed only here

    engine = make_engine(path, Role.WORKER, key, create=True)
    try:
        with engine.connect() as connection:
            begin_immediate(driver_of(connection), time.monotonic())
            with connection.begin():
                Base.metadata.create_all(connection)
                _fill(driver_of(connection))
                _add_owner(connection, clock, owner_name)
                stamp(connection)
    finally:
        engine.dispose()


def _fill(driver: Connection) -> None:
    driver.execute("INSERT INTO work_context VALUES(1, 0, 0, NULL, '', 0, 1)")
    derived.renew(driver)
    for entity in iter_entities():
        mark_filled(driver, entity)


def _add_owner(connection: sa.Connection, clock: Clock, name: str) -> None:
    owner = Actor(new_id(clock))
    driver = driver_of(connection)
    writing = start_writing(driver, clock, owner, "profile.create")
    with open_session(connection, writing.stamp) as session:
        session.add(record_class("app_user")(id=owner.user_id, full_name=name))
        Work(session, writing).follow()
        session.commit()
    driver.execute("INSERT INTO meta VALUES('owner', ?)", (str(owner.user_id),))
