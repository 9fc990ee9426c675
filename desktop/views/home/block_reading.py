"""What a block asks the card reader, in one question: how many records, and the first of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.filters import Condition, Group, Op, both
from desktop.core.pages import ListQuery, Page, Row
from desktop.core.ports import Reads
from desktop.core.relative_filters import anniversary_of, meant_now
from desktop.views.home.blocks import Hint, HomeBlock
from desktop.views.home.hints import next_anniversary

_NEAREST: Final = ("today", "tomorrow")


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of a block: their number and the first `rows`, with the query's columns."""

    query: ListQuery
    number: int
    rows: tuple[Row, ...]


def read_block(reads: Reads, block: HomeBlock, today: dt.date, most: int) -> Answer:
    """Return what a block shows on a day, at most `most` rows."""
    query = block.query(today)
    page = reads.first_page(query)
    rows = page.rows
    if block.hint_form is Hint.ANNIVERSARY:
        rows = _nearest_first(reads, query, block, page, today)
    number = page.total
    if number is None:
        number = reads.count(query.entity, query.filter)
    return Answer(query, number, rows[:most])


def _nearest_first(
    reads: Reads, query: ListQuery, block: HomeBlock, page: Page, today: dt.date
) -> tuple[Row, ...]:
    """Return the rows by their next anniversaries, which no order of a list is.

    Where not all rows fit a page, those of today and tomorrow are asked for by themselves.
    """
    place = query.columns.index(block.hint)

    def coming(row: Row) -> dt.date:
        born = row.values[place]
        return next_anniversary(born, today) if isinstance(born, dt.date) else dt.date.max

    rows = list(page.rows)
    if page.total is None:
        entity = get_entity(block.entity)
        name = anniversary_of(entity, block.hint)
        for token in _NEAREST:
            then = meant_now(Group((Condition(name, Op.DURING, token),)), entity, None, today)
            rows += reads.first_page(replace(query, filter=both(query.filter, then))).rows
    unique = {row.id: row for row in rows}
    return tuple(sorted(unique.values(), key=coming))
