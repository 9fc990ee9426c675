"""What a letter's recipients make of its state."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from desktop.core.clock import to_micros
from desktop.core.errors import RecordGoneError
from desktop.core.i18n import N_, _
from desktop.core.mail.letters import Letter, LetterState, RecipientState
from desktop.mail.sending.letter_rows import letter_from_json
from desktop.store.engine import Connection

GOING: Final = "going"  # a recipient of the transmission under way, or of an uncertain one
TOO_LATE: Final = N_("This letter is on its way already.")
GONE: Final = N_("This letter is not here any more.")


def settle(connection: Connection, letter: uuid.UUID, now: datetime) -> bool:
    """Put a letter into the state that its recipients give it; True: some wait."""
    states = dict(
        connection.execute(
            "SELECT state, count(*) FROM recipient WHERE letter = ? GROUP BY state",
            (letter.bytes,),
        ).fetchall()
    )
    waits = bool(states.get("waiting"))
    state = LetterState.DEFERRED if waits else LetterState.ACCEPTED
    if not waits and not states.get("accepted"):
        state = LetterState.REJECTED
    connection.execute(
        "UPDATE letter SET state = ?, due_at = ?, ended_at = ?, is_ending = 0, problem = ?"
        " WHERE id = ?",
        (
            state,
            to_micros(now) if waits else None,
            None if waits else to_micros(now),
            refusals(connection, letter) if states.get("refused") else "",
            letter.bytes,
        ),
    )
    return waits


def mark(connection: Connection, letter: uuid.UUID, replies: Mapping[str, str], state: str) -> None:
    """Note what the server said of some recipients."""
    connection.executemany(
        "UPDATE recipient SET state = ?, reply = ? WHERE letter = ? AND address = ?",
        [(state, reply, letter.bytes, one) for one, reply in replies.items()],
    )


def shown_state(state: str) -> RecipientState:
    """Return what a person is told of a recipient."""
    return RecipientState.WAITING if state == GOING else RecipientState(state)


def refusals(connection: Connection, letter: uuid.UUID) -> str:
    """Return who was refused and why, as lines."""
    rows = connection.execute(
        "SELECT address, reply FROM recipient WHERE letter = ? AND state = 'refused'"
        " ORDER BY address LIMIT 5",
        (letter.bytes,),
    ).fetchall()
    return "\n".join(f"{address}: {reply}" for address, reply in rows)


def letter_of(connection: Connection, letter: uuid.UUID) -> Letter:
    """Return a letter; raise RecordGoneError."""
    row = connection.execute("SELECT vals FROM letter WHERE id = ?", (letter.bytes,)).fetchone()
    if row is None:
        raise RecordGoneError(_(GONE))
    return letter_from_json(letter, row[0])
