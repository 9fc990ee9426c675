"""The mailbox and the company's records: what the window asks the worker for.

`mail.share` files what accounts share by themselves, `mail.file` files messages with a record,
`mail.withdraw` takes them out again.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Final

import sqlalchemy as sa

from desktop.core.changes import Changes
from desktop.core.errors import InvalidValueError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.mail.values import MAILBOX
from desktop.mail.boxes.opening import FOLDER, Box
from desktop.mail.boxes.opening import MAILBOX as MAILBOX_FILE
from desktop.mail.boxes.reads import LocalMailReads
from desktop.mail.filing.filing import FILE, Cabinet, file_all, withdraw_all
from desktop.mail.filing.rules import HAND, RULE, Wanted, wanted_by_accounts
from desktop.models.mail import MailAccount
from desktop.services.long_work import LongWork, long_work
from desktop.services.mail.filing import LINKS, SHARINGS
from desktop.store.blobs import Blobs
from desktop.store.engine import Role
from desktop.store.reader import Reader
from desktop.store.titles import read_titles

_AT_ONCE: Final = 500  # messages that one request files by the choice of accounts


@long_work("mail.share")
def share_mail(work: LongWork) -> Json:
    """File what accounts share by themselves; return whether more waits."""
    sharing = _sharing(work)
    is_there = (work.profile / FOLDER / MAILBOX_FILE).exists()
    if not (sharing and is_there and work.actor.may(FILE)):
        return False
    with _cabinet(work) as cabinet, closing(Reader(work.store.path, work.store.key)) as records:
        wanted = wanted_by_accounts(cabinet.box.connection, records, sharing, _AT_ONCE)
        file_all(cabinet, wanted, RULE)
        if wanted:
            _tell(work, cabinet)
    return len(wanted) == _AT_ONCE


@long_work("mail.file")
def file_mail(
    work: LongWork,
    ids: Sequence[int],
    record_type: str,
    record_id: str,
    sharing: str = "metadata",
) -> Json:
    """File messages with a record; return how many were filed.

    Raises:
        NotAllowedError: the right is missing.
        InvalidValueError: nothing can be filed there.
    """
    if record_type not in LINKS or sharing not in SHARINGS:
        raise InvalidValueError(_("The e-mail cannot be filed there."))
    record = uuid.UUID(record_id)
    with _cabinet(work) as cabinet:
        with closing(Reader(work.store.path, work.store.key)) as reader, reader.question():
            title = read_titles(reader, record_type, [record.bytes]).get(record.bytes, "")
        wanted = [Wanted(one, record_type, record, title, sharing) for one in ids]
        count = file_all(cabinet, wanted, HAND)
        _tell(work, cabinet)
    return count


@long_work("mail.withdraw")
def withdraw_mail(work: LongWork, ids: Sequence[int]) -> Json:
    """Take messages out of the company's records; return how many entries there were."""
    with _cabinet(work) as cabinet:
        count = withdraw_all(cabinet, ids)
        _tell(work, cabinet)
    return count


@contextmanager
def _cabinet(work: LongWork) -> Iterator[Cabinet]:
    key = work.store.key
    with (
        closing(Box(work.profile, Role.WORKER, key)) as box,
        closing(LocalMailReads(work.profile, work.store.clock, key)) as mail,
    ):
        yield Cabinet(box, mail, work.store, work.actor, Blobs(work.profile, key))


def _sharing(work: LongWork) -> dict[uuid.UUID, str]:
    """Return what each account shares by itself, but for those that share nothing."""
    accounts = sa.select(MailAccount.id, MailAccount.sharing).where(
        MailAccount.deleted_at.is_(None), MailAccount.sharing.in_(SHARINGS)
    )
    with work.store.work(work.actor, "mail.share") as unit:
        return {one: str(sharing) for one, sharing in unit.session.execute(accounts)}


def _tell(work: LongWork, cabinet: Cabinet) -> None:
    accounts = frozenset(one.id for one in cabinet.mail.accounts())
    work.store.tell(Changes({MAILBOX: accounts}))
