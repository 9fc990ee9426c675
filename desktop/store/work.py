"""The unit of work: one session, one actor, one commit, and what it changed told afterwards.

    with store.work(actor, "quote.approve") as work:
        approve_quote(work, quote_id)

At its end the search tables follow the captured changes, everything is committed at once, and
`Changes` goes to those who listen. A failure leaves nothing behind.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from desktop.core.changes import Changes
from desktop.core.clock import Clock
from desktop.core.errors import AppError, CorruptStoreError
from desktop.core.i18n import _
from desktop.core.permissions import Actor
from desktop.models.base import record_class
from desktop.store import bulk, undo
from desktop.store.batches import Pace, Piece, Pieces, Progress, in_batches
from desktop.store.chores import Chores
from desktop.store.engine import DATABASE, Connection, Role
from desktop.store.faults import DAMAGED, told
from desktop.store.follow import joined
from desktop.store.gate import Gate
from desktop.store.orm import (
    Stamp,
    driver_of,
    make_engine,
    open_session,
    restamp,
    told_in_session,
)
from desktop.store.transactions import PATIENCE_SECONDS, begun, start_writing
from desktop.store.turns import Turn
from desktop.store.unit import Work

__all__ = ["Store", "Work"]

Listener = Callable[[Changes], None]
Begin = Callable[[Actor, str], AbstractContextManager[Work]]  # a unit of work of several

_WARM_ENTITY: Final = "account"
_NOBODY: Final = Actor(uuid.UUID(int=0))


class Store:
    """The local database of one profile, written by one process; its threads take turns."""

    def __init__(
        self,
        profile: Path,
        clock: Clock,
        role: Role,
        key: bytes | None = None,
        *,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        """Open an existing profile whose schema is current (`desktop.store.profile` sees to it).

        Raises:
            CorruptStoreError, StorageError: it cannot be read or written.
        """
        self.profile = profile
        self.path = profile / DATABASE
        self.role = role
        self.clock = clock
        self.key = key
        self.chores = Chores()
        self._patience = patience
        self._listeners: list[Listener] = []
        self._gate = Gate(profile)
        self._engine = make_engine(self.path, role, key)
        try:
            with told_in_session():
                self._connection = self._engine.connect()
        except AppError:
            self._gate.close()
            raise
        self._turn = Turn()

    @property
    def driver(self) -> Connection:
        """The driver's connection, for maintenance outside of any unit of work."""
        return driver_of(self._connection)

    def listen(self, listener: Listener) -> None:
        """Tell `listener` the changes of every unit of work, after its commit, in this thread."""
        self._listeners.append(listener)

    def tell(self, changes: Changes) -> None:
        """Tell all listeners of changes; those of a unit of work are told by itself."""
        for listener in self._listeners:
            listener(changes)

    @contextmanager
    def work(
        self, actor: Actor, command: str, *, group: int | None = None, captured: bool = True
    ) -> Iterator[Work]:
        """Begin a unit of work; it is committed at the end of the block, or not at all.

        Args:
            actor: who acts.
            command: why; history and audit name it.
            group: go on with an earlier group of changes, so that both are undone as one.
            captured: False while rows of the server or of a bulk load come in; there is no undo.

        Raises:
            BusyError, StorageError, CorruptStoreError: nothing was saved; see core.errors.
            RecordGoneError: a record that was asked for or changed does not exist any more.
        """
        with self._turn.taken(self._patience), told_in_session():
            try:
                with begun(self.driver, self._gate, self.role, self._patience):
                    writing = start_writing(
                        self.driver, self.clock, actor, command, group=group, captured=captured
                    )
                    with open_session(self._connection, writing.stamp) as session:
                        work = Work(session, writing)
                        yield work
                        changes = work.follow()
                        if writing.has_written:
                            session.commit()
                            work.changes = changes
            finally:
                self._connection.rollback()  # also after a commit that failed
                if self.driver.in_transaction:
                    self.driver.rollback()
        if work.changes:
            self.tell(work.changes)

    @contextmanager
    def works(self) -> Iterator[Begin]:
        """Begin units of work that come one after the other and are committed together, or none.

        What is yielded begins one: each has its own actor, command, moment and group of changes.
        For very many of them, as a commit takes longer than their rows; nobody is told of these.
        """
        with self._turn.taken(self._patience), told_in_session():
            try:
                with (
                    begun(self.driver, self._gate, self.role, self._patience),
                    open_session(self._connection, self._stamp(_NOBODY)) as session,
                ):
                    yield partial(self._next_work, session)
                    session.commit()
            finally:
                if self.driver.in_transaction:
                    self.driver.rollback()

    @contextmanager
    def _next_work(self, session: Session, actor: Actor, command: str) -> Iterator[Work]:
        writing = start_writing(self.driver, self.clock, actor, command)
        restamp(session, writing.stamp)
        work = Work(session, writing)
        yield work
        work.changes = work.follow()

    def _stamp(self, actor: Actor) -> Stamp:
        return Stamp(actor, self.clock.now(), self.clock)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read at the connection that writes: while another thread commits, it forgets its rows."""
        with self._turn.kept(self._patience), told():
            yield self.driver

    @contextmanager
    def exclusive(self) -> Iterator[Connection]:
        """Write what are no records, in one transaction: search tables, indexes."""
        with (
            self._turn.taken(self._patience),
            told_in_session(),
            begun(self.driver, self._gate, self.role, self._patience),
        ):
            try:
                yield self.driver
                self.driver.execute("COMMIT")
            finally:
                if self.driver.in_transaction:
                    self.driver.rollback()

    def prepare_rows(
        self,
        actor: Actor,
        entity: str,
        rows: Sequence[bulk.Values],
        refused: bulk.Refused | None = None,
        *,
        parsed: bool = False,
    ) -> bulk.PreparedRows:
        """Make new rows ready for `Work.bulk_insert`, before any transaction; see store.bulk."""
        return bulk.prepare_rows(entity, rows, self._stamp(actor), refused, parsed=parsed)

    def in_batches(
        self,
        actor: Actor,
        command: str,
        items: Pieces[Piece],
        write: Callable[[Work, Piece], object],
        progress: Progress | None = None,
        *,
        captured: bool = True,
    ) -> Changes:
        """Write `items` piece by piece, each in a short unit of work; all are one group.

        Args:
            actor: who acts.
            command: why.
            items: prepared as far as it can be without the database; can be cut into slices.
            write: writes one piece.
            progress: is told how many of how many are written; it may raise CancelledError.
            captured: see `work`.
        """
        parts: list[Changes] = []
        group: int | None = None

        def write_piece(piece: Piece) -> None:
            nonlocal group
            with self.work(actor, command, group=group, captured=captured) as work:
                write(work, piece)
            group = work.group
            parts.append(work.changes)

        in_batches(items, write_piece, progress)
        return joined(parts, group or 0, command)

    def undo(
        self, group: int, actor: Actor, progress: Callable[[int], None] | None = None
    ) -> undo.Undone:
        """Take back a group of changes; very many in several transactions, one after the other.

        What was taken back already is left as it is, so an undo that failed may be repeated.

        Args:
            group: from `Changes.group` or `Work.group`.
            actor: who takes it back.
            progress: is told how many changes were taken back so far.
        """
        pace = Pace(first_size=undo.FIRST_SIZE)
        steps: list[undo.Step] = []
        parts: list[Changes] = []
        before, own, limit = undo.END, None, pace.size
        while not steps or steps[-1].changes == limit:
            start, limit = time.monotonic(), pace.size
            with self.work(actor, undo.COMMAND, group=own) as work:
                steps.append(work.undo_some(group, before, limit))
            own, before = work.group, steps[-1].next_seq
            parts.append(work.changes)
            pace.took(time.monotonic() - start)
            if progress is not None:
                progress(sum(step.changes for step in steps))
        left = tuple(left for step in steps for left in step.left)
        return undo.Undone(joined(parts, own or 0, undo.COMMAND), left)

    def warm_up(self) -> None:
        """Do what a save does and take it back: the first save is then as quick as the others."""
        with suppress(_WarmError), self.work(_NOBODY, "warm_up") as work:
            record = record_class(_WARM_ENTITY)(name="A")
            work.session.add(record)
            work.session.flush()
            record.org_unit_id = uuid.UUID(int=0)
            work.session.flush()
            work.follow()
            raise _WarmError

    def owner(self) -> Actor:
        """Return who a profile belongs to, who alone may do everything; raise CorruptStoreError."""
        with self.reading() as connection:
            query = "SELECT value FROM meta WHERE key = 'owner'"
            found = connection.execute(query).fetchone()
        if found is None:
            raise CorruptStoreError(_(DAMAGED))
        return Actor(uuid.UUID(found[0]))

    def checkpoint(self) -> None:
        """Move what was written into the main file; the worker does it when nobody waits."""
        with self.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
        self._engine.dispose()
        self._gate.close()


class _WarmError(Exception):
    """Ends the warming up without a trace."""
