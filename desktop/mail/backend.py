"""What a mail server does for the mirror, whatever its protocol; and how it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final, Protocol

from desktop.core.errors import AppError, InputError, RetryError

SEEN: Final = r"\Seen"
DELETED: Final = r"\Deleted"
BIG_MESSAGE: Final = 512 * 1024  # octets; above it attachments are fetched when they are wanted


class LostError(RetryError):
    """The connection is gone or the server does not answer; trying again later may help."""


class SignInError(InputError):
    """The server does not accept who signs in: never tried again by itself (lock-outs)."""


class CertificateError(InputError):
    """The server's certificate is not trusted; `fingerprint` is what an exception would pin."""

    def __init__(self, sentence: str, fingerprint: str = "") -> None:
        super().__init__(sentence)
        self.fingerprint = fingerprint


class RefusedError(AppError):
    """The server says NO to one command; `code` is its response code (RFC 5530), "" if none."""

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class ServerFolder:
    """A folder as the server names it."""

    path: str
    name: str  # the last piece of the path
    parent: str = ""  # path of the folder around it
    role: str = "plain"  # of core.mail.values.FolderRole
    can_hold: bool = True  # messages; False: only folders
    can_change: bool = True
    is_subscribed: bool = True


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder is mirrored; 0 = nothing yet."""

    uidvalidity: int = 0
    uidnext: int = 0  # everything from here on is new
    modseq: int = 0
    lowest: int = 0  # the smallest UID that the backfill has pulled; 1 = the whole folder


@dataclass(frozen=True, slots=True)
class Outline:
    """A message by what tells it from others; `message_id` is "" where it has none."""

    uid: int
    flags: frozenset[str]
    modseq: int
    received: datetime  # INTERNALDATE, UTC
    size: int  # octets
    message_id: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that came.

    Of a big one `raw` is a skeleton: its true headers and structure and the text parts; the
    parts named in `missing` are empty there, with their encoded octets given.
    """

    outline: Outline
    raw: bytes
    missing: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder that was selected, and what the server told of changes since the cursor."""

    uidvalidity: int
    uidnext: int
    modseq: int  # 0: the server counts no changes
    exists: int
    flags: Mapping[int, frozenset[str]] = field(default_factory=dict)  # changed ones, by UID
    vanished: Sequence[range] = ()  # of UIDs
    knows_flags: bool = False  # whether `flags` holds every change since the cursor
    knows_vanished: bool = False  # whether `vanished` does
    keywords: bool = True  # whether flags of one's own are kept


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a message is after an operation."""

    uid: int
    uidvalidity: int


class MailBackend(Protocol):
    """One connection to a server, signed in; of one thread. Everything raises `LostError`."""

    can_move: bool  # in one step; else copies are made and the first ones deleted
    can_count: bool  # changes: what differs is seen without looking at every message

    def folders(self) -> tuple[ServerFolder, ...]:
        """Return every folder that is offered."""
        ...

    def open(self, path: str, cursor: Cursor | None = None) -> Opened:
        """Select a folder; with a cursor tell what changed since, as far as the server knows."""
        ...

    def uidnext(self, path: str) -> tuple[int, int]:
        """Return (UIDVALIDITY, UIDNEXT) of a folder that need not be selected."""
        ...

    def states(self, paths: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """Return what differs as soon as a folder changed, of many folders at once."""
        ...

    def outlines(self, uids: Sequence[range]) -> Iterator[list[Outline]]:
        """Yield what is there of these UIDs of the open folder, in slices."""
        ...

    def fetch(self, outlines: Sequence[Outline]) -> Iterator[list[Arrived]]:
        """Yield messages of the open folder in slices of bounded size."""
        ...

    def flags(self, uids: Sequence[range]) -> Mapping[int, frozenset[str]]:
        """Return the flags of what is there of these UIDs of the open folder."""
        ...

    def uids(self, first: int, last: int) -> Sequence[range]:
        """Return which UIDs between two, both included, are there in the open folder."""
        ...

    def part(self, uid: int, part: str, sink: BinaryIO, told: Callable[[int], None]) -> None:
        """Write one part of a message of the open folder, decoded, in pieces."""
        ...

    def source(self, uid: int) -> bytes:
        """Return a whole message of the open folder."""
        ...

    def store_flags(self, uids: Sequence[int], add: frozenset[str], remove: frozenset[str]) -> None:
        """Change flags in the open folder; a UID that is gone is no error."""
        ...

    def move(self, uids: Sequence[int], target: str) -> Mapping[int, Landed]:
        """Move out of the open folder; return where to, as far as the server tells."""
        ...

    def copy(self, uids: Sequence[int], target: str) -> Mapping[int, Landed]:
        """Copy out of the open folder; return where to, as far as the server tells."""
        ...

    def expunge(self, uids: Sequence[int]) -> bool:
        """Delete these of the open folder for good, none else; False: it can only mark them."""
        ...

    def append(
        self, path: str, raw: bytes, flags: frozenset[str], received: datetime | None
    ) -> Landed | None:
        """Add a message; return where it is if the server tells."""
        ...

    def find(self, message_id: str, first: int) -> tuple[int, ...]:
        """Return UIDs from `first` on in the open folder with that Message-ID."""
        ...

    def make_folder(self, path: str) -> None:
        """Make and subscribe it; one that is there already is no error."""
        ...

    def rename_folder(self, path: str, new: str) -> None:
        """Rename it with all folders in it."""
        ...

    def delete_folder(self, path: str) -> None:
        """Delete it; one that is gone is no error."""
        ...

    def subscribe(self, path: str, *, wanted: bool) -> None:
        """Subscribe to it or no more."""
        ...

    def search(self, words: str) -> tuple[int, ...]:
        """Return UIDs of the open folder whose text has the words, newest first."""
        ...

    def quota(self) -> tuple[int, int] | None:
        """Return (octets used, octets allowed), or None where there is none."""
        ...

    def waiting(self) -> AbstractContextManager[Callable[[float], bool]]:
        """Listen to the open folder: what is yielded waits so many seconds; True: it changed."""
        ...

    def close(self) -> None:
        """Sign off, quickly."""
        ...

    def hang_up(self) -> None:
        """Break the connection off; any thread may call it."""
        ...
