"""Business cards that become leads or customers; the card remembers what became of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from desktop.core.conversion import CARD_TO_LEAD
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.models.contacts import BusinessCard, Lead
from desktop.services.commands import command
from desktop.services.contacts.conversion import convert, make_customer
from desktop.store.work import Work


@command(
    "business_card.to_lead",
    label=N_("Turn into a lead"),
    on_records=True,
    offered=("lead_id", ""),
    makes="lead",
)
def cards_to_leads(work: Work, ids: Sequence[str]) -> list[str]:
    """Make a lead of each card; return the leads' ids.

    Raises:
        RuleBrokenError: a card became a lead or a customer before; none is converted.
    """
    made = []
    for card in _cards(work, ids):
        lead = convert(work, CARD_TO_LEAD, card, Lead)
        work.session.flush()
        card.lead_id = lead.id
        made.append(str(lead.id))
    return made


@command(
    "business_card.to_account",
    label=N_("Turn into a customer"),
    on_records=True,
    offered=("account_id", ""),
    makes="account",
)
def cards_to_accounts(work: Work, ids: Sequence[str], account_id: str | None = None) -> list[str]:
    """Make a customer of each card, with a contact person where it names a company.

    With `account_id` the person becomes a contact person of that customer instead. Returns the
    customers' ids.

    Raises:
        RuleBrokenError: a card became a lead or a customer before; none is converted.
    """
    made = []
    for card in _cards(work, ids):
        account, _contact = make_customer(work, card, account_id)
        card.account_id = account.id
        made.append(str(account.id))
    return made


def _cards(work: Work, ids: Sequence[str]) -> list[BusinessCard]:
    cards = [work.session.get_one(BusinessCard, uuid.UUID(one)) for one in ids]
    for card in cards:
        if card.lead_id is not None or card.account_id is not None:
            sentence = _("The card of {name} was converted already.")
            raise RuleBrokenError(sentence.format(name=card.full_name))
    return cards
