"""SQLAlchemy on our driver, and what every flush does before it writes.

A session completes the records that pass through it: values are brought into the form in which
they are saved, what follows from them is made, owner, version and times are kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import StaticPool

from desktop.core.clock import Clock
from desktop.core.errors import RecordGoneError
from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.permissions import Actor
from desktop.models.base import Record
from desktop.store.capture import EXTRA
from desktop.store.engine import Connection, DriverError, Role, connect_writer, driver
from desktop.store.faults import as_app_error
from desktop.store.shapes import Shape, shape_of

_STAMP: Final = "stamp"  # the key under which a session's `info` keeps its Stamp


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who writes and when: what the program notes on every record."""

    actor: Actor
    now: dt.datetime
    clock: Clock


class WorkSession(Session):
    """The session of one unit of work."""


def make_engine(
    path: Path, role: Role, key: bytes | None = None, *, create: bool = False
) -> sa.Engine:
    """Return an engine with one connection, whose transactions the caller begins by hand."""
    return sa.create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect_writer(path, role, key, create=create),
        poolclass=StaticPool,
        hide_parameters=True,  # what customers are called belongs into no log
    )


def driver_of(connection: sa.Connection) -> Connection:
    """Return the driver's connection under SQLAlchemy's."""
    return cast("Connection", connection.connection.driver_connection)


def open_session(connection: sa.Connection, stamp: Stamp) -> WorkSession:
    """Return a session inside the transaction under way on `connection`."""
    session = WorkSession(bind=connection, expire_on_commit=False)
    session.info[_STAMP] = stamp
    session.connection()  # so that commit and rollback are carried out even without a query
    return session


@contextmanager
def told_in_session() -> Iterator[None]:
    """Turn what the driver and the session raise into errors with a sentence."""
    try:
        yield
    except (NoResultFound, StaleDataError) as error:
        raise RecordGoneError(_("The record was deleted for good.")) from error
    except (DBAPIError, DriverError) as error:
        known = as_app_error(error)
        if known is None:
            raise
        raise known from error


def restamp(session: Session, stamp: Stamp) -> None:
    """Let the session go on in another unit of work of the same transaction."""
    session.info[_STAMP] = stamp


@event.listens_for(WorkSession, "before_flush")
def _complete(session: Session, _context: UOWTransaction, _instances: object) -> None:
    stamp: Stamp = session.info[_STAMP]
    for record in session.new:
        if isinstance(record, Record):
            _complete_new(record, stamp)
    for record in session.dirty:
        if isinstance(record, Record) and session.is_modified(record):
            _complete_changed(record, stamp)


@event.listens_for(WorkSession, "do_orm_execute")
def _refuse_bulk_statements(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise TypeError("such a statement makes no sort keys: use work.bulk_insert or bulk_update")


def _complete_new(record: Record, stamp: Stamp) -> None:
    shape = shape_of(record.__entity__)
    given = {**sa.inspect(record).dict}
    given |= shape.unfolded(given.get(EXTRA))
    values = shape.defaults | {name: given[name] for name in shape.plans if name in given}
    shape.clean(values)
    shape.compute(values)
    _take_over(record, shape, values, values)
    for name, value in new_facts(stamp).items():
        if given.get(name) is None:
            setattr(record, name, value)


def new_facts(stamp: Stamp) -> dict[str, Any]:
    """Return what the program notes on a new record."""
    user, now = stamp.actor.user_id, stamp.now
    return {
        "id": new_id(stamp.clock),
        "owner_id": user,
        "ver": 1,
        "created_at": now,
        "created_by": user,
        "updated_at": now,
        "updated_by": user,
    }


def _complete_changed(record: Record, stamp: Stamp) -> None:
    shape = shape_of(record.__entity__)
    state = sa.inspect(record)
    changed = {
        name
        for name in shape.plans
        if name not in shape.own and state.attrs[name].history.has_changes()
    }
    if shape.own and state.attrs[EXTRA].history.has_changes():
        changed |= _changed_own(shape, record, state.attrs[EXTRA].history.deleted)
    needed = changed | shape.needed_to_compute(changed)
    values = {name: getattr(record, name) for name in needed}
    shape.clean(values, changed)
    made = shape.compute(values, changed)
    _take_over(record, shape, values, changed | made)
    if any(attribute.history.has_changes() for attribute in state.attrs):
        record.ver = (record.ver or 0) + 1
        record.updated_at, record.updated_by = stamp.now, stamp.actor.user_id


def _take_over(record: Record, shape: Shape, values: dict[str, Any], names: Iterable[str]) -> None:
    """Set the fields `names` and what is derived from them, as far as they differ."""
    held = sa.inspect(record).dict
    for name in names:
        value = values.get(name)
        if name in shape.own:
            if getattr(record, name) != value:
                setattr(record, name, value)
            continue
        if name not in held or held[name] != value:
            setattr(record, name, value)
        for column, stored in shape.companions(name, value).items():
            derived = shape.loaded(column, stored)
            if column not in held or held[column] != derived:
                setattr(record, column, derived)


def _changed_own(shape: Shape, record: Record, before: Sequence[Any]) -> set[str]:
    """Return the own fields whose members of `extra` differ from those before."""
    old = (before[0] if before else None) or {}
    new = record.extra or {}
    return {name for name in shape.own if old.get(name) != new.get(name)}
