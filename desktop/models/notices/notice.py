"""Notices to people, what they chose to be told, what they have seen, and messages to send."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import (
    choice,
    choices,
    json_value,
    link,
    long_text,
    moment,
    options,
    text,
)

CHANNELS = options({"app": N_("In the program"), "email": N_("E-mail"), "sms": N_("SMS")})
MESSAGE_STATES = options(
    {
        "waiting": (N_("Waiting"), "blue"),
        "sent": (N_("Sent"), "green"),
        "failed": (N_("Failed"), "red"),
        "withdrawn": (N_("Withdrawn"), "grey"),
    }
)


@entity(
    "notice",
    number=91,
    module="notices",
    label=N_("Notice"),
    plural=N_("Notices"),
    icon="bell",
    title="title",
    list_columns=("title", "kind", "user_id", "created_by", "told_at"),
    sort="told_at",
    descending=True,
    hidden=True,
)
class Notice(Record):
    """Somebody (`user_id`) is told that a colleague did something with a record.

    `title` names the record at that time; `kind` and `params` say what happened, in no language.
    """

    __tablename__ = "notice"

    title: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    user_id: Mapped[uuid.UUID] = link("app_user", N_("User"), required=True, on_delete="take")
    kind: Mapped[str] = text(N_("Kind of notice"), length=40, required=True, sortable=True)
    record_type: Mapped[str] = text(N_("List"), length=40, required=True)
    record_id: Mapped[str] = text(N_("Record"), length=36, required=True, sortable=True)
    params: Mapped[dict[str, Any] | None] = json_value(N_("Details"))
    told_at: Mapped[dt.datetime | None] = moment(N_("When"), sortable=True)


@entity(
    "notice_choice",
    number=92,
    module="notices",
    label=N_("Choice of notices"),
    plural=N_("Choices of notices"),
    icon="bell-ring",
    title="kind",
    list_columns=("user_id", "kind", "channels"),
    sort="kind",
    hidden=True,
)
class NoticeChoice(Record):
    """By which channels a person wants to be told of a kind of notice; everybody may know.

    The kind "*" holds their quiet hours. The id follows from the person and the kind.
    """

    __tablename__ = "notice_choice"

    user_id: Mapped[uuid.UUID] = link("app_user", N_("User"), required=True, on_delete="take")
    kind: Mapped[str] = text(N_("Kind of notice"), length=40, required=True, sortable=True)
    channels: Mapped[list[Any] | None] = choices(N_("Channels"), CHANNELS)
    quiet: Mapped[dict[str, Any] | None] = json_value(N_("Quiet hours"))


@entity(
    "attention",
    number=93,
    module="system",
    label=N_("Attention"),
    plural=N_("Attention"),
    icon="eye",
    title="key",
    list_columns=("key", "dismissed_at", "snoozed_until"),
    sort="key",
    hidden=True,
)
class Attention(Record):
    """What a person did about one reminder or notice: theirs alone, on all their computers.

    The id follows from the person and the key (entity, record, time, alarm).
    """

    __tablename__ = "attention"

    key: Mapped[str] = text(N_("Key"), length=160, required=True, sortable=True)
    seen_at: Mapped[dt.datetime | None] = moment(N_("Seen on"))
    dismissed_at: Mapped[dt.datetime | None] = moment(N_("Dismissed on"))
    snoozed_until: Mapped[dt.datetime | None] = moment(N_("Snoozed until"))


@entity(
    "outgoing_message",
    number=94,
    module="notices",
    label=N_("Outgoing message"),
    plural=N_("Outgoing messages"),
    icon="send",
    title="subject",
    list_columns=("subject", "channel", "user_id", "address", "state", "batch_at"),
    sort="batch_at",
    descending=True,
    hidden=True,
    private=True,
)
class OutgoingMessage(Record):
    """A message that waits to be sent; those to one person with one `batch_at` go as one."""

    __tablename__ = "outgoing_message"

    subject: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    channel: Mapped[str] = choice(N_("Channel"), CHANNELS, default="email", required=True)
    user_id: Mapped[uuid.UUID | None] = link("app_user", N_("User"), on_delete="take")
    address: Mapped[str | None] = text(N_("Address"), length=254, personal=True)
    body: Mapped[str | None] = long_text(N_("Text"))
    batch_at: Mapped[dt.datetime | None] = moment(N_("Goes out on"), sortable=True)
    state: Mapped[str | None] = choice(N_("State"), MESSAGE_STATES, default="waiting")
    failure: Mapped[str | None] = text(N_("Why it failed"), length=500)
