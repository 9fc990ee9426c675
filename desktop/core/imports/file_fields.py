"""What columns of a file may say of a record that is no field of it: its place among the rows.

Plans are written as tables by people: a row has a number, a place such as "1.2.3", and names the
rows it waits for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_

ROW_NUMBER: Final = "row_number"
OUTLINE: Final = "outline_number"
LEVEL: Final = "outline_level"
PREDECESSORS: Final = "predecessors"
_LONGEST: Final = 500

FILE_FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "task": (
        Field(
            PREDECESSORS,
            N_("Predecessors"),
            Kind.TEXT,
            length=_LONGEST,
            help=N_("Numbers, places (WBS) or titles of rows: “3FS+2d; 5SS”."),
            synonyms=("Predecessor", "Phụ thuộc", "Việc trước", "Công việc trước", "Depends on"),
        ),
        Field(
            ROW_NUMBER,
            N_("Number of the row"),
            Kind.TEXT,
            length=20,
            synonyms=("STT", "TT", "Số thứ tự", "ID", "No", "Task ID", "Unique ID"),
        ),
        Field(
            OUTLINE,
            N_("Place in the plan (WBS)"),
            Kind.TEXT,
            length=60,
            help=N_("Such as 1.2.3: the row stands below 1.2."),
            synonyms=("WBS", "WBS code", "Outline number", "Mã WBS", "Số phân cấp"),
        ),
        Field(
            LEVEL,
            N_("Level in the plan"),
            Kind.TEXT,
            length=20,
            help=N_("1 for the topmost rows; a row stands below the nearest one of a lower level."),
            synonyms=("Outline level", "Level", "Cấp", "Cấp bậc"),
        ),
    ),
}


def file_fields(entity: Entity) -> tuple[Field, ...]:
    """Return what columns may say of a record beside its fields."""
    return FILE_FIELDS.get(entity.key, ())


def field_of(entity: Entity, name: str) -> Field:
    """Return a field that a column may fill, of the entity or of its rows; raise KeyError."""
    return next((one for one in file_fields(entity) if one.name == name), None) or entity.field(
        name
    )


def is_of_rows(entity: Entity, name: str) -> bool:
    """Tell whether a column says something of the row, and not of the record."""
    return any(one.name == name for one in file_fields(entity))
