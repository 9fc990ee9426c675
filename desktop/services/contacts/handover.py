"""Handing records over: to another person, to a unit, one or many at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
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
    work: Work,
    entity: Entity,
    ids: Sequence[uuid.UUID],
    owner_id: str | None,
    org_unit_id: str | None,
) -> None:
    """Put a person or a unit in charge; the person's own unit goes along if none is named.

    What hangs on the records and belongs to the same person goes along. In a company the server
    does it as a whole, as much of that may be hidden from who hands over.

    Raises:
        RuleBrokenError: neither is named, or there are more than the server takes at once.
    """
    if not owner_id and not org_unit_id:
        raise RuleBrokenError(_("Choose a person or a unit to hand over to."))
    if len(ids) > AT_ONCE:
        sentence = _("At most {count} records can be handed over at once.")
        raise RuleBrokenError(sentence.format(count=format_number(AT_ONCE, language())))
    unit = uuid.UUID(org_unit_id) if org_unit_id else None
    owner = uuid.UUID(owner_id) if owner_id else None
    if owner is not None and unit is None:
        unit = work.session.get_one(AppUser, owner).org_unit_id
    given: dict[str, object] = {"owner_id": owner} if owner else {}
    given |= {"org_unit_id": unit} if unit else {}
    hanging = list(hanging_alike(work.connection, entity, ids))
    for other, some in ((entity.key, ids), *hanging):
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
    _give(work, "account", ids, owner_id, org_unit_id)


@command("contact.hand_over", label=N_("Hand over"), form=TO_WHOM, on_records=True)
def hand_over_contacts(
    work: Work, ids: Sequence[str], owner_id: str | None = None, org_unit_id: str | None = None
) -> None:
    """Put another person or unit in charge of contact persons."""
    _give(work, "contact", ids, owner_id, org_unit_id)


@command("business_card.hand_over", label=N_("Hand over"), form=TO_WHOM, on_records=True)
def hand_over_cards(
    work: Work, ids: Sequence[str], owner_id: str | None = None, org_unit_id: str | None = None
) -> None:
    """Put another person or unit in charge of business cards."""
    _give(work, "business_card", ids, owner_id, org_unit_id)


def _give(
    work: Work, entity: str, ids: Sequence[str], owner_id: str | None, org_unit_id: str | None
) -> None:
    give_to(work, get_entity(entity), [uuid.UUID(one) for one in ids], owner_id, org_unit_id)
