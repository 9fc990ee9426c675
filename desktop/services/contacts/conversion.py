"""Making one record of another by a field map: what leads, targets and cards become."""

from __future__ import annotations

import copy
import uuid
from typing import TypeVar

from desktop.core.conversion import Conversion, conversions_into, conversions_to_customer
from desktop.core.entities import get_entity
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import _
from desktop.models.base import Record
from desktop.models.contacts import Account, BusinessCard, Contact, Lead
from desktop.services.numbering import give_codes
from desktop.store.work import Work

R = TypeVar("R", bound=Record)


def convert(work: Work, conversion: Conversion, source: Record, goal: type[R]) -> R:
    """Return a new record of `goal`, already in the session, with what `source` says.

    The company's own fields have no columns: they go from `extra` to `extra`.
    """
    made, own = goal(), {}
    for given, into in conversion.pairs(get_entity(conversion.source), get_entity(conversion.goal)):
        # A list that two records shared would change in both.
        if not into.custom:
            setattr(made, into.name, copy.deepcopy(getattr(source, given.name)))
        elif given.name in (source.extra or {}):
            own[into.name] = copy.deepcopy((source.extra or {})[given.name])
    made.extra = own or None
    work.session.add(made)
    give_codes(work, made)
    return made


def make_customer(
    work: Work, source: Lead | BusinessCard, account_id: str | None = None
) -> tuple[Account, Contact | None]:
    """Make a customer of a lead or card, with its contact person if it names a company.

    With `account_id`, no customer is made: the person becomes a contact person of that one, which
    itself stays as it is; a person (B2C) as customer gets no contact person.
    """
    has_company = bool(source.company)
    first, *rest = conversions_to_customer(source.__tablename__, has_company=has_company)
    if account_id is not None:
        account = _existing(work, account_id)
        rest = list(conversions_into(source.__tablename__, account.party_type))
    else:
        account = convert(work, first, source, Account)
        account.party_type = "company" if has_company else "person"
        account.account_type = "prospect"
        account.market = "b2b" if has_company else "b2c"
    work.session.flush()
    contact = None
    for conversion in rest:
        contact = convert(work, conversion, source, Contact)
        contact.account_id = account.id
        contact.is_primary = account_id is None
        work.session.flush()
    return account, contact


def _existing(work: Work, account_id: str) -> Account:
    account = work.session.get_one(Account, uuid.UUID(account_id))
    if account.deleted_at is not None:
        raise RuleBrokenError(_("The customer is in the recycle bin. Choose another one."))
    return account
