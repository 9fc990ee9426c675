"""Conversions: which field of a record goes into which field of the record that is made of it.

Declared once and read by the services that convert and by the dialog that shows what they will
make. Fields of equal name and kind go along by themselves, the company's own fields too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field as default
from typing import Final

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.quick_dataclass import dataclass

_WORDS: Final = frozenset({Kind.TEXT, Kind.PERSON_NAME})  # either may be written into the other


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a record of `source` becomes one of `goal`.

    `renames` gives for fields of the goal the field of the source that they come from; `leaves` are
    fields of the goal that stay empty although the source has them.
    """

    source: str
    goal: str
    renames: Mapping[str, str] = default(default_factory=dict)
    leaves: frozenset[str] = frozenset()

    def pairs(self, source: Entity, goal: Entity) -> Iterator[tuple[Field, Field]]:
        """Yield the fields of the source with those of the goal that they go into."""
        for into in goal.fields:
            given = source.by_name.get(self.renames.get(into.name, into.name))
            if given is not None and into.name not in self.leaves and _fits(given, into):
                yield given, into


def _fits(given: Field, into: Field) -> bool:
    if into.readonly or into.system or into.part_of or into.kind is Kind.COMPUTED:
        return False
    if given.kind in _WORDS and into.kind in _WORDS:
        return True
    if given.kind is not into.kind or given.target != into.target:
        return False
    known = {option.value for option in into.options}
    return all(option.value in known for option in given.options)


# A person at a customer keeps no second copy of what is said of the customer.
_OF_CUSTOMER: Final = frozenset({"address", "tags", "needs", "description"})

TARGET_TO_LEAD: Final = Conversion("target", "lead")
LEAD_TO_COMPANY: Final = Conversion("lead", "account", {"name": "company"})
LEAD_TO_PERSON: Final = Conversion("lead", "account", {"name": "full_name"})
LEAD_TO_CONTACT: Final = Conversion("lead", "contact", leaves=_OF_CUSTOMER)
CARD_TO_LEAD: Final = Conversion("business_card", "lead")
CARD_TO_COMPANY: Final = Conversion("business_card", "account", {"name": "company"})
CARD_TO_PERSON: Final = Conversion("business_card", "account", {"name": "full_name"})
CARD_TO_CONTACT: Final = Conversion("business_card", "contact", leaves=_OF_CUSTOMER)


def conversions_into(source: str, party_type: str) -> tuple[Conversion, ...]:
    """Return what is made of a lead or card that joins a customer that is there.

    A company gets a contact person; a person is the customer, and gets none.
    """
    if party_type != "company":
        return ()
    return (LEAD_TO_CONTACT if source == "lead" else CARD_TO_CONTACT,)


def conversions_to_customer(source: str, *, has_company: bool) -> tuple[Conversion, ...]:
    """Return what is made of a lead or card: a company with a contact person, or a person alone."""
    if source == "lead":
        return (LEAD_TO_COMPANY, LEAD_TO_CONTACT) if has_company else (LEAD_TO_PERSON,)
    return (CARD_TO_COMPANY, CARD_TO_CONTACT) if has_company else (CARD_TO_PERSON,)
