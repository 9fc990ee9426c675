"""Messages that other modules left to be sent: notices by e-mail, one letter for each moment.

A row is sent by the program that wrote it and by no other: what comes from a company's server was
not captured here. What is queued is remembered beside the letters, so no row becomes two letters.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from desktop.core.clock import to_micros
from desktop.core.emails import is_email
from desktop.core.i18n import N_, _, ngettext
from desktop.core.ids import new_id
from desktop.core.mail.answering import written_by
from desktop.core.mail.composing import new_message_id
from desktop.core.mail.letters import Letter, LetterState, Sender
from desktop.core.mail.values import Address
from desktop.core.notices.channels import EMAIL, provide, withdraw
from desktop.core.permissions import Actor
from desktop.mail.sending.outbox import Outbox
from desktop.mail.sending.senders import notice_account, read_senders
from desktop.models.notices.notice import OutgoingMessage
from desktop.store.work import Store

COMMAND: Final = "outgoing_message.send"
NO_ADDRESS: Final = N_("This person has no e-mail address.")
_MOST: Final = 500  # of a reason
_DUE: Final = (
    "SELECT o.id, o.subject, o.body, o.address, o.batch_at FROM outgoing_message o"
    " WHERE o.deleted_at IS NULL AND o.channel = 'email' AND o.state = 'waiting'"
    " AND (o.batch_at IS NULL OR o.batch_at <= ?) AND EXISTS"
    " (SELECT 1 FROM change c WHERE c.tbl = 'outgoing_message' AND c.row_id = o.id)"
    " ORDER BY o.batch_at, o.id LIMIT 500"
)


class NoticeMail:
    """Queues them; asked with each round of sending."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self._store = store
        self._actor = actor

    def __call__(self, outbox: Outbox) -> None:
        """Queue what is due, and note what became of what was queued."""
        self._settle(outbox)
        with self._store.reading() as connection:
            account = notice_account(connection)
            senders = read_senders(connection)
            now = self._store.clock.now()
            rows = connection.execute(_DUE, (to_micros(now),)).fetchall()
        sender = next((one for one in senders if one.account == account), None)
        if sender is None:
            withdraw(EMAIL)
            return
        provide(EMAIL)
        queued = outbox.queued_rows()
        together: dict[tuple[str, int], list[tuple[Any, ...]]] = defaultdict(list)
        for row in rows:
            if uuid.UUID(bytes=row[0]) not in queued:
                together[(row[3] or "", row[4] or 0)].append(row)
        for (address, _moment), group in together.items():
            ids = [uuid.UUID(bytes=row[0]) for row in group]
            if not is_email(address):
                self._note([(one, "failed", _(NO_ADDRESS)) for one in ids])
                continue
            letter = _letter(sender, address, group)
            outbox.queue(letter, [address], now, now, ids)

    def _settle(self, outbox: Outbox) -> None:
        settled = outbox.settled_rows()
        if settled:
            self._note(
                [
                    (one, "failed" if state is LetterState.REJECTED else "sent", why)
                    for one, state, why in settled
                ]
            )
            outbox.told_rows([one for one, _state, _why in settled])

    def _note(self, settled: Sequence[tuple[uuid.UUID, str, str]]) -> None:
        with self._store.work(self._actor, COMMAND) as work:
            for one, state, why in settled:
                row = work.session.get(OutgoingMessage, one)
                if row is not None:
                    row.state = state
                    row.failure = why[:_MOST] or None


def _letter(sender: Sender, address: str, rows: Sequence[tuple[Any, ...]]) -> Letter:
    """Return one letter of all that one person is told at one moment."""
    count = len(rows)
    subject = str(rows[0][1])
    if count > 1:
        subject = ngettext("{count} notice", "{count} notices", count).format(count=count)
    text = "\n\n".join(str(row[2] or row[1]) for row in rows)
    made = Letter(
        new_id(),
        to=(Address("", address),),
        subject=subject,
        text=text,
        is_plain=True,
        is_automatic=True,
    )
    whole = written_by(made, sender)
    return replace(whole, message_id=new_message_id(whole))
