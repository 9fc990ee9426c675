"""The door for questions to the mailbox: `core.mail.ports.MailReads`; of one thread."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop.core.clock import Clock
from desktop.core.errors import CorruptStoreError, RecordGoneError
from desktop.core.i18n import N_, _
from desktop.core.mail.places import MailOrder, MailQuery
from desktop.core.mail.values import (
    AccountInfo,
    AccountState,
    Address,
    FailedOperation,
    FolderInfo,
    FolderRole,
    MailCounts,
    MailRow,
    MailView,
)
from desktop.core.paths import Profile
from desktop.core.words import fold, tokens
from desktop.mail.boxes.folders import CAN_CHANGE, CAN_HOLD, LOCAL, SUBSCRIBED
from desktop.mail.boxes.judging import Judge
from desktop.mail.boxes.known import KnownPeople
from desktop.mail.boxes.opening import FOLDER, PUT_ASIDE, mark_damaged, open_reader, parts_of
from desktop.mail.boxes.orders import Orders
from desktop.mail.boxes.rows import Rows
from desktop.mail.boxes.views import GONE, is_whole, read_part, read_source, read_view
from desktop.mail.boxes.work_off import failed_rows
from desktop.store.folded import register_fold
from desktop.store.reader import Reader
from desktop.store.sql import Sql

WAS_DAMAGED: Final = N_(
    "The mailbox file was damaged and is put aside; mail is fetched again from the server."
)
_SAID_SECONDS: Final = 2 * 86_400
_ROLES: Final = list(FolderRole)


class MailReader(Reader):
    """A reading connection to the mailbox."""

    def __init__(self, profile: Path, key: bytes | None = None) -> None:
        self._connection = open_reader(profile, key)
        self._folder = profile / FOLDER
        self._stopped = False
        register_fold(self._connection)

    @contextmanager
    def question(self) -> Iterator[Reader]:
        """Read one state of the mailbox; damage is noted for who opens it next."""
        try:
            with super().question():
                yield self
        except CorruptStoreError:
            mark_damaged(self._folder)
            raise


class LocalMailReads:
    """Answers in the thread that made it; see `core.mail.ports.MailReads`."""

    def __init__(self, profile: Path, clock: Clock, key: bytes | None = None) -> None:
        self._reader = MailReader(profile, key)
        self._parts = parts_of(profile, key)
        self._clock = clock
        self._known = KnownPeople(Profile(profile).main, key)
        self._judge = Judge(self._known)
        self._orders = Orders(self._reader, self._known)
        self._rows = Rows(self._reader, self._known)

    def accounts(self) -> tuple[AccountInfo, ...]:
        """Return the accounts in the order that the person gave them."""
        asked = (
            "SELECT a.id, a.state, a.problem, a.done, a.whole, count(o.id) FILTER"
            " (WHERE o.state <> 'failed'), count(o.id) FILTER (WHERE o.state = 'failed')"
            " FROM account a LEFT JOIN operation o ON o.account = a.number GROUP BY a.number"
        )
        with self._reader.question():
            states = {row[0]: row[1:] for row in self._reader.rows(asked)}
            word = self._word()
        nothing = ("", "", 0, 0, 0, 0)
        made = []
        for one, name, address, colour, kind, is_default in self._known.accounts():
            state, problem, done, of, waiting, failed = states.get(one, nothing)
            made.append(
                AccountInfo(
                    uuid.UUID(bytes=one), name, address, colour, kind, bool(is_default),
                    AccountState(state), problem or word, waiting, done, of, failed,
                )
            )  # fmt: skip
        return tuple(made)

    def folders(self, account: uuid.UUID | None = None) -> tuple[FolderInfo, ...]:
        """Return the folders of one or all accounts: the ones with a role first, then by name."""
        asked = Sql(
            "SELECT f.id, a.id, f.path, f.name, f.parent, f.role, f.unread, f.total, f.facts,"
            " f.lowest = 1 OR a.state = 'sample' FROM folder f JOIN account a"
            " ON a.number = f.account WHERE f.is_gone = 0"
        )
        if account is not None:
            asked += Sql(" AND a.id = ?", (account.bytes,))
        with self._reader.question():
            found = [_folder(row) for row in self._reader.rows(asked)]
        return tuple(sorted(found, key=_folder_rank))

    def order(self, query: MailQuery, limit: int = 0) -> MailOrder:
        """Return the order of a list, or of its first `limit` rows alone (0: of all)."""
        with self._reader.question():
            return self._orders.order(query, self._clock.now(), limit)

    def rows(self, ids: Sequence[int], query: MailQuery | None = None) -> tuple[MailRow, ...]:
        """Return messages in the order of `ids`, as far as they exist."""
        with self._reader.question():
            return self._rows.rows(ids, query)

    def message(self, message: int) -> MailView:
        """Return a message to read; raise RecordGoneError."""
        with self._reader.question():
            found = self._rows.rows([message])
            if not found:
                raise RecordGoneError(_(GONE))
            conversation = self._rows.conversation(found[0].thread)
            who = (self._known, self._judge)
            return read_view(self._reader, self._parts, *who, found[0], conversation)

    def part(self, message: int, part: str) -> bytes:
        """Return the bytes of a part; raise RecordGoneError if they are not on this computer."""
        with self._reader.question():
            return read_part(self._reader, self._parts, message, part)

    def source(self, message: int) -> bytes:
        """Return the message as it came; raise RecordGoneError if it is not on this computer."""
        with self._reader.question():
            if not is_whole(self._reader, message):
                raise RecordGoneError(_("The whole message is on the server alone."))
            return read_source(self._reader, self._parts, message)

    def conversation(self, thread: int) -> tuple[MailRow, ...]:
        """Return the messages of a conversation, oldest first."""
        with self._reader.question():
            return self._rows.conversation(thread)

    def counts(self) -> MailCounts:
        """Return what the folder tree and the module bar show."""
        asked = (
            "SELECT coalesce(sum(unread) FILTER (WHERE role = 'inbox'), 0),"
            " (SELECT count(*) FROM operation WHERE state <> 'failed'),"
            " (SELECT count(*) FROM operation WHERE state = 'failed'),"
            " coalesce(sum(total) FILTER (WHERE role = 'drafts'), 0),"
            " (SELECT count(*) FROM message WHERE snoozed_until IS NOT NULL),"
            " (SELECT count(*) FROM message WHERE flags & 4 AND folder IS NOT NULL AND hidden = 0)"
            " FROM folder WHERE is_gone = 0"
        )
        with self._reader.question():
            return MailCounts(*(self._reader.row(asked) or ()))

    def known_people(self, prefix: str, limit: int = 20) -> tuple[Address, ...]:
        """Return whom one wrote to or heard from, the most usual first."""
        words = tokens(prefix)[:5]
        fits = "".join(" AND instr(words, ?)" for _word in words)
        asked = (
            f"SELECT name, address FROM address WHERE (written OR heard){fits}"
            " ORDER BY written > 0 DESC, written * 5 + heard DESC, last_at DESC LIMIT ?"
        )
        told: tuple[str | int, ...] = (*[f" {word}" for word in words], limit)
        with self._reader.question():
            rows = self._reader.rows(Sql(asked, told))
        return tuple(Address(name, address) for name, address in rows)

    def operations(self) -> tuple[FailedOperation, ...]:
        """Return what the servers refused, newest first."""
        with self._reader.question():
            return tuple(
                FailedOperation(
                    number, uuid.UUID(bytes=account), message, sentence,
                    datetime.fromtimestamp(at, UTC),
                )
                for number, account, message, sentence, at in failed_rows(self._reader.connection)
            )  # fmt: skip

    def interrupt(self) -> None:
        """Stop the question under way; any thread may call it."""
        self._reader.interrupt()
        self._known.interrupt()

    def close(self) -> None:
        """Close the mailbox."""
        self._known.close()
        self._reader.close()

    def _word(self) -> str:
        """Return what is to be said of the mailbox itself."""
        since = self._reader.number(Sql("SELECT value FROM meta WHERE key = ?", (PUT_ASIDE,)))
        is_new = self._clock.now().timestamp() - since < _SAID_SECONDS
        return _(WAS_DAMAGED) if since and is_new else ""


def _folder(row: tuple[object, ...]) -> FolderInfo:
    number, account, path, name, parent, role, unread, total, facts, whole = row
    bits = int(str(facts))
    return FolderInfo(
        id=int(str(number)),
        account=uuid.UUID(bytes=bytes(account)),  # type: ignore[call-overload]  # a BLOB
        path=str(path),
        name=str(name),
        parent=None if parent is None else int(str(parent)),
        role=FolderRole(str(role)) if str(role) in _ROLES else FolderRole.PLAIN,
        unread=int(str(unread)),
        total=int(str(total)),
        can_hold=bool(bits & CAN_HOLD),
        can_change=bool(bits & CAN_CHANGE),
        is_subscribed=bool(bits & SUBSCRIBED),
        is_local=bool(bits & LOCAL),
        is_whole=bool(whole),
    )


def _folder_rank(one: FolderInfo) -> tuple[bytes, int, str, str]:
    return (one.account.bytes, _ROLES.index(one.role), fold(one.name), one.path)
