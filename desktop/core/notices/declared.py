"""What the declaration of an entity says of who is told of what, as lines of words.

    tells=("assigned assignees", "state people on status", "answered assigned_by on acceptance")

The first word is the kind of notice (`kinds`), the next ones say whom: fields that name users; a
field behind a link ("event_id.owner_id"); or `people`, all who are concerned by the record: who is
in charge and everybody that it involves (`core.involvement`). The words behind that:

    on FIELD …      told when one of these fields of a known record changes; without it those are
                    told who are newly named
    when VALUE …    only if one of them becomes one of these
    about LINK      the notice is about the record that this link names, or with `about record`
                    about the one that record_type and record_id name

Parts of another record (`about`) tell on their making too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from desktop.core.entities import Entity, iter_entities
from desktop.core.quick_dataclass import dataclass

PEOPLE: Final = "people"
RECORD: Final = "record"
_WORDS: Final = ("on", "when", "about")


@dataclass(frozen=True, slots=True)
class Telling:
    """One line; see the words above."""

    kind: str
    people: tuple[str, ...]
    on: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    about: str = ""


@lru_cache(maxsize=256)
def tellings_of(declared: tuple[str, ...]) -> tuple[Telling, ...]:
    """Return what the fact `tells` of an entity says; raise ValueError for what is no line."""
    return tuple(_read(line) for line in declared)


def telling_entities() -> dict[str, Entity]:
    """Return the entities that tell people, by their keys."""
    return {entity.key: entity for entity in iter_entities() if entity.tells}


def _read(line: str) -> Telling:
    kind, *rest = line.split()
    said: dict[str, list[str]] = {"": []}
    word = ""
    for part in rest:
        if part in _WORDS and part not in said:
            word = part
            said[word] = []
        else:
            said[word].append(part)
    about = said.get("about", [])
    if not said[""] or len(about) > 1:
        raise ValueError(f"not a telling: {line!r}")
    return Telling(
        kind,
        tuple(said[""]),
        tuple(said.get("on", ())),
        tuple(said.get("when", ())),
        "".join(about),
    )
