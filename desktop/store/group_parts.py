"""What the groups of a list are: parts of it in their order, and how a row's part is found."""

from __future__ import annotations

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass
from desktop.store.sql import Sql


@dataclass(frozen=True, slots=True)
class Part:
    """One group: its value in JSON form (of a month: first and last), label and condition."""

    value: Json
    label: str
    condition: Sql


@dataclass(frozen=True, slots=True)
class Grouping:
    """All groups in their order, and SQL for the place of a row's group among them.

    `join` stands behind the table where a row may have several places.
    """

    parts: tuple[Part, ...]
    place: str
    join: str = ""
