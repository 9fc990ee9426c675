"""Who may do what: actors, rights, and the one evaluation of role × unit × share.

Pure: the store asks it alone; joined to a server it is the oracle that the server's answer is
compared with.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import field
from enum import IntEnum, StrEnum, auto
from typing import Final

from desktop.core.quick_dataclass import dataclass


class Level(IntEnum):
    """How much somebody may do with one record; each contains those below it."""

    NONE = 0
    VIEW = 1
    EDIT = 2
    DELETE = 3
    SHARE = 4


class Visibility(IntEnum):
    """Who sees a record besides its owner and those it is shared with."""

    PRIVATE = 0
    UNIT = 1
    PUBLIC = 2


class Reach(StrEnum):
    """Which records of a module a role's right extends to."""

    OWN = auto()
    UNIT = auto()
    SUBTREE = auto()
    ALL = auto()


# The fields that say who sees a record: changed by who may share it.
SHARING: Final = frozenset({"owner_id", "org_unit_id", "visibility", "is_shared"})


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role gives: a level on the records of `module` within a reach."""

    module: str
    reach: Reach
    level: Level


@dataclass(frozen=True, slots=True)
class RowInputs:
    """What decides the rights on one record."""

    module: str
    owner_id: uuid.UUID | None = None
    org_unit_id: uuid.UUID | None = None
    visibility: Visibility | None = Visibility.PRIVATE  # None: as what it hangs on, else public
    shares: Mapping[uuid.UUID, Level] = field(default_factory=dict)  # user, unit or role
    above: RowInputs | None = None  # the record on which this one hangs: the customer of a call


@dataclass(frozen=True, slots=True)
class Member:
    """A user with the places and roles that rights come from."""

    user_id: uuid.UUID
    org_unit_id: uuid.UUID | None = None
    grants: tuple[Grant, ...] = ()
    principals: frozenset[uuid.UUID] = frozenset()  # user, unit with those above it, roles


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; `permissions` None means the owner of a profile without a server: everything.

    `member` decides on single records; None means that all of them may be seen and changed, but
    for a profile that is joined to a server: there the levels decide that the server told.
    """

    user_id: uuid.UUID
    permissions: frozenset[str] | None = None
    member: Member | None = None
    joined: bool = False

    def may(self, permission: str) -> bool:
        """Tell whether the actor holds a right such as "quote.approve"."""
        return self.permissions is None or permission in self.permissions


KEPT: Final = ""  # the module of what nobody but its author reads: no role reaches it


def module_reached(module: str, *, internal: bool, visibility: int | None) -> str:
    """Return the module by which roles reach a record.

    Roles that reach every record of a module reach private ones, too, so that a customer can be
    handed over; but not what a colleague noted for themselves alone.
    """
    return KEPT if internal and visibility == Visibility.PRIVATE else module


Parents = Mapping[uuid.UUID, uuid.UUID | None]
PUBLIC_LEVEL: Final = Level.VIEW


def shared_visibility(is_shared: bool | None, org_unit_id: uuid.UUID | None) -> Visibility:
    """Return who sees a record that is shared by its box "Shared with colleagues".

    Ticked, all do; else those of the unit in charge, and where there is none, the owner alone.
    """
    if is_shared:
        return Visibility.PUBLIC
    return Visibility.PRIVATE if org_unit_id is None else Visibility.UNIT


def level_on(row: RowInputs, member: Member, parents: Parents) -> Level:
    """Return what `member` may do with a record.

    `parents` maps each unit to the unit above it; a cycle in it ends the climb.
    """
    best = Level.SHARE if row.owner_id == member.user_id else Level.NONE
    best = max(best, _by_visibility(row, member, parents))
    shared = [level for who, level in row.shares.items() if who in _principals(member)]
    granted = [
        grant.level
        for grant in member.grants
        if grant.module == row.module and _reaches(grant.reach, row, member, parents)
    ]
    return max([best, *shared, *granted])


def gains(held: Level, above: Level, visibility: Visibility | None) -> bool:
    """Tell whether who has `held` on a record would have more of it, if it hung on another.

    `above` is what they have on that one: it counts where the record says nothing of who sees it.
    Nobody may give themselves rights in that way.
    """
    return visibility is None and above > held


def _principals(member: Member) -> Collection[uuid.UUID]:
    return member.principals | {member.user_id}


def units_below(unit: uuid.UUID, parents: Parents) -> set[uuid.UUID]:
    """Return a unit and all those below it."""
    return {one for one in {unit, *parents} if unit in units_above(one, parents)}


def _by_visibility(row: RowInputs, member: Member, parents: Parents) -> Level:
    if row.visibility is None:
        return PUBLIC_LEVEL if row.above is None else level_on(row.above, member, parents)
    if row.visibility is Visibility.PUBLIC:
        return PUBLIC_LEVEL
    same_unit = row.org_unit_id is not None and row.org_unit_id == member.org_unit_id
    return Level.VIEW if row.visibility is Visibility.UNIT and same_unit else Level.NONE


def _reaches(reach: Reach, row: RowInputs, member: Member, parents: Parents) -> bool:
    if reach is Reach.ALL:
        return True
    if reach is Reach.OWN:
        return row.owner_id == member.user_id
    if row.org_unit_id is None or member.org_unit_id is None:
        return False
    if reach is Reach.UNIT:
        return row.org_unit_id == member.org_unit_id
    return member.org_unit_id in units_above(row.org_unit_id, parents)


def units_above(unit: uuid.UUID, parents: Parents) -> set[uuid.UUID]:
    """Return a unit and all those above it."""
    seen: set[uuid.UUID] = set()
    climbing: uuid.UUID | None = unit
    while climbing is not None and climbing not in seen:
        seen.add(climbing)
        climbing = parents.get(climbing)
    return seen
