"""Handing records over: to another person, to a unit, one or many at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Final

from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.base import Record, record_class
from desktop.models.organisation import AppUser
from desktop.services.commands import command
from desktop.store.work import Work

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

    Raises:
        RuleBrokenError: neither is named.
    """
    if not owner_id and not org_unit_id:
        raise RuleBrokenError(_("Choose a person or a unit to hand over to."))
    unit = uuid.UUID(org_unit_id) if org_unit_id else None
    owner = uuid.UUID(owner_id) if owner_id else None
    if owner is not None and unit is None:
        unit = work.session.get_one(AppUser, owner).org_unit_id
    for record in records:
        record.owner_id = owner or record.owner_id
        record.org_unit_id = unit or record.org_unit_id


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
