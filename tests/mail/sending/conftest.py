"""A server of its own for each module, and letters on their way to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core.clock import FrozenClock
from desktop.core.ids import new_id
from desktop.core.mail.composing import new_message_id, recipients
from desktop.core.mail.letters import Letter, LetterState, OutboxRow
from desktop.core.mail.values import Address
from desktop.mail.sending.letter_file import LetterFile
from desktop.mail.sending.outbox import Outbox
from desktop.mail.sending.smtp import SmtpSession
from desktop.mail.sending.smtp_values import OutgoingServer
from desktop.mail.sending.transit import Transit
from desktop.mail.sending.transmitting import Transmission
from tests.mail.sending.post_office import PostOffice, serving

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LAN = Address("Nguyễn Thị Lan", "lan@abc.vn")
BINH = Address("Trần Bình", "binh@khach.vn")


@dataclass
class Desk:
    """The outbox of a profile, and the way from it to a server."""

    file: LetterFile
    outbox: Outbox
    transit: Transit
    clock: FrozenClock
    port: int

    def queue(self, *to: str, **values: Any) -> Letter:
        """Queue a letter to some addresses, for now."""
        people = tuple(Address("", one) for one in to) or (BINH,)
        given = {
            "sender": LAN,
            "to": people,
            "subject": "Báo giá",
            "text": "Kính gửi\n.\n",
            **values,
        }
        letter = Letter(new_id(), account=uuid.UUID(int=1), **given)
        whole = Letter(**{**_fields(letter), "message_id": new_message_id(letter)})
        self.outbox.queue(whole, recipients(whole), self.clock.now(), self.clock.now())
        return whole

    def send(self, port: int = 0) -> None:
        """Send what is due, as the loop does."""
        server = OutgoingServer("127.0.0.1", port or self.port, "none")
        transmission = Transmission(
            self.file, self.transit, self.clock, lambda _due: SmtpSession(server)
        )
        for due in self.transit.due(self.clock.now()):
            transmission.send(due)
        transmission.close()

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(**span))

    def state(self, letter: Letter) -> LetterState:
        """Return how far a letter is."""
        with self.file.reading() as connection:
            (state,) = connection.execute(
                "SELECT state FROM letter WHERE id = ?", (letter.id.bytes,)
            ).fetchone()
        return LetterState(state)

    def row(self, letter: Letter) -> OutboxRow:
        """Return what the outbox shows of a letter."""
        return next(one for one in self.outbox.rows() if one.id == letter.id)


def _fields(letter: Letter) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in letter.__match_args__}


@pytest.fixture(scope="module")
def server() -> Iterator[PostOffice]:
    with serving() as office:
        yield office


@pytest.fixture
def office(server: PostOffice) -> PostOffice:
    server.accepted.clear()
    server.replies.clear()
    server.data_replies.clear()
    server.on_data = None
    return server


@pytest.fixture
def desk(tmp_path: Path, office: PostOffice) -> Iterator[Desk]:
    file = LetterFile(tmp_path)
    yield Desk(file, Outbox(file), Transit(file), FrozenClock(NOW), office.port)
    file.close()
