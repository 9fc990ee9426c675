"""Reading the lines of a list for paper: page by page in the list reader's thread."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from desktop.core.entities import get_entity
from desktop.core.errors import RuleBrokenError
from desktop.core.field_paths import find_field
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.pages import PAGE_ROWS, ListQuery, Page, Row, Snapshot
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.printing.sheet import MOST_LINES, Column, PrintLine
from desktop.views.printing.wrapping import NO_BREAK
from desktop.views.records.lists.table_selection import Selection

Advance = Callable[[int, int], None]
NUMBERS: Final = frozenset({Kind.INTEGER, Kind.MONEY, Kind.PERCENT})
KEPT: Final = NUMBERS | {Kind.PHONES, Kind.DATE, Kind.MOMENT}  # spaces in them end no line
NO_TEXT: Final = frozenset({Kind.IMAGE, Kind.JSON})
LONGEST_CELL: Final = 2_000  # letters; a table is no place for whole letters
PAGES_AT_ONCE: Final = 4  # read in one go: other lists wait behind it for some milliseconds
# Apart from the numbers under which the tables on the screen keep their orders.
_list_ids = itertools.count(1_000_000_000)


class ListLines:
    """Reads what a list shows, or what of it is selected, in the list's order."""

    def __init__(self, jobs: Jobs, query: ListQuery, selection: Selection | None) -> None:
        self._jobs = jobs
        entity = get_entity(query.entity)
        fields = {path: find_field(entity, path) for path in query.columns}
        shown = tuple(path for path, field in fields.items() if field.kind not in NO_TEXT)
        self.query = replace(query, columns=shown)
        self._selection = selection
        self.columns = tuple(_column(fields[path]) for path in shown)
        self._kept = frozenset(
            at for at, path in enumerate(shown) if value_kind(fields[path]) in KEPT
        )

    async def read(self, advance: Advance) -> tuple[PrintLine, ...]:
        """Return the lines; raise RuleBrokenError where there are more than paper is for."""
        if self._selection is not None and not self._selection.is_whole:
            return await self._read_selected(self._selection, advance)
        list_id, query = next(_list_ids), self.query
        try:
            order = await self._jobs.read_list(_snapshot(list_id, query))
            _check(order.total)
            lines: list[PrintLine] = []
            for first in range(0, order.total, PAGE_ROWS * PAGES_AT_ONCE):
                advance(first, order.total)
                pages = await self._jobs.read_list(_pages(list_id, query, first, order.total))
                lines += self._lines(order, pages)
            return tuple(lines)
        finally:
            self._jobs.lists.submit(_close(list_id))

    async def _read_selected(self, selection: Selection, advance: Advance) -> tuple[PrintLine, ...]:
        _check(selection.count)
        ids = await self._jobs.read_list(selection.read_ids)
        lines: list[PrintLine] = []
        for first in range(0, len(ids), PAGE_ROWS):
            advance(first, len(ids))
            page = await self._jobs.read_list(_rows(self.query, ids[first : first + PAGE_ROWS]))
            lines += [self._line(row) for row in page.rows]
        return tuple(lines)

    def _line(self, row: Row) -> PrintLine:
        texts = [t if len(t) <= LONGEST_CELL else _cut(t) for t in row.texts]
        for at in self._kept:
            texts[at] = _unbroken(texts[at])
        return PrintLine(tuple(texts))

    def _lines(self, order: Snapshot, pages: Sequence[Page]) -> Iterator[PrintLine]:
        heads = {head.first: head for head in order.groups}
        for page in pages:
            for position, row in enumerate(page.rows, page.first):
                head = heads.get(position)
                if head is not None:
                    count = format_number(head.count, language())
                    yield PrintLine((f"{head.label} ({count})",), is_heading=True)
                yield self._line(row)


def _check(count: int) -> None:
    if count > MOST_LINES:
        words = _("At most {limit} rows can be printed. Filter the list, or export it instead.")
        raise RuleBrokenError(words.format(limit=format_number(MOST_LINES, language())))


def _column(field: Field) -> Column:
    return Column(_(field.label), is_number=value_kind(field) in NUMBERS)


def _unbroken(text: str) -> str:
    """Let a number or day stay on one line; between several of them a line may end."""
    return ", ".join(part.replace(" ", NO_BREAK) for part in text.split(", "))


def _cut(text: str) -> str:
    return text[:LONGEST_CELL].rstrip() + "…"


# --- questions; they run in the reader's thread
def _snapshot(list_id: int, query: ListQuery) -> Callable[[Reads], Snapshot]:
    return lambda reads: reads.snapshot(list_id, query)


def _pages(list_id: int, query: ListQuery, first: int, total: int) -> Callable[[Reads], list[Page]]:
    starts = range(first, min(total, first + PAGE_ROWS * PAGES_AT_ONCE), PAGE_ROWS)
    return lambda reads: [reads.page(list_id, query, start) for start in starts]


def _rows(query: ListQuery, ids: Sequence[uuid.UUID]) -> Callable[[Reads], Page]:
    return lambda reads: reads.rows(query, ids)


def _close(list_id: int) -> Callable[[Reads], None]:
    return lambda reads: reads.close_list(list_id)
