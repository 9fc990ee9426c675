"""What is handed to a mail server, and how that ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from desktop.mail.backend import LostError


class TransientError(LostError):
    """The server does not take it now."""


class RejectedError(Exception):
    """The server does not take it, and will not; the text is a sentence."""


class UncertainError(Exception):
    """The connection broke when the server may have had the whole message."""


@dataclass(frozen=True, slots=True)
class OutgoingServer:
    """Where letters of an account are handed over, and how one signs in."""

    host: str
    port: int
    security: str = "starttls"  # or tls, none
    user: str = ""
    secret: str = field(default="", repr=False)
    is_token: bool = False
    certificate: str = ""  # SHA-256 of one that the person trusts
    authorities: str = ""  # of a company, in PEM


@dataclass(slots=True)
class Transaction:
    """What the server said of the recipients of one transaction."""

    accepted: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    deferred: dict[str, str] = field(default_factory=dict)
    reply: str = ""  # to the whole, with the server's own number


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is sent to whom, in one transaction."""

    sender: str
    to: Sequence[str]
    size: int
    body: Callable[[], Iterable[bytes]]  # chunks whose lines end in CR LF
    is_utf8: bool = False
    id: str = ""  # what a report of failure names
