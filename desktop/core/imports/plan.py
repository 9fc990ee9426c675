"""What a person decided about an import: which column fills which field, what is done when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from typing import Any

from desktop.core.filters import Json
from desktop.core.tables import SheetInfo, TableInfo, table_from_json, table_to_json


class Policy(StrEnum):
    """What is done with a row whose record exists already."""

    SKIP = auto()
    FILL = auto()  # only fields that are empty so far
    OVERWRITE = auto()  # every field that the row has a value for; empty cells change nothing


class Missing(StrEnum):
    """What is done where a cell names a source, a tag… that does not exist."""

    CREATE = auto()
    EMPTY = auto()  # the field stays empty
    FAIL = auto()  # the row is refused
    ME = auto()  # of users: whoever imports


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column of the sheet and the field it fills; several columns may fill one field."""

    column: int
    field: str


@dataclass(frozen=True)
class ImportPlan:
    """Everything that decides what an import does.

    `keys` are fields in order of weight: the first that finds a record decides which record a row
    is; none = every row is new. `fixed` gives fields a text that all rows share.
    """

    entity: str
    table: TableInfo
    sheet: int
    columns: tuple[ColumnUse, ...]
    keys: tuple[str, ...] = ()
    policy: Policy = Policy.SKIP
    missing: Mapping[str, Missing] = field(default_factory=dict)  # by the entity that is named
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def sheet_info(self) -> SheetInfo:
        """Return the sheet that is imported; raise LookupError if the file has no such."""
        for sheet in self.table.sheets:
            if sheet.index == self.sheet:
                return sheet
        raise LookupError(f"no sheet {self.sheet}")

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that get values, in the order of the columns."""
        names = [use.field for use in self.columns]
        return tuple(dict.fromkeys([*names, *self.fixed]))

    @property
    def headers(self) -> tuple[str, ...]:
        """Return what stands above each column, "" where nothing does."""
        sheet = self.sheet_info
        cells = () if sheet.header_row is None else sheet.head[sheet.header_row]
        return tuple("" if cell is None else " ".join(str(cell).split()) for cell in cells)

    @property
    def row_count(self) -> int:
        """Return how many rows there are below the header, as far as is known."""
        sheet = self.sheet_info
        return max(sheet.row_count - sheet.first_data_row, 0)


def plan_to_json(plan: ImportPlan) -> dict[str, Json]:
    """Return the plan as JSON, without the rows below the header, which only previews need."""
    info = plan.sheet_info
    sheet = replace(info, head=info.head[: info.first_data_row])
    return {
        "entity": plan.entity,
        "table": table_to_json(replace(plan.table, sheets=(sheet,))),
        "sheet": plan.sheet,
        "columns": [[use.column, use.field] for use in plan.columns],
        "keys": list(plan.keys),
        "policy": plan.policy.value,
        "missing": {entity: missing.value for entity, missing in plan.missing.items()},
        "fixed": dict(plan.fixed),
    }


def plan_from_json(data: Mapping[str, Any]) -> ImportPlan:
    """Return the plan that `plan_to_json` wrote; raise KeyError, TypeError or ValueError."""
    return ImportPlan(
        entity=str(data["entity"]),
        table=table_from_json(data["table"]),
        sheet=int(data["sheet"]),
        columns=tuple(ColumnUse(int(column), str(name)) for column, name in data["columns"]),
        keys=tuple(map(str, data["keys"])),
        policy=Policy(data["policy"]),
        missing={entity: Missing(missing) for entity, missing in data["missing"].items()},
        fixed={name: str(text) for name, text in data["fixed"].items()},
    )
