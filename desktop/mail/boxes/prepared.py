"""A message ready to be stored: everything that its bytes say, in the shape of the tables."""

from __future__ import annotations

import hashlib
from enum import IntEnum, IntFlag
from typing import Final

from desktop.core.quick_dataclass import dataclass
from desktop.mail.boxes.search_text import Document

PARSER: Final = 1  # raise it when what is read of messages changes: they are read again


class Kind(IntEnum):
    """What an address of a message is."""

    FROM = 0
    TO = 1
    CC = 2
    BCC = 3
    REPLY_TO = 4


class Fact(IntFlag):
    """What else a list or a thread needs to know of a message."""

    INVITATION = 1
    LIST = 2  # came over a mailing list
    AUTOMATIC = 4
    LOOSE_ANSWER = 8  # says that it answers, but not what
    LONELY = 16  # names no message before it


class PartFact(IntFlag):
    """What there is to know of an attachment."""

    INLINE = 1
    MISSING = 2  # its bytes are not in the source that is kept
    RISKY = 4


@dataclass(frozen=True, slots=True)
class PartRow:
    """An attachment."""

    number: str
    name: str
    kind: str
    size: int
    facts: PartFact
    cid: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An address that a message names."""

    kind: Kind
    name: str
    address: str  # in small letters


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message as it is stored."""

    ident: bytes
    node: int
    ancestors: tuple[int, ...]
    at: int  # Unix seconds when it came
    sent_at: int | None
    size: int
    subject: str
    subject_key: int | None
    sender_name: str
    people: str
    preview: str
    importance: int
    facts: Fact
    persons: tuple[Person, ...]
    files: int
    parts: tuple[PartRow, ...]
    document: Document
    view: bytes
    source: bytes  # pressed
    flags: int
    keywords: str
    body: str = "here"

    @property
    def sender(self) -> str:
        """The address of who wrote it; "" if it names none."""
        return next((one.address for one in self.persons if one.kind is Kind.FROM), "")


def ident_of(message_id: str, size: int, received: int) -> bytes:
    """Return what knows a message again after it was moved, or its folder numbered anew.

    Args:
        message_id: with or without its angle brackets; "" where it has none.
        size: in octets, as the server counts.
        received: INTERNALDATE in Unix seconds; counts only without a Message-ID.
    """
    bare = message_id.strip().strip("<>").strip()
    told = f"{bare}\n{size}" if bare else f"\n{size}\n{received}"
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=16).digest()


def node_of(message_id: str) -> int:
    """Return the number of a Message-ID among the nodes of threads."""
    bare = message_id.strip().strip("<>").strip()
    digest = hashlib.blake2b(bare.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
