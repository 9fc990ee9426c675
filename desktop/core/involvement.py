"""Who is involved in a record by being named in it: assignees, watchers, participants.

An entity declares it as lines of words: "assignees edit" gives those whom its field `assignees`
names the level `edit` on the record; "user_id view event_id" of a child gives whom it names the
level `view` on the record that its link `event_id` leads to.
"""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.permissions import Level
from desktop.core.quick_dataclass import dataclass

_SHARES: Final = uuid.UUID("8f8b1c8e-6f0e-5b43-9a0c-2f6b2a6e5d11")


@dataclass(frozen=True, slots=True)
class Involvement:
    """Whom `field` names has `level` on the record, or on the one that its link `via` names."""

    field: str
    level: Level
    via: str = ""


@lru_cache(maxsize=256)
def involvements_of(declared: tuple[str, ...]) -> tuple[Involvement, ...]:
    """Return what the fact `involves` of an entity says.

    Raises:
        ValueError: a line is not of that form.
    """
    return tuple(_read(line) for line in declared)


def involving_entities() -> dict[str, Entity]:
    """Return the entities that involve people, by their keys."""
    return {entity.key: entity for entity in iter_entities() if entity.involves}


def share_id(record: uuid.UUID, user: uuid.UUID) -> uuid.UUID:
    """Return the id of the share that being involved gives: the same on every computer."""
    return uuid.uuid5(_SHARES, f"{record}/{user}")


def _read(line: str) -> Involvement:
    field, level, *via = line.split()
    if len(via) > 1:
        raise ValueError(f"not an involvement: {line!r}")
    return Involvement(field, Level[level.upper()], *via)
