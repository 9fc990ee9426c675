"""Blocks of the page "Today": each counts records by a condition and names the first of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop.core.entities import Entity, UnknownEntityError, get_entity
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.i18n import N_
from desktop.core.pages import ListQuery, Sort

LONG_AGO_DAYS: Final = 30
WEEK: Final = 7
NEW_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """One block: where its records come from and how it is headed.

    `condition` is asked with today's date, so that the block is right after midnight too.
    """

    key: str
    title: str  # English msgid
    icon: str
    entity: str
    condition: Callable[[dt.date], Filter]
    empty: str  # English msgid of a sentence
    needs: tuple[str, ...] = ()  # fields without which there is no such block
    detail: str = ""  # field whose text stands beside the title
    hint: str = ""  # field whose text stands at the right
    sort: Sort | None = None
    colour: str = "blue"  # of the number, one of tokens.BADGES
    action: str = ""  # key of the action in its head

    def query(self, today: dt.date) -> ListQuery:
        """Return the query of its records."""
        entity = get_entity(self.entity)
        fields = (entity.title, self.detail, self.hint)
        columns = tuple(dict.fromkeys(name for name in fields if name))
        return ListQuery(self.entity, columns, self.condition(today), sort=self.sort)

    def fits(self) -> bool:
        """Tell whether its entity is known and has the fields."""
        try:
            entity: Entity = get_entity(self.entity)
        except UnknownEntityError:
            return False
        names = (*self.needs, self.detail, self.hint, self.sort.field if self.sort else "")
        return all(name in entity.by_name for name in names if name)


def _planned(*conditions: Condition) -> Group:
    return Group((Condition("status", Op.EQUALS, "planned"), *conditions))


def _calls_today(today: dt.date) -> Filter:
    return _planned(Condition("called_at", Op.DURING, "today"))


def _calls_overdue(today: dt.date) -> Filter:
    return _planned(Condition("called_at", Op.LESS, today.isoformat()))


def _birthdays(today: dt.date) -> Filter:
    days = [today + dt.timedelta(days=n) for n in range(WEEK)]
    return Group((Condition("birthday", Op.ANY_OF, [f"{day:%m-%d}" for day in days]),))


def _long_ago(today: dt.date) -> Filter:
    before = today - dt.timedelta(days=LONG_AGO_DAYS)
    return Group((Condition("last_contact_at", Op.LESS, before.isoformat()),))


def _new_leads(today: dt.date) -> Filter:
    open_states = Condition("status", Op.ANY_OF, ["new", "assigned", "recycled"])
    return Group((open_states,))


def _new_customers(today: dt.date) -> Filter:
    since = today - dt.timedelta(days=NEW_DAYS)
    return Group((Condition("created_at", Op.AT_LEAST, since.isoformat()),))


CONTACTS_BLOCKS: Final = (
    HomeBlock(
        "calls_overdue",
        N_("Overdue calls"),
        "phone-missed",
        "call",
        _calls_overdue,
        N_("No call is overdue."),
        needs=("status", "called_at"),
        detail="account_id",
        hint="called_at",
        sort=Sort("called_at"),
        colour="red",
    ),
    HomeBlock(
        "calls_today",
        N_("Calls planned for today"),
        "phone-outgoing",
        "call",
        _calls_today,
        N_("No call is planned for today."),
        needs=("status", "called_at"),
        detail="account_id",
        hint="called_at",
        sort=Sort("called_at"),
        action="new.call",
    ),
    HomeBlock(
        "leads",
        N_("Leads to work on"),
        "flame",
        "lead",
        _new_leads,
        N_("No lead is waiting."),
        needs=("status",),
        detail="company",
        hint="status",
        sort=Sort("created_at", descending=True),
        colour="orange",
        action="new.lead",
    ),
    HomeBlock(
        "birthdays",
        N_("Birthdays of customers this week"),
        "cake",
        "account",
        _birthdays,
        N_("Nobody has a birthday this week."),
        needs=("birthday",),
        detail="phones",
        hint="birth_on",
        colour="purple",
    ),
    HomeBlock(
        "contact_birthdays",
        N_("Birthdays of contact persons this week"),
        "cake",
        "contact",
        _birthdays,
        N_("Nobody has a birthday this week."),
        needs=("birthday",),
        detail="account_id",
        hint="birth_on",
        colour="purple",
    ),
    HomeBlock(
        "long_ago",
        N_("Not contacted for 30 days"),
        "calendar-clock",
        "account",
        _long_ago,
        N_("Every customer was contacted lately."),
        needs=("last_contact_at",),
        detail="phones",
        hint="last_contact_at",
        sort=Sort("last_contact_at"),
        colour="yellow",
    ),
    HomeBlock(
        "new_customers",
        N_("New customers of the last 7 days"),
        "building-2",
        "account",
        _new_customers,
        N_("No customer was added in the last 7 days."),
        needs=("created_at",),
        detail="phones",
        hint="created_at",
        sort=Sort("created_at", descending=True),
        colour="green",
        action="new.account",
    ),
)

_blocks: dict[str, HomeBlock] = {block.key: block for block in CONTACTS_BLOCKS}


def register_block(block: HomeBlock) -> None:
    """Add a block, as later modules do; raise ValueError if its key is taken by another."""
    if _blocks.setdefault(block.key, block) != block:
        raise ValueError(f"two blocks are called {block.key}")


def fitting_blocks() -> Iterator[HomeBlock]:
    """Yield the blocks whose entities are known, in their order."""
    yield from (block for block in tuple(_blocks.values()) if block.fits())
