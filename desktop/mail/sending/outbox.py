"""The outbox as the person has it: what is put in, taken back, tried again, and what it shows.

Each step is one commit, forced to disk, and names the states that it may start from: of two who
want different things with a letter at one moment, one finds that it came too late.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from desktop.core.clock import from_micros, to_micros
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import _
from desktop.core.mail.letters import Letter, LetterRecipient, LetterState, OutboxRow
from desktop.mail.sending.letter_file import LetterFile
from desktop.mail.sending.letter_rows import letter_from_json, letter_to_json
from desktop.mail.sending.settling import TOO_LATE, letter_of, settle, shown_state
from desktop.store.engine import Connection

_MOST_PEOPLE: Final = 5
_ROWS: Final = (
    "SELECT id, vals, state, due_at, queued_at, problem, size, attempts FROM letter"
    " WHERE state IN ('queued', 'deferred', 'transmitting', 'rejected', 'uncertain')"
    " OR (state IN ('accepted', 'filed') AND problem <> '')"
    " ORDER BY due_at IS NULL, due_at, queued_at"
)


class Outbox:
    """The letters on their way, as the person acts on them."""

    def __init__(self, file: LetterFile) -> None:
        self._file = file

    def queue(
        self,
        letter: Letter,
        to: Sequence[str],
        now: datetime,
        due: datetime,
        rows: Sequence[uuid.UUID] = (),
    ) -> None:
        """Queue a letter; raise RuleBrokenError if it was queued before.

        `rows`: what of other modules it was made from; none of it is ever queued again.
        """
        facts = (
            letter.id.bytes,
            letter_to_json(letter),
            to_micros(now),
            None if letter.account is None else letter.account.bytes,
            to_micros(due),
        )
        with self._file.writing() as connection:
            done = connection.execute(
                "INSERT INTO letter(id, state, vals, edited_at, account, queued_at, due_at)"
                " VALUES(?1, 'queued', ?2, ?3, ?4, ?3, ?5) ON CONFLICT(id) DO UPDATE SET"
                " state = 'queued', vals = ?2, edited_at = ?3, is_open = 0, account = ?4,"
                " queued_at = ?3, due_at = ?5, attempts = 0, problem = '', is_ending = 0,"
                " digest = '', size = 0 WHERE state = 'draft'",
                facts,
            )
            if done.rowcount != 1:
                raise RuleBrokenError(_(TOO_LATE))
            connection.execute("DELETE FROM recipient WHERE letter = ?", (letter.id.bytes,))
            connection.executemany(
                "INSERT OR IGNORE INTO recipient VALUES(?, ?, 'waiting', '')",
                [(letter.id.bytes, one) for one in to],
            )
            connection.executemany(
                "INSERT INTO sent_row(row, letter) VALUES(?, ?)",
                [(one.bytes, letter.id.bytes) for one in rows],
            )

    def queued_rows(self) -> frozenset[uuid.UUID]:
        """Return what of other modules was queued and is not settled yet."""
        with self._file.reading() as connection:
            found = connection.execute("SELECT row FROM sent_row WHERE is_told = 0").fetchall()
        return frozenset(uuid.UUID(bytes=one) for (one,) in found)

    def settled_rows(self) -> list[tuple[uuid.UUID, LetterState, str]]:
        """Return what of other modules went or was refused, and is not told of yet; with why."""
        with self._file.reading() as connection:
            found = connection.execute(
                "SELECT r.row, l.state, l.problem FROM sent_row r JOIN letter l ON l.id = r.letter"
                " WHERE r.is_told = 0 AND l.state IN ('accepted', 'filed', 'rejected')"
            ).fetchall()
        return [(uuid.UUID(bytes=one), LetterState(state), why) for one, state, why in found]

    def told_rows(self, rows: Sequence[uuid.UUID]) -> None:
        """Note that those who queued these know what became of them."""
        with self._file.writing() as connection:
            connection.executemany(
                "UPDATE sent_row SET is_told = 1 WHERE row = ?", [(one.bytes,) for one in rows]
            )

    def take_back(self, letter: uuid.UUID) -> Letter:
        """Make a letter that nobody got a draft again; raise RuleBrokenError, RecordGoneError."""
        with self._file.writing() as connection:
            done = connection.execute(
                "UPDATE letter SET state = 'draft', due_at = NULL, problem = '', digest = ''"
                " WHERE id = ? AND state IN ('queued', 'deferred', 'rejected')"
                " AND NOT EXISTS (SELECT 1 FROM recipient"
                " WHERE letter = id AND state IN ('accepted', 'going'))",
                (letter.bytes,),
            )
            found = letter_of(connection, letter)
            if done.rowcount != 1:
                raise RuleBrokenError(_(TOO_LATE))
            made = replace(found, message_id="")
            connection.execute(
                "UPDATE letter SET vals = ? WHERE id = ?", (letter_to_json(made), letter.bytes)
            )
        return made

    def retry(self, letter: uuid.UUID, now: datetime) -> None:
        """Try again at once to send to those who were not refused, or to all of them."""
        with self._file.writing() as connection:
            done = connection.execute(
                "UPDATE letter SET state = 'queued', due_at = ?1, queued_at = ?1, problem = ''"
                " WHERE id = ?2 AND state IN ('queued', 'deferred', 'rejected')",
                (to_micros(now), letter.bytes),
            )
            if done.rowcount != 1:
                raise RuleBrokenError(_(TOO_LATE))
            connection.execute(
                "UPDATE recipient SET state = 'waiting', reply = ''"
                " WHERE letter = ? AND state = 'refused'",
                (letter.bytes,),
            )

    def said(self, letter: uuid.UUID, now: datetime, *, sent: bool) -> None:
        """Settle an uncertain letter: it arrived, or it did not and goes again."""
        with self._file.writing() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM letter WHERE id = ? AND state = 'uncertain'", (letter.bytes,)
            ).fetchone()
            if not count:
                raise RuleBrokenError(_(TOO_LATE))
            connection.execute(
                "UPDATE recipient SET state = ? WHERE letter = ? AND state = 'going'",
                ("accepted" if sent else "waiting", letter.bytes),
            )
            settle(connection, letter, now)

    def rows(self) -> tuple[OutboxRow, ...]:
        """Return what a person should see of what is on its way."""
        with self._file.reading() as connection:
            rows = connection.execute(_ROWS).fetchall()
            return tuple(_row(connection, row) for row in rows)


def _row(connection: Connection, row: tuple[Any, ...]) -> OutboxRow:
    one, vals, state, due, queued, problem, size, attempts = row
    letter = letter_from_json(uuid.UUID(bytes=one), vals)
    people = [str(who) for who in (*letter.to, *letter.cc, *letter.bcc)]
    told = connection.execute(
        "SELECT address, state, reply FROM recipient WHERE letter = ? ORDER BY address", (one,)
    ).fetchall()
    return OutboxRow(
        letter.id,
        letter.account,
        LetterState(state),
        letter.subject,
        ", ".join(people[:_MOST_PEOPLE]) + (" …" if len(people) > _MOST_PEOPLE else ""),
        None if due is None else from_micros(due),
        from_micros(queued),
        problem,
        size or sum(file.size for file in letter.files),
        attempts,
        tuple(LetterRecipient(address, shown_state(of), reply) for address, of, reply in told),
    )
