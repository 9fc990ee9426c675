"""What the centre keeps of each entity, read from the declarations that the clients have too.

Columns that follow from others (sort keys, parts of addresses, computed values) are not kept: each
client makes them when it applies a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

import sqlalchemy as sa

from desktop.core.entities import Entity, get_entity, iter_entities
from desktop.core.fields import FIELD_INFO, Field, Kind
from desktop.core.kinds.base import Storage
from desktop.core.permissions import Level, Visibility
from desktop.core.sequences import OWN_PATTERN
from desktop.models import load_all
from desktop.models.base import record_class
from desktop.models.types import COLUMN_TYPES
from desktop.store.capture import is_captured
from desktop.store.row_rights import links_above

SHARE: Final = "share"  # the entity of shares
NEVER: Final = 0  # the level that a change of a column takes which clients may not change
TYPES: Final = {
    Storage.TEXT: "text",
    Storage.INTEGER: "bigint",
    Storage.AMOUNT: "numeric(19,4)",
    Storage.MOMENT: "timestamptz",
    Storage.DAY: "date",
    Storage.FLAG: "boolean",
    Storage.ID: "uuid",
    Storage.JSON: "jsonb",
}
_SHORT: Final = {"visibility": "smallint", "acl_id": "int", "ver": "int"}
_STORAGES: Final[dict[type, Storage]] = {kind: one for one, kind in COLUMN_TYPES.items()}
_KEPT: Final = frozenset(
    ("id", "acl_id", "ver", "created_at", "created_by", "updated_at", "updated_by", "extra")
)
_SHARED: Final = "is_shared"
_NEEDS: Final = {
    "deleted_at": Level.DELETE,
    "owner_id": Level.SHARE,
    "org_unit_id": Level.SHARE,
    "visibility": Level.SHARE,
    _SHARED: Level.SHARE,
}
# Whose are the records of these modules, if they say nothing: their owner's alone.
_PERSONAL: Final = frozenset({"system"})
_LINKS: Final = {"owner_id": "app_user", "org_unit_id": "org_unit"}


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """A column: how it is stored, what a change takes, where a link leads."""

    name: str
    storage: Storage
    needs: int
    required: bool = False
    target: str = ""

    @property
    def type(self) -> str:
        """The type in PostgreSQL."""
        return _SHORT.get(self.name, TYPES[self.storage])


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table of records."""

    number: int
    name: str
    module: str
    company: bool
    internal: bool  # changed by its author alone
    above: tuple[tuple[str, str], ...]  # links and tables: the first filled is what it hangs on
    part: bool  # of what it hangs on: who makes one must be allowed to edit that
    named: bool  # it names the record that it is about, by record_type and record_id
    tree_col: str  # the link to a record of the same table, or ""
    ledger: str  # the column whose sum is a balance: rows are never changed; or ""
    history: tuple[str, ...]  # moments: clients may leave here what lies before a horizon; or ()
    series: tuple[tuple[str, str, bool], ...]  # numbered columns: pattern, and whether gapless
    links: tuple[tuple[str, str, bool], ...]  # columns with ids: of which, and whether many
    seen: str  # SQL on NEW and `base`: who sees a row that does not say it itself
    columns: tuple[ColumnPlan, ...]
    depth: int = 0

    @property
    def has_owner(self) -> bool:
        """Tell whether owning gives a right: not on what is one for all, or lends rights."""
        return not self.company and self.name != SHARE

    @property
    def order(self) -> int:
        """Where it stands in a pull: what others hang on comes first."""
        return self.depth * 1000 + self.number

    def has(self, name: str) -> bool:
        """Tell whether it has the column."""
        return any(column.name == name for column in self.columns)


@cache
def table_plans() -> tuple[TablePlan, ...]:
    """Return the tables of all entities, what others hang on first."""
    load_all()
    plans = [_table(entity) for entity in iter_entities()]
    return tuple(sorted(plans, key=lambda plan: plan.order))


def _table(entity: Entity) -> TablePlan:
    above = links_above(entity)
    names = _names_its_record(entity)
    trees = [f.name for f in entity.fields if f.kind is Kind.LINK and f.target == entity.key]
    return TablePlan(
        number=entity.number,
        name=entity.key,
        module=entity.module,
        company=entity.company,
        internal=entity.internal,
        part=entity.part,
        above=tuple((name, entity.field(name).target) for name in above),
        named=names,
        tree_col="parent_id" if "parent_id" in trees else "",
        ledger=entity.ledger,
        history=entity.history,
        series=tuple(
            (f.name, f.pattern or OWN_PATTERN, f.gapless)
            for f in entity.fields
            if f.kind is Kind.SEQUENCE and not f.custom
        ),
        links=tuple(_links(entity)),
        seen=_seen(entity, has_above=bool(above), named=names),
        columns=tuple(_columns(entity)),
        depth=_depth(entity) + names,
    )


def _links(entity: Entity) -> Iterator[tuple[str, str, bool]]:
    columns = cast("sa.Table", record_class(entity.key).__table__).columns
    for field in entity.fields:
        if field.kind in (Kind.LINK, Kind.TAGS) and field.name in columns and not field.system:
            yield field.name, field.target, field.kind is Kind.TAGS


def _names_its_record(entity: Entity) -> bool:
    fields = [entity.by_name.get(name) for name in ("record_type", "record_id")]
    return all(field is not None and field.kind is not Kind.COMPUTED for field in fields)


def _depth(entity: Entity) -> int:
    above = [get_entity(entity.field(name).target) for name in links_above(entity)]
    return 1 + max(map(_depth, above)) if above else 0


def _seen(entity: Entity, *, has_above: bool, named: bool) -> str:
    public, private = str(int(Visibility.PUBLIC)), str(int(Visibility.PRIVATE))
    if entity.company:
        return public
    if _SHARED in entity.by_name:
        return (
            f"coalesce(NEW.visibility, CASE WHEN NEW.{_SHARED} THEN {public} "
            f"WHEN NEW.org_unit_id IS NULL THEN {private} "
            f"ELSE {int(Visibility.UNIT)} END)"
        )
    if named:  # the record may be gone, and what was said about it was not for all
        return f"coalesce(NEW.visibility, CASE WHEN base IS NULL THEN {private} END)"
    default = private if entity.private or entity.module in _PERSONAL else public
    if has_above:
        return f"coalesce(NEW.visibility, CASE WHEN base IS NULL THEN {default} END)"
    return f"coalesce(NEW.visibility, {default})"


def _columns(entity: Entity) -> Iterator[ColumnPlan]:
    table = cast("sa.Table", record_class(entity.key).__table__)
    for column in table.columns:
        if column.name == "id" or is_captured(column):
            yield _column(entity, column)


def _column(entity: Entity, column: sa.Column[Any]) -> ColumnPlan:
    field: Field | None = column.info.get(FIELD_INFO)
    is_link = field is not None and field.kind is Kind.LINK
    storage = _STORAGES[type(column.type)]
    return ColumnPlan(
        column.name,
        storage,
        NEVER if column.name in _KEPT else _needs(entity, column.name),
        not column.nullable or column.name == "acl_id",
        _LINKS.get(column.name, field.target if field and is_link else ""),
    )


def _needs(entity: Entity, column: str) -> int:
    return int(max(_NEEDS.get(column, Level.EDIT), _edit_level(entity)))


def _edit_level(entity: Entity) -> Level:
    """Return what an edit takes: what is lent to whom is changed by who may share the record."""
    return Level.SHARE if entity.key == SHARE else Level.EDIT
