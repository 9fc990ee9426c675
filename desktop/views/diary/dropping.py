"""What a new event takes over from the records that were dropped on a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.core.filters import Json
from desktop.core.pages import Card, Ref
from desktop.core.ports import Reads

# The field of an event by which it hangs on a record of an entity.
LINKS: Final = {
    "account": "account_id",
    "contact": "contact_id",
    "lead": "lead_id",
    "project": "project_id",
}
_TAKEN: Final = tuple(LINKS.values())  # a task, a call or a contact may itself hang on these


def read_values(reads: Reads, refs: Sequence[Ref]) -> dict[str, Json]:
    """Return the first values of an event about some records; raise RecordGoneError.

    It is called as the first of them; each link is taken from the first that has it.
    """
    values: dict[str, Json] = {}
    for ref in refs:
        card = reads.card(ref.entity, ref.id)
        values.setdefault("title", card.title)
        for name, value in _links(card):
            values.setdefault(name, value)
    return values


def _links(card: Card) -> list[tuple[str, Json]]:
    own: list[tuple[str, Json]] = []
    if card.entity in LINKS:
        own.append((LINKS[card.entity], str(card.id)))
    held: Mapping[str, Json] = card.values
    return own + [(name, held[name]) for name in _TAKEN if held.get(name)]
