"""Numbers of search documents: an entity's number and a row's rid in one integer."""

from __future__ import annotations

from typing import Final

from desktop.core.entities import Entity

RID_BITS: Final = 40
RID_MASK: Final = (1 << RID_BITS) - 1


def first_document(entity: Entity) -> int:
    """Return the document number of rid 0; a row's document is this plus its rid."""
    return entity.number << RID_BITS


def documents_of(entity: Entity) -> tuple[int, int]:
    """Return the first and the last document number of the entity's rows."""
    first = first_document(entity)
    return first, first + RID_MASK
