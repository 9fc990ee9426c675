"""How a person wants mail to be handled: tags, rules, and senders one knows about."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.choices import COLOURS
from desktop.models.columns import choice, flag, json_value, link, options, text

TREATMENTS = options(
    {
        "blocked": (N_("Blocked: straight to junk"), "red"),
        "images": (N_("Pictures from the web are shown"), "green"),
        "safe": (N_("Never junk"), "blue"),
    }
)


@entity(
    "mail_tag",
    number=104,
    module="mail",
    label=N_("Tag of mail"),
    plural=N_("Tags of mail"),
    icon="tags",
    title="name",
    list_columns=("name", "colour", "keyword"),
    search_columns=("name",),
    quick_columns=("name", "colour"),
    sort="name",
    dictionary=True,
    duplicate_keys=("name",),
)
class MailTag(Record):
    """A coloured word on messages; servers know it by `keyword` (RFC 9051)."""

    __tablename__ = "mail_tag"

    name: Mapped[str] = text(N_("Name"), length=80, required=True, sortable=True)
    colour: Mapped[str | None] = choice(N_("Colour"), COLOURS, default="blue")
    keyword: Mapped[str | None] = text(N_("Keyword on the server"), length=80)


@entity(
    "mail_rule",
    number=105,
    module="mail",
    label=N_("Mail rule"),
    plural=N_("Mail rules"),
    icon="list-filter",
    title="name",
    list_columns=("name", "account_id", "is_active", "stops"),
    search_columns=("name",),
    quick_columns=("name", "account_id", "is_active"),
    sort="order_key",
    hidden=True,
    private=True,
)
class MailRule(Record):
    """What becomes of messages that arrive: `conditions` all hold, then `actions` are done.

    Both are lists in JSON: [["from", "contains", "…"], …] and [["move", "…"], …].
    """

    __tablename__ = "mail_rule"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    account_id: Mapped[uuid.UUID | None] = link(
        "mail_account", N_("Mail account"), on_delete="take"
    )
    is_active: Mapped[bool | None] = flag(N_("In use"), default=True)
    stops: Mapped[bool | None] = flag(N_("No further rules afterwards"))
    conditions: Mapped[list[Any] | None] = json_value(N_("Conditions"))
    actions: Mapped[list[Any] | None] = json_value(N_("Actions"))
    order_key: Mapped[str | None] = text(N_("Order"), length=60, sortable=True, system=True)


@entity(
    "mail_sender",
    number=106,
    module="mail",
    label=N_("Known sender"),
    plural=N_("Known senders"),
    icon="user-x",
    title="address",
    list_columns=("address", "treatment", "created_at"),
    search_columns=("address",),
    quick_columns=("address", "treatment"),
    sort="address",
    hidden=True,
    private=True,
)
class MailSender(Record):
    """How mail of an address, or of a whole domain ("@abc.vn"), is treated."""

    __tablename__ = "mail_sender"

    address: Mapped[str] = text(N_("Address or domain"), length=254, required=True, sortable=True)
    treatment: Mapped[str] = choice(N_("Treatment"), TREATMENTS, default="blocked", required=True)
