"""What the company sees of mail: messages filed with customers."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    link,
    long_text,
    moment,
    options,
    rich_text,
    text,
)
from desktop.models.mail.account import SHARING

DIRECTIONS = options(
    {"inbound": (N_("Received"), "blue", "mail"), "outbound": (N_("Sent"), "green", "send")}
)


@entity(
    "mail_link",
    number=107,
    module="mail",
    label=N_("E-mail"),
    plural=N_("E-mails"),
    icon="mail",
    title="subject",
    list_columns=("subject", "direction", "sender", "sent_at", "account_id", "sharing"),
    search_columns=("subject", "sender", "recipients", "snippet"),
    sort="sent_at",
    descending=True,
    parent="account_id",
    tabs=("contact_id", "lead_id", "project_id", "task_id", "event_id"),
    timeline="account_id",
    timeline_at="sent_at",
    history=("sent_at",),
    private=True,
)
class MailLink(Record):
    """A message as far as its owner shares it, filed with a customer and what belongs to them.

    Its id follows from `message_key` (BLAKE2b of the Message-ID) and the record that it is filed
    with, so that a message in two colleagues' mailboxes is one record. With the sharing "metadata"
    `body` stays empty and no file hangs on it.
    """

    __tablename__ = "mail_link"

    subject: Mapped[str] = text(N_("Subject"), length=500, required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link("account", N_("Customer"))
    contact_id: Mapped[uuid.UUID | None] = link("contact", N_("Contact person"))
    lead_id: Mapped[uuid.UUID | None] = link("lead", N_("Lead"))
    project_id: Mapped[uuid.UUID | None] = link("project", N_("Project"))
    task_id: Mapped[uuid.UUID | None] = link("task", N_("Task"))
    event_id: Mapped[uuid.UUID | None] = link("event", N_("Appointment"))
    direction: Mapped[str | None] = choice(N_("Direction"), DIRECTIONS, default="inbound")
    sender: Mapped[str | None] = text(N_("From"), length=254, sortable=True, personal=True)
    recipients: Mapped[str | None] = long_text(N_("To"), personal=True)
    sent_at: Mapped[dt.datetime | None] = moment(N_("When"), sortable=True)
    sharing: Mapped[str | None] = choice(
        N_("What colleagues see of it"), SHARING, default="metadata", readonly=True
    )
    snippet: Mapped[str | None] = text(N_("Beginning"), length=500)
    body: Mapped[str | None] = rich_text(N_("Text"))
    file_names: Mapped[str | None] = long_text(N_("Attached files"))
    message_key: Mapped[str | None] = text(
        N_("Message"), length=64, readonly=True, system=True, sortable=True
    )
    thread_key: Mapped[str | None] = text(
        N_("Conversation"), length=64, readonly=True, system=True, sortable=True
    )
