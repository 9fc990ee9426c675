"""Leads: handed over, worked on, dropped, taken up again, turned into a customer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_
from desktop.core.workflow import next_state, transition
from desktop.models.contacts import Account, Contact, Lead
from desktop.services.commands import command
from desktop.store.work import Work

OPEN = ("new", "assigned", "in_process", "recycled")
transition("lead", "lead.assign", OPEN, "assigned")
transition("lead", "lead.begin", ("new", "assigned", "recycled"), "in_process")
transition("lead", "lead.convert", OPEN, "converted")
transition("lead", "lead.drop", OPEN, "dead")
transition("lead", "lead.recycle", ("dead",), "recycled")

TO_WHOM = Field("owner_id", N_("Person in charge"), Kind.LINK, target="app_user", required=True)


@command("lead.assign", label=N_("Hand over"), form=(TO_WHOM,), on_records=True)
def assign_leads(work: Work, ids: Sequence[str], owner_id: str) -> None:
    """Put somebody else in charge of leads."""
    for lead in _move(work, "lead.assign", ids):
        lead.owner_id = uuid.UUID(owner_id)


@command("lead.begin", label=N_("Begin to work on it"), on_records=True)
def begin_leads(work: Work, ids: Sequence[str]) -> None:
    """Say that somebody is in talks with the leads."""
    _move(work, "lead.begin", ids)


@command("lead.drop", label=N_("Drop the lead"), on_records=True)
def drop_leads(work: Work, ids: Sequence[str]) -> None:
    """Stop working on leads that will come to nothing."""
    _move(work, "lead.drop", ids)


@command("lead.recycle", label=N_("Take up again"), on_records=True)
def recycle_leads(work: Work, ids: Sequence[str]) -> None:
    """Work again on leads that were dropped."""
    _move(work, "lead.recycle", ids)


@command("lead.convert", label=N_("Turn into a customer"), on_records=True)
def convert_leads(work: Work, ids: Sequence[str]) -> list[str]:
    """Make a customer of each lead, and of one with a company its contact person as well.

    Returns the customers' ids. A lead without a company becomes a person (B2C).
    """
    made = []
    for lead in _move(work, "lead.convert", ids):
        account = _account_of(lead)
        work.session.add(account)
        work.session.flush()
        if lead.company:
            contact = _contact_of(lead, account.id)
            work.session.add(contact)
            work.session.flush()
            lead.contact_id = contact.id
        lead.account_id, lead.converted_at = account.id, work.now
        made.append(str(account.id))
    return made


def _move(work: Work, command_key: str, ids: Sequence[str]) -> list[Lead]:
    leads = [work.session.get_one(Lead, uuid.UUID(one)) for one in ids]
    for lead in leads:
        lead.status = next_state(command_key, lead.status)
    return leads


def _account_of(lead: Lead) -> Account:
    return Account(
        party_type="company" if lead.company else "person",
        name=lead.company or lead.full_name,
        account_type="prospect",
        market="b2b" if lead.company else "b2c",
        rating=lead.rating,
        phones=lead.phones,
        emails=lead.emails,
        address=lead.address,
        source_id=lead.source_id,
        tags=lead.tags,
        needs=lead.needs,
        description=lead.description,
        owner_id=lead.owner_id,
        org_unit_id=lead.org_unit_id,
    )


def _contact_of(lead: Lead, account_id: uuid.UUID) -> Contact:
    return Contact(
        full_name=lead.full_name,
        title=lead.title,
        account_id=account_id,
        is_primary=True,
        phones=lead.phones,
        emails=lead.emails,
        source_id=lead.source_id,
        owner_id=lead.owner_id,
        org_unit_id=lead.org_unit_id,
    )
