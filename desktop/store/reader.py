"""One reading connection: statements, one consistent view for a question, and stopping it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.core.errors import CancelledError
from desktop.core.i18n import _
from desktop.store.engine import Connection, connect_reader
from desktop.store.faults import STOPPED, told
from desktop.store.folded import register_fold, register_plain_text, register_sort_key
from desktop.store.profile_state import check_file
from desktop.store.sql import Sql

Found = tuple[Any, ...]


class Reader:
    """Asks the database; belongs to the thread that made it, but for `interrupt`."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        with told():
            if key is None:
                check_file(path)
            self._connection = connect_reader(path, key)
            register_fold(self._connection)
            register_sort_key(self._connection)
            register_plain_text(self._connection)
        self._stopped = False

    @contextmanager
    def question(self) -> Iterator[Reader]:
        """Read one state of the database, whatever is written meanwhile.

        Raises:
            CancelledError: `interrupt` was called.
            BusyError, CorruptStoreError, StorageError: the database cannot be read.
        """
        self._stopped = False
        with told():
            self._connection.execute("BEGIN")
            try:
                yield self
            finally:
                # Nothing but TEMP tables was written, and those are kept when all went well.
                self._finish()

    def rows(self, sql: Sql | str) -> list[Found]:
        """Return all rows of a statement."""
        found: list[Found] = self._execute(sql).fetchall()
        return found

    def walk(self, sql: Sql | str) -> Generator[Found]:
        """Yield the rows of a statement one by one; whoever stops early closes it.

        While a statement is under way no TEMP table can be dropped.
        """
        cursor = self._execute(sql)
        try:
            yield from cursor
        finally:
            cursor.close()

    def row(self, sql: Sql | str) -> Found | None:
        """Return the first row of a statement."""
        cursor = self._execute(sql)
        found: Found | None = cursor.fetchone()
        cursor.close()
        return found

    def number(self, sql: Sql | str) -> int:
        """Return the number in the first row; 0 for none."""
        found = self.row(sql)
        return int(found[0] or 0) if found else 0

    def write(self, sql: Sql | str) -> None:
        """Run a statement on TEMP tables."""
        self._execute(sql)

    def write_many(self, text: str, rows: list[Found]) -> None:
        """Run a statement on TEMP tables once for each row of parameters."""
        self._connection.executemany(text, rows)

    @property
    def connection(self) -> Connection:
        """The connection, for what is read the same way inside of a unit of work."""
        return self._connection

    def interrupt(self) -> None:
        """Stop the question under way; any thread may call it."""
        self._stopped = True
        self._connection.interrupt()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _execute(self, sql: Sql | str) -> Any:  # noqa: ANN401 - the driver's cursor
        if self._stopped:  # the interrupt came between two statements
            raise CancelledError(_(STOPPED))
        if isinstance(sql, str):
            return self._connection.execute(sql)
        return self._connection.execute(sql.text, sql.params)

    def _finish(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")


class WithinWork(Reader):
    """Asks inside of a unit of work, at the connection that writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stopped = False
