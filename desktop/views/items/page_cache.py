"""The rows that a list keeps in memory: the pages used last, by their place in the order."""

from __future__ import annotations

import uuid
from collections import OrderedDict
from collections.abc import Collection, Iterator

from desktop.core.pages import PAGE_ROWS, Page, Row
from desktop.views.items.row_layout import Span

MOST_PAGES = 96


class PageCache:
    """Pages of rows; a stale page is still shown, until it was read again."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._stale: set[int] = set()
        self.gone: set[uuid.UUID] = set()  # deleted since the order was fixed

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()
        self._stale.clear()
        self.gone.clear()

    def put(self, page: Page, expected: int) -> None:
        """Keep a page; of `expected` rows those that are missing at its end were deleted."""
        number = page.first // PAGE_ROWS
        rows: list[Row | None] = [*page.rows, *[None] * (expected - len(page.rows))]
        self._pages[number] = rows
        self._pages.move_to_end(number)
        self._stale.discard(number)
        while len(self._pages) > MOST_PAGES:
            dropped, _rows = self._pages.popitem(last=False)
            self._stale.discard(dropped)

    def row(self, position: int) -> Row | None:
        """Return the row at `position`, or None if its page is not here."""
        number, place = divmod(position, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None or place >= len(page):
            return None
        self._pages.move_to_end(number)
        return page[place]

    def missing(self, spans: Collection[Span], margin: int = PAGE_ROWS) -> list[int]:
        """Return the pages within or near `spans` that must be read, the nearest last."""
        near: dict[int, None] = {}
        for first, last in spans:
            around = range(max(0, first - margin) // PAGE_ROWS, (last + margin) // PAGE_ROWS + 1)
            within = range(first // PAGE_ROWS, last // PAGE_ROWS + 1)
            near.update(dict.fromkeys(page for page in around if page not in within))
            for page in within:
                near.pop(page, None)
                near[page] = None
        return [page for page in near if page not in self._pages or page in self._stale]

    def lacks(self, spans: Collection[Span]) -> bool:
        """Tell whether rows within `spans` cannot be shown yet."""
        return any(
            page not in self._pages
            for first, last in spans
            for page in range(first // PAGE_ROWS, last // PAGE_ROWS + 1)
        )

    def mark_stale(self) -> None:
        """Have every page read again before long."""
        self._stale.update(self._pages)

    def replace(self, row: Row) -> list[int]:
        """Put a newer row in place of those with its id; return the positions that changed."""
        changed = []
        for position, known in self.rows():
            if known.id == row.id:
                number, place = divmod(position, PAGE_ROWS)
                self._pages[number][place] = row
                changed += [] if known == row else [position]
        return changed

    def leave(self, record_id: uuid.UUID) -> list[int]:
        """Remember that a record was deleted; return where its rows still stand."""
        self.gone.add(record_id)
        return [position for position, row in self.rows() if row.id == record_id]

    def find(self, record_id: uuid.UUID) -> int | None:
        """Return the position of a record, if its page is here."""
        for position, row in self.rows():
            if row.id == record_id:
                return position
        return None

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield every row that is here, with its position."""
        for number, page in self._pages.items():
            for place, row in enumerate(page, number * PAGE_ROWS):
                if row is not None:
                    yield place, row
