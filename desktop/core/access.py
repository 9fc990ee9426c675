"""Who may do what with one record, and why: the evaluation of `core.permissions`, explained."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum, auto

from desktop.core.organisation import Organisation, Person
from desktop.core.permissions import Level, Member, RowInputs, Visibility, level_on
from desktop.core.quick_dataclass import dataclass


class Why(StrEnum):
    """Where a right comes from."""

    OWNER = auto()
    SHARE = auto()
    ROLE = auto()
    SEEN = auto()  # everybody sees it, or everybody of its unit
    ABOVE = auto()  # the record that it hangs on gives it


@dataclass(frozen=True, slots=True)
class Reason:
    """A right that somebody has, and what gives it: a person, a unit, a role, or nothing named."""

    why: Why
    level: Level
    by: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """With whom records are shared: `shares` are the ids of its records, `on` how many records."""

    kind: str  # user, unit, role
    who: uuid.UUID
    level: Level
    shares: tuple[uuid.UUID, ...] = ()
    on: int = 1


@dataclass(frozen=True, slots=True)
class Access:
    """What is known of who may do what with some records.

    `row` decides on the rights where it is one record alone; `mine` is the least that the person
    at the screen may do with one of them.
    """

    organisation: Organisation
    shared: tuple[Shared, ...] = ()
    row: RowInputs | None = None
    mine: Level = Level.SHARE
    is_joined: bool = False


def who_may(
    row: RowInputs, organisation: Organisation
) -> list[tuple[Person, Level, tuple[Reason, ...]]]:
    """Return who may do anything with a record, the most first, with all reasons."""
    found = []
    for person in organisation.people:
        reasons = tuple(reasons_of(row, organisation.member(person), organisation))
        if person.is_active and reasons:
            found.append((person, max(one.level for one in reasons), reasons))
    return sorted(found, key=lambda one: (-one[1], one[0].name))


def reasons_of(row: RowInputs, member: Member, organisation: Organisation) -> Iterator[Reason]:
    """Yield each thing that gives somebody a right on a record; the greatest level counts.

    Who owns it needs no other reason.
    """
    if row.owner_id == member.user_id:
        yield Reason(Why.OWNER, Level.SHARE)
        return
    parents = organisation.parents
    bare = RowInputs(row.module, org_unit_id=row.org_unit_id)
    nobody = replace(member, grants=(), principals=frozenset())
    for who, level in row.shares.items():
        if who in member.principals:
            yield Reason(Why.SHARE, level, who)
    for role in organisation.roles_of(member.user_id):
        grants = tuple(given.grant for given in role.grants)
        if level := level_on(bare, replace(nobody, grants=grants), parents):
            yield Reason(Why.ROLE, level, role.id)
    yield from _seen(row, member, organisation)


def _seen(row: RowInputs, member: Member, organisation: Organisation) -> Iterator[Reason]:
    """Yield what the visibility of a record gives, or the record on which it hangs."""
    parents = organisation.parents
    if row.visibility is None and row.above is not None:
        if level := level_on(row.above, member, parents):
            yield Reason(Why.ABOVE, level)
        return
    nobody = replace(member, grants=(), principals=frozenset())
    bare = RowInputs(row.module, org_unit_id=row.org_unit_id, visibility=row.visibility)
    if level := level_on(bare, nobody, parents):
        is_unit = row.visibility is Visibility.UNIT
        yield Reason(Why.SEEN, level, row.org_unit_id if is_unit else None)
