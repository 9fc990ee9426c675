"""Prospects that become real customers or suppliers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from desktop.core.clock import local_day
from desktop.core.errors import RuleBrokenError
from desktop.core.i18n import N_, _
from desktop.models.contacts import Account
from desktop.services.commands import command
from desktop.store.work import Work

REAL: Final = {"prospect": "customer", "prospect_supplier": "supplier"}


@command(
    "account.make_real",
    label=N_("Make it a real customer or supplier"),
    on_records=True,
    offered=("account_type", *REAL),
)
def make_prospects_real(work: Work, ids: Sequence[str]) -> None:
    """Turn prospects into customers and prospective suppliers into suppliers, from today on.

    Raises:
        RuleBrokenError: one of them is no prospect; none is changed.
    """
    for one in ids:
        account = work.session.get_one(Account, uuid.UUID(one))
        if account.account_type not in REAL:
            raise RuleBrokenError(_("“{name}” is not a prospect.").format(name=account.name))
        account.account_type = REAL[account.account_type]
        account.customer_since = account.customer_since or local_day(work.now)
