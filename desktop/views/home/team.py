"""Whose work the page "Today" shows: the person's own, or that of everybody below them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.core.filters import ME, Condition, Filter, Group, Json, Op

if TYPE_CHECKING:
    from desktop.core.organisation import Organisation


def team_of(whole: Organisation, me: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Return the people of a person's unit and of all units below it, the person first.

    Who stands in no unit, like the owner of a company, is above all. Nobody but the person: there
    is no team.
    """
    own = next((person for person in whole.people if person.id == me), None)
    if own is None:
        return ()
    others = [
        person.id
        for person in whole.people
        if person.is_active
        and person.id != me
        and (own.unit_id is None or own.unit_id in set(whole.above(person.unit_id)))
    ]
    return (me, *others) if others else ()


def for_team(filter_: Filter, team: Sequence[uuid.UUID]) -> Filter:
    """Return the filter with all people of a team in place of "me"."""
    if not team:
        return filter_
    return replace(filter_, items=tuple(_meant(item, team) for item in filter_.items))


def for_everybody(filter_: Filter) -> Filter:
    """Return the filter without what asks for "me", as long as nobody knows who that is."""
    kept: list[Condition | Group] = []
    for item in filter_.items:
        if isinstance(item, Group):
            if not (item.any_of and any(map(_is_me, item.items))):
                kept.append(for_everybody(item))
        elif not _is_me(item):
            kept.append(item)
    return replace(filter_, items=tuple(kept))


def _is_me(item: Condition | Group) -> bool:
    return isinstance(item, Condition) and item.value in (ME, [ME])


def _meant(item: Condition | Group, team: Sequence[uuid.UUID]) -> Condition | Group:
    if isinstance(item, Group):
        return for_team(item, team)
    if not _is_me(item):
        return item
    people: list[Json] = [str(one) for one in team]
    return replace(item, op=Op.ANY_OF, value=people)
