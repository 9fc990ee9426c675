"""What a block asks the list reader, in one question: how many records, and the first of them."""

from __future__ import annotations

from typing import Final

from desktop.core.pages import ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.views.home.block_card import LINES

CONTACTED: Final = "last_contact_at"  # follows from the histories that are here


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of a block: their number and the first `rows`, with the query's columns.

    `held_since` is since when all histories are here, in microseconds; 0: all of them are whole.
    """

    query: ListQuery
    number: int
    rows: tuple[Row, ...]
    held_since: int = 0


def read_block(reads: Reads, query: ListQuery) -> Answer:
    """Return what a block shows."""
    page = reads.first_page(query)
    number = page.total
    if number is None:
        number = reads.count(query.entity, query.filter)
    asks = CONTACTED in query.columns and bool(page.rows)
    since = max(reads.held_since().values(), default=0) if asks else 0
    return Answer(query, number, page.rows[:LINES], since)
