"""Anniversaries: gifts planned for them, and their next days kept right."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from desktop.core.clock import local_day
from desktop.core.i18n import N_, _
from desktop.core.permissions import Actor
from desktop.models.activities import Anniversary, Gift
from desktop.models.activities.gift import OCCASIONS
from desktop.services.commands import command
from desktop.store.work import Store, Work

_AT_ONCE: Final = 200
_LABELS: Final = {option.value: option.label for option in OCCASIONS}


@command("anniversary.plan_gift", label=N_("Plan a gift"), on_records=True)
def plan_gifts(work: Work, ids: Sequence[str]) -> list[str]:
    """Plan a gift for the next day of each anniversary; return the gifts' ids."""
    gifts = [_gift_for(work.session.get_one(Anniversary, uuid.UUID(one))) for one in ids]
    work.session.add_all(gifts)
    work.session.flush()
    return [str(gift.id) for gift in gifts]


def roll_anniversaries(store: Store, actor: Actor) -> int:
    """Move the anniversaries whose next day has passed on to the one after; return how many.

    In short units of work, so that a person who saves meanwhile hardly notices.
    """
    rolled, found = 0, _AT_ONCE
    while found == _AT_ONCE:
        with store.work(actor, "anniversary.roll") as work:
            found = _roll_some(work)
        rolled += found
    return rolled


def _roll_some(work: Work) -> int:
    unknown = sa.and_(Anniversary.remind_on.is_(None), Anniversary.next_on.is_not(None))
    passed = (
        sa.select(Anniversary)
        .where(
            sa.or_(Anniversary.next_on < local_day(work.now), unknown),
            Anniversary.deleted_at.is_(None),
        )
        .limit(_AT_ONCE)
    )
    found = work.session.scalars(passed).all()
    for one in found:
        one.roll_on(local_day(work.now))
    work.session.flush()
    return len(found)


def _gift_for(anniversary: Anniversary) -> Gift:
    return Gift(
        title=_("Gift: {occasion}").format(occasion=anniversary.title)[:200],
        account_id=anniversary.account_id,
        contact_id=anniversary.contact_id,
        status="planned",
        given_on=anniversary.next_on,
        occasion=_(_LABELS.get(anniversary.occasion or "", "")) or None,
        owner_id=anniversary.owner_id,
        org_unit_id=anniversary.org_unit_id,
    )
