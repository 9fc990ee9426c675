"""Drafts, files and people of letters: what the window does with the file of letters."""

from __future__ import annotations

import mimetypes
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from desktop.core.clock import Clock, from_micros, local_zone, to_micros
from desktop.core.emails import email_key, is_email
from desktop.core.errors import InputError, InvalidValueError, RecordGoneError, RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.core.mail.composing import likely_size, new_message_id, recipients
from desktop.core.mail.letters import (
    KeptLetter,
    Letter,
    LetterFile,
    LetterState,
    LetterTemplate,
    OutboxRow,
    Queued,
    Sender,
)
from desktop.core.mail.values import Address
from desktop.core.words import fold
from desktop.mail.sending.letter_file import LetterFile as File
from desktop.mail.sending.letter_rows import letter_from_json, letter_to_json
from desktop.mail.sending.outbox import Outbox
from desktop.mail.sending.senders import notice_account, read_senders, read_templates
from desktop.mail.sending.settling import GONE, TOO_LATE
from desktop.store.blobs import CHUNK_BYTES
from desktop.store.engine import DATABASE, Connection, connect_reader
from desktop.store.faults import told

LARGEST_FILE: Final = 150 * 1024 * 1024
NOBODY: Final = N_("Say to whom the letter goes.")
NO_ADDRESS: Final = N_("“{address}” is no e-mail address.")
NO_SENDER: Final = N_("Choose with which account the letter is sent.")
TOO_LARGE: Final = N_("The letter has {size} MB; the server takes {limit} MB at most.")
_MEGABYTE: Final = 1024 * 1024


