"""Somebody, or something, that takes part in an event."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from desktop.core.filters import Json
from desktop.core.quick_dataclass import dataclass

REQUIRED, RESOURCE, CHAIR = "required", "resource", "chair"
ICONS: Final = {"user": "user", "contact": "contact-round", "resource": "door-open"}


@dataclass(frozen=True, slots=True)
class Person:
    """A colleague, a contact person, a plain address or a resource; `row` once it was saved."""

    row: uuid.UUID | None = None
    user: uuid.UUID | None = None
    contact: uuid.UUID | None = None
    resource: uuid.UUID | None = None
    name: str = ""
    email: str = ""
    role: str = REQUIRED
    answer: str = "needs_action"

    @property
    def key(self) -> str:
        """What tells two of them apart."""
        who = self.user or self.contact or self.resource
        return str(who) if who else self.email.casefold()

    @property
    def shown(self) -> str:
        """What they are called in a list."""
        return self.name or self.email

    @property
    def calendar(self) -> uuid.UUID | None:
        """By what their busy times are asked for; None where nobody knows them."""
        return self.user or self.resource

    @property
    def icon(self) -> str:
        """The picture of their kind."""
        for kind, name in ICONS.items():
            if getattr(self, kind) is not None:
                return name
        return "at-sign"

    def guest(self) -> dict[str, Json]:
        """Return what `event.invite` takes."""
        links = {"user_id": self.user, "contact_id": self.contact, "resource_id": self.resource}
        named: dict[str, Json] = {name: str(one) for name, one in links.items() if one is not None}
        if self.email:
            named["email"] = self.email
        return {**named, "name": self.name, "role": self.role}


def person_of(kept: Mapping[str, Json]) -> Person:
    """Return somebody as a draft kept them."""
    guest = {name: str(one) for name, one in kept.items() if one}

    def one(name: str) -> uuid.UUID | None:
        return uuid.UUID(guest[name]) if name in guest else None

    return Person(
        None,
        one("user_id"),
        one("contact_id"),
        one("resource_id"),
        guest.get("name", ""),
        guest.get("email", ""),
        guest.get("role", REQUIRED),
    )
