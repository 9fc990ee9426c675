"""Comments of colleagues on any record: never printed, mailed or shown outside."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import link, long_text, tag_list, text


@entity(
    "comment",
    number=23,
    module="contacts",
    label=N_("Internal comment"),
    plural=N_("Internal comments"),
    icon="message-square",
    title="title",
    list_columns=("title", "account_id", "mentions", "created_by", "created_at"),
    search_columns=("title", "body"),
    sort="created_at",
    descending=True,
    timeline="account_id",
    timeline_at="created_at",
    hidden=True,
    internal=True,
    tells=("mentioned mentions about record", "commented people on body about record"),
)
class Comment(Record):
    """A few words to colleagues about the record `record_id` of the entity `record_type`."""

    __tablename__ = "comment"

    title: Mapped[str] = text(N_("Subject"), required=True, sortable=True)
    record_type: Mapped[str] = text(N_("List"), length=40, required=True)
    record_id: Mapped[str] = text(N_("Record"), length=36, required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link(
        "account", N_("Customer"), readonly=True, on_delete="take"
    )
    body: Mapped[str] = long_text(N_("Text"), required=True)
    mentions: Mapped[list[Any] | None] = tag_list(N_("Mentioned"), target="app_user", readonly=True)
    read_by: Mapped[list[Any] | None] = tag_list(
        N_("Read by"), target="app_user", readonly=True, system=True
    )
