"""What lists ask for and what they get: queries, pages, groups, hits and cards, as plain data."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from desktop.core.filters import EVERYTHING, Filter, Json
from desktop.core.i18n import N_
from desktop.core.permissions import Level
from desktop.core.quick_dataclass import dataclass

PAGE_ROWS: Final = 128
DELETED_AT: Final = "deleted_at"
# What is done last to a record in the bin is putting it there: these say when, and who did it.
DELETED_ON: Final = "updated_at"
BIN_LABELS: Final = {DELETED_ON: N_("Deleted on"), "updated_by": N_("Deleted by")}


@dataclass(frozen=True, slots=True)
class Ref:
    """A record named in another: entity, id, title, and its icon if it is not the entity's."""

    entity: str
    id: uuid.UUID
    title: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """The field that orders a list."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Everything that decides which rows a list shows, in which order, with which columns."""

    entity: str
    columns: tuple[str, ...]
    filter: Filter = EVERYTHING
    search: str = ""
    sort: Sort | None = None
    group: str = ""  # rows are ordered by this field first, and heads stand between
    bin: bool = False  # the recycle bin instead of the living


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its id, its values (see core.kinds) and how a person reads them, by column."""

    id: uuid.UUID
    values: tuple[object, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows from position `first` on; `total` is exact where it is known already, else None."""

    first: int
    rows: tuple[Row, ...]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The head of a group: its value in JSON form, its label, where it begins, how many."""

    value: Json
    label: str
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The exact size of a list whose order is now fixed, and its group heads.

    `total` counts places; `records` counts records if some stand in several groups.
    """

    total: int
    groups: tuple[GroupHead, ...] = ()
    records: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One record whole: values by field name in JSON form, texts as people read them.

    Of a record in the bin both also tell since when, as `deleted_at`. `level` is what the person
    may do with it; `may_save` whether a role lets them save such records at all.
    """

    entity: str
    id: uuid.UUID
    title: str
    values: Mapping[str, Json]
    texts: Mapping[str, str]
    version: int = 0
    level: Level = Level.SHARE
    may_save: bool = True

    @property
    def deleted(self) -> bool:
        """Whether the record is in the bin."""
        return DELETED_AT in self.values


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search: the record, and a second line that tells it from its namesakes."""

    ref: Ref
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened with a customer."""

    ref: Ref
    at: int  # microseconds since 1970, UTC
    text: str
    actor: str = ""
    icon: str = ""
    status: str = ""  # the value of the entity's status field


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What one change did to one field, in JSON form and as people read it."""

    field: str
    old: Json
    new: Json
    old_text: str = ""
    new_text: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a record: who, when, by which command, what."""

    group: int
    at: int
    actor: str
    command: str
    op: str  # "I", "U" or "D"
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed in a form and not saved: values in JSON form, and the values it began with."""

    key: str  # "<entity>/<id>", or "<entity>/new/<draft id>"
    entity: str
    record_id: uuid.UUID | None
    values: Mapping[str, Json]
    base: Mapping[str, Json] = field(default_factory=dict)
    at: int = 0
