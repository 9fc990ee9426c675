"""The register of the blocks of the page "Today": what each counts, names and offers, as data."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum, auto
from typing import Final

from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.filters import Condition, Filter, Group, Op
from desktop.core.pages import ListQuery, Sort
from desktop.core.periods import is_relative, resolve_relative
from desktop.core.quick_dataclass import dataclass
from desktop.core.relative_filters import meant_now
from desktop.core.system_views import to_remind_of
from desktop.views.home.team import for_everybody, for_team

_FROM_FIRST_DAY: Final = frozenset({Op.LESS, Op.AT_LEAST})
_FROM_LAST_DAY: Final = frozenset({Op.MORE, Op.AT_MOST})


class Hint(StrEnum):
    """How the field at the right of a row is written."""

    TEXT = auto()  # as in lists
    MOMENT = auto()  # "14:30", "yesterday 14:30", "17/11 14:30"
    AGO = auto()  # "47 days", "never"


@dataclass(frozen=True, slots=True)
class RowAction:
    """What is done with a row's record at once: a command, or a new record that links to it."""

    label: str  # English msgid
    icon: str
    command: str = ""  # key of a command that takes ids and needs no answers
    create: str = ""  # entity of the new record
    link: str = ""  # its field that names the row's record


@dataclass(frozen=True, slots=True)
class HomeBlock:
    """One block: which records it shows, and how each is told.

    In `filter`, a comparison with a period ("before" "last_30_days") means the period's first day,
    or its last for "after"; so a block is data, and right after midnight too.
    """

    key: str
    title: str  # English msgid
    icon: str
    entity: str
    filter: Filter
    empty: str  # English msgid: the one line that stands for the block when nothing is in it
    detail: tuple[str, ...] = ()  # fields of the second line
    hint: str = ""  # the field at the right
    hint_form: Hint = Hint.TEXT
    sort: Sort | None = None
    colour: str = "blue"  # of the number, one of tokens.BADGES
    action: RowAction | None = None

    def condition(self, today: dt.date, team: Sequence[uuid.UUID] = ()) -> Filter:
        """Return the filter that the list behind the number is opened with."""
        return for_team(_dated(self.filter, today), team)

    def query(
        self, today: dt.date, me: uuid.UUID | None = None, team: Sequence[uuid.UUID] = ()
    ) -> ListQuery:
        """Return the question for its records; `me` is the person who asks, or for a `team`."""
        entity = get_entity(self.entity)
        names = (entity.title, *self.detail, self.hint)
        columns = tuple(dict.fromkeys(name for name in names if name))
        wanted = self.condition(today, team)
        if me is None:
            wanted = for_everybody(wanted)
        condition = to_remind_of(meant_now(wanted, entity, me, today), entity)
        return ListQuery(self.entity, columns, condition, sort=self.sort)

    def fits(self) -> bool:
        """Tell whether its entity is known and has all the fields."""
        try:
            known = get_entity(self.entity).by_name
        except UnknownEntityError:
            return False
        asked = {condition.field.partition(".")[0] for condition in self.filter.conditions()}
        named = {*self.detail, self.hint, self.sort.field if self.sort else ""} - {""}
        return asked | named <= known.keys()


_blocks: dict[str, HomeBlock] = {}


def register_block(block: HomeBlock) -> None:
    """Add a block, as every module does; raise ValueError if its key is taken by another."""
    if _blocks.setdefault(block.key, block) != block:
        raise ValueError(f"two blocks are called {block.key}")


def fitting_blocks() -> Iterator[HomeBlock]:
    """Yield the blocks whose entities are known, in the order of registration."""
    yield from (block for block in tuple(_blocks.values()) if block.fits())


def _dated(group: Group, today: dt.date) -> Group:
    items = tuple(
        _dated(item, today) if isinstance(item, Group) else _dated_condition(item, today)
        for item in group.items
    )
    return replace(group, items=items)


def _dated_condition(item: Condition, today: dt.date) -> Condition:
    if not isinstance(item.value, str) or not is_relative(item.value):
        return item
    first, last = resolve_relative(item.value, today)
    if item.op in _FROM_FIRST_DAY:
        return replace(item, value=first.isoformat())
    return replace(item, value=last.isoformat()) if item.op in _FROM_LAST_DAY else item
