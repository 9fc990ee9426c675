"""Mail accounts and the addresses under which one writes with them.

No password stands here: it lies in the keyring of the computer, or sealed beside the profile.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.choices import COLOURS
from desktop.models.columns import choice, flag, integer, json_value, link, options, text

ACCOUNT_TYPES = options(
    {
        "personal": (N_("Personal mailbox"), "", "user"),
        "company": (N_("Company mailbox of one person"), "", "briefcase"),
        "shared": (N_("Shared mailbox"), "", "users"),
    }
)
PROTOCOLS = options(
    {
        "imap": "IMAP",
        "exchange": N_("Exchange (on premises)"),
        "internal": N_("Mail between colleagues"),
    }
)
SECURITY = options({"tls": "TLS", "starttls": "STARTTLS", "none": (N_("Not secured"), "red")})
SIGN_INS = options({"password": N_("Password"), "oauth2": N_("In the browser (OAuth 2)")})
SHARING = options(
    {
        "private": (N_("Nothing is shared"), "grey"),
        "metadata": (N_("Who wrote, when and the subject"), "blue"),
        "full": (N_("The whole message with its files"), "green"),
    }
)
_SERVER = N_("Server")
_INCOMING = N_("Incoming mail")
_OUTGOING = N_("Outgoing mail")
_CARE = N_("How it is kept")


@entity(
    "mail_account",
    number=100,
    module="mail",
    label=N_("Mail account"),
    plural=N_("Mail accounts"),
    icon="mail",
    title="name",
    list_columns=("name", "address", "account_type", "protocol", "is_paused"),
    search_columns=("name", "address"),
    quick_columns=("name", "address", "sender_name", "account_type"),
    sort="order_key",
    hidden=True,
    private=True,
)
class MailAccount(Record):
    """A mailbox on a server; who it is shared with reads and writes it with a sign-in of their own.

    `folders` maps roles (sent, drafts, trash, junk, archive) to names on the server where the
    person chose others than the server says. `sharing` is what of messages with customers the
    company may know. Left empty, sending waits 10 seconds, texts of 24 months are kept and all
    folders are looked at every 5 minutes. `certificate` is the SHA-256 of one that the person
    trusts as an exception.
    """

    __tablename__ = "mail_account"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    address: Mapped[str] = text(N_("E-mail address"), length=254, required=True, sortable=True)
    sender_name: Mapped[str | None] = text(N_("Name of the sender"), length=120)
    account_type: Mapped[str | None] = choice(
        N_("Kind of mailbox"), ACCOUNT_TYPES, default="personal", required=True
    )
    colour: Mapped[str | None] = choice(N_("Colour"), COLOURS, default="blue")
    is_default: Mapped[bool | None] = flag(N_("New mail is written with it"))
    is_paused: Mapped[bool | None] = flag(N_("Not connected for the time being"))
    sharing: Mapped[str | None] = choice(
        N_("What colleagues see of mail with customers"), SHARING, default="private", required=True
    )
    sends_notices: Mapped[bool | None] = flag(N_("Notices of the company are sent with it"))
    protocol: Mapped[str | None] = choice(
        N_("Protocol"), PROTOCOLS, default="imap", required=True, section=_SERVER
    )
    user_name: Mapped[str | None] = text(N_("User name"), length=254, section=_SERVER)
    sign_in: Mapped[str | None] = choice(
        N_("Sign-in"), SIGN_INS, default="password", required=True, section=_SERVER
    )
    oauth_provider: Mapped[str | None] = text(N_("Provider"), length=40, section=_SERVER)
    certificate: Mapped[str | None] = text(
        N_("Trusted certificate"), length=64, section=_SERVER, readonly=True
    )
    incoming_host: Mapped[str | None] = text(N_("Server"), length=253, section=_INCOMING)
    incoming_port: Mapped[int | None] = integer(N_("Port"), section=_INCOMING)
    incoming_security: Mapped[str | None] = choice(
        N_("Security"), SECURITY, default="tls", section=_INCOMING
    )
    outgoing_host: Mapped[str | None] = text(N_("Server"), length=253, section=_OUTGOING)
    outgoing_port: Mapped[int | None] = integer(N_("Port"), section=_OUTGOING)
    outgoing_security: Mapped[str | None] = choice(
        N_("Security"), SECURITY, default="starttls", section=_OUTGOING
    )
    outgoing_user: Mapped[str | None] = text(
        N_("User name, if another"), length=254, section=_OUTGOING
    )
    undo_seconds: Mapped[int | None] = integer(
        N_("Seconds in which sending can be taken back"), section=_OUTGOING
    )
    signature_id: Mapped[uuid.UUID | None] = link(
        "signature", N_("Signature"), on_delete="detach", section=_OUTGOING
    )
    keeps_months: Mapped[int | None] = integer(
        N_("Months whose texts are kept here"), section=_CARE
    )
    check_minutes: Mapped[int | None] = integer(
        N_("Minutes between looks at all folders"), section=_CARE
    )
    folders: Mapped[dict[str, Any] | None] = json_value(N_("Folders"), section=_CARE)
    order_key: Mapped[str | None] = text(N_("Order"), length=60, sortable=True, system=True)


@entity(
    "mail_identity",
    number=101,
    module="mail",
    label=N_("Sender address"),
    plural=N_("Sender addresses"),
    icon="at-sign",
    title="address",
    list_columns=("address", "name", "account_id", "is_default"),
    quick_columns=("account_id", "name", "address", "reply_to", "signature_id", "is_default"),
    sort="address",
    parent="account_id",
    hidden=True,
    part=True,
)
class MailIdentity(Record):
    """A further name and address (alias) under which one writes with an account."""

    __tablename__ = "mail_identity"

    account_id: Mapped[uuid.UUID] = link("mail_account", N_("Mail account"), required=True)
    name: Mapped[str | None] = text(N_("Name of the sender"), length=120, sortable=True)
    address: Mapped[str] = text(N_("E-mail address"), length=254, required=True, sortable=True)
    reply_to: Mapped[str | None] = text(N_("Answers go to"), length=254)
    signature_id: Mapped[uuid.UUID | None] = link("signature", N_("Signature"), on_delete="detach")
    is_default: Mapped[bool | None] = flag(N_("New mail is written under it"))
