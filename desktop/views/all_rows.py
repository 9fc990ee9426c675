"""Reading more of a list than its first page, where no table asks for the pages one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from desktop.core.pages import PAGE_ROWS, ListQuery, Row
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass

# Apart from the numbers under which the tables on the screen and printing keep their orders.
_list_ids: Final = itertools.count(2_000_000_000)


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def read_rows(reads: Reads, query: ListQuery, most: int | None = None) -> Rows:
    """Return the first rows of a list, all of them or at least `most`; for a reader's thread."""
    page = reads.first_page(query)
    if page.total is not None:
        return Rows(page.rows, page.total)
    list_id = next(_list_ids)
    try:
        total = reads.snapshot(list_id, query).total
        wanted = total if most is None else min(most, total)
        return Rows(tuple(_pages(reads, query, list_id, wanted)), total)
    finally:
        reads.close_list(list_id)


def _pages(reads: Reads, query: ListQuery, list_id: int, wanted: int) -> Iterator[Row]:
    for first in range(0, wanted, PAGE_ROWS):
        # A row that went for good since the order was fixed has no values.
        yield from (row for row in reads.page(list_id, query, first).rows if row.id.int)
