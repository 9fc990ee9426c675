"""E-mails filed with customers and what belongs to them: shared as far as their owner wants.

A message stays in its mailbox. What colleagues see of it is a record of the company (`mail_link`)
that follows the rights of the customer; its id follows from the message and what it is filed with,
so that two colleagues who have the same message make one record. A contact person's mail is filed
with their customer: once, however many of its people a message names.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.errors import InvalidValueError, NotAllowedError, RecordGoneError
from desktop.core.i18n import N_, _
from desktop.models.base import record_class
from desktop.models.mail import MailLink
from desktop.models.system.attachments import Attachment
from desktop.services.attachments import attach_files
from desktop.services.commands import command
from desktop.services.privacy.anonymising import delete_for_good
from desktop.store.work import Work

MAIL_LINK: Final = "mail_link"
LINKS: Final = {
    "account": "account_id",
    "contact": "contact_id",
    "lead": "lead_id",
    "project": "project_id",
    "task": "task_id",
    "event": "event_id",
}  # what an e-mail can be filed with, by the link that says so
SHARINGS: Final = ("metadata", "full")
_LONGEST_SUBJECT: Final = 500
_LONGEST_BODY: Final = 1_000_000  # letters; more is cut, the mailbox has the whole
_CUSTOMER: Final = "account_id"


@command("mail_link.file", label=N_("File the e-mail"))
def file_message(
    work: Work,
    message: Mapping[str, Any],
    record_type: str,
    record_id: str,
    sharing: str = "metadata",
) -> str:
    """File a message with a record; return the id of what colleagues see of it.

    Filed with the same record again, what it shows grows and never shrinks: see `withdraw`.

    Args:
        work: see Work.
        message: its `key` (see `core.mail.keys`), `thread`, `subject`, `sender`, `recipients`,
            `sent_at` (ISO 8601), `direction`, `snippet`; of one that is shared whole its `body`
            (safe HTML) and `files` (name, blob, size of each, in the blob store already).
        record_type: the entity of the record, one of `LINKS`.
        record_id: the record.
        sharing: "metadata" or "full".

    Raises:
        RecordGoneError: there is no such record.
        InvalidValueError: nothing can be filed there, or the message has no key.
    """
    if record_type not in LINKS or sharing not in SHARINGS or not message.get("key"):
        raise InvalidValueError(_("The e-mail cannot be filed there."))
    target = work.session.get(record_class(record_type), uuid.UUID(record_id))
    if target is None or target.deleted_at is not None:
        raise RecordGoneError(_("The record was deleted for good."))
    customer = None if record_type == "account" else getattr(target, _CUSTOMER, None)
    anchor = customer if record_type == "contact" and customer else target.id
    link_id = uuid.uuid5(anchor, str(message["key"]))
    link = work.session.get(MailLink, link_id)
    if link is None:
        link = MailLink(id=link_id, subject=_subject(message), message_key=str(message["key"]))
        _describe(link, message)
        setattr(link, LINKS[record_type], target.id)
        link.account_id = link.account_id or customer
        link.sharing = SHARINGS[0]
        work.session.add(link)
    link.deleted_at = None
    if sharing == "full" and link.sharing != "full":
        _show_whole(work, link, message)
    work.session.flush()
    return str(link.id)


@command("mail_link.withdraw", label=N_("Share no longer"), on_records=True, undo=False)
def withdraw(work: Work, ids: Sequence[str]) -> int:
    """Take e-mails out of the company's records for good, files included; return how many.

    The messages stay in their mailboxes. Only who filed one withdraws it.

    Raises:
        NotAllowedError: somebody else filed one of them.
    """
    wanted = [uuid.UUID(one) for one in ids]
    links = work.session.scalars(sa.select(MailLink).where(MailLink.id.in_(wanted))).all()
    if any(link.owner_id != work.actor.user_id for link in links):
        raise NotAllowedError(_("Only who filed an e-mail can withdraw it."))
    found = [link.id for link in links]
    hanging = sa.select(Attachment.id).where(Attachment.mail_link_id.in_(found))
    delete_for_good(work, "attachment", list(work.session.scalars(hanging)))
    delete_for_good(work, MAIL_LINK, found)
    return len(found)


def own_links(work: Work, key: str) -> list[str]:
    """Return the e-mails that the person filed of the message with a key."""
    links = sa.select(MailLink.id).where(
        MailLink.message_key == key, MailLink.owner_id == work.actor.user_id
    )
    return [str(one) for one in work.session.scalars(links)] if key else []


def _describe(link: MailLink, message: Mapping[str, Any]) -> None:
    link.thread_key = str(message.get("thread") or "") or None
    link.direction = "outbound" if message.get("direction") == "outbound" else "inbound"
    link.sender = str(message.get("sender") or "")[:254] or None
    link.recipients = str(message.get("recipients") or "") or None
    link.snippet = str(message.get("snippet") or "")[:500] or None
    link.file_names = "\n".join(_names(message)) or None
    sent_at = message.get("sent_at")
    link.sent_at = dt.datetime.fromisoformat(str(sent_at)) if sent_at else None


def _show_whole(work: Work, link: MailLink, message: Mapping[str, Any]) -> None:
    link.sharing = "full"
    link.body = str(message.get("body") or "")[:_LONGEST_BODY] or None
    work.session.flush()  # files hang on a record that is there
    files = [one for one in message.get("files") or () if one.get("blob")]
    if files:
        attach_files(work, MAIL_LINK, str(link.id), files)


def _subject(message: Mapping[str, Any]) -> str:
    return str(message.get("subject") or "").strip()[:_LONGEST_SUBJECT] or _("(no subject)")


def _names(message: Mapping[str, Any]) -> list[str]:
    return [str(one.get("name") or "") for one in message.get("files") or ()]
