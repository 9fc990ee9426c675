"""Leads: handed over, worked on, dropped, taken up again, turned into a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from desktop.core.entities import iter_entities
from desktop.core.i18n import N_
from desktop.core.workflow import transition
from desktop.models.base import record_class
from desktop.models.contacts import Lead
from desktop.services.commands import command
from desktop.services.contacts.conversion import make_customer
from desktop.services.contacts.handover import TO_WHOM, give_to
from desktop.services.moving import move
from desktop.store.work import Work

OPEN = ("new", "assigned", "in_process", "recycled")
transition("lead", "lead.assign", OPEN, "assigned")
transition("lead", "lead.begin", ("new", "assigned", "recycled"), "in_process")
transition("lead", "lead.convert", OPEN, "converted")
transition("lead", "lead.drop", OPEN, "dead")
transition("lead", "lead.recycle", ("dead",), "recycled")


@command("lead.assign", label=N_("Hand over"), form=TO_WHOM, on_records=True)
def assign_leads(
    work: Work, ids: Sequence[str], owner_id: str | None = None, org_unit_id: str | None = None
) -> None:
    """Put another person or unit in charge of leads."""
    leads = move(work, Lead, "lead.assign", ids)
    work.session.flush()
    give_to(work, Lead.__entity__, [lead.id for lead in leads], owner_id, org_unit_id)


@command("lead.begin", label=N_("Begin to work on it"), on_records=True)
def begin_leads(work: Work, ids: Sequence[str]) -> None:
    """Say that somebody is in talks with the leads."""
    move(work, Lead, "lead.begin", ids)


@command("lead.drop", label=N_("Drop the lead"), on_records=True)
def drop_leads(work: Work, ids: Sequence[str]) -> None:
    """Stop working on leads that will come to nothing."""
    move(work, Lead, "lead.drop", ids)


@command("lead.recycle", label=N_("Take up again"), on_records=True)
def recycle_leads(work: Work, ids: Sequence[str]) -> None:
    """Work again on leads that were dropped."""
    move(work, Lead, "lead.recycle", ids)


@command("lead.convert", label=N_("Turn into a customer"), on_records=True, makes="account")
def convert_leads(work: Work, ids: Sequence[str], account_id: str | None = None) -> list[str]:
    """Make a customer of each lead, and of one with a company its contact person as well.

    With `account_id` the leads become contact persons of that customer instead. Returns the
    customers' ids. A lead without a company becomes a person (B2C).
    """
    made = []
    for lead in move(work, Lead, "lead.convert", ids):
        account, contact = make_customer(work, lead, account_id)
        lead.account_id, lead.converted_at = account.id, work.now
        lead.contact_id = contact.id if contact else None
        _hand_on_story(work, lead)
        made.append(str(account.id))
    return made


def _hand_on_story(work: Work, lead: Lead) -> None:
    """Put what happened with the lead on the timeline of the customer that it became."""
    for entity in iter_entities():
        if not entity.timeline or "lead_id" not in entity.by_name:
            continue
        record = record_class(entity.key)
        columns = record.__table__.c
        mine = (columns.lead_id == lead.id, columns[entity.timeline].is_(None))
        became = {entity.timeline: lead.account_id, "contact_id": lead.contact_id}
        for happened in work.session.scalars(select(record).where(*mine)):
            for name in became.keys() & entity.by_name.keys():
                if getattr(happened, name) is None:
                    setattr(happened, name, became[name])
