"""What a search for duplicates answers: groups of records that may mean the same, as plain data."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from desktop.core.filters import Json
from desktop.core.likeness import Likeness
from desktop.core.pages import Hit, Ref
from desktop.core.quick_dataclass import dataclass
from desktop.core.record_merge import AT_ONCE

LARGEST: Final = AT_ONCE  # records of one group

Alike = tuple[uuid.UUID, uuid.UUID, Likeness]


@dataclass(frozen=True, slots=True)
class Group:
    """Records that may mean the same, with the score of the surest pair and all reasons."""

    records: tuple[Hit, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class FoundGroups:
    """The likeliest groups, and how many there are in all."""

    groups: tuple[Group, ...] = ()
    total: int = 0


def grouped(pairs: Iterable[Alike]) -> list[tuple[list[uuid.UUID], Likeness]]:
    """Return groups of pairs that hang together, the likeliest first.

    Surer pairs are joined first; no group grows over what can be compared side by side, so a chain
    of shared phone numbers does not tie half a town together.
    """
    group_of: dict[uuid.UUID, int] = {}
    members: dict[int, list[uuid.UUID]] = {}
    facts: dict[int, tuple[int, dict[str, None]]] = {}
    ordered = sorted(pairs, key=lambda pair: (-pair[2].score, pair[0].bytes, pair[1].bytes))
    for number, (left, right, found) in enumerate(ordered):
        sides = {group_of[one] for one in (left, right) if one in group_of}
        joined = list(dict.fromkeys([*(m for s in sides for m in members[s]), left, right]))
        if len(joined) > LARGEST:
            continue
        first = min(sides, default=number)
        scores = [facts[side][0] for side in sides]
        reasons = {name: None for side in sorted(sides) for name in facts[side][1]}
        for side in sides:
            del members[side], facts[side]
        members[first] = joined
        facts[first] = (max([*scores, found.score]), reasons | dict.fromkeys(found.fields))
        group_of |= dict.fromkeys(joined, first)
    made = [(members[key], Likeness(facts[key][0], tuple(facts[key][1]))) for key in members]
    return sorted(made, key=lambda group: (-group[1].score, -len(group[0]), group[0][0].bytes))


def groups_to_json(found: FoundGroups) -> dict[str, Json]:
    """Return the answer as JSON."""
    return {
        "total": found.total,
        "groups": [
            {
                "score": group.likeness.score,
                "fields": list(group.likeness.fields),
                "records": [[str(h.ref.id), h.ref.title, h.detail] for h in group.records],
            }
            for group in found.groups
        ],
    }


def groups_from_json(entity: str, data: Mapping[str, Any]) -> FoundGroups:
    """Return the answer that `groups_to_json` wrote."""
    return FoundGroups(
        tuple(
            Group(
                tuple(_hit(entity, record) for record in group["records"]),
                Likeness(group["score"], tuple(group["fields"])),
            )
            for group in data["groups"]
        ),
        data["total"],
    )


def _hit(entity: str, record: Sequence[str]) -> Hit:
    record_id, title, detail = record
    return Hit(Ref(entity, uuid.UUID(record_id), title), detail)
