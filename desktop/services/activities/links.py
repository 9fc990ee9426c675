"""Whom an activity is about: a customer, a person there or a lead; one of them says the others."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.models.contacts import Contact, Lead
from desktop.store.work import Work

WHOM = (
    Field("account_id", N_("Customer"), Kind.LINK, target="account"),
    Field("contact_id", N_("Contact person"), Kind.LINK, target="contact"),
    Field("lead_id", N_("Lead"), Kind.LINK, target="lead"),
)


@dataclass(frozen=True, slots=True)
class Links:
    """The links that an activity is saved with."""

    account_id: uuid.UUID | None = None
    contact_id: uuid.UUID | None = None
    lead_id: uuid.UUID | None = None


def links_to(
    work: Work, account_id: str | None, contact_id: str | None, lead_id: str | None
) -> Links:
    """Return the links of an activity about a customer, a contact person or a lead.

    A contact person brings the customer along, a converted lead what became of it.

    Raises:
        RecordGoneError: the contact person or lead was deleted for good.
    """
    account, contact, lead = (_uuid(one) for one in (account_id, contact_id, lead_id))
    if lead is not None:
        found = work.session.get_one(Lead, lead)
        account, contact = account or found.account_id, contact or found.contact_id
    if contact is not None and account is None:
        account = work.session.get_one(Contact, contact).account_id
    return Links(account, contact, lead)


def _uuid(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
