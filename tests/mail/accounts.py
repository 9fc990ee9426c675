"""An account on both sides: a second client at the server, and the mailbox here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.mail.backend import LostError
from desktop.mail.boxes.flags import flag_names
from desktop.mail.boxes.mailbox import Mailbox
from desktop.mail.imap.server import ImapServer, connect
from desktop.mail.imap.uid_sets import LARGEST
from desktop.mail.imap.wire import Server
from desktop.mail.mirror.rounds import Rounds
from tests.mail.dovecot import Dovecot

WEAK = frozenset(("CONDSTORE", "QRESYNC", "ESEARCH", "LIST-STATUS", "MOVE"))
COUNTING = frozenset(("QRESYNC",))
Kept = dict[str, dict[int, frozenset[str]]]


def letter(number: int, *, size: int = 0, subject: str = "") -> bytes:
    """Return a message of its own."""
    text = "x" * 70 + "\r\n"
    return (
        f"Message-ID: <{number}.{size}@thu.example>\r\n"
        f"From: Nguyen Van An <an@thu.example>\r\nTo: binh@thu.example\r\n"
        f"Subject: {subject or f'Bao gia so {number}'}\r\n"
        f"Date: Mon, 7 Feb 2022 21:52:25 +0700\r\n\r\nXin chao {number}\r\n{text * (size // 72)}"
    ).encode()


@dataclass
class Both:
    """One account, mirrored here, and a second client of it."""

    box: Mailbox
    server: Server
    dovecot: Dovecot
    user: str
    account: uuid.UUID
    mirror: ImapServer | None = None
    _rounds: Rounds | None = None
    _other: ImapServer | None = None

    @property
    def other(self) -> ImapServer:
        """The second client."""
        if self._other is None:
            self._other = connect(self.dovecot.server, self.dovecot.login(self.user))
        return self._other

    def connect(self) -> Rounds:
        """Connect the mirror, if it is not."""
        if self._rounds is None or self.mirror is None:
            self.mirror = connect(self.server, self.dovecot.login(self.user))
            self._rounds = Rounds(self.box, self.mirror, self.account)
        return self._rounds

    def round(self) -> None:
        """Do a whole round, with all older messages."""
        rounds = self.connect()
        rounds.run(is_deep=True)
        while rounds.older():
            pass

    def rounds_until_done(self, most: int = 200) -> int:
        """Do rounds over lines that are cut, until one goes through; return how many were cut."""
        for count in range(most):
            try:
                self.round()
            except LostError:
                self.drop()
            else:
                return count
        raise AssertionError("no round went through")

    def drop(self) -> None:
        """Lose the mirror's connection."""
        if self.mirror is not None:
            self.mirror.hang_up()
        self.mirror = self._rounds = None

    def close(self) -> None:
        """Close everything."""
        self.drop()
        if self._other is not None:
            self._other.close()
        self.box.close()

    # --- what both have
    def there(self) -> Kept:
        """Return (uid, flags) of every folder, as the second client sees them."""
        return held(self.other)

    def here(self) -> Kept:
        """Return the same as the mailbox has it, by the server's side."""
        found: Kept = {}
        connection = self.box._box.connection
        holding = connection.execute("SELECT id FROM folder WHERE facts & 1").fetchall()
        for path, folder in self.box.folders(self.account).items():
            if (folder,) not in holding:
                continue
            query = "SELECT uid, server_flags, server_keywords FROM message WHERE server_folder = ?"
            found[path] = {
                uid: frozenset(flag_names(flags, words))
                for uid, flags, words in connection.execute(query, (folder,)).fetchall()
            }
        return found

    def seen(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        """Return what the person sees: subjects and flags by folder."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        connection = self.box._box.connection
        query = (
            "SELECT f.path, m.subject, m.flags, m.keywords FROM message m"
            " JOIN folder f ON f.id = m.folder ORDER BY f.path, m.subject, m.id"
        )
        for path, subject, flags, words in connection.execute(query).fetchall():
            found.setdefault(path, []).append((subject, frozenset(flag_names(flags, words))))
        return found


def held(client: ImapServer) -> Kept:
    """Return (uid, flags) of every folder of a server."""
    found: Kept = {}
    for folder in client.folders():
        if folder.can_hold:
            client.open(folder.path)
            found[folder.path] = dict(client.flags(client.uids(1, LARGEST)))
    return found


def both(dovecot: Dovecot, user: str, folder: Path, without: frozenset[str] = frozenset()) -> Both:
    """Return an account whose mirror does not believe in some capabilities."""
    folder.mkdir(parents=True, exist_ok=True)
    server = replace(dovecot.server, without=without)
    return Both(Mailbox(folder), server, dovecot, user, uuid.uuid4())
