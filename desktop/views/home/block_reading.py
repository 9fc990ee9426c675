"""What a block asks the list reader, in one question: how many records, and the first of them."""

from __future__ import annotations

from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.views.home.block_card import LINES


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of a block: their number and the first `rows`, with the query's columns."""

    query: ListQuery
    number: int
    rows: tuple[Row, ...]


def read_block(reads: Reads, query: ListQuery) -> Answer:
    """Return what a block shows."""
    page = reads.first_page(query)
    number = page.total
    if number is None:
        number = reads.count(query.entity, query.filter)
    return Answer(query, number, page.rows[:LINES])
