"""Copying from the views what we may see, table by table; a copy that broke off goes on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator, Iterable
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from itertools import islice
from typing import Final, Protocol

from desktop.core.clock import to_micros
from desktop.core.entities import get_entity, is_entity, iter_entities
from desktop.core.kinds.base import Stored
from desktop.store import loading
from desktop.store.engine import Connection
from desktop.store.migrations import HEAD
from desktop.store.mirror import copying, horizons, narrowing
from desktop.store.mirror.applying import CURSOR, sweep
from desktop.store.mirror.bulk_rows import put_cells
from desktop.store.mirror.outbox import Key
from desktop.store.mirror.overlay import recompute
from desktop.store.mirror.row_plans import row_plan
from desktop.store.mirror.tables import get_state, set_state
from desktop.store.transactions import Writing
from desktop.store.work import Store
from desktop.sync.ahead import ReadAhead
from desktop.sync.centre import Centre
from desktop.sync.queries import Part

ROWS: Final = 2_000  # in one transaction, a tenth of a second, so that nobody's save waits
MANY: Final = 4_000  # of one table: from here on its indexes and documents are made afterwards


class Surroundings(Protocol):
    """Where the copy is made: the engine."""

    @property
    def centre(self) -> Centre:
        """With whom it talks."""
        ...

    @property
    def store(self) -> Store:
        """The profile."""
        ...

    def engine_work(self) -> AbstractContextManager[Writing]:
        """Write without capture."""
        ...


class Copier:
    """Copies from the centre into the profile; one thread at a time.

    Rows of a copy are never older than what a pull told before, as their moment is a later one;
    and what changes meanwhile comes again by the pull that follows. So no pull may be applied
    between the reading of a row and its writing.
    """

    def __init__(self, engine: Surroundings) -> None:
        self._engine = engine

    def copy_all(self) -> None:
        """Copy everything, sweep what is not there, and remember the cursor to pull on from.

        The cursor is taken before the first row is read.
        """
        with self._engine.engine_work() as writing:
            copy = copying.under_way(writing.connection)
            is_new = copy is None or copy.cursor is None or _has_cursor(writing)
        if is_new or copy is None:
            cursor = self._engine.centre.position()
            levels = self._engine.centre.levels()  # what came may be edited before all is here
            with self._engine.engine_work() as writing:
                parts = horizons.windows(writing.connection)
            total = self._engine.centre.count_rows(parts)
            with self._engine.engine_work() as writing:
                _set_levels(writing.connection, levels)
                set_state(writing.connection, CURSOR, None)
                copy = copying.begin_all(
                    writing.connection, cursor, total, to_micros(self._engine.store.clock.now())
                )
        for table in self._left(copy):
            self._copy_table(copy, table)
        levels = self._engine.centre.levels()
        with self._engine.engine_work() as writing:
            connection = writing.connection
            _set_levels(connection, levels)
            set_state(connection, CURSOR, json.dumps(copy.cursor))
            copying.note(connection, None)
            writing.uncaptured.update(entity.key for entity in iter_entities())

    def copy_gained(self) -> bool:
        """Copy one table of what waits to be copied; False: nothing does.

        What is here and shall not be any more is removed after that.
        """
        with self._engine.engine_work() as writing:
            copy = copying.begin_gained(writing.connection)
            is_narrower = copy is None and narrowing.narrow(writing.connection)
        if copy is None or copy.cursor is not None:
            return is_narrower and self._let_go()
        left = self._left(copy)
        if left:
            self._copy_table(copy, left[0])
        else:
            with self._engine.engine_work() as writing:
                copying.note(writing.connection, None)
        return True

    def _let_go(self) -> bool:
        """Remove some of what lies before a horizon that was moved forward; False: nothing does."""
        unsaved = narrowing.unsaved_records(self._engine.store)
        with self._engine.engine_work() as writing:
            table = narrowing.let_go(writing.connection, unsaved, ROWS)
            writing.uncaptured.update([table] if table else ())
        return table is not None

    def _left(self, copy: copying.Copying) -> list[str]:
        tables = self._engine.centre.tables() if copy.only is None else copy.only
        return [table for table in tables if table not in copy.done and is_entity(table)]

    def _copy_table(self, copy: copying.Copying, table: str) -> None:
        entity = get_entity(table)
        id_at = row_plan(entity).id_at
        rows = self._engine.centre.rows(table, HEAD, self._part(copy, table))
        came, is_large = 0, False
        try:
            with closing(ReadAhead(_portions(rows))) as portions:
                for some in portions:
                    if not is_large and came >= MANY:
                        is_large = True
                        loading.begin(self._engine.store, entity)
                    came += len(some)
                    self._put(copy, table, some, str(uuid.UUID(bytes=some[-1][id_at])), is_large)  # type: ignore[arg-type]  # an id
        finally:
            if is_large:
                loading.end(self._engine.store, entity)
        if table in copy.swept:
            all_of_it = replace(self._part(copy, table), after=None)
            shown = self._engine.centre.ids(table, HEAD, all_of_it)
            with self._engine.engine_work() as writing:
                sweep(writing.connection, table, shown, copy.acls)
                writing.uncaptured.add(table)
        self._finish(copy, table)

    def _put(
        self, copy: copying.Copying, table: str, rows: list[list[Stored]], last: str, is_large: bool
    ) -> None:
        copy.after = last
        copy.came += len(rows)
        with self._engine.engine_work() as writing:
            again: set[Key] = set()
            put_cells(writing.connection, table, rows, again, searched=not is_large)
            recompute(writing.connection, again)
            copying.note(writing.connection, copy)
            writing.uncaptured.add(table)

    def _finish(self, copy: copying.Copying, table: str) -> None:
        copy.done.append(table)
        copy.after = None
        with self._engine.engine_work() as writing:
            copying.note(writing.connection, copy)
            if copy.since is not None:
                horizons.reached(writing.connection, table, copy.since[table])

    def _part(self, copy: copying.Copying, table: str) -> Part:
        """Return what is copied of a table; of a history what is here already belongs to it."""
        with self._engine.engine_work() as writing:
            connection = writing.connection
            since = (horizons.horizons(connection) if copy.since is None else copy.since).get(table)
            window = None if since is None else horizons.window_of(connection, table, since)
        return Part(copy.acls, window, copy.after)


def _set_levels(connection: Connection, levels: list[tuple[int, int]]) -> None:
    connection.execute("DELETE FROM my_acl")
    connection.executemany("INSERT INTO my_acl VALUES(?, ?)", levels)


def _has_cursor(writing: Writing) -> bool:
    return get_state(writing.connection, CURSOR) is not None


def _portions(rows: Iterable[list[Stored]]) -> Generator[list[list[Stored]], None, None]:
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS)):
        yield some
