"""The blocks of the contacts module on the page "Today"."""

from __future__ import annotations

from typing import Final

from desktop.core.filters import ME, Condition, Group, Op
from desktop.core.i18n import N_
from desktop.core.pages import Sort
from desktop.views.home.blocks import Hint, HomeBlock, RowAction

# What nobody is in charge of concerns everybody who sees it.
_MINE: Final = Group(
    (Condition("owner_id", Op.EQUALS, ME), Condition("owner_id", Op.EMPTY)), any_of=True
)
_PLANNED: Final = Condition("status", Op.EQUALS, "planned")
_CUSTOMER: Final = Condition("account_type", Op.EQUALS, "customer")
_LONG_AGO: Final = Condition("last_contact_at", Op.LESS, "last_30_days")
_NEVER: Final = Group(
    (
        Condition("last_contact_at", Op.EMPTY),
        Condition("created_at", Op.LESS, "last_30_days"),  # who is new is not neglected yet
    )
)
_HOLD: Final = RowAction(N_("Log as held"), "check", command="call.hold")
_BEGIN: Final = RowAction(N_("Begin to work on it"), "play", command="lead.begin")
_CALL: Final = RowAction(N_("New call"), "phone", create="call", link="account_id")

CONTACTS_BLOCKS: Final = (
    HomeBlock(
        "calls_today",
        N_("Calls planned for today"),
        "phone-outgoing",
        "call",
        Group((_PLANNED, _MINE, Condition("called_at", Op.DURING, "today"))),
        N_("No call is planned for today"),
        detail=("account_id", "phones"),
        hint="called_at",
        hint_form=Hint.MOMENT,
        sort=Sort("called_at"),
        action=_HOLD,
    ),
    HomeBlock(
        "calls_overdue",
        N_("Overdue calls"),
        "phone-missed",
        "call",
        Group((_PLANNED, _MINE, Condition("called_at", Op.LESS, "today"))),
        N_("No call is overdue"),
        detail=("account_id", "phones"),
        hint="called_at",
        hint_form=Hint.MOMENT,
        sort=Sort("called_at"),
        colour="red",
        action=_HOLD,
    ),
    HomeBlock(
        "leads_new",
        N_("New leads"),
        "flame",
        "lead",
        Group((_MINE, Condition("status", Op.EQUALS, "new"))),
        N_("No new lead is waiting"),
        detail=("company", "phones"),
        hint="created_at",
        hint_form=Hint.MOMENT,
        sort=Sort("created_at", descending=True),
        colour="orange",
        action=_BEGIN,
    ),
    HomeBlock(
        "customers_quiet",
        N_("No contact for 30 days"),
        "calendar-clock",
        "account",
        Group((_CUSTOMER, _MINE, Group((_LONG_AGO, _NEVER), any_of=True))),
        N_("All customers were contacted lately"),
        detail=("phones", "owner_id"),
        hint="last_contact_at",
        hint_form=Hint.AGO,
        sort=Sort("last_contact_at"),
        colour="yellow",
        action=_CALL,
    ),
    HomeBlock(
        "customers_changed",
        N_("Changed customers"),
        "building-2",
        "account",
        Group((_MINE, Condition("updated_at", Op.DURING, "last_7_days"))),
        N_("No customer was changed lately"),
        detail=("phones", "owner_id"),
        hint="updated_at",
        hint_form=Hint.MOMENT,
        sort=Sort("updated_at", descending=True),
        colour="green",
    ),
)
