"""What a person has decided so far in the import wizard; no widgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, TypeVar

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.imports.column_maps import ColumnMap, mark_of
from desktop.core.imports.file_fields import field_of
from desktop.core.imports.importable import (
    JOINED,
    USERS,
    default_missing,
    importable_fields,
    key_fields,
    may_create,
    named_entity,
    shared_fields,
)
from desktop.core.imports.plan import ColumnUse, ImportPlan, Missing, Policy
from desktop.core.imports.results import Trial
from desktop.core.tables import SheetColumn, SheetInfo, TableFormat, TableInfo

E = TypeVar("E", bound=StrEnum)

MOST_COLUMNS: Final = 200  # that can be mapped by hand


@dataclass
class ImportDraft:
    """A plan under way; what depends on a changed answer is answered anew."""

    entity: Entity
    table: TableInfo | None = None
    sheet: SheetInfo | None = None
    uses: dict[int, str] = field(default_factory=dict)  # field by column
    confidence: dict[int, float] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    policy: Policy = Policy.SKIP
    missing: dict[str, Missing] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    trial: Trial | None = None

    @property
    def has_cards(self) -> bool:
        """Whether the file holds contact cards, whose columns are known."""
        return self.table is not None and self.table.format is TableFormat.VCARD

    @property
    def columns(self) -> Sequence[SheetColumn]:
        """The columns that can be mapped."""
        return self.sheet.columns[:MOST_COLUMNS] if self.sheet else ()

    def fields(self) -> Iterator[Field]:
        """Yield the fields that a column of the file may fill."""
        return importable_fields(self.entity, cards=self.has_cards)

    def use_entity(self, entity: Entity) -> None:
        """Import into other records: what was said of fields is void."""
        if entity != self.entity:
            self.entity = entity
            self.missing, self.fixed = {}, {}
            self.forget_columns()

    def use_table(self, table: TableInfo) -> None:
        """Take a file that was looked at, and the sheet it most likely means.

        Cards mostly come back from a phone: what they add to known records is wanted.
        """
        self.table = table
        self.policy = Policy.FILL if self.has_cards else Policy.SKIP
        self.use_sheet(table.main_sheet)

    def use_sheet(self, sheet: SheetInfo) -> None:
        """Take a sheet as it is, or with another header row."""
        if sheet != self.sheet:
            self.sheet = sheet
            self.forget_columns()

    def use_header_row(self, row: int | None) -> None:
        """Say which row holds the headers; None = no row does."""
        if self.sheet is not None:
            self.use_sheet(replace(self.sheet, header_row=row))

    def forget_columns(self) -> None:
        """Ask anew which column fills which field."""
        self.uses, self.confidence = {}, {}
        self.keys = ()
        self.trial = None

    def match(self, matches: Sequence[tuple[int, str, float]]) -> None:
        """Take the suggested fields of columns."""
        self.uses = {column: name for column, name, _sure in matches}
        self.confidence = {column: sure for column, _name, sure in matches}
        self.keys = self.likely_keys()

    def mapping(self) -> dict[str, Json]:
        """Return what a later import of such a file can begin with, in JSON form."""
        headers = {one.index: one.header or one.letter for one in self.columns}
        return {
            "columns": {headers[index]: name for index, name in sorted(self.uses.items())},
            "keys": list(self.keys),
            "policy": self.policy.value,
            "missing": {entity: missing.value for entity, missing in self.missing.items()},
            "fixed": dict(self.fixed),
        }

    def use_map(self, saved: ColumnMap) -> None:
        """Take the fields and answers of a saved map, as far as they are still possible."""
        known = {one.name for one in self.fields()}
        fields = saved.columns
        self.uses = {
            one.index: name
            for one in self.columns
            if (name := fields.get(mark_of(one), "")) in known
        }
        self.confidence = dict.fromkeys(self.uses, 1.0)
        facts = saved.mapping
        self.keys = tuple(map(str, _listed(facts.get("keys"))))
        self.policy = _known(Policy, facts.get("policy")) or self.policy
        missing = {key: _known(Missing, way) for key, way in _paired(facts.get("missing"))}
        self.missing = {key: way for key, way in missing.items() if way is not None}
        fixed = _paired(facts.get("fixed"))
        self.fixed = {name: str(text) for name, text in fixed if name in known}
        self.trial = None

    def use_column(self, column: int, name: str) -> None:
        """Let a column fill a field, or none if `name` is ""."""
        had = set(self.uses.values())
        self.confidence[column] = 1.0
        if name:
            self.uses[column] = name
        else:
            self.uses.pop(column, None)
        if had != set(self.uses.values()):
            self.keys = self.likely_keys()
        self.trial = None

    def used_twice(self) -> set[int]:
        """Return the columns whose field another column fills, too, though it takes only one."""
        by_field: dict[str, list[int]] = {}
        for column, name in self.uses.items():
            if field_of(self.entity, name).kind not in JOINED:
                by_field.setdefault(name, []).append(column)
        return {column for columns in by_field.values() if len(columns) > 1 for column in columns}

    def lacking(self) -> list[Field]:
        """Return the fields that new records need and no column fills."""
        used = set(self.uses.values())
        if self.entity.title_text in used:
            used.add(self.entity.title)
        return [
            one
            for one in self.fields()
            if one.required and one.default is None and one.name not in used
        ]

    def possible_keys(self) -> list[Field]:
        """Return the fields of the file by which records can be known, the surest first."""
        used = set(self.uses.values())
        return [one for one in key_fields(self.entity) if one.name in used]

    def likely_keys(self) -> tuple[str, ...]:
        """Return the keys to begin with: names only where there is nothing better."""
        possible = self.possible_keys()
        strong = [one.name for one in possible if one.name != self.entity.title]
        return tuple(strong) or tuple(one.name for one in possible)

    def named(self) -> dict[str, tuple[Entity, tuple[Missing, ...]]]:
        """Return the entities that cells name, and what can be done about unknown names."""
        found: dict[str, tuple[Entity, tuple[Missing, ...]]] = {}
        for name in dict.fromkeys(self.uses.values()):
            target = named_entity(field_of(self.entity, name))
            if target is not None:
                first = (Missing.CREATE,) if may_create(target) else ()
                first = (Missing.ME,) if target.key == USERS else first
                found[target.key] = target, (*first, Missing.EMPTY, Missing.FAIL)
        return found

    def labels_of(self, target: Entity) -> str:
        """Return the labels of the fields whose cells name records of `target`."""
        fields = [field_of(self.entity, name) for name in dict.fromkeys(self.uses.values())]
        return ", ".join(_(one.label) for one in fields if named_entity(one) == target)

    def missing_of(self, target: Entity) -> Missing:
        """Return what is done about unknown names of an entity."""
        first = default_missing(target)
        if self.has_cards and may_create(target):
            first = Missing.CREATE  # a card is the only place where its company is told
        return self.missing.get(target.key, first)

    def shareable(self) -> list[Field]:
        """Return the fields for which all rows may be given one value."""
        used = set(self.uses.values())
        return [
            one
            for one in shared_fields(self.entity)
            if (one.name not in used or one.kind is Kind.TAGS) and _is_label(one)
        ]

    def plan(self) -> ImportPlan:
        """Return the plan; raise ValueError before there is a file."""
        if self.table is None or self.sheet is None:
            raise ValueError("no file was chosen")
        sheets = tuple(
            self.sheet if one.index == self.sheet.index else one for one in self.table.sheets
        )
        return ImportPlan(
            entity=self.entity.key,
            table=replace(self.table, sheets=sheets),
            sheet=self.sheet.index,
            columns=tuple(ColumnUse(column, self.uses[column]) for column in sorted(self.uses)),
            keys=tuple(one.name for one in self.possible_keys() if one.name in self.keys),
            policy=self.policy,
            missing=self._all_missing(),
            fixed={name: text for name, text in self.fixed.items() if text.strip()},
        )

    def _all_missing(self) -> Mapping[str, Missing]:
        return {target.key: self.missing_of(target) for target, _ways in self.named().values()}


def _listed(data: Json) -> Sequence[Json]:
    return data if isinstance(data, list) else ()


def _paired(data: Json) -> list[tuple[str, Json]]:
    return list(data.items()) if isinstance(data, dict) else []


def _known(kind: type[E], data: Json) -> E | None:
    """Return a member by its value; None for one that this version does not know."""
    return kind(data) if isinstance(data, str) and data in set(kind) else None


def _is_label(one: Field) -> bool:
    target = named_entity(one)
    return target is None or may_create(target)
