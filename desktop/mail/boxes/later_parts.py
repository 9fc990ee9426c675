"""Sources and attachments that come later than their messages, or are asked for."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import BinaryIO

from desktop.core.errors import RecordGoneError
from desktop.core.i18n import _
from desktop.mail.boxes.packing import unpack
from desktop.mail.boxes.prepared import PartFact, Prepared
from desktop.mail.boxes.preparing import prepare
from desktop.mail.boxes.storing import index_again, write_body
from desktop.mail.boxes.work_off import WorkOff
from desktop.store.engine import Connection


class LaterParts(WorkOff):
    """The half of the mailbox that takes what is fetched for a message by itself."""

    def place_of(self, message: int) -> tuple[int, int]:
        """Return folder and UID under which the server has a message; raise RecordGoneError."""
        found = self.wanted_part(message, "")
        if found is None:
            raise RecordGoneError(_("The message is not on the server."))
        return found

    def wanted_part(self, message: int, part: str) -> tuple[int, int] | None:
        """Return folder and UID to fetch a part from; None if it is here, or nowhere.

        With "" for the part: where the whole message is.
        """
        here = "SELECT 1 FROM part WHERE message = ? AND number = ? AND NOT facts & 2"
        if part and self._all(here, (message, part)):
            return None
        query = "SELECT server_folder, uid FROM message WHERE id = ? AND uid IS NOT NULL"
        found = self._all(query, (message,))
        return (int(found[0][0]), int(found[0][1])) if found else None

    def source(self, message: int) -> bytes:
        """Return a message as it came; raise RecordGoneError if it is not here whole."""
        query = (
            "SELECT b.source, b.digest FROM body b WHERE b.message = ? AND NOT EXISTS"
            " (SELECT 1 FROM part p WHERE p.message = b.message AND p.facts & 2)"
        )
        found = self._all(query, (message,))
        if not found or found[0] == (None, None):
            raise RecordGoneError(_("The message is not on this computer."))
        packed, digest = found[0]
        return unpack(packed if packed is not None else self._box.parts.read(digest))

    def keep_source(self, message: int, raw: bytes) -> None:
        """Keep a whole message that was fetched anew, or whole for the first time."""
        self.store_body(message, prepare(raw, None))

    def store_body(self, message: int, prepared: Prepared) -> None:
        """Store a message that is fetched anew, or whole for the first time."""
        with self._telling_of(message) as connection:
            write_body(connection, self._box.parts, message, prepared)
            note = "UPDATE message SET body = 'here', preview = ?, files = ? WHERE id = ?"
            connection.execute(note, (prepared.preview, prepared.files, message))
            index_again(connection, [message])

    def store_part(self, message: int, part: str, content: BinaryIO) -> str:
        """Keep the decoded bytes of an attachment and return their hash."""
        digest = self._box.parts.put(content)
        with self._telling_of(message) as connection:
            note = "UPDATE part SET digest = ?, facts = facts & ? WHERE message = ? AND number = ?"
            connection.execute(note, (digest, ~int(PartFact.MISSING), message, part))
        return digest

    @contextmanager
    def part_sink(self, message: int, part: str) -> Iterator[BinaryIO]:
        """Take the decoded bytes of a part; they are kept if the block ends without error."""
        with TemporaryFile(dir=self._box.folder) as sink:
            yield sink
            sink.seek(0)
            self.store_part(message, part, sink)

    def missing_bodies(self, account: uuid.UUID, limit: int) -> list[int]:
        """Return messages whose text was freed or never fetched, newest first."""
        query = (
            "SELECT m.id FROM message m JOIN account a ON a.number = m.account WHERE a.id = ?"
            " AND m.body <> 'here' AND m.uid IS NOT NULL ORDER BY m.id DESC LIMIT ?"
        )
        return [one for (one,) in self._all(query, (account.bytes, limit))]

    @contextmanager
    def _telling_of(self, message: int) -> Iterator[Connection]:
        query = "SELECT a.id FROM message m JOIN account a ON a.number = m.account WHERE m.id = ?"
        found = self._all(query, (message,))
        if not found:
            raise RecordGoneError(_("The message is not there any more."))
        with self._writing(uuid.UUID(bytes=found[0][0])) as connection:
            yield connection
