"""The mailbox as who speaks to servers writes it: each call is one commit, and is told.

Any thread may call; they take turns.
"""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop.core.changes import Changes
from desktop.core.errors import RecordGoneError
from desktop.core.i18n import _
from desktop.core.mail.values import MAILBOX, AccountState
from desktop.mail.backend import Cursor, Outline, ServerFolder
from desktop.mail.boxes.folders import (
    NO_FOLDER,
    account_number,
    account_of,
    folder_role,
    forget_folders,
    mirror_folders,
)
from desktop.mail.boxes.later_parts import LaterParts
from desktop.mail.boxes.opening import Box
from desktop.mail.boxes.prepared import Prepared
from desktop.mail.boxes.server_side import (
    adopt,
    drop_unmatched,
    renumber,
    rescue,
    take_all_flags,
    unlink,
)
from desktop.mail.boxes.snoozing import wake
from desktop.mail.boxes.storing import (
    Landing,
    Numbers,
    insert_message,
    remove_messages,
)
from desktop.store.engine import Connection, Role

Tell = Callable[[Changes], None]


def nobody(_changes: Changes) -> None:
    """Tell nobody."""


class Mailbox(LaterParts):
    """Writes what servers have into the mailbox of a profile."""

    def __init__(
        self, profile: Path, key: bytes | None = None, tell: Tell = nobody, role: Role = Role.WORKER
    ) -> None:
        """Open the mailbox; `tell` hears of every account whose mail changed."""
        self._box = Box(profile, role, key)
        self._tell = tell

    def close(self) -> None:
        """Close it."""
        self._box.close()

    # --- accounts
    def add_account(self, account: uuid.UUID, *, is_sample: bool = False) -> None:
        """Note an account; one that is known stays as it is."""
        with self._writing(account) as connection:
            number = account_number(connection, account)
            if is_sample:
                note = "UPDATE account SET state = ? WHERE number = ?"
                connection.execute(note, (AccountState.SAMPLE, number))

    def set_state(
        self,
        account: uuid.UUID,
        state: AccountState,
        problem: str = "",
        progress: tuple[int, int] = (0, 0),
    ) -> None:
        """Say how an account stands; `progress` is (done, of) of a round under way."""
        row = (state, problem, *progress, account.bytes, state, problem, *progress)
        with self._writing(account) as connection:
            account_number(connection, account)
            connection.execute(
                "UPDATE account SET state = ?, problem = ?, done = ?, whole = ? WHERE id = ?"
                " AND (state, problem, done, whole) <> (?, ?, ?, ?) AND state <> 'sample'",
                row,
            )

    def accounts(self) -> tuple[uuid.UUID, ...]:
        """Return the accounts that have mail here."""
        query = "SELECT id FROM account ORDER BY number"
        return tuple(uuid.UUID(bytes=one) for (one,) in self._all(query))

    def is_sample(self, account: uuid.UUID) -> bool:
        """Tell whether an account has no server and is to look at alone."""
        query = "SELECT 1 FROM account WHERE id = ? AND state = ?"
        return bool(self._all(query, (account.bytes, AccountState.SAMPLE)))

    def remove_account(self, account: uuid.UUID) -> None:
        """Forget an account with all its mail."""
        with self._writing(account) as connection:
            number = account_number(connection, account)
            query = "SELECT id FROM message WHERE account = ?"
            ids = [one for (one,) in connection.execute(query, (number,)).fetchall()]
            remove_messages(connection, ids)
            for table in ("operation", "folder"):
                connection.execute(f"DELETE FROM {table} WHERE account = ?", (number,))
            connection.execute("DELETE FROM account WHERE number = ?", (number,))

    # --- folders
    def mirror_folders(self, account: uuid.UUID, listed: Sequence[ServerFolder]) -> dict[str, int]:
        """Take over the server's list of folders; return the folders by their paths there."""
        with self._writing(account) as connection:
            number = account_number(connection, account)
            gone = mirror_folders(connection, number, listed)
            for folder in gone:
                query = "SELECT uid FROM message WHERE server_folder = ? AND uid IS NOT NULL"
                uids = [uid for (uid,) in connection.execute(query, (folder,)).fetchall()]
                unlink(connection, folder, uids)
                rescue(connection, number, folder)
            forget_folders(connection, gone)
        return self.folders(account)

    def folders(self, account: uuid.UUID) -> dict[str, int]:
        """Return the folders of an account that its server has, by their paths there."""
        query = (
            "SELECT f.server_path, f.id FROM folder f JOIN account a ON a.number = f.account"
            " WHERE a.id = ? AND f.server_path IS NOT NULL ORDER BY f.server_path"
        )
        return dict(self._all(query, (account.bytes,)))

    def cursor(self, folder: int) -> Cursor:
        """Return how far a folder is mirrored; raise RecordGoneError."""
        query = "SELECT uidvalidity, uidnext, modseq, lowest FROM folder WHERE id = ?"
        found = self._all(query, (folder,))
        if not found:
            raise RecordGoneError(_(NO_FOLDER))
        return Cursor(*found[0])

    def uids(self, folder: int) -> array[int]:
        """Return the UIDs that are known of a folder, in order."""
        query = "SELECT uid FROM message WHERE server_folder = ? AND uid IS NOT NULL ORDER BY uid"
        return array("q", [uid for (uid,) in self._all(query, (folder,))])

    def folder_state(self, folder: int) -> str:
        """Return what `set_cursor` was last told of a folder's state."""
        query = "SELECT state FROM folder WHERE id = ?"
        found = self._all(query, (folder,))
        return str(found[0][0]) if found else ""

    def set_cursor(self, folder: int, cursor: Cursor, state: str | None = None) -> None:
        """Note how far a folder is mirrored, and a word on its state that the caller made."""
        with self._box.writing() as connection:
            _note_cursor(connection, folder, cursor)
            if state is not None:
                note = "UPDATE folder SET state = ? WHERE id = ?"
                connection.execute(note, (state, folder))

    # --- messages
    def unknown(self, folder: int, outlines: Sequence[Outline]) -> list[Outline]:
        """Recognise what is here already, by UID or as moved; return what is to be fetched."""
        number, account = self._account_of(folder)
        with self._writing(account) as connection:
            numbers = Numbers(connection)
            unknown = adopt(connection, numbers, number, folder, outlines)
            numbers.keep()
        return unknown

    def store(
        self,
        folder: int,
        batch: Sequence[tuple[Outline, Prepared]],
        cursor: Cursor | None = None,
    ) -> list[int]:
        """Store fetched messages and the cursor behind them in one commit; return their ids."""
        number, account = self._account_of(folder)
        stored = []
        with self._writing(account) as connection:
            numbers = Numbers(connection)
            is_sent = folder_role(connection, folder) in ("sent", "outbox")
            for outline, prepared in sorted(batch, key=lambda one: one[1].at):
                if adopt(connection, numbers, number, folder, [outline]):
                    landing = Landing(
                        number, folder, uid=outline.uid, modseq=outline.modseq, is_sent=is_sent
                    )
                    parts = self._box.parts
                    stored.append(insert_message(connection, numbers, parts, landing, prepared))
            if cursor is not None:
                _note_cursor(connection, folder, cursor)
            numbers.keep()
        return stored

    def set_flags(
        self,
        folder: int,
        flags: Mapping[int, Iterable[str]],
        cursor: Cursor | None = None,
    ) -> int:
        """Take over flags by UID, and the cursor behind them; return how many messages changed."""
        _number, account = self._account_of(folder)
        told = {uid: (names, 0) for uid, names in flags.items()}
        with self._writing(account) as connection:
            changed = take_all_flags(connection, folder, told)
            if cursor is not None:
                _note_cursor(connection, folder, cursor)
        return changed

    def unlink(self, folder: int, uids: Iterable[int], cursor: Cursor | None = None) -> int:
        """Let messages be gone from a folder of the server; return how many were known."""
        _number, account = self._account_of(folder)
        with self._writing(account) as connection:
            count = unlink(connection, folder, uids)
            if cursor is not None:
                _note_cursor(connection, folder, cursor)
        return count

    def renumber(self, folder: int, uidvalidity: int) -> None:
        """Begin again with a folder whose UIDVALIDITY changed; its messages stay.

        After that `unknown` matches them with what the server has, then `drop_unmatched`.
        """
        with self._box.writing() as connection:
            renumber(connection, folder, uidvalidity)

    def drop_unmatched(self, folder: int) -> int:
        """End what `renumber` began: what was not matched is gone; return how many."""
        _number, account = self._account_of(folder)
        with self._writing(account) as connection:
            return drop_unmatched(connection, folder)

    def sweep(self, account: uuid.UUID, before: float) -> int:
        """Delete for good what was gone before a moment and came up nowhere; return how many."""
        with self._writing(account) as connection:
            number = account_number(connection, account)
            query = "SELECT id FROM message WHERE gone_at < ? AND account = ?"
            found = connection.execute(query, (int(before), number)).fetchall()
            remove_messages(connection, [one for (one,) in found])
        return len(found)

    def wake(self, now: float | None = None) -> int:
        """Bring back what was put off until now, unread; return for how many accounts."""
        woken = wake(self._box, now)
        if woken:
            self._told_of(woken)
        return len(woken)

    # --- inside
    @contextmanager
    def _writing(self, account: uuid.UUID) -> Iterator[Connection]:
        with self._box.writing() as connection:
            before = connection.total_changes
            yield connection
            changed = connection.total_changes != before
        if changed:
            self._told_of((account,))

    def _account_of(self, folder: int) -> tuple[int, uuid.UUID]:
        with self._box.reading() as connection:
            return account_of(connection, folder)

    def _told_of(self, accounts: Iterable[uuid.UUID]) -> None:
        self._tell(Changes({MAILBOX: frozenset(accounts)}))


def _note_cursor(connection: Connection, folder: int, cursor: Cursor) -> None:
    note = "UPDATE folder SET uidvalidity = ?, uidnext = ?, modseq = ?, lowest = ? WHERE id = ?"
    row = (cursor.uidvalidity, cursor.uidnext, cursor.modseq, cursor.lowest, folder)
    connection.execute(note, row)
