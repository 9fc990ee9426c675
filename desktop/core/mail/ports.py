"""The doors between the screens and the mailbox: reading it, and acting on it.

Reads are asked in the lane `jobs.mail`, acts in `jobs.mail_acts`; neither waits for a network. What
is to be fetched from a server is asked of the worker: see core.messages.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from desktop.core.mail.places import MailOrder, MailQuery
from desktop.core.mail.values import (
    AccountInfo,
    Address,
    Done,
    FailedOperation,
    FolderInfo,
    MailCounts,
    MailRow,
    MailView,
)


class MailReads(Protocol):
    """Questions to the mailbox; each may raise CancelledError, BusyError, CorruptStoreError."""

    def accounts(self) -> tuple[AccountInfo, ...]:
        """Return the accounts in the order that the person gave them."""
        ...

    def folders(self, account: uuid.UUID | None = None) -> tuple[FolderInfo, ...]:
        """Return the folders of one or all accounts: the ones with a role first, then by name."""
        ...

    def order(self, query: MailQuery, limit: int = 0) -> MailOrder:
        """Return the order of a list, or of its first `limit` rows alone (0: of all)."""
        ...

    def rows(self, ids: Sequence[int], query: MailQuery | None = None) -> tuple[MailRow, ...]:
        """Return messages in the order of `ids`, as far as they exist.

        With the query of their list a row says the folder in which that list shows it, and counts
        its conversation.
        """
        ...

    def message(self, message: int) -> MailView:
        """Return a message to read; raise RecordGoneError."""
        ...

    def part(self, message: int, part: str) -> bytes:
        """Return the bytes of a part; raise RecordGoneError if they are not on this computer."""
        ...

    def source(self, message: int) -> bytes:
        """Return the message as it came; raise RecordGoneError if it is not on this computer."""
        ...

    def conversation(self, thread: int) -> tuple[MailRow, ...]:
        """Return the messages of a conversation, oldest first."""
        ...

    def counts(self) -> MailCounts:
        """Return what the folder tree and the module bar show."""
        ...

    def known_people(self, prefix: str, limit: int = 20) -> tuple[Address, ...]:
        """Return whom one wrote to or heard from, the most usual first."""
        ...

    def operations(self) -> tuple[FailedOperation, ...]:
        """Return what the servers refused, newest first."""
        ...

    def interrupt(self) -> None:
        """Stop the question under way; any thread may call it."""
        ...

    def close(self) -> None:
        """Ask nothing more."""
        ...


class MailActs(Protocol):
    """What a person does with messages: seen here at once, done on the server later.

    Each writes what is seen and the operations for the server in one commit. Messages that are
    gone are left out. Each may raise NotAllowedError, RecordGoneError, BusyError, StorageError.
    """

    def mark(
        self,
        ids: Sequence[int],
        *,
        read: bool | None = None,
        flagged: bool | None = None,
        flag_due: date | None = None,
    ) -> Done:
        """Mark as read or not, as flagged or not; `flag_due` goes with a flag that is set."""
        ...

    def tag(self, ids: Sequence[int], keyword: str, on: bool) -> Done:
        """Put a tag on messages or take it off."""
        ...

    def pin(self, ids: Sequence[int], on: bool) -> Done:
        """Keep messages at the top of their lists, on this computer."""
        ...

    def snooze(self, ids: Sequence[int], until: datetime | None) -> Done:
        """Hide messages until a moment, when they come back unread; None: show them now."""
        ...

    def move(self, ids: Sequence[int], folder: int) -> Done:
        """Move messages into a folder of the same account."""
        ...

    def copy(self, ids: Sequence[int], folder: int) -> Done:
        """Copy messages into a folder of the same account."""
        ...

    def archive(self, ids: Sequence[int]) -> Done:
        """Move messages into their accounts' archive."""
        ...

    def delete(self, ids: Sequence[int], for_ever: bool = False) -> Done:
        """Move messages into the trash; those that lie there are deleted for ever."""
        ...

    def junk(self, ids: Sequence[int], on: bool) -> Done:
        """Move messages into the junk folder, or back into the inbox."""
        ...

    def make_folder(self, account: uuid.UUID, parent: int | None, name: str) -> Done:
        """Make a folder; raise InvalidValueError if the name cannot be one."""
        ...

    def rename_folder(self, folder: int, name: str) -> Done:
        """Rename a folder."""
        ...

    def move_folder(self, folder: int, parent: int | None) -> Done:
        """Hang a folder below another one of its account."""
        ...

    def delete_folder(self, folder: int) -> Done:
        """Delete a folder; what lies in it goes into the trash."""
        ...

    def empty_folder(self, folder: int) -> Done:
        """Delete for ever what lies in the trash or among the junk."""
        ...

    def read_all(self, folder: int) -> Done:
        """Mark everything in a folder as read."""
        ...

    def append(self, folder: int, raw: Sequence[bytes]) -> Done:
        """Put messages from files into a folder."""
        ...

    def dismiss(self, operation: int) -> Done:
        """Forget that the server refused something."""
        ...

    def retry(self, operation: int) -> Done:
        """Try again what the server refused."""
        ...

    def undo(self, group: int) -> Done:
        """Take back what an act did, as far as nothing else happened to it since."""
        ...

    def redo(self, group: int) -> Done:
        """Do again what was taken back."""
        ...

    def wake(self) -> Done:
        """Bring back what was put off until now; asked once a minute."""
        ...

    def close(self) -> None:
        """Do nothing more."""
        ...
