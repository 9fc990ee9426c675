"""Filing messages of the mailbox with records of the company, and taking them out again."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from desktop.core.emails import email_key
from desktop.core.errors import RecordGoneError
from desktop.core.mail.keys import message_key
from desktop.core.mail.ports import MailReads
from desktop.core.mail.values import MailView, PartState
from desktop.core.permissions import Actor
from desktop.core.quick_dataclass import dataclass
from desktop.mail.boxes.opening import Box
from desktop.mail.filing.rules import WITHDRAWN, Wanted, note_tie
from desktop.mail.filing.telling import is_whole, told_of
from desktop.services.mail.filing import MAIL_LINK, file_message, own_links, withdraw
from desktop.store.blobs import Blobs
from desktop.store.work import Store

FILE, WITHDRAW = f"{MAIL_LINK}.file", f"{MAIL_LINK}.withdraw"
_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Cabinet:
    """Both sides of filing: the mailbox, and the records and files of the profile."""

    box: Box
    mail: MailReads
    store: Store
    actor: Actor
    blobs: Blobs


def file_all(cabinet: Cabinet, wanted: Sequence[Wanted], how: str) -> int:
    """File messages with records, some in each unit of work; return how many were filed.

    A message that names no Message-ID, or is gone, is left out, and so is a record that is gone.
    """
    own = {email_key(one.address) for one in cabinet.mail.accounts()}
    count = 0
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        told = list(_told(cabinet, some, own))
        with cabinet.store.work(cabinet.actor, FILE) as work:
            filed = []
            for one, message in told:
                with suppress(RecordGoneError):
                    file_message(work, message, one.entity, str(one.record), one.sharing)
                    filed.append(one)
        with cabinet.box.writing() as connection:
            for one in some:  # what cannot be filed is not tried again and again
                note_tie(connection, one, how if one in filed else WITHDRAWN)
        count += len(filed)
    return count


def withdraw_all(cabinet: Cabinet, messages: Sequence[int]) -> int:
    """Take messages out of the company's records; return how many entries there were.

    The account's choice does not file them again.
    """
    query = "SELECT message, entity, record, title FROM tie WHERE message = ? AND how <> ?"
    ties = [
        Wanted(message, entity, uuid.UUID(bytes=record), title, "")
        for one in messages
        for message, entity, record, title in cabinet.box.connection.execute(
            query, (one, WITHDRAWN)
        ).fetchall()
    ]
    count = 0
    with cabinet.store.work(cabinet.actor, WITHDRAW) as work:
        for one in messages:
            key = message_key(cabinet.mail.message(one).message_id)
            count += withdraw(work, own_links(work, key))
    with cabinet.box.writing() as connection:
        for tie in ties:
            note_tie(connection, tie, WITHDRAWN)
    return count


def _told(
    cabinet: Cabinet, some: Sequence[Wanted], own: Collection[str]
) -> Iterator[tuple[Wanted, dict[str, Any]]]:
    for one in some:
        with suppress(RecordGoneError):
            view = cabinet.mail.message(one.message)
            message = told_of(view, own, _files(cabinet, view, one.sharing))
            if message["key"] and (one.sharing != "full" or is_whole(view)):
                yield one, message


def _files(cabinet: Cabinet, view: MailView, sharing: str) -> list[dict[str, Any]]:
    """Return the attachments; the bytes of a message shared whole go into the blob store."""
    found: list[dict[str, Any]] = []
    for one in view.files:
        if one.is_inline:
            continue
        file: dict[str, Any] = {"name": one.name, "size": one.size}
        if sharing == "full" and one.state is PartState.LOCAL:
            file["blob"] = cabinet.blobs.put(cabinet.mail.part(view.row.id, one.part))
        found.append(file)
    return found
