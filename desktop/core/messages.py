"""Messages between the window and its worker process: frozen dataclasses as framed JSON.

A frame is the length in four bytes, then a JSON object whose "type" names the message.
"""

from __future__ import annotations

import json
import struct
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum, auto
from typing import Final

from desktop.core.changes import Changes
from desktop.core.filters import Json

LONGEST: Final = 64 * 1024 * 1024  # bytes of one message
_LENGTH: Final = struct.Struct(">I")


class Family(StrEnum):
    """What is to be done about a failure; see core.errors."""

    TOLD = auto()
    RETRY = auto()
    CANCELLED = auto()
    BUG = auto()


@dataclass(frozen=True, slots=True)
class Request:
    """Do something long; what is told to the person meanwhile is in `language`."""

    id: int
    request: str
    arguments: Mapping[str, Json] = field(default_factory=dict)
    language: str = ""  # "" = as before


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop doing it; it ends with a Failure of the family CANCELLED, or is done already."""

    id: int


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a request is: `of` 0 = nobody knows."""

    id: int
    done: int
    of: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The request is done."""

    id: int
    value: Json = None


@dataclass(frozen=True, slots=True)
class Failure:
    """The request was not done."""

    id: int
    family: Family
    sentence: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Committed:
    """A process changed records; the other's screens must know."""

    ids: Mapping[str, list[str]]
    group: int = 0
    command: str = ""


Message = Request | Cancel | Advance | Answer | Failure | Committed
_TYPES: Final[dict[str, type[Message]]] = {
    kind.__name__: kind for kind in (Request, Cancel, Advance, Answer, Failure, Committed)
}


class BrokenMessageError(Exception):
    """The other side sent something that is no message of ours."""


def encode(message: Message) -> bytes:
    """Return the frame of `message`."""
    data = {f.name: getattr(message, f.name) for f in fields(message)}
    body = json.dumps({"type": type(message).__name__, **data}, ensure_ascii=False).encode()
    return _LENGTH.pack(len(body)) + body


class Decoder:
    """Makes messages out of bytes as they come, in pieces of any size."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that `data` completes; raise BrokenMessageError."""
        self._rest += data
        while len(self._rest) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._rest)
            if length > LONGEST:
                raise BrokenMessageError(f"{length} bytes")
            end = _LENGTH.size + length
            if len(self._rest) < end:
                return
            body = bytes(self._rest[_LENGTH.size : end])
            del self._rest[:end]
            yield _message(body)


def _message(body: bytes) -> Message:
    try:
        data = json.loads(body)
        made = _TYPES[data.pop("type")](**data)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BrokenMessageError("no message") from error
    if isinstance(made, Failure):
        return Failure(made.id, Family(made.family), made.sentence, made.detail)
    return made


def committed(changes: Changes) -> Committed:
    """Return the message that carries `changes`."""
    ids = {entity: [str(one) for one in found] for entity, found in changes.ids.items()}
    return Committed(ids, changes.group, changes.command)


def changes_of(message: Committed) -> Changes:
    """Return the changes that `committed` packed."""
    ids = {e: frozenset(uuid.UUID(one) for one in found) for e, found in message.ids.items()}
    return Changes(ids, message.group, message.command)
