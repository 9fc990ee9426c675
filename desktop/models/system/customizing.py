"""What a company makes its own: fields, words, column maps of imports, remembered verdicts."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from desktop.core.i18n import N_
from desktop.models.base import Record, entity
from desktop.models.columns import flag, integer, json_value, text


@entity(
    "custom_field",
    number=31,
    module="system",
    label=N_("Own field"),
    plural=N_("Own fields"),
    icon="text-cursor-input",
    title="label_vi",
    list_columns=("label_vi", "label_en", "entity", "kind", "is_required"),
    search_columns=("label_vi", "label_en"),
    sort="label_vi",
    hidden=True,
    company=True,
)
class CustomField(Record):
    """A field that the company added to an entity; its values stand in the record's `extra`."""

    __tablename__ = "custom_field"

    entity: Mapped[str] = text(N_("List"), length=40, required=True)
    name: Mapped[str] = text(N_("Key"), length=40, required=True)
    kind: Mapped[str] = text(N_("Kind"), length=20, required=True)
    label_vi: Mapped[str] = text(N_("Label in Vietnamese"), length=80, required=True, sortable=True)
    label_en: Mapped[str | None] = text(N_("Label in English"), length=80)
    is_required: Mapped[bool | None] = flag(N_("Required"))
    default_value: Mapped[Any | None] = json_value(N_("Default"))
    choices: Mapped[list[Any] | None] = json_value(N_("Choices"))
    target: Mapped[str | None] = text(N_("Links to"), length=40)
    section: Mapped[str | None] = text(N_("Section"), length=80)
    position: Mapped[int | None] = integer(N_("Position"))
    in_list: Mapped[bool | None] = flag(N_("Shown in lists"))
    in_search: Mapped[bool | None] = flag(N_("Found by the search"))


@entity(
    "word",
    number=32,
    module="system",
    label=N_("Own word"),
    plural=N_("Own words"),
    icon="languages",
    title="text_vi",
    list_columns=("text_vi", "text_en", "message"),
    search_columns=("text_vi", "text_en", "message"),
    sort="text_vi",
    hidden=True,
    company=True,
)
class Word(Record):
    """What the company calls something: a label of the program, by other words."""

    __tablename__ = "word"

    message: Mapped[str] = text(N_("Word of the program"), length=200, required=True)
    text_vi: Mapped[str] = text(N_("In Vietnamese"), length=200, required=True, sortable=True)
    text_en: Mapped[str | None] = text(N_("In English"), length=200)


@entity(
    "import_map",
    number=30,
    module="system",
    label=N_("Saved column map"),
    plural=N_("Saved column maps"),
    icon="file-input",
    title="name",
    list_columns=("name", "entity", "updated_at"),
    sort="name",
    hidden=True,
)
class ImportMap(Record):
    """Which column of a kind of file goes into which field."""

    __tablename__ = "import_map"

    name: Mapped[str] = text(N_("Name"), length=80, required=True, sortable=True)
    entity: Mapped[str] = text(N_("List"), length=40, required=True)
    mapping: Mapped[dict[str, Any] | None] = json_value(N_("Columns"))


@entity(
    "distinct_pair",
    number=28,
    module="system",
    label=N_("Not a duplicate"),
    plural=N_("Not duplicates"),
    icon="copy-x",
    title="pair",
    list_columns=("pair", "entity", "created_by", "created_at"),
    sort="pair",
    hidden=True,
)
class DistinctPair(Record):
    """Two records that look alike, and somebody said that they are not the same."""

    __tablename__ = "distinct_pair"

    pair: Mapped[str] = text(N_("Ids"), length=80, required=True, sortable=True)
    entity: Mapped[str] = text(N_("List"), length=40, required=True)
