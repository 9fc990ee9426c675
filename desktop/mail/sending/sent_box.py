"""The mailbox as sending needs it: the copy of what was sent, and what it answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from desktop.core.changes import Changes
from desktop.core.mail.letters import Answering, Letter
from desktop.core.mail.values import MAILBOX, FolderRole
from desktop.mail.boxes.copying import append_messages
from desktop.mail.boxes.flags import ANSWERED, FORWARDED
from desktop.mail.boxes.opening import Box
from desktop.mail.boxes.prepared import node_of
from desktop.mail.boxes.undoing import change_messages
from desktop.store.engine import Role

_SENT: Final = (
    "SELECT f.id FROM folder f JOIN account a ON a.number = f.account"
    " WHERE a.id = ? AND f.role = ? AND f.is_gone = 0 ORDER BY f.id LIMIT 1"
)
_KNOWN: Final = (
    "SELECT count(*) FROM message m JOIN account a ON a.number = m.account"
    " WHERE a.id = ? AND m.node = ? AND m.folder IS NOT NULL"
)


class LocalSentBox:
    """The port `loop.SentBox`; opened with its first use."""

    def __init__(
        self, profile: Path, tell: Callable[[Changes], None], key: bytes | None = None
    ) -> None:
        self._profile = profile
        self._tell = tell
        self._key = key
        self._box: Box | None = None

    def file_sent(self, letter: Letter, make: Callable[[], bytes]) -> bool:
        """Put a copy among the sent letters; False: that folder is not known yet."""
        if letter.account is None or self.has_sent(letter.account, letter.message_id):
            return True
        box = self._opened()
        with box.writing() as connection:
            found = connection.execute(_SENT, (letter.account.bytes, FolderRole.SENT)).fetchone()
            if found is None:
                return False
            append_messages(connection, box.parts, [make()], found[0])
        self._tell(Changes({MAILBOX: frozenset({letter.account})}))
        return True

    def has_sent(self, account: uuid.UUID, message_id: str) -> bool:
        """Tell whether a message of that id is known to lie on the server."""
        with self._opened().reading() as connection:
            (count,) = connection.execute(_KNOWN, (account.bytes, node_of(message_id))).fetchone()
        return bool(count)

    def mark_answered(self, letter: Letter) -> None:
        """Mark the message that a letter answers or sends on."""
        if not letter.answers:
            return
        bit = ANSWERED if letter.answering is Answering.REPLY else FORWARDED

        def change(_message: int, now: Any) -> dict[str, Any]:  # noqa: ANN401 - as `Change` has it
            return {"flags": now["flags"] | bit}

        with self._opened().writing() as connection:
            change_messages(connection, [letter.answers], change)
        if letter.account is not None:
            self._tell(Changes({MAILBOX: frozenset({letter.account})}))

    def close(self) -> None:
        """Close it; it opens again with its next use."""
        box, self._box = self._box, None
        if box is not None:
            box.close()

    def _opened(self) -> Box:
        if self._box is None:
            self._box = Box(self._profile, Role.WORKER, self._key)
        return self._box
