"""The people of a company, its units and roles, as administration and sharing show them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from desktop.core.permissions import Grant, Member
from desktop.core.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A user; `login` is what the record says, the server knows whether it is open."""

    id: uuid.UUID
    name: str
    login: str = ""
    unit_id: uuid.UUID | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, branch or team."""

    id: uuid.UUID
    name: str
    code: str = ""
    above: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """What a role gives on a module; `id` is that of its record."""

    id: uuid.UUID
    grant: Grant


@dataclass(frozen=True, slots=True)
class Role:
    """What several people do alike; `actions` are names of permitted actions, "*" all of them."""

    id: uuid.UUID
    name: str
    description: str = ""
    actions: tuple[str, ...] = ()
    grants: tuple[RoleGrant, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A user has a role; `id` is that of its record."""

    id: uuid.UUID
    user_id: uuid.UUID
    role_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything that lives; people, units and roles each by their names."""

    people: tuple[Person, ...] = ()
    units: tuple[Unit, ...] = ()
    roles: tuple[Role, ...] = ()
    members: tuple[Membership, ...] = ()

    @property
    def parents(self) -> Mapping[uuid.UUID, uuid.UUID | None]:
        """Each unit with the one above it."""
        return {unit.id: unit.above for unit in self.units}

    def names(self) -> dict[uuid.UUID, str]:
        """Return what each person, unit and role is called."""
        found = {one.id: one.name for one in self.people}
        found |= {one.id: one.name for one in self.units}
        return found | {one.id: one.name for one in self.roles}

    def role(self, one: uuid.UUID) -> Role | None:
        """Return a role."""
        return next((role for role in self.roles if role.id == one), None)

    def roles_of(self, person: uuid.UUID) -> list[Role]:
        """Return the roles that somebody has, each once."""
        own = {member.role_id for member in self.members if member.user_id == person}
        return [role for role in self.roles if role.id in own]

    def below(self, unit: uuid.UUID | None) -> list[Unit]:
        """Return the units right below one, or those that are below none.

        A unit whose upper one is gone, or that stands in a circle, counts as below none.
        """
        known = self.parents
        if unit is not None:
            return [one for one in self.units if one.above == unit and not self._circles(one.id)]
        return [one for one in self.units if one.above not in known or self._circles(one.id)]

    def above(self, unit: uuid.UUID | None) -> Iterator[uuid.UUID]:
        """Yield a unit and all those above it."""
        known, seen = self.parents, set()
        while unit is not None and unit not in seen:
            seen.add(unit)
            yield unit
            unit = known.get(unit)

    def member(self, person: Person) -> Member:
        """Return the places and roles from which somebody's rights come."""
        roles = self.roles_of(person.id)
        grants = tuple(given.grant for role in roles for given in role.grants)
        units = self.above(person.unit_id)
        principals = frozenset({person.id, *units, *(role.id for role in roles)})
        return Member(person.id, person.unit_id, grants, principals)

    def _circles(self, unit: uuid.UUID) -> bool:
        known = self.parents
        last = list(self.above(unit))[-1]
        return known.get(last) in set(self.above(unit))
