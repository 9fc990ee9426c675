"""What the tree of tasks shows: reads its rows and keeps it open, chosen and scrolled as it is."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.json_file import JsonObject
from desktop.core.ports import Reads
from desktop.core.work.rows import PlanRow, PlanScope, Totals
from desktop.views.jobs import Jobs
from desktop.views.work.plan_columns import USUAL
from desktop.views.work.plan_reading import Opened, is_narrowed, read_lines, summed_up
from desktop.views.work.plan_tree import Line
from desktop.views.work.tree_model import TreeModel
from desktop.views.work.tree_table import TreeTable

KEPT_OPEN: Final = 2_000  # open rows that are remembered from day to day


class TreeRows(QWidget):
    """Shows the rows of a scope as a tree.

    Signals:
        selection_changed: other rows are chosen.
        loaded: the rows were read.
        columns_changed: other columns are shown, or with other widths.
    """

    selection_changed = Signal()
    loaded = Signal()
    columns_changed = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.scope = PlanScope()
        self.keys: tuple[str, ...] = USUAL
        self.is_held = False  # something is written in the tree: it must not move
        self._widths: dict[str, int] = {}
        self.opened: set[uuid.UUID] = set()
        self.closed: set[uuid.UUID] = set()
        self._is_stale = False
        self._wanted: list[uuid.UUID] = []  # to be chosen once they are read
        self.lines = TreeModel(self)
        self.table = TreeTable(self.lines, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.setFocusProxy(self.table)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self.read)
        self._summed: set[uuid.UUID] = set()  # rows whose sums were asked for since they were read
        self._sums_soon = QTimer(self, singleShot=True, interval=20)
        self._sums_soon.timeout.connect(self._ask_totals)
        self._connect()
        self.table.place_columns(self._widths)

    def _connect(self) -> None:
        table = self.table
        table.columns.arranged.connect(self._on_columns_arranged)
        table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        table.selectionModel().currentChanged.connect(self._on_selection_changed)

    # --- what is shown
    def show_scope(self, scope: PlanScope) -> None:
        """Show another part of all work."""
        if scope != self.scope:
            self.scope = scope
            self.closed.clear()
        self.read()

    @Slot()
    def refresh(self) -> None:
        """Read again soon, or as soon as nothing is written in the tree any more."""
        self._is_stale = True
        self.read_stale()

    @Slot()
    def read_stale(self) -> None:
        """Read soon what was missed, unless something is written here or saved."""
        if self._is_stale and not self._must_wait():
            self._soon.start()

    def _must_wait(self) -> bool:
        return self.is_held

    def release(self) -> None:
        """Let the tree move again, and read what was missed."""
        self.is_held = False
        self.read_stale()

    @Slot()
    def read(self) -> None:
        """Read the rows as far as they are open."""
        self._soon.stop()
        self._is_stale = False
        self._read(Opened(frozenset(self.opened), 0, frozenset(self.closed)))

    def open_levels(self, levels: int) -> None:
        """Open everything down to a level; 0 closes all."""
        self.opened.clear()
        self.closed.clear()
        if is_narrowed(self.scope):
            lines = self.lines.tree.lines
            self.closed = {line.row.id for line in lines if line.depth >= levels}
        self._read(Opened((), levels, frozenset(self.closed)))

    def _read(self, opened: Opened) -> None:
        scope = self.scope

        def ask(reads: Reads) -> list[Line]:
            return read_lines(reads, scope, opened)

        self.jobs.cards.submit(ask, self._on_lines_read, topic=f"tree {id(self)}")

    def _on_lines_read(self, lines: list[Line]) -> None:
        if self._must_wait():
            self._is_stale = True
            return
        ids = self._wanted or [row.id for row in self.chosen()]
        current = self.lines.row_at(self.table.current_line())
        column = max(self.table.currentIndex().column(), 0)
        scrolled = self.table.verticalScrollBar().value()
        self._wanted = []
        self.lines.show_lines(lines)
        tree = self.lines.tree
        if not is_narrowed(self.scope):
            self.opened |= tree.open_ids()
        places = [place for place in map(tree.place, ids) if place >= 0]
        self.table.choose(places, tree.place(current.id) if current else -1, column)
        if not places:
            self.selection_changed.emit()  # a model that is made anew chooses nothing by itself
        self.table.verticalScrollBar().setValue(scrolled)
        self._summed.clear()
        self.ask_totals()
        self.loaded.emit()

    def ask_totals(self) -> None:
        """Ask for the sums of the rows on the screen, unless they were read with them."""
        if not is_narrowed(self.scope):
            self._sums_soon.start()

    @Slot()
    def _ask_totals(self) -> None:
        shown = (self.lines.row_at(place) for place in self.table.shown())
        rows = [row for row in shown if row and row.has_children and row.id not in self._summed]
        if not rows:
            return
        ids = [row.id for row in rows]
        self._summed.update(ids)

        def ask(reads: Reads) -> Mapping[uuid.UUID, Totals]:
            return reads.plan_totals(ids)

        self.jobs.cards.submit(ask, self._on_totals_read)

    def _on_totals_read(self, totals: Mapping[uuid.UUID, Totals]) -> None:
        for one, total in totals.items():
            row = self.lines.row_at(self.lines.tree.place(one))
            if row is not None:
                self.lines.patch(summed_up(row, total))

    @Slot()
    def _on_scrolled(self, *_value: object) -> None:
        self.ask_totals()

    # --- what is chosen
    def chosen(self) -> list[PlanRow]:
        """Return the chosen rows, from top to bottom."""
        rows = (self.lines.row_at(place) for place in self.table.chosen())
        return [row for row in rows if row is not None]

    def current(self) -> PlanRow | None:
        """Return the row with the keyboard, None for none or if several are chosen."""
        chosen = self.chosen()
        return chosen[0] if len(chosen) == 1 else None

    def choose(self, record_id: uuid.UUID) -> None:
        """Choose a row as soon as it is shown."""
        place = self.lines.tree.place(record_id)
        if place >= 0:
            self.table.choose([place])
        else:
            self._wanted = [record_id]

    def status_text(self) -> str:
        """Say how many rows are shown and chosen."""
        count, chosen = len(self.lines.tree), len(self.table.chosen())
        text = ngettext("{count} line", "{count} lines", count).format(count=count)
        return (
            text if chosen <= 1 else _("{lines}, {count} chosen").format(lines=text, count=chosen)
        )

    # --- how it looks
    def show_columns(self, keys: tuple[str, ...]) -> None:
        """Show other columns."""
        if keys != self.keys:
            self.keys = keys
            chosen = [row.id for row in self.chosen()]
            self.lines.show_columns(keys)
            self.table.place_columns(self._widths)
            self.table.choose(map(self.lines.tree.place, chosen))
            self.columns_changed.emit()

    def state(self) -> JsonObject:
        """Return columns, widths and what is open."""
        opened: list[Json] = [str(one) for one in list(self.opened)[:KEPT_OPEN]]
        return {"columns": list(self.keys), "widths": dict(self._widths), "open": opened}

    def restore(self, state: Mapping[str, Json]) -> None:
        """Look so again; what does not fit any more is left out."""
        columns, widths, opened = (state.get(key) for key in ("columns", "widths", "open"))
        if isinstance(widths, dict):
            self._widths = {key: size for key, size in widths.items() if isinstance(size, int)}
        if isinstance(opened, list):
            self.opened = {found for one in opened if (found := _id(one)) is not None}
        if isinstance(columns, list):
            self.show_columns(tuple(key for key in columns if isinstance(key, str)))
        self.table.place_columns(self._widths)

    @Slot()
    def _on_columns_arranged(self) -> None:
        columns = self.lines.columns
        self._widths |= {c.key: self.table.columnWidth(n) for n, c in enumerate(columns)}
        self.columns_changed.emit()

    @Slot()
    def _on_selection_changed(self, *_what: object) -> None:
        if not self.is_held:
            self.selection_changed.emit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the titles the room that the other columns leave."""
        super().resizeEvent(event)
        self.table.place_columns(self._widths)


def _id(value: Json) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
