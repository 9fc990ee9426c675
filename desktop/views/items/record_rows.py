"""The rows of a list: a window of pages on an order that the reader thread has fixed.

A new query shows its first rows at once and its exact size when the order is known. Later changes
of data renew the order behind the screen; then rows are exchanged in one go while `Place` keeps
what the person looks at where it is. Rows are known by their ids throughout.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.field_paths import find_field
from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.pages import PAGE_ROWS, ListQuery, Page, Row
from desktop.views.items.list_place import FreePlace, Ordered, Place, Settled
from desktop.views.items.page_cache import PageCache
from desktop.views.items.record_feed import RecordFeed
from desktop.views.items.row_layout import RowLayout
from desktop.views.jobs import SOMETHING_WRONG, Jobs

TYPING_PAUSE: Final = 150  # ms without a newer query before the whole order is fixed
RENEWAL: Final = (50, 2000)  # ms from a change to a renewed order: at least, at most
AFTER_PAGES: Final = 500  # ms until a renewal that gave way to pages is tried again
PATIENCE: Final = 150  # ms until it is asked again whether rows may move
READ_AHEAD: Final = PAGE_ROWS // 2  # rows; who goes further at once is flying past
READ_ALONE: Final = PAGE_ROWS  # more changed rows than that are read by their pages


class RecordRows(QObject):
    """Reads one list and keeps it fresh; `RecordTableModel` is its face towards Qt.

    Signals:
        resetting, was_reset: all rows are exchanged between the two.
        rows_changed: first and last row whose content is another.
        state_changed: the total, the work under way or the error is another.
    """

    resetting = Signal()
    was_reset = Signal()
    rows_changed = Signal(object, object)
    state_changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.query: ListQuery | None = None
        self.fields: tuple[Field, ...] = ()
        self.layout = RowLayout(0)
        self.cache = PageCache()
        self.order: Ordered | None = None  # the order in use, None while only first rows are there
        self.is_fresh = False  # the query is new and its order not yet in use
        self.is_behind = True  # no row of the query is there yet
        self.error = ""
        self.folded: set[str] = set()
        self.place: Place = FreePlace()
        self._jobs = jobs
        self._columns: tuple[str, ...] = ()  # those on the screen
        self._waiting: Ordered | None = None  # known, but rows may not move just now
        self._shown = (0, 0)  # the rows that were asked for last
        self._pause = self._timer(self._on_pause, TYPING_PAUSE)
        self._renewal = self._timer(self._on_renewal, RENEWAL[0])
        self._patience = self._timer(self._on_patience, PATIENCE)
        self._feed = RecordFeed(jobs.lists, self)
        self._feed.first_read.connect(self._on_first_read)
        self._feed.ordered.connect(self._on_ordered)
        self._feed.settled.connect(self._on_settled)
        self._feed.pages_read.connect(self._on_pages_read)
        self._feed.rows_read.connect(self._on_rows_read)
        self._feed.failed.connect(self._on_failed)
        jobs.changes.changed.connect(self._on_changed)

    def set_query(self, query: ListQuery, *, typing: bool = False) -> None:
        """Show `query`; while somebody is `typing`, only its first rows until he pauses."""
        before, self.query = self.query, query
        self.error = ""
        if before and self.order and not self.is_fresh and _same_rows(before, query):
            self._feed.settle(replace(self.order, query=query), self.place.anchors())
            return
        self._stop_timers()
        self.place.leave()
        self.is_fresh = self.is_behind = True
        if query.group:  # no rows before their heads are known
            self._feed.ask_order(query)
        else:
            self._feed.ask_first(query)
            if typing:
                self._pause.start()
            else:
                self._feed.ask_order(query)
        self.state_changed.emit()

    def refresh(self) -> None:
        """Read everything again, in place; after an error, try again."""
        if self.query and self.error:
            self.set_query(self.query)
        elif self.query:
            self._read_again()
            self._renewal.start(0)

    def show_rows(self, first: int, last: int) -> None:
        """Have the rows `first` to `last` read, and some around them."""
        margin = PAGE_ROWS if abs(first - self._shown[0]) < READ_AHEAD else 0
        self._shown = (first, last)
        if self.order is None or not self.layout.row_count:
            return
        spans = self.layout.positions(first, min(last, self.layout.row_count - 1))
        pages = [n for n in self.cache.missing(spans, margin) if n * PAGE_ROWS < self.layout.total]
        if not pages:
            return
        if self.cache.lacks(spans) and not self.is_fresh and self._feed.drop_order():
            self._renewal.start(AFTER_PAGES)
        self._feed.want(pages)

    def patch(self, row: Row) -> None:
        """Show a row otherwise until it is read again."""
        for position in self.cache.replace(row):
            shown = self.layout.row(position)
            self.rows_changed.emit(shown, shown)

    def read_rows(self, record_ids: Collection[uuid.UUID]) -> None:
        """Read some records again."""
        if self.query:
            self._feed.ask_rows(self.query, record_ids)

    def close(self) -> None:
        """Ask nothing more."""
        self._stop_timers()
        self._feed.close()

    def _timer(self, slot: Callable[[], None], interval: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(slot)
        return timer

    def _stop_timers(self) -> None:
        for timer in (self._pause, self._renewal, self._patience):
            timer.stop()
        self._waiting = None

    def _take(self, query: ListQuery, layout: RowLayout, pages: tuple[Page, ...]) -> None:
        entity = get_entity(query.entity)
        self.is_behind = False
        self._columns = query.columns
        self.fields = tuple(find_field(entity, path) for path in query.columns)
        self.layout = layout
        self.cache.clear()
        for page in pages:
            self.cache.put(page, min(PAGE_ROWS, layout.total - page.first))

    def _read_again(self) -> None:
        self.cache.mark_stale()
        self.show_rows(*self._shown)

    def _wait_with(self, order: Ordered) -> None:
        self._waiting = order
        self._patience.start()

    @Slot()
    def _on_pause(self) -> None:
        if self.query:
            self._feed.ask_order(self.query)

    @Slot(object)
    def _on_first_read(self, page: Page) -> None:
        if self.query is None or not self.is_fresh:
            return
        self.resetting.emit()
        self.order = None
        self._take(self.query, RowLayout(len(page.rows)), (page,))
        self.was_reset.emit()
        self.place.shown()
        self.state_changed.emit()

    @Slot(object)
    def _on_ordered(self, order: Ordered) -> None:
        if self.query is None:
            return
        order = replace(order, query=self.query)  # its columns may have been chosen since
        if self.is_fresh or self.place.may_move():
            self._feed.settle(order, self.place.anchors())
        else:
            self._wait_with(order)

    @Slot(object)
    def _on_settled(self, settled: Settled) -> None:
        order, fresh = settled.order, self.is_fresh
        if order.query != self.query:
            return
        now = self.place.anchors()
        if now.choice != settled.anchors.choice:  # somebody chose while the places were looked up
            self._feed.settle(order, now)
            return
        is_asked_for = fresh or order.query.columns != self._columns
        if not is_asked_for and not self.place.may_move():
            self._wait_with(order)
            return
        self.is_fresh = False
        self.resetting.emit()
        self.order = order
        layout = RowLayout(order.snapshot.total, order.snapshot.groups, self.folded)
        self._take(order.query, layout, settled.pages)
        self._feed.use(order)
        self.was_reset.emit()
        self.place.settle(settled, fresh=fresh)
        self.state_changed.emit()

    @Slot(object)
    def _on_pages_read(self, pages: list[Page]) -> None:
        for page in pages:
            expected = min(PAGE_ROWS, self.layout.total - page.first)
            self.cache.put(page, expected)
            for top, bottom in self.layout.rows(page.first, page.first + expected - 1):
                self.rows_changed.emit(top, bottom)
        self.show_rows(*self._shown)  # who stays there has the neighbours read as well

    @Slot(object)
    def _on_rows_read(self, answer: tuple[tuple[uuid.UUID, ...], Page]) -> None:
        asked, page = answer
        places = [place for row in page.rows for place in self.cache.replace(row)]
        for gone in set(asked) - {row.id for row in page.rows}:
            places += self.cache.leave(gone)
        for position in places:
            row = self.layout.row(position)
            self.rows_changed.emit(row, row)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.is_fresh = self.is_behind = False
        self.error = str(error) if isinstance(error, AppError) else _(SOMETHING_WRONG)
        self._jobs.report(error)
        self.state_changed.emit()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.query is None:
            return
        ids = changes.ids.get(self.query.entity)
        is_linked = any(field.target and changes.touches(field.target) for field in self.fields)
        if ids is None and not is_linked:
            return
        here = {row.id for _place, row in self.cache.rows()} & ids if ids else set()
        if is_linked or not ids or len(here) > READ_ALONE:
            self._read_again()
        elif here:
            self._feed.ask_rows(self.query, here)
        if not self._renewal.isActive():
            wait = int(self.order.seconds * 3000) if self.order else 0
            self._renewal.start(min(RENEWAL[1], max(RENEWAL[0], wait)))

    @Slot()
    def _on_renewal(self) -> None:
        if self.query is None:
            return
        if self.is_fresh:  # the order under way may have begun before the change
            self._renewal.start(AFTER_PAGES)
        else:
            self._patience.stop()
            self._waiting = None
            self._feed.ask_order(self.query)

    @Slot()
    def _on_patience(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting:
            self._on_ordered(waiting)


def _same_rows(before: ListQuery, after: ListQuery) -> bool:
    """Tell whether two queries differ in their columns at most."""
    return replace(before, columns=()) == replace(after, columns=())
