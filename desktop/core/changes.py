"""What a unit of work changed, told to the screens after its commit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from desktop.core.quick_dataclass import dataclass

MANY: Final = 2000  # above so many rows of one entity the ids are left out: "anything may differ"


@dataclass(frozen=True, slots=True)
class Changes:
    """Record ids by entity key; an empty set means that any record of it may have changed."""

    ids: Mapping[str, frozenset[uuid.UUID]] = field(default_factory=dict)
    group: int = 0  # what `undo` takes back; 0 = nothing to undo
    command: str = ""

    def touches(self, entity: str, record_id: uuid.UUID | None = None) -> bool:
        """Tell whether records of `entity` changed, or that one record if named."""
        ids = self.ids.get(entity)
        if ids is None:
            return False
        return record_id is None or not ids or record_id in ids

    def __bool__(self) -> bool:
        return bool(self.ids)
