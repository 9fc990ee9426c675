"""Short lists of the contacts area: tags, sources and industries, edited where they are chosen."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.choices import COLOURS
from desktop.models.columns import choice, link, text


@entity(
    "tag",
    number=9,
    module="contacts",
    label=N_("Tag"),
    plural=N_("Tags"),
    icon="tag",
    title="name",
    list_columns=("name", "colour"),
    search_columns=("name",),
    quick_columns=("name", "colour"),
    sort="name",
    dictionary=True,
    duplicate_keys=("name",),
)
class Tag(Record):
    """A coloured word that people put on records."""

    __tablename__ = "tag"

    name: Mapped[str] = text(N_("Name"), length=60, required=True, sortable=True)
    colour: Mapped[str | None] = choice(N_("Colour"), COLOURS, default="grey")


@entity(
    "source",
    number=10,
    module="contacts",
    label=N_("Source"),
    plural=N_("Sources"),
    icon="megaphone",
    title="name",
    list_columns=("name",),
    search_columns=("name",),
    quick_columns=("name",),
    sort="name",
    dictionary=True,
    duplicate_keys=("name",),
)
class Source(Record):
    """Where a customer first heard of us."""

    __tablename__ = "source"

    name: Mapped[str] = text(N_("Name"), length=60, required=True, sortable=True)


@entity(
    "card_group",
    number=24,
    module="contacts",
    label=N_("Card group"),
    plural=N_("Card groups"),
    icon="layers",
    title="name",
    list_columns=("name", "colour", "parent_id"),
    search_columns=("name",),
    quick_columns=("name", "colour", "parent_id"),
    sort="name",
    dictionary=True,
    duplicate_keys=("name",),
)
class CardGroup(Record):
    """A group of cards and customers: those of one salesperson, of a fair, of a region."""

    __tablename__ = "card_group"

    name: Mapped[str] = text(N_("Name"), length=60, required=True, sortable=True)
    colour: Mapped[str | None] = choice(N_("Colour"), COLOURS, default="grey")
    parent_id: Mapped[uuid.UUID | None] = link("card_group", N_("Belongs to"))


@entity(
    "stop_reason",
    number=27,
    module="contacts",
    label=N_("Reason to stop caring"),
    plural=N_("Reasons to stop caring"),
    icon="circle-off",
    title="name",
    list_columns=("name",),
    search_columns=("name",),
    quick_columns=("name",),
    sort="name",
    dictionary=True,
    duplicate_keys=("name",),
)
class StopReason(Record):
    """Why somebody is not cared for any more."""

    __tablename__ = "stop_reason"

    name: Mapped[str] = text(N_("Name"), length=80, required=True, sortable=True)


@entity(
    "industry",
    number=11,
    module="contacts",
    label=N_("Industry"),
    plural=N_("Industries"),
    icon="factory",
    title="name",
    list_columns=("name",),
    search_columns=("name",),
    quick_columns=("name",),
    sort="name",
    dictionary=True,
    duplicate_keys=("name",),
)
class Industry(Record):
    """The line of business of a company."""

    __tablename__ = "industry"

    name: Mapped[str] = text(N_("Name"), length=80, required=True, sortable=True)
