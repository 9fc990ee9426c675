"""Transactions: begun at once for writing, behind the gate, with the facts that capture notes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from desktop.core.clock import Clock, to_micros
from desktop.core.errors import BusyError
from desktop.core.i18n import _
from desktop.core.permissions import Actor
from desktop.store.engine import Connection, DriverError, Role
from desktop.store.faults import BUSY, is_busy
from desktop.store.gate import STEP_SECONDS, Gate
from desktop.store.orm import Stamp

PATIENCE_SECONDS: Final = 10.0

_NEW_GROUP: Final = (
    "UPDATE work_context SET last_grp = last_grp + 1, grp = last_grp + 1, "
    "actor = ?, command = ?, at = ?, capture = ? RETURNING grp"
)
_OLD_GROUP: Final = (
    "UPDATE work_context SET actor = ?, command = ?, at = ?, capture = ?, grp = ? RETURNING grp"
)


@dataclass
class Writing:
    """A transaction under way: what those need who write rows by hand."""

    connection: Connection
    stamp: Stamp
    command: str
    group: int
    captured: bool
    first_change: int  # the sequence number before the first change of this transaction
    quiet_changes: int  # of the connection, before anything was written
    indexed: set[bytes] = field(default_factory=set)  # new records that have their documents
    uncaptured: set[str] = field(default_factory=set)  # tables written while capture is off

    @property
    def actor(self) -> Actor:
        """Who writes."""
        return self.stamp.actor

    @property
    def now(self) -> dt.datetime:
        """The moment of the unit of work; all its rows carry it."""
        return self.stamp.now

    @property
    def at(self) -> int:
        """The moment in microseconds."""
        return to_micros(self.stamp.now)

    @property
    def has_written(self) -> bool:
        """Tell whether any row was written."""
        return self.connection.total_changes != self.quiet_changes


@contextmanager
def begun(
    connection: Connection, gate: Gate, role: Role, patience: float = PATIENCE_SECONDS
) -> Iterator[None]:
    """Begin a writing transaction; the window holds the gate until it has ended.

    Raises:
        BusyError: somebody else wrote for `patience` seconds.
    """
    deadline = time.monotonic() + patience
    if role is Role.WINDOW:
        with gate.held(deadline):
            begin_immediate(connection, deadline)
            yield
    else:
        gate.pass_through(deadline)
        begin_immediate(connection, deadline)
        yield


def begin_immediate(connection: Connection, deadline: float) -> None:
    """Begin a writing transaction; raise BusyError if it cannot be by `deadline`."""
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except DriverError as error:
            if not is_busy(error):
                raise
            if time.monotonic() > deadline:
                raise BusyError(_(BUSY)) from error
            time.sleep(STEP_SECONDS)
        else:
            return


def start_writing(
    connection: Connection,
    clock: Clock,
    actor: Actor,
    command: str,
    *,
    group: int | None = None,
    captured: bool = True,
) -> Writing:
    """Tell the capture triggers who writes and why, inside the transaction under way.

    `group` goes on with an earlier one, so that work of several transactions is undone as one.
    """
    now = clock.now()
    facts = (actor.user_id.bytes, command, to_micros(now), captured)
    if group is None:
        (group,) = connection.execute(_NEW_GROUP, facts).fetchone()
    else:
        connection.execute(_OLD_GROUP, (*facts, group)).fetchone()
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()
    return Writing(
        connection,
        Stamp(actor, now, clock),
        command,
        group,
        captured,
        first_change=last,
        quiet_changes=connection.total_changes,
    )
