"""Handing records over: to another person, to a unit, one or many at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final

from desktop.core.entities import Entity
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.models.base import Record, record_class
from desktop.models.organisation import AppUser
from desktop.services.commands import command
from desktop.store.handing import hanging_alike
from desktop.store.work import Work

AT_ONCE: Final = 20_000  # records of one command of the server
TO_PERSON: Final = Field(
    "owner_id",
    N_("Person in charge"),
    Kind.LINK,
    target="app_user",
    help=N_("With nothing here the person stays and only the unit changes."),
)
TO_UNIT: Final = Field(
    "org_unit_id",
    N_("Unit in charge"),
    Kind.LINK,
    target="org_unit",
    help=N_("With nothing here it is the unit of the person."),
)
TO_WHOM: Final = (TO_PERSON, TO_UNIT)


def give_to(
    work: Work, records: Iterable[Record], owner_id: str | None, org_unit_id: str | None
) -> None:
    """Put a person or a unit in charge; the person's own unit goes along if none is named.

    What hangs on the records and belongs to the same person goes along. In a company the server
    does it as a whole, as much of that may be hidden from who hands over.

    Raises:
        RuleBrokenError: neither is named, or there are more than the server takes at once.
    """
    if not owner_id and not org_unit_id:
        raise RuleBrokenError(_("Choose a person or a unit to hand over to."))
    records = list(records)
    if len(records) > AT_ONCE:
        sentence = _("At most {count} records can be handed over at once.")
        raise RuleBrokenError(sentence.format(count=format_number(AT_ONCE, language())))
    unit = uuid.UUID(org_unit_id) if org_unit_id else None
    owner = uuid.UUID(owner_id) if owner_id else None
    if owner is not None and unit is None:
        unit = work.session.get_one(AppUser, owner).org_unit_id
    given: dict[str, object] = {"owner_id": owner} if owner else {}
    given |= {"org_unit_id": unit} if unit else {}
    for entity, some in groupby(records, lambda record: record.__entity__):
        _give(work, entity, list(some), given)


def _give(
    work: Work, entity: Entity, records: Sequence[Record], given: Mapping[str, object]
) -> None:
    ids = [record.id for record in records]
    work.session.flush()
    hanging = list(hanging_alike(work.connection, entity, ids))
    for record in records:
        for name, value in given.items():
            setattr(record, name, value)
    work.session.flush()
    for other, some in hanging:
        work.bulk_update(other, some, given)
    told: dict[str, Json] = {"t": entity.key, "ids": [str(one) for one in ids]}
    told |= {word: str(given[name]) for word, name in _WORDS if name in given}
    work.carry("assign", told, ids)


_WORDS: Final = (("to", "owner_id"), ("unit", "org_unit_id"))


@command("account.hand_over", label=N_("Hand over"), form=TO_WHOM, on_records=True)
def hand_over_accounts(
    work: Work, ids: Sequence[str], owner_id: str | None = None, org_unit_id: str | None = None
) -> None:
    """Put another person or unit in charge of customers."""
    give_to(work, _records(work, "account", ids), owner_id, org_unit_id)


@command("contact.hand_over", label=N_("Hand over"), form=TO_WHOM, on_records=True)
def hand_over_contacts(
    work: Work, ids: Sequence[str], owner_id: str | None = None, org_unit_id: str | None = None
) -> None:
    """Put another person or unit in charge of contact persons."""
    give_to(work, _records(work, "contact", ids), owner_id, org_unit_id)


@command("business_card.hand_over", label=N_("Hand over"), form=TO_WHOM, on_records=True)
def hand_over_cards(
    work: Work, ids: Sequence[str], owner_id: str | None = None, org_unit_id: str | None = None
) -> None:
    """Put another person or unit in charge of business cards."""
    give_to(work, _records(work, "business_card", ids), owner_id, org_unit_id)


def _records(work: Work, entity: str, ids: Sequence[str]) -> list[Record]:
    record = record_class(entity)
    return [work.session.get_one(record, uuid.UUID(one)) for one in ids]
