"""Letters that are written here, and the door to them: drafts, the outbox, what became of each.

A letter goes out once. Once its last byte is on the way nobody but the person, or the copy found
among what was sent, may decide that it did not arrive.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum, auto
from typing import Protocol

from desktop.core.mail.values import Address, Importance
from desktop.core.pages import Ref
from desktop.core.quick_dataclass import dataclass

LETTERS = "letters"  # the name under which Changes tell of letters; their ids are those of letters


class LetterState(StrEnum):
    """How far a letter is."""

    DRAFT = auto()
    QUEUED = auto()  # goes at its moment; can be taken back
    TRANSMITTING = auto()  # the server is getting it
    DEFERRED = auto()  # tried again at its moment
    ACCEPTED = auto()  # a server answers for it; the copy is not filed yet
    FILED = auto()
    REJECTED = auto()
    UNCERTAIN = auto()  # the connection broke at the very end: it is not known whether it arrived
    CANCELLED = auto()


class RecipientState(StrEnum):
    """What the server said of one recipient."""

    WAITING = auto()
    ACCEPTED = auto()
    REFUSED = auto()


class Answering(StrEnum):
    """What a letter is to the message that it was begun from."""

    REPLY = auto()
    FORWARD = auto()
    REDIRECT = auto()


@dataclass(frozen=True, slots=True)
class Sender:
    """One of the addresses that the person writes under."""

    account: uuid.UUID
    address: Address
    identity: uuid.UUID | None = None
    account_name: str = ""
    reply_to: str = ""
    signature: str = ""  # rich text
    colour: str = ""
    is_default: bool = False
    undo_seconds: int = 10
    limit: int = 0  # bytes of the largest message that the server takes, 0: it did not say


@dataclass(frozen=True, slots=True)
class LetterFile:
    """An attachment; with a `cid` it is a picture within the text."""

    name: str
    kind: str  # media type
    size: int
    digest: str  # SHA-256 of its bytes, which lie beside the letters
    cid: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written, whole; its id stays the same from the first letter typed on."""

    id: uuid.UUID
    account: uuid.UUID | None = None
    identity: uuid.UUID | None = None
    sender: Address = Address("", "")
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    reply_to: str = ""
    subject: str = ""
    html: str = ""  # a fragment of what the editor writes; pictures by cid:
    text: str = ""
    is_plain: bool = False
    files: tuple[LetterFile, ...] = ()
    importance: Importance = Importance.NORMAL
    wants_receipt: bool = False
    in_reply_to: str = ""  # with angle brackets
    references: tuple[str, ...] = ()
    answers: int = 0  # the message of the mailbox that it was begun from
    answering: Answering | None = None
    calendar: str = ""  # iCalendar with its METHOD: an invitation or an answer to one
    redirected: str = ""  # digest of the message that is sent on as it is
    links: tuple[Ref, ...] = ()  # records it belongs to
    is_automatic: bool = False  # written by the program: nobody's machine is to answer it
    message_id: str = ""  # given when it is queued, and never changed after


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter as it lies in the profile."""

    letter: Letter
    state: LetterState
    edited_at: datetime
    is_open: bool = False  # a window had it open when the program ended


@dataclass(frozen=True, slots=True)
class LetterRecipient:
    """One recipient of a letter that was queued."""

    address: str
    state: RecipientState
    reply: str = ""  # what the server said


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter that is on its way, or did not get there."""

    id: uuid.UUID
    account: uuid.UUID | None
    state: LetterState
    subject: str
    people: str
    due_at: datetime | None = None  # when it goes, or is tried again
    queued_at: datetime | None = None
    problem: str = ""  # a sentence
    size: int = 0
    attempts: int = 0
    recipients: tuple[LetterRecipient, ...] = ()


@dataclass(frozen=True, slots=True)
class Queued:
    """What sending answers: until `due_at` the letter can be taken back."""

    id: uuid.UUID
    due_at: datetime
    sentence: str
    can_undo: bool = True


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter to begin with."""

    id: uuid.UUID
    name: str
    category: str
    subject: str
    body: str  # rich text


class Letters(Protocol):
    """What the lane `jobs.letters` is asked; any of it may raise StorageError, BusyError."""

    def senders(self) -> tuple[Sender, ...]:
        """Return the addresses that the person writes under, the usual one first."""
        ...

    def sends_notices(self) -> bool:
        """Tell whether an account is there with which notices of the company are sent."""
        ...

    def templates(self) -> tuple[LetterTemplate, ...]:
        """Return the templates of letters by name."""
        ...

    def keep(self, letter: Letter) -> None:
        """Write a draft, durably; raise RuleBrokenError if it is a draft no more."""
        ...

    def drop(self, letter: uuid.UUID) -> None:
        """Throw a letter away that is not on its way."""
        ...

    def left(self, letter: uuid.UUID) -> None:
        """Say that its window was closed: it waits among the drafts and is not offered again."""
        ...

    def open(self, letter: uuid.UUID) -> KeptLetter:
        """Return a letter; raise RecordGoneError."""
        ...

    def waiting(self) -> tuple[KeptLetter, ...]:
        """Return the drafts, the one that was written at last first."""
        ...

    def send(self, letter: Letter, at: datetime | None = None) -> Queued:
        """Queue a letter for now, which can be taken back for some seconds, or for a moment.

        Raises:
            InvalidValueError: it has no recipient, or one whose address cannot be one.
            InputError: it is larger than the server takes.
            RuleBrokenError: it was queued before.
        """
        ...

    def outbox(self) -> tuple[OutboxRow, ...]:
        """Return what is on its way, refused or uncertain; what goes next first."""
        ...

    def retry(self, letter: uuid.UUID) -> None:
        """Try one now that was deferred or refused: those who have it do not get it again."""
        ...

    def cancel(self, letter: uuid.UUID) -> Letter:
        """Take a letter back that has not begun to go: it is a draft again.

        Raises:
            RuleBrokenError: it went already.
        """
        ...

    def said(self, letter: uuid.UUID, *, sent: bool) -> None:
        """Say of an uncertain one that it arrived, or that it is to be sent again."""
        ...

    def keep_file(self, path: str) -> LetterFile:
        """Take a file over as an attachment; raise InputError if it cannot be read."""
        ...

    def keep_bytes(self, name: str, kind: str, content: bytes, cid: str = "") -> LetterFile:
        """Take bytes over as an attachment, or as a picture of the text."""
        ...

    def bytes_of(self, file: LetterFile) -> bytes:
        """Return the bytes of an attachment; raise RecordGoneError."""
        ...

    def copy_to(self, file: LetterFile, path: str) -> None:
        """Write an attachment to a file; raise StorageError."""
        ...

    def known_people(self, text: str, limit: int = 8) -> Sequence[Address]:
        """Return to whom letters were sent from here, the most usual first."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...
