"""What a list asks of the reader thread: first rows, the whole order, pages, places, fresh rows.

Every question returns at once and is answered by a signal. A newer order replaces the older one;
pages are read newest wish first, so that a scroll bar in motion leaves no queue behind; a renewed
order gives way to pages, because it only confirms what is on the screen.
"""

from __future__ import annotations

import itertools
import threading
import time
import uuid
import weakref
from collections.abc import Callable, Collection, Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import CancelledError
from desktop.core.pages import PAGE_ROWS, ListQuery, Page
from desktop.core.ports import Reads
from desktop.views.items.list_place import Anchors, Ordered, Settled
from desktop.views.items.list_settling import settle_anchors
from desktop.views.lanes import Lane

WISHES = 12  # pages waited for; older wishes are forgotten, they have scrolled away
PAGES_AT_ONCE = 2

_list_ids = itertools.count(1)


class _Wishes:
    """Pages waited for, shared by the window's thread and the reader's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._order: Ordered | None = None
        self._pages: list[int] = []

    def restart(self, order: Ordered | None) -> None:
        with self._lock:
            self._order = order
            self._pages.clear()

    def add(self, pages: Iterable[int]) -> None:
        with self._lock:
            for page in pages:
                if page in self._pages:
                    self._pages.remove(page)
                self._pages.append(page)
            del self._pages[:-WISHES]

    def is_empty(self) -> bool:
        with self._lock:
            return not self._pages

    def read(self, reads: Reads) -> tuple[int, list[Page]]:
        """Read the newest wishes; runs in the reader thread."""
        with self._lock:
            order, taken = self._order, self._pages[-PAGES_AT_ONCE:]
            del self._pages[-PAGES_AT_ONCE:]
        if order is None:
            return 0, []
        return order.list_id, [
            reads.page(order.list_id, order.query, number * PAGE_ROWS) for number in taken[::-1]
        ]


class RecordFeed(QObject):
    """Asks for one list; knows nothing of tables.

    Signals:
        first_read: the Page of a new query's first rows.
        ordered: the Ordered list.
        settled: where things stand in it.
        pages_read: Pages of the order in use.
        rows_read: (ids asked for, Page of those that exist).
        failed: an Exception.
    """

    first_read = Signal(object)
    ordered = Signal(object)
    settled = Signal(object)
    pages_read = Signal(object)
    rows_read = Signal(object)
    failed = Signal(object)

    def __init__(self, lane: Lane[Reads], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._wishes = _Wishes()
        self._is_reading = False
        self._order: Ordered | None = None
        self._growing = 0  # the list id of the order under way
        self._settling: Ordered | None = None
        self._serial = 0
        self._topic = f"list {next(_list_ids)} "
        self._open: set[int] = set()
        weakref.finalize(self, _forget_all, lane, self._open).atexit = False

    def ask_first(self, query: ListQuery) -> None:
        """Read the first rows of a new query; whatever was asked of the old one is dropped."""
        self._serial += 1
        serial = self._serial
        self.drop_order()
        self._lane.cancel(self._topic + "settle")
        self._leave_settling()
        self._wishes.restart(None)

        def first(reads: Reads) -> tuple[int, Page]:
            return serial, reads.first_page(query)

        self._submit("first", first, self._on_first)

    def ask_order(self, query: ListQuery) -> None:
        """Fix the whole order of `query`, in place of any order under way."""
        self.drop_order()
        list_id = self._growing = next(_list_ids)
        self._open.add(list_id)

        def order(reads: Reads) -> Ordered:
            started = time.monotonic()
            snapshot = reads.snapshot(list_id, query)
            return Ordered(list_id, query, snapshot, time.monotonic() - started)

        self._submit("order", order, self._on_ordered)

    def drop_order(self) -> bool:
        """Give up the order under way; tell whether there was one."""
        if not self._growing:
            return False
        self._lane.cancel(self._topic + "order")
        self._forget(self._growing)
        self._growing = 0
        return True

    def settle(self, order: Ordered, anchors: Anchors) -> None:
        """Find the anchors in the new order and read the pages around them."""
        if self._settling and self._settling.list_id != order.list_id:
            self._leave_settling()
        self._settling = order

        def settle(reads: Reads) -> Settled:
            return settle_anchors(reads, order, anchors)

        self._submit("settle", settle, self._on_settled)

    def use(self, order: Ordered) -> None:
        """Read pages by `order` from now on, and forget the one before."""
        before, self._order = self._order, order
        self._settling = None
        self._wishes.restart(order)
        if before and before.list_id != order.list_id:
            self._forget(before.list_id)

    def want(self, pages: Collection[int]) -> None:
        """Read pages as soon as possible, these before all wanted earlier."""
        self._wishes.add(pages)
        self._read_on()

    def ask_rows(self, query: ListQuery, record_ids: Collection[uuid.UUID]) -> None:
        """Read some records anew."""
        wanted = tuple(record_ids)

        def rows(reads: Reads) -> tuple[tuple[uuid.UUID, ...], Page]:
            return wanted, reads.rows(query, wanted)

        self._lane.submit(rows, self._on_rows, self._on_failed, urgent=True)

    def close(self) -> None:
        """Ask nothing more and forget the order."""
        for part in ("first", "order", "settle"):
            self._lane.cancel(self._topic + part)
        self._wishes.restart(None)
        self.drop_order()
        self._leave_settling()
        if self._order:
            self._forget(self._order.list_id)
            self._order = None

    def _submit(
        self, part: str, ask: Callable[[Reads], object], done: Callable[[Any], None]
    ) -> None:
        failed = self._on_order_failed if part == "order" else self._on_failed
        topic, urgent = self._topic + part, part != "order"
        self._lane.submit(ask, done, failed, topic=topic, urgent=urgent)

    def _leave_settling(self) -> None:
        left, self._settling = self._settling, None
        if left and not (self._order and self._order.list_id == left.list_id):
            self._forget(left.list_id)

    def _forget(self, list_id: int) -> None:
        self._open.discard(list_id)
        _forget_all(self._lane, {list_id})

    def _read_on(self) -> None:
        if not self._is_reading and not self._wishes.is_empty():
            self._is_reading = True
            self._lane.submit(self._wishes.read, self._on_pages, self._on_pages_failed, urgent=True)

    @Slot(object)
    def _on_first(self, answer: tuple[int, Page]) -> None:
        serial, page = answer
        if serial == self._serial:
            self.first_read.emit(page)

    @Slot(object)
    def _on_ordered(self, order: Ordered) -> None:
        if order.list_id == self._growing:
            self._growing = 0
            self.ordered.emit(order)

    @Slot(object)
    def _on_settled(self, settled: Settled) -> None:
        if self._settling and settled.order.list_id == self._settling.list_id:
            self.settled.emit(settled)

    @Slot(object)
    def _on_pages(self, answer: tuple[int, list[Page]]) -> None:
        list_id, pages = answer
        self._is_reading = False
        if self._order and list_id == self._order.list_id and pages:
            self.pages_read.emit(pages)
        self._read_on()

    @Slot(object)
    def _on_rows(self, answer: tuple[tuple[uuid.UUID, ...], Page]) -> None:
        self.rows_read.emit(answer)

    @Slot(object)
    def _on_order_failed(self, error: Exception) -> None:
        self.drop_order()
        self._on_failed(error)

    @Slot(object)
    def _on_pages_failed(self, error: Exception) -> None:
        self._is_reading = False
        self._on_failed(error)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            self.failed.emit(error)


def _forget_all(lane: Lane[Reads], list_ids: set[int]) -> None:
    """Let the reader drop orders; also of a list whose widgets are gone already."""
    ids = tuple(list_ids)

    def forget(reads: Reads) -> None:
        for list_id in ids:
            reads.close_list(list_id)

    if ids:
        lane.submit(forget)
