"""How a letter gets from one state to the next while it is sent; each step is one commit.

What stands here is on the disk before the next command goes to a server, so that whatever ends this
program leaves behind how far a letter was.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop.core.clock import from_micros, to_micros
from desktop.core.i18n import N_, _
from desktop.core.mail.letters import Letter, LetterState, RecipientState
from desktop.mail.sending.letter_file import LetterFile
from desktop.mail.sending.letter_rows import letter_from_json, letter_to_json
from desktop.mail.sending.settling import GOING, mark, settle
from desktop.store.engine import Connection

WAITS: Final = (1, 5, 15, 60)  # minutes until the next attempt; the last one again and again
GIVE_UP: Final = timedelta(hours=48)
GAVE_UP: Final = N_("It was tried for two days without success. {why}")
_MICROS: Final = 60_000_000


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that is to be sent now, to those who have not got it."""

    letter: Letter
    to: tuple[str, ...]
    queued_at: datetime
    attempts: int
    digest: str  # of the frozen message, "" before it was made
    size: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """A letter that a server answers for, whose copy is to be filed."""

    letter: Letter
    digest: str
    ended_at: datetime


class Transit:
    """The letters that are due, and how far each got."""

    def __init__(self, file: LetterFile) -> None:
        self._file = file

    def recover(self, now: datetime) -> int:
        """Settle what was under way when the program ended; return how many are uncertain.

        A server acts on no message whose end did not come (RFC 5321, 4.1.1.4), so those go again.
        """
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE recipient SET state = 'waiting' WHERE state = 'going' AND letter IN"
                " (SELECT id FROM letter WHERE state = 'transmitting' AND is_ending = 0)"
            )
            connection.execute(
                "UPDATE letter SET state = 'deferred', due_at = ?"
                " WHERE state = 'transmitting' AND is_ending = 0",
                (to_micros(now),),
            )
            done = connection.execute(
                "UPDATE letter SET state = 'uncertain' WHERE state = 'transmitting'"
            )
            return done.rowcount

    def due(self, now: datetime) -> list[Due]:
        """Return what is to be sent now, the one that waited longest first."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id, vals, queued_at, attempts, digest, size FROM letter"
                " WHERE state IN ('queued', 'deferred') AND due_at <= ? ORDER BY due_at, id",
                (to_micros(now),),
            ).fetchall()
            return [
                Due(
                    letter_from_json(uuid.UUID(bytes=one), vals),
                    self._waiting(connection, one),
                    from_micros(queued),
                    attempts,
                    digest,
                    size,
                )
                for one, vals, queued, attempts, digest, size in rows
            ]

    def next_due(self) -> datetime | None:
        """Return when there is something to do again."""
        with self._file.reading() as connection:
            (at,) = connection.execute(
                "SELECT min(due_at) FROM letter"
                " WHERE state IN ('queued', 'deferred') AND due_at > 0"
            ).fetchone()
        return None if at is None else from_micros(at)

    def _waiting(self, connection: Connection, letter: bytes) -> tuple[str, ...]:
        rows = connection.execute(
            "SELECT address FROM recipient WHERE letter = ? AND state = 'waiting'", (letter,)
        )
        return tuple(address for (address,) in rows.fetchall())

    def freeze(self, due: Due, digest: str, size: int) -> bool:
        """Note which bytes a letter is from now on; False: it was taken back meanwhile."""
        facts = (digest, size, due.letter.id.bytes, letter_to_json(due.letter))
        with self._file.writing() as connection:
            done = connection.execute(
                "UPDATE letter SET digest = ?, size = ?"
                " WHERE id = ? AND vals = ? AND state IN ('queued', 'deferred')",
                facts,
            )
            return done.rowcount == 1

    def begin_data(self, letter: uuid.UUID, digest: str, to: Iterable[str]) -> bool:
        """Note that these bytes go to these now; False: it was taken back, so they must not."""
        with self._file.writing() as connection:
            done = connection.execute(
                "UPDATE letter SET state = 'transmitting', is_ending = 0, attempts = attempts + 1"
                " WHERE id = ? AND digest = ? AND state IN ('queued', 'deferred')",
                (letter.bytes, digest),
            )
            if done.rowcount == 1:
                mark(connection, letter, dict.fromkeys(to, ""), GOING)
            return done.rowcount == 1

    def begin_end(self, letter: uuid.UUID) -> None:
        """Note that from now on the server may have the whole letter."""
        with self._file.writing() as connection:
            connection.execute("UPDATE letter SET is_ending = 1 WHERE id = ?", (letter.bytes,))

    def refuse(self, letter: uuid.UUID, replies: Mapping[str, str]) -> None:
        """Note whom the server does not take it for."""
        with self._file.writing() as connection:
            mark(connection, letter, replies, RecipientState.REFUSED)

    def accept(self, letter: uuid.UUID, to: Iterable[str], reply: str, now: datetime) -> bool:
        """Note that the server answers for these; tell whether some are still to be sent to."""
        with self._file.writing() as connection:
            mark(connection, letter, dict.fromkeys(to, reply), RecipientState.ACCEPTED)
            return settle(connection, letter, now)

    def settle(self, letter: uuid.UUID, now: datetime) -> bool:
        """Put a letter whose recipients were refused into its state; True: some wait."""
        with self._file.writing() as connection:
            return settle(connection, letter, now)

    def defer(self, due: Due, why: str, now: datetime, *, counts: bool = True) -> None:
        """Try again later, or give up after two days; recipients of this attempt wait again.

        `counts` False: only a person can help, and nothing is tried until one says so.
        """
        letter = due.letter.id.bytes
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE recipient SET state = 'waiting' WHERE letter = ? AND state = 'going'",
                (letter,),
            )
            is_over = counts and now - due.queued_at > GIVE_UP
            at = None
            if not is_over and counts:
                at = to_micros(now) + WAITS[min(due.attempts, len(WAITS) - 1)] * _MICROS
            connection.execute(
                "UPDATE letter SET state = ?, due_at = ?, problem = ?, is_ending = 0,"
                " attempts = attempts + (state <> 'transmitting')"
                " WHERE id = ? AND state IN ('queued', 'deferred', 'transmitting')",
                (
                    LetterState.REJECTED if is_over else LetterState.DEFERRED,
                    at,
                    _(GAVE_UP).format(why=why) if is_over else why,
                    letter,
                ),
            )

    def reject(self, letter: uuid.UUID, why: str, now: datetime) -> None:
        """Note that the server does not take the letter; who has it already has it."""
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE recipient SET state = 'refused', reply = ?"
                " WHERE letter = ? AND state IN ('going', 'waiting')",
                (why, letter.bytes),
            )
            settle(connection, letter, now)
            connection.execute("UPDATE letter SET problem = ? WHERE id = ?", (why, letter.bytes))

    def doubt(self, letter: uuid.UUID, why: str, now: datetime) -> None:
        """Note that nobody knows whether the server has it; nothing sends it again by itself."""
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE letter SET state = 'uncertain', due_at = NULL, ended_at = ?, problem = ?"
                " WHERE id = ?",
                (to_micros(now), why, letter.bytes),
            )

    # --- afterwards
    def doubtful(self) -> list[Letter]:
        """Return the letters of which it is not known whether they arrived."""
        return [one.letter for one in self._in_state(LetterState.UNCERTAIN)]

    def to_file(self) -> list[Accepted]:
        """Return what was accepted and not filed yet."""
        return self._in_state(LetterState.ACCEPTED)

    def filed(self, letter: uuid.UUID) -> None:
        """Note that the copy is where sent letters are, or on its way there."""
        with self._file.writing() as connection:
            connection.execute(
                "UPDATE letter SET state = 'filed' WHERE id = ? AND state = 'accepted'",
                (letter.bytes,),
            )

    def _in_state(self, state: LetterState) -> list[Accepted]:
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT id, vals, digest, coalesce(ended_at, edited_at) FROM letter"
                " WHERE state = ? ORDER BY id",
                (state,),
            ).fetchall()
        return [
            Accepted(letter_from_json(uuid.UUID(bytes=one), vals), digest, from_micros(at))
            for one, vals, digest, at in rows
        ]