class LocalLetters:
    """The port `core.mail.letters.Letters`; used by one thread at a time."""

    def __init__(self, profile: Path, clock: Clock, key: bytes | None = None) -> None:
        self._clock = clock
        self._main: Connection | None = None
        self._profile, self._key = profile, key
        self._file = File(profile, key)
        self._outbox = Outbox(self._file)

    # --- what the person writes with
    def senders(self) -> tuple[Sender, ...]:
        """Return the addresses that the person writes under, the usual one first."""
        with self._file.reading() as connection:
            limits = dict(connection.execute("SELECT account, size_limit FROM learnt").fetchall())
        return tuple(
            replace(one, limit=limits.get(one.account.bytes, 0))
            for one in read_senders(self._records())
        )

    def sends_notices(self) -> bool:
        """Tell whether an account is there with which notices of the company are sent."""
        return notice_account(self._records()) is not None

    def templates(self) -> tuple[LetterTemplate, ...]:
        """Return the templates of letters by name."""
        return read_templates(self._records())

    def _records(self) -> Connection:
        if self._main is None:
            with told():
                self._main = connect_reader(self._profile / DATABASE, self._key)
        return self._main

    # --- drafts
    def keep(self, letter: Letter) -> None:
        """Write a draft, durably; raise RuleBrokenError if it is a draft no more."""
        facts = (letter.id.bytes, letter_to_json(letter), to_micros(self._clock.now()))
        with self._file.writing() as connection:
            done = connection.execute(
                "INSERT INTO letter(id, state, vals, edited_at, is_open)"
                " VALUES(?1, 'draft', ?2, ?3, 1) ON CONFLICT(id) DO UPDATE"
                " SET vals = ?2, edited_at = ?3, is_open = 1 WHERE state = 'draft'",
                facts,
            )
            if done.rowcount != 1:
                raise RuleBrokenError(_(TOO_LATE))

    def drop(self, letter: uuid.UUID) -> None:
        """Throw a letter away that is not on its way; of one that arrived, what was told of it."""
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE letter SET problem = '' WHERE id = ? AND state IN ('accepted', 'filed')",
                (letter.bytes,),
            )
            connection.execute(
                "DELETE FROM letter WHERE id = ? AND state IN ('draft', 'rejected', 'cancelled')",
                (letter.bytes,),
            )

    def left(self, letter: uuid.UUID) -> None:
        """Say that its window was closed."""
        with self._file.writing() as connection:
            connection.execute("UPDATE letter SET is_open = 0 WHERE id = ?", (letter.bytes,))

    def open(self, letter: uuid.UUID) -> KeptLetter:
        """Return a letter; raise RecordGoneError."""
        with self._file.reading() as connection:
            found = connection.execute(
                "SELECT id, vals, state, edited_at, is_open FROM letter WHERE id = ?",
                (letter.bytes,),
            ).fetchone()
        if found is None:
            raise RecordGoneError(_(GONE))
        return _kept(*found)

    def waiting(self) -> tuple[KeptLetter, ...]:
        """Return the drafts, the one that was written at last first."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id, vals, state, edited_at, is_open FROM letter"
                " WHERE state = 'draft' ORDER BY edited_at DESC, id"
            ).fetchall()
        return tuple(_kept(*row) for row in rows)

    # --- the outbox
    def send(self, letter: Letter, at: datetime | None = None) -> Queued:
        """Queue a letter; see the port."""
        sender = self._sender_of(letter)
        checked = _checked(letter)
        size, limit = likely_size(checked), sender.limit
        if limit and size > limit:
            raise InputError(_(TOO_LARGE).format(size=_megabytes(size), limit=_megabytes(limit)))
        now = self._clock.now()
        undo = timedelta(seconds=sender.undo_seconds)
        due = max(at, now) if at is not None else now + undo
        whole = replace(checked, message_id=checked.message_id or new_message_id(checked))
        self._outbox.queue(whole, recipients(whole), now, due)
        self._remember(whole, now)
        if at is not None and due > now:
            moment = due.astimezone(local_zone()).strftime("%H:%M %d/%m/%Y")
            sentence = _("The letter goes at {moment}.").format(moment=moment)
        else:
            sentence = _("The letter is being sent.")
        return Queued(whole.id, due, sentence, can_undo=due > now)

    def outbox(self) -> tuple[OutboxRow, ...]:
        """Return what is on its way, refused or uncertain."""
        return self._outbox.rows()

    def retry(self, letter: uuid.UUID) -> None:
        """Try one now that was deferred or refused."""
        self._outbox.retry(letter, self._clock.now())

    def cancel(self, letter: uuid.UUID) -> Letter:
        """Take a letter back that has not begun to go."""
        return self._outbox.take_back(letter)

    def said(self, letter: uuid.UUID, *, sent: bool) -> None:
        """Say of an uncertain one that it arrived, or that it is to be sent again."""
        self._outbox.said(letter, self._clock.now(), sent=sent)

    def _sender_of(self, letter: Letter) -> Sender:
        for one in self.senders():
            if one.account == letter.account and one.identity == letter.identity:
                return one
        raise InvalidValueError(_(NO_SENDER), field="sender")

    # --- attachments
    def keep_file(self, path: str) -> LetterFile:
        """Take a file over as an attachment; raise InputError if it cannot be read."""
        one = Path(path)
        try:
            with one.open("rb") as source:
                digest = self._file.blobs.put(source, LARGEST_FILE)
                size = source.tell()
        except OSError as error:
            raise InputError(_("The file cannot be read: {path}").format(path=path)) from error
        return LetterFile(one.name, _kind_of(one.name), size, digest)

    def keep_bytes(self, name: str, kind: str, content: bytes, cid: str = "") -> LetterFile:
        """Take bytes over as an attachment, or as a picture of the text."""
        digest = self._file.blobs.put(content)
        return LetterFile(name, kind or _kind_of(name), len(content), digest, cid)

    def bytes_of(self, file: LetterFile) -> bytes:
        """Return the bytes of an attachment; raise RecordGoneError."""
        return self._file.blobs.read(file.digest)

    def copy_to(self, file: LetterFile, path: str) -> None:
        """Write an attachment to a file; raise StorageError."""
        with self._file.blobs.open(file.digest) as source, told(), Path(path).open("wb") as target:
            shutil.copyfileobj(source, target, CHUNK_BYTES)

    # --- people
    def known_people(self, text: str, limit: int = 8) -> Sequence[Address]:
        """Return to whom letters were sent from here, the most usual first."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT shown, name FROM person WHERE instr(words, ?) > 0"
                " ORDER BY times DESC, last_at DESC LIMIT ?",
                (fold(text.strip()), limit),
            ).fetchall()
        return [Address(name, address) for address, name in rows]

    def _remember(self, letter: Letter, now: datetime) -> None:
        people = {email_key(one.address): one for one in (*letter.to, *letter.cc, *letter.bcc)}
        with self._file.writing() as connection:
            connection.executemany(
                "INSERT INTO person VALUES(?1, ?2, ?3, ?4, 1, ?5) ON CONFLICT(address) DO UPDATE"
                " SET times = times + 1, last_at = ?5, name = iif(?2 = '', name, ?2),"
                " words = iif(?2 = '', words, ?4)",
                [
                    (key, one.name, one.address, fold(f"{one.name} {key}"), to_micros(now))
                    for key, one in people.items()
                ],
            )

    def close(self) -> None:
        """Close what is open."""
        if self._main is not None:
            self._main.close()
        self._file.close()


def _checked(letter: Letter) -> Letter:
    people = (*letter.to, *letter.cc, *letter.bcc)
    if not people:
        raise InvalidValueError(_(NOBODY), field="to")
    for one in people:
        if not is_email(one.address):
            raise InvalidValueError(_(NO_ADDRESS).format(address=one.address), field="to")
    return letter


def _kept(one: bytes, vals: str, state: str, edited_at: int, is_open: int) -> KeptLetter:
    letter = letter_from_json(uuid.UUID(bytes=one), vals)
    return KeptLetter(letter, LetterState(state), from_micros(edited_at), is_open=bool(is_open))


def _kind_of(name: str) -> str:
    if name.lower().endswith(".eml"):
        return "message/rfc822"
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".replace(".", ",")
