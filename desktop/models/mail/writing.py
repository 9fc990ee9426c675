"""What people write mail with: signatures and templates."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import rich_text, text


@entity(
    "signature",
    number=102,
    module="mail",
    label=N_("Signature of mail"),
    plural=N_("Signatures of mail"),
    icon="pen-line",
    title="name",
    list_columns=("name", "owner_id", "updated_at"),
    search_columns=("name",),
    quick_columns=("name", "body"),
    sort="name",
    private=True,
)
class Signature(Record):
    """The end of letters; fields of its writer may be named in it as in templates."""

    __tablename__ = "signature"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    body: Mapped[str | None] = rich_text(N_("Text"))


@entity(
    "mail_template",
    number=103,
    module="mail",
    label=N_("Mail template"),
    plural=N_("Mail templates"),
    icon="layout-template",
    title="name",
    list_columns=("name", "category", "subject", "owner_id", "updated_at"),
    search_columns=("name", "category", "subject", "body"),
    quick_columns=("name", "category", "subject", "body"),
    sort="name",
)
class MailTemplate(Record):
    """A letter to begin with; `{contact.full_name}` and the like are filled in for each person."""

    __tablename__ = "mail_template"

    name: Mapped[str] = text(N_("Name"), length=120, required=True, sortable=True)
    category: Mapped[str | None] = text(N_("Category"), length=80, sortable=True)
    subject: Mapped[str | None] = text(N_("Subject"), length=500)
    body: Mapped[str | None] = rich_text(N_("Text"))
