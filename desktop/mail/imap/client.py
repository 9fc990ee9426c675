"""IMAPClient on our socket, with the commands that it lacks; failures told by what to do.

What is measured to break it is not used: ranges in `fetch`, unbounded SEARCH, ENVELOPE and
`idle_check`, which takes the end of the connection for silence.
"""

from __future__ import annotations

import imaplib
import logging
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

from imapclient import IMAPClient
from imapclient.imap_utf7 import decode, encode

from desktop.core.errors import AppError
from desktop.core.i18n import N_, _
from desktop.mail.backend import LostError, RefusedError
from desktop.mail.imap.replies import Fetched, MalformedError, Raw, fetched, lines, messages, parsed
from desktop.mail.imap.wire import COMMAND_SECONDS, NO_ANSWER, Server, Wire

LOST: Final = N_("The connection to “{host}” was lost.")
REFUSED: Final = N_("The mail server refuses: {words}")
_CODE: Final = re.compile(rb"\[([A-Z0-9-]+)[^\]]*\]\s*")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\uffff]")
_QUOTED: Final = re.compile(r'(["\\])')
log = logging.getLogger(__name__)


class Client(IMAPClient):  # type: ignore[misc]  # the library publishes no types
    """A connection to one server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.broken = 0  # answers that could not be read
        self.can: frozenset[str] = frozenset()  # what it offers
        try:
            with told(server.host):
                super().__init__(server.host, server.port, ssl=False)
                self.wire.debug = 0  # the library writes every line into its log otherwise
                if server.security == "starttls":
                    self.wire.secure()
            self.learn()
        except BaseException:
            self.hang_up()
            raise

    def learn(self) -> None:
        """Find out what the server offers, which may be more after signing in."""
        with told(self.server.host):
            self.wire.until(COMMAND_SECONDS)
            self._cached_capabilities = None
            names = self.capabilities()
        offered = {one.decode("ascii", "replace").upper() for one in names}
        self.can = frozenset(offered - self.server.without)

    def _create_IMAP4(self) -> Wire:  # noqa: N802 - the library's name
        return Wire(self.server)

    @property
    def wire(self) -> Wire:
        """The connection as `imaplib` sees it."""
        wire: Wire = self._imap
        return wire

    def ask(self, name: str, *arguments: str, seconds: float = COMMAND_SECONDS) -> list[Any]:
        """Do a command and return its data; answers of other kinds are got by `others`.

        Raises:
            RefusedError: the server says NO or BAD.
            LostError: the connection is gone.
        """
        with told(self.host):
            self.wire.until(seconds)
            self.wire.untagged_responses.clear()
            if name.startswith("UID "):
                kind, data = self.wire.uid(name[4:], *arguments)
            else:
                kind, data = self.wire.xatom(name, *arguments)
            if kind != "OK":
                raise refusal(data)
            return list(data)

    def others(self, name: str) -> list[Raw]:
        """Return the untagged answers of that kind that came with the last command."""
        _name, data = self.wire.response(name)
        return [one for one in data or () if one is not None]

    def fetch_each(self, uids: str, items: str, *more: str) -> Iterator[Fetched]:
        """Yield what the server answers to UID FETCH; answers that are none are left out."""
        yield from self._fetched(self.ask("UID FETCH", uids, items, *more))

    def fetched(self) -> Iterator[Fetched]:
        """Yield the FETCH answers that came with another command."""
        yield from self._fetched(self.others("FETCH"))

    def _fetched(self, data: Sequence[Raw | None]) -> Iterator[Fetched]:
        for group in messages(data):
            try:
                yield fetched(group)
            except MalformedError as error:
                self.broken += 1
                log.warning("an answer of a mail server is not understood: %s", error)

    def select(self, path: str, parameters: str = "", *, is_examined: bool = False) -> None:
        """Open a folder; what the server says of it stands in `others`."""
        name = "EXAMINE" if is_examined else "SELECT"
        arguments = [mailbox(path), parameters] if parameters else [mailbox(path)]
        self.ask(name, *arguments)
        self.wire.state = "SELECTED"
        self.wire.is_readonly = is_examined

    def number(self, name: str) -> int:
        """Return a number that came with the last command, such as UIDNEXT; 0 if none."""
        found = self.others(name)
        value = found[-1] if found else b""
        digits = value if isinstance(value, bytes) else b""
        return int(digits) if digits.isdigit() else 0

    def lines(self, name: str) -> list[list[Any]]:
        """Return the untagged answers of that kind, read; those that are none are left out."""
        found = []
        for group in lines(self.others(name)):
            try:
                found.append(parsed(group))
            except MalformedError:
                self.broken += 1
        return found

    def hang_up(self) -> None:
        """Close the connection without a word; any thread may call it."""
        wire = getattr(self, "_imap", None)
        if wire is None:
            return  # it never connected
        with suppress(OSError, ValueError):
            wire.sock.shutdown(socket.SHUT_RDWR)  # wakes who reads
        with suppress(OSError, ValueError):
            wire.sock.close()


def mailbox(path: str) -> str:
    """Return the name of a folder as it stands in a command."""
    return quoted(encode(path).decode("ascii"))


def path_of(name: bytes) -> str:
    """Return a folder's name for people."""
    try:
        return str(decode(name))
    except (UnicodeError, ValueError):
        return name.decode("utf-8", "replace")


def quoted(text: str) -> str:
    """Return text as a quoted string; raise ValueError unless it is one line of ASCII."""
    if _CONTROL.search(text):
        raise ValueError("not to be quoted")
    return f'"{_QUOTED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return "\\" + match[1]


def refusal(data: Sequence[Any]) -> RefusedError:
    """Return the error for what a server answered with NO."""
    words = next((one for one in data if isinstance(one, bytes)), b"")
    match = _CODE.search(words)
    code = match[1].decode("ascii") if match else ""
    text = (words[match.end() :] if match else words).decode("utf-8", "replace").strip(" '\"")
    return RefusedError(_(REFUSED).format(words=text[:200] or code), code)


@contextmanager
def told(host: str) -> Iterator[None]:
    """Raise what libraries raise as our own errors."""
    try:
        yield
    except AppError:
        raise
    except imaplib.IMAP4.abort as error:
        raise LostError(_(LOST).format(host=host)) from error
    except imaplib.IMAP4.error as error:
        raise refusal(_octets(error)) from error
    except TimeoutError as error:
        raise LostError(_(NO_ANSWER).format(host=host)) from error
    except (OSError, ssl.SSLError, ValueError, AttributeError, IndexError, KeyError) as error:
        # imaplib fails in all these ways when a server breaks off or speaks nonsense.
        log.info("the line to a mail server broke: %s", type(error).__name__)
        raise LostError(_(LOST).format(host=host)) from error


def _octets(error: Exception) -> list[bytes]:
    return [
        one if isinstance(one, bytes) else str(one).encode("utf-8", "replace") for one in error.args
    ]
