"""What a block asks the list reader, in one question: how many records, and the first of them."""

from __future__ import annotations

import datetime as dt

from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.views.home.block_card import LINES
from desktop.views.home.blocks import Hint, HomeBlock
from desktop.views.home.hints import next_anniversary


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of a block: their number and the first `rows`, with the query's columns."""

    query: ListQuery
    number: int
    rows: tuple[Row, ...]


def read_block(reads: Reads, block: HomeBlock, query: ListQuery, today: dt.date) -> Answer:
    """Return what a block shows on a day."""
    page = reads.first_page(query)
    rows = page.rows
    if block.hint_form is Hint.ANNIVERSARY:
        rows = _nearest_first(rows, query.columns.index(block.hint), today)
    number = page.total
    if number is None:
        number = reads.count(query.entity, query.filter)
    return Answer(query, number, rows[:LINES])


def _nearest_first(rows: tuple[Row, ...], place: int, today: dt.date) -> tuple[Row, ...]:
    """Return rows by their next anniversaries, which no order of a list is.

    Of more than a page the first page is put in order: among a hundred birthdays of one week there
    are some of today, and no more than a few are shown.
    """

    def coming(row: Row) -> dt.date:
        born = row.values[place]
        return next_anniversary(born, today) if isinstance(born, dt.date) else dt.date.max

    return tuple(sorted(rows, key=coming))
