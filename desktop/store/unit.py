"""What a service gets to work with: the session, who acts, and writing of many rows at once."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy.orm import Session

from desktop.core.changes import Changes
from desktop.core.clock import Clock, local_day
from desktop.core.entities import get_entity
from desktop.core.errors import NotAllowedError
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.permissions import Actor
from desktop.store import (
    bulk,
    carrying,
    forgetting,
    ledgers,
    numbering,
    recycle_bin,
    row_judgement,
    search_index,
    undo,
)
from desktop.store.completing import add_values, complete
from desktop.store.engine import Connection
from desktop.store.follow import follow
from desktop.store.involving import involve
from desktop.store.merging import Move, relink
from desktop.store.secrecy import keep_secrets
from desktop.store.sync_state import is_joined
from desktop.store.transactions import Writing


class Work:
    """One unit of work, as those see it who do something in it."""

    def __init__(self, session: Session, writing: Writing) -> None:
        self.session = session
        self.changes = Changes()  # what was changed, once the work is committed
        self._writing = writing
        self._judged: frozenset[uuid.UUID] | None = None  # rows of a command; None: all

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self._writing.actor

    @property
    def clock(self) -> Clock:
        """The clock of the store."""
        return self._writing.stamp.clock

    @property
    def now(self) -> dt.datetime:
        """The moment of the work; all its rows carry it."""
        return self._writing.now

    @property
    def group(self) -> int:
        """The number of the group of changes, by which they are undone."""
        return self._writing.group

    @property
    def command(self) -> str:
        """Why it is done."""
        return self._writing.command

    @property
    def writing(self) -> Writing:
        """The transaction itself, for what writes rows of the centre."""
        return self._writing

    def require(self, permission: str) -> None:
        """Raise NotAllowedError unless the actor holds the right `permission`."""
        if not self.actor.may(permission):
            sentence = _("You lack the right to do this ({permission}).")
            raise NotAllowedError(sentence.format(permission=permission))

    def bulk_insert(
        self, entity: str, rows: Sequence[bulk.Values] | bulk.PreparedRows
    ) -> list[uuid.UUID]:
        """Insert many records, given by field name or as `Store.prepare_rows` made them."""
        prepared = rows
        if not isinstance(prepared, bulk.PreparedRows):
            prepared = bulk.prepare_rows(entity, prepared, self._writing.stamp)
        with self._by_hand() as writing:
            return bulk.insert_rows(writing, prepared)

    def bulk_update(self, entity: str, ids: Iterable[uuid.UUID], values: bulk.Values) -> int:
        """Give many records the same values; return how many differed before."""
        with self._by_hand() as writing:
            return bulk.update_rows(writing, entity, ids, values)

    def bulk_change(self, entity: str, changes: Sequence[tuple[uuid.UUID, bulk.Values]]) -> int:
        """Give each of many records values of its own; return how many differed before."""
        with self._by_hand() as writing:
            return bulk.update_each(writing, entity, changes)

    def complete(self, entity: str, changes: Sequence[tuple[uuid.UUID, bulk.Values]]) -> None:
        """Add values to records that this work made or changed, as a part of that change."""
        with self._by_hand() as writing:
            add_values(writing, entity, changes)

    def delete(self, entity: str, ids: Iterable[uuid.UUID]) -> int:
        """Put records into the bin, with what hangs on them; return how many were living."""
        with self._by_hand() as writing:
            return recycle_bin.delete(writing, entity, ids)

    def restore(self, entity: str, ids: Iterable[uuid.UUID]) -> int:
        """Take records out of the bin, with what went in with them; return how many."""
        with self._by_hand() as writing:
            return recycle_bin.restore(writing, entity, ids)

    def purge(self, entity: str, ids: Iterable[uuid.UUID]) -> int:
        """Delete records in the bin for good, with what hangs on them; return how many."""
        with self._by_hand() as writing:
            return recycle_bin.purge(writing, entity, ids)

    @property
    def connection(self) -> Connection:
        """The driver's connection, for what stands beside the records."""
        return self._writing.connection

    def take_codes(self, entity: str, field: Field, count: int) -> list[str]:
        """Return the next codes of a field that is numbered; see store.numbering.

        A joined profile may have fewer than are wanted: records then wait for their codes.
        """
        connection = self._writing.connection
        if is_joined(connection) and not field.gapless:
            return numbering.take_lent_codes(connection, entity, field, count, self.now)
        return numbering.take_codes(connection, entity, field, count, local_day(self.now))

    @property
    def is_joined(self) -> bool:
        """Tell whether the profile belongs to a company."""
        return is_joined(self._writing.connection)

    def relink(self, entity: str, old: Iterable[uuid.UUID], new: uuid.UUID) -> int:
        """Let all that names the records `old` name `new`; return how many rows did."""
        with self._by_hand() as writing:
            return relink(writing, Move(get_entity(entity), frozenset(old), new))

    def purge_expired(self, entity: str, before: dt.datetime, limit: int) -> int:
        """Delete at most `limit` records for good that went into the bin before a moment."""
        with self._by_hand() as writing:
            ids = recycle_bin.expired(writing, entity, before, limit)
            return recycle_bin.purge(writing, entity, ids)

    def refresh_search(self, entity: str, ids: Iterable[uuid.UUID]) -> None:
        """Make search documents anew of what was written while capture was off."""
        self.session.flush()
        found = [record_id.bytes for record_id in ids]
        search_index.refresh(self._writing.connection, get_entity(entity), found)

    def forget_values(self, entity: str, ids: Iterable[uuid.UUID], fields: Sequence[str]) -> None:
        """Remove the values of fields from the history of records; nobody can undo it."""
        with self._by_hand() as writing:
            forgetting.forget_values(writing, entity, ids, fields)

    def undo_some(self, group: int, before: int, limit: int) -> undo.Step:
        """Take back a part of a group of changes; `Store.undo` takes back all of it."""
        with self._by_hand() as writing:
            if carrying.carry_undo(writing.connection, writing.group, writing.first_change, group):
                self._judged = frozenset()
            return undo.undo_some(writing, group, before, limit)

    def carry(
        self, command: str, args: Mapping[str, Json], about: Iterable[uuid.UUID] = ()
    ) -> None:
        """Let this work travel to the centre as a command, where there is one; at most once.

        What is changed here is what people see until the centre did it. Of the rows only those
        that it is `about` are judged by the levels that the centre told: what a command does to
        others takes no right on each.
        """
        writing = self._writing
        if carrying.carry(writing.connection, writing.group, writing.first_change, command, args):
            self._judged = frozenset(about)

    def follow(self) -> Changes:
        """Bring the search tables up to date and return what was changed so far.

        Raises:
            NotAllowedError: a record was changed that the actor may not change.
        """
        self.session.flush()
        complete(self)
        ledgers.check_entries(self._writing.connection, self._writing.first_change)
        keep_secrets(self._writing)
        involve(self._writing)
        if self.actor.member is not None:
            row_judgement.check(
                self._writing.connection, self.actor.member, self._writing.first_change
            )
        elif self.actor.joined:
            row_judgement.check_joined(
                self._writing.connection, self._writing.first_change, self._judged
            )
        return follow(self._writing)

    @contextmanager
    def _by_hand(self) -> Iterator[Writing]:
        """Write past the session: it is written out before and forgets what it read after."""
        self.session.flush()
        yield self._writing
        self.session.expire_all()
