"""A mail server by IMAP: `MailBackend` over one connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO, Final

from desktop.core.errors import AppError
from desktop.mail.backend import (
    Arrived,
    Cursor,
    LostError,
    Opened,
    Outline,
    RefusedError,
)
from desktop.mail.imap import fetching, uid_sets
from desktop.mail.imap.changing import Changing
from desktop.mail.imap.client import Client, mailbox, path_of, quoted, told
from desktop.mail.imap.idling import Bell, listening
from desktop.mail.imap.replies import Fetched
from desktop.mail.imap.sign_in import Login, sign_in
from desktop.mail.imap.wire import Server

SEARCH_WINDOW: Final = 50_000  # UIDs: an answer is a line, and lines are bounded
CLOSE_SECONDS: Final = 2.0
_STATES: Final = "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN{modseq})"
# Its VANISHED names messages that are there: seen by others, so nothing of it is believed.
_BAD_AT_VANISHED: Final = ("icloud", "apple")


def connect(server: Server, login: Login, bell: Bell | None = None) -> ImapServer:
    """Connect and sign in.

    Raises:
        LostError, CertificateError, SignInError: see there.
    """
    client = Client(server)
    try:
        sign_in(client, login)
        return ImapServer(client, bell)
    except BaseException:
        client.hang_up()
        raise


class ImapServer(Changing):
    """One connection, signed in."""

    def __init__(self, client: Client, bell: Bell | None = None) -> None:
        self.client = client
        self._bell = bell
        self.path = ""
        can = client.can
        self.can_move = "MOVE" in can
        self.can_count = bool(can & {"CONDSTORE", "QRESYNC"})
        self.can_tell_vanished = False
        if "QRESYNC" in can and "ENABLE" in can and not self._is_distrusted():
            with suppress(RefusedError):
                client.ask("ENABLE", "QRESYNC")
                self.can_tell_vanished = True

    def _is_distrusted(self) -> bool:
        greeting = self.client.wire.welcome or b""
        words = greeting.decode("ascii", "replace").lower() + self.client.server.host.lower()
        return any(name in words for name in _BAD_AT_VANISHED)

    def open(self, path: str, cursor: Cursor | None = None) -> Opened:
        """See `MailBackend`."""
        client, known = self.client, self._known(cursor)
        if known and cursor and self.can_tell_vanished and cursor.modseq:
            told_of = f"{cursor.uidvalidity} {cursor.modseq} {known}"
            client.select(path, f"(QRESYNC ({told_of}))")
            flags, vanished = self._changes()
            return self._opened(path, flags, vanished, knows_flags=True, knows_vanished=True)
        client.select(path, "(CONDSTORE)" if self.can_count else "")
        opened = self._opened(path)
        if known and cursor and opened.modseq and cursor.modseq:
            if opened.uidvalidity != cursor.uidvalidity:
                return opened
            since = f"(CHANGEDSINCE {cursor.modseq})"
            return _with_flags(opened, _flags(client.fetch_each(known, "(UID FLAGS)", since)))
        return opened

    def _known(self, cursor: Cursor | None) -> str:
        if cursor is None or not cursor.uidvalidity or not cursor.uidnext > cursor.lowest > 0:
            return ""
        return f"{cursor.lowest}:{cursor.uidnext - 1}"

    def _changes(self) -> tuple[dict[int, frozenset[str]], list[range]]:
        """Return the flags and the vanished UIDs that came with the last command."""
        flags = _flags(self.client.fetched())
        vanished: list[range] = []
        for line in self.client.others("VANISHED"):
            if isinstance(line, bytes):
                vanished += uid_sets.read(line.rpartition(b" ")[2])
        return flags, vanished

    def _opened(
        self,
        path: str,
        flags: Mapping[int, frozenset[str]] | None = None,
        vanished: Sequence[range] = (),
        *,
        knows_flags: bool = False,
        knows_vanished: bool = False,
    ) -> Opened:
        client = self.client
        self.path = path
        kept = b" ".join(one for one in client.others("PERMANENTFLAGS") if isinstance(one, bytes))
        return Opened(
            uidvalidity=client.number("UIDVALIDITY"),
            uidnext=client.number("UIDNEXT"),
            modseq=client.number("HIGHESTMODSEQ"),
            exists=client.number("EXISTS"),
            flags=flags or {},
            vanished=vanished,
            knows_flags=knows_flags,
            knows_vanished=knows_vanished,
            keywords=rb"\*" in kept or not kept,
        )

    def uidnext(self, path: str) -> tuple[int, int]:
        """See `MailBackend`."""
        found = self._status(path, "(UIDVALIDITY UIDNEXT)")
        return found.get("UIDVALIDITY", 0), found.get("UIDNEXT", 0)

    def _status(self, path: str, items: str) -> dict[str, int]:
        self.client.ask("STATUS", mailbox(path), items)
        for _path, found in self._statuses():
            return found
        return {}

    def _statuses(self) -> Iterator[tuple[str, dict[str, int]]]:
        for name, *rest in self.client.lines("STATUS"):
            values = rest[0] if rest and isinstance(rest[0], list) else []
            path = path_of(name if isinstance(name, bytes) else str(name).encode())
            yield (
                "INBOX" if path.upper() == "INBOX" else path,
                {
                    key.decode("ascii", "replace").upper(): value
                    for key, value in zip(values[::2], values[1::2], strict=False)
                    if isinstance(key, bytes) and isinstance(value, int)
                },
            )

    def states(self, paths: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        """See `MailBackend`."""
        stale = self._left()
        items = _STATES.format(modseq=" HIGHESTMODSEQ" if self.can_count else "")
        if "LIST-STATUS" in self.client.can:
            self.client.ask("LIST", '""', '"*"', f"RETURN (STATUS {items})")
            found = dict(self._statuses())
        else:
            found = {}
            for path in paths:
                with suppress(RefusedError):
                    found[path] = self._status(path, items)
        told_of = (path for path in paths if path in found and path != stale)
        return {path: tuple(found[path].values()) for path in told_of}

    def _left(self) -> str:
        """Leave the open folder, of which STATUS says what was last seen; return it if that fails.

        Neither CLOSE, which deletes what is marked, nor NOOP, at which a server hangs up whose open
        folder was deleted.
        """
        if not self.path or "UNSELECT" not in self.client.can:
            return self.path
        self.client.ask("UNSELECT")
        self.client.wire.state = "AUTH"
        self.path = ""
        return ""

    def outlines(self, uids: Sequence[range]) -> Iterator[list[Outline]]:
        """See `MailBackend`."""
        return fetching.outlines(self.client, uids, counts=self.can_count)

    def fetch(self, outlines: Sequence[Outline]) -> Iterator[list[Arrived]]:
        """See `MailBackend`."""
        return fetching.whole(self.client, outlines)

    def flags(self, uids: Sequence[range]) -> Mapping[int, frozenset[str]]:
        """See `MailBackend`."""
        return fetching.flags(self.client, uids)

    def uids(self, first: int, last: int) -> Sequence[range]:
        """See `MailBackend`."""
        if "ESEARCH" in self.client.can:
            self.client.ask("UID SEARCH", "RETURN", "(ALL)", "UID", f"{first}:{last}")
            found: list[range] = []
            for line in self.client.others("ESEARCH"):
                words = line.split() if isinstance(line, bytes) else []
                if b"ALL" in words[:-1]:
                    found += uid_sets.read(words[words.index(b"ALL") + 1])
            return found
        found = []
        for start in range(first, last + 1, SEARCH_WINDOW):
            end = min(last, start + SEARCH_WINDOW - 1)
            found += uid_sets.ranges_of(self._search("UID", f"{start}:{end}"))
        return found

    def _search(self, *criteria: str) -> list[int]:
        data = self.client.ask("UID SEARCH", *criteria)
        words = b" ".join(one for one in data if isinstance(one, bytes)).split()
        return [int(one) for one in words if one.isdigit()]

    def part(self, uid: int, part: str, sink: BinaryIO, told: Callable[[int], None]) -> None:
        """See `MailBackend`."""
        fetching.part(self.client, uid, part, sink, told)

    def source(self, uid: int) -> bytes:
        """See `MailBackend`."""
        return fetching.source(self.client, uid)

    def find(self, message_id: str, first: int) -> tuple[int, ...]:
        """See `MailBackend`."""
        if not message_id.isascii() or not message_id.isprintable() or not message_id:
            return ()
        asked = ("UID", f"{first}:*", "HEADER", "Message-ID", quoted(message_id))
        likely = [uid for uid in self._search(*asked) if uid >= first]
        return tuple(
            one.uid
            for some in self.outlines(uid_sets.ranges_of(likely))
            for one in some
            if one.message_id == message_id
        )

    def search(self, words: str) -> tuple[int, ...]:
        """See `MailBackend`."""
        with told(self.client.server.host):
            self.client.wire.until(120.0)
            found = self.client.search(["TEXT", words], "UTF-8")
        return tuple(sorted(map(int, found), reverse=True))

    def quota(self) -> tuple[int, int] | None:
        """See `MailBackend`."""
        if "QUOTA" not in self.client.can:
            return None
        self.client.ask("GETQUOTAROOT", '"INBOX"')
        for _root, *rest in self.client.lines("QUOTA"):
            values = rest[0] if rest and isinstance(rest[0], list) else []
            for name, used, limit in zip(values[::3], values[1::3], values[2::3], strict=False):
                if name == b"STORAGE" and isinstance(used, int) and isinstance(limit, int):
                    return used * 1024, limit * 1024
        return None

    @contextmanager
    def waiting(self) -> Iterator[Callable[[float], bool]]:
        """See `MailBackend`."""
        with listening(self.client, self._bell) as wait:
            yield wait

    def close(self) -> None:
        """See `MailBackend`."""
        try:
            self.client.ask("LOGOUT", seconds=CLOSE_SECONDS)
        except (AppError, LostError):
            pass
        finally:
            self.client.hang_up()

    def hang_up(self) -> None:
        """See `MailBackend`."""
        self.client.hang_up()


def _flags(answers: Iterable[Fetched]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for one in answers:
        uid = one.get(b"UID")
        if isinstance(uid, int) and b"FLAGS" in one:
            found[uid] = fetching.flags_of(one[b"FLAGS"])
    return found


def _with_flags(opened: Opened, flags: Mapping[int, frozenset[str]]) -> Opened:
    from dataclasses import replace

    return replace(opened, flags=flags, knows_flags=True)
