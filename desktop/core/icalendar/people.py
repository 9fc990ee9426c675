"""Organisers and attendees (RFC 5545, 3.2 and 3.8.4; RFC 7986 EMAIL)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from desktop.core.icalendar.properties import Property, composed, make_property

NEEDS_ACTION: Final = "NEEDS-ACTION"
ACCEPTED: Final = "ACCEPTED"
DECLINED: Final = "DECLINED"
TENTATIVE: Final = "TENTATIVE"
DELEGATED: Final = "DELEGATED"
_MAIL: Final = "mailto:"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who invites or is invited.

    Attributes:
        address: the e-mail address as it was written; another URI stands whole.
        status: the answer (PARTSTAT), such as ACCEPTED; "" stands for NEEDS-ACTION.
        role: CHAIR, REQ-PARTICIPANT ("" as well), OPT-PARTICIPANT or NON-PARTICIPANT.
        kind: INDIVIDUAL ("" as well), GROUP, RESOURCE, ROOM.
        wants_answer: whether an answer is asked for (RSVP).
        sent_by: the address of who acts for the person.
        delegated_to: the addresses of who goes instead; `delegated_from` for whom one goes.
    """

    address: str
    name: str = ""
    status: str = ""
    role: str = ""
    kind: str = ""
    wants_answer: bool = False
    sent_by: str = ""
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """By what two mentions of a person are known to be the same."""
        return address_key(self.address)

    @property
    def answer(self) -> str:
        """The answer, where nothing is said the one that stands for it."""
        return self.status or NEEDS_ACTION


def address_key(address: str) -> str:
    """Return an address by which it is compared: without mailto:, in small letters."""
    return bare_address(address).lower()


def bare_address(uri: str) -> str:
    """Return the address of a mailto: URI, another URI as it is."""
    text = uri.strip()
    return text[len(_MAIL) :].partition("?")[0] if text[: len(_MAIL)].lower() == _MAIL else text


def read_person(one: Property) -> Person:
    """Return who an ATTENDEE or ORGANIZER names."""
    said = one.parameters
    address = bare_address(one.value)
    if "@" not in address and said.get("EMAIL"):
        address = bare_address(said["EMAIL"][0])
    return Person(
        address=address,
        name=composed(_first(said, "CN")),
        status=_word(said, "PARTSTAT"),
        role=_word(said, "ROLE"),
        kind=_word(said, "CUTYPE"),
        wants_answer=_word(said, "RSVP") == "TRUE",
        sent_by=bare_address(_first(said, "SENT-BY")),
        delegated_to=_addresses(said.get("DELEGATED-TO", ())),
        delegated_from=_addresses(said.get("DELEGATED-FROM", ())),
    )


def write_person(name: str, person: Person, base: Property | None = None) -> Property:
    """Return the property of a person; what `base` says beside that stays.

    Args:
        name: ATTENDEE or ORGANIZER.
        person: whom to write.
        base: what stood there, None if somebody is new.
    """
    if base is not None and read_person(base) == person:
        return base
    known = base is not None and read_person(base).address == person.address
    uri = base.value if base is not None and known else _uri(person.address)
    changes: dict[str, tuple[str, ...]] = {
        "CN": (person.name,),
        "CUTYPE": (person.kind,),
        "ROLE": (person.role,),
        "PARTSTAT": (person.status,),
        "RSVP": ("TRUE" if person.wants_answer else "",),
        "SENT-BY": (_uri(person.sent_by),),
        "DELEGATED-TO": tuple(map(_uri, person.delegated_to)),
        "DELEGATED-FROM": tuple(map(_uri, person.delegated_from)),
    }
    return (base or make_property(name, "")).saying(uri, changes)


def write_people(name: str, people: Iterable[Person], base: Iterable[Property]) -> list[Property]:
    """Return the properties of people; each keeps what stood of him beside what is understood."""
    known: dict[str, list[Property]] = {}
    for one in base:
        known.setdefault(read_person(one).key, []).append(one)
    made = []
    for person in people:
        same = known.get(person.key)
        made.append(write_person(name, person, same.pop(0) if same else None))
    return made


def _uri(address: str) -> str:
    if not address or "@" not in address or ":" in address.partition("@")[0]:
        return address
    return f"{_MAIL}{address}"


def _first(said: dict[str, tuple[str, ...]], name: str) -> str:
    return said.get(name, ("",))[0].strip()


def _word(said: dict[str, tuple[str, ...]], name: str) -> str:
    return _first(said, name).upper()


def _addresses(uris: Iterable[str]) -> tuple[str, ...]:
    return tuple(bare_address(uri) for uri in uris if uri.strip())
