"""Saved column maps: which header goes into which field, with the other answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.core.filters import Json
from desktop.core.header_words import compact
from desktop.core.tables import SheetColumn


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A map that somebody saved; `mapping` is what `ImportDraft.mapping` gave."""

    id: str
    name: str
    mapping: Mapping[str, Json]

    @property
    def columns(self) -> dict[str, str]:
        """The fields by the marks of their headers."""
        found = self.mapping.get("columns")
        if not isinstance(found, dict):
            return {}
        return {compact(header): str(field) for header, field in found.items()}

    def fits(self, columns: Sequence[SheetColumn]) -> bool:
        """Tell whether a table has all the headers that the map names."""
        return bool(self.columns) and set(self.columns) <= {mark_of(one) for one in columns}


def best_map(maps: Iterable[ColumnMap], columns: Sequence[SheetColumn]) -> ColumnMap | None:
    """Return the map that fits a table and names most of its columns."""
    fitting = [one for one in maps if one.fits(columns)]
    return max(fitting, key=_size, default=None)


def mark_of(column: SheetColumn) -> str:
    """Return what is the same for headers that differ in capitals, accents or signs alone."""
    return compact(column.header) or compact(column.letter)


def _size(one: ColumnMap) -> int:
    return len(one.columns)
