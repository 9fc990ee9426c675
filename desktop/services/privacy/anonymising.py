"""Anonymising: a person's data go for good, the record and what was done with it stay.

Fields that are marked personal, and every phone, e-mail, address, name and picture, are emptied;
so are their values in the history and in the search index. The name becomes a word that names
nobody. Backups made before still hold the data until they are thinned out.

Source: Law on Personal Data Protection 91/2025/QH15, deletion and de-identification on request.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import RuleBrokenError
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.models.contacts import Account
from desktop.models.contacts.privacy import Consent
from desktop.services.commands import command
from desktop.store.work import Work

_LABEL: Final = N_("Anonymise…")
_ALWAYS: Final = frozenset({Kind.PHONES, Kind.EMAILS, Kind.ADDRESS, Kind.PERSON_NAME, Kind.IMAGE})
_PERSON: Final = "person"
_IN_MENUS: Final = ("owner_id", "-")  # what cannot be taken back is no button on a card


@command("account.anonymise", label=_LABEL, on_records=True, undo=False, offered=_IN_MENUS)
def anonymise_accounts(work: Work, ids: Sequence[str]) -> int:
    """Remove the personal data of customers who are persons; return how many.

    Raises:
        RuleBrokenError: one of them is a company, which has no personal data of its own.
    """
    query = sa.select(Account.name).where(
        Account.id.in_([uuid.UUID(one) for one in ids]), Account.party_type != _PERSON
    )
    company = work.session.scalars(query).first()
    if company is not None:
        sentence = _("“{name}” is a company. Only persons can be anonymised.")
        raise RuleBrokenError(sentence.format(name=company))
    return _anonymise(work, "account", ids)


@command("contact.anonymise", label=_LABEL, on_records=True, undo=False, offered=_IN_MENUS)
def anonymise_contacts(work: Work, ids: Sequence[str]) -> int:
    """Remove the personal data of contact persons; return how many."""
    return _anonymise(work, "contact", ids)


@command("lead.anonymise", label=_LABEL, on_records=True, undo=False, offered=_IN_MENUS)
def anonymise_leads(work: Work, ids: Sequence[str]) -> int:
    """Remove the personal data of leads; return how many."""
    return _anonymise(work, "lead", ids)


def personal_fields(entity: Entity) -> list[Field]:
    """Return the fields of an entity that hold personal data."""
    return [
        field
        for field in entity.fields
        if (field.personal or field.kind in _ALWAYS or field.name == entity.title)
        and not field.part_of
        and field.kind is not Kind.COMPUTED
    ]


def _anonymise(work: Work, entity: str, ids: Sequence[str]) -> int:
    found = [uuid.UUID(one) for one in ids]
    fields = personal_fields(get_entity(entity))
    nobody = _("Anonymised person")
    title = get_entity(entity).title
    values: dict[str, Any] = {f.name: nobody if f.name == title else None for f in fields}
    work.bulk_update(entity, found, values)
    work.forget_values(entity, found, [field.name for field in fields])
    column = getattr(Consent, f"{entity}_id")
    consents = list(work.session.scalars(sa.select(Consent.id).where(column.in_(found))))
    if consents:
        work.bulk_update("consent", consents, {"subject": nobody})
        work.forget_values("consent", consents, ["subject"])
    return len(found)
