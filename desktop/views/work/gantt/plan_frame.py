"""Table and chart side by side: one vertical scroll, one selection, one set of folded rows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.core.gantt.chart import ChartRow, Grouping, RowKey, has_below, lay_rows, unfolded
from desktop.core.scheduling.minutes import Minute
from desktop.core.work.rows import PlanRow, PlanSheet
from desktop.views.theme import look
from desktop.views.work.gantt.chart_view import ChartView
from desktop.views.work.gantt.outline_table import OutlineTable
from desktop.views.work.gantt.row_table_model import RowTableModel

TABLE_WIDTH: Final = 386
MOST: Final = 0.42  # of the width, for the table


class PlanFrame(QWidget):
    """Shows a sheet of a plan.

    Signals:
        row_opened: the kind and the id of a record.
    """

    row_opened = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: PlanSheet | None = None
        self.grouping = Grouping.PROJECT
        self.laid: tuple[ChartRow, ...] = ()
        self._is_new = True
        self._closed: set[RowKey] = set()
        self._foldable: frozenset[RowKey] = frozenset()
        self._now: Minute = 0
        self._model = RowTableModel(self)
        self.chart = ChartView(self)
        self.table = OutlineTable(self._model, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.chart)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.chart.setFocusProxy(self.table)
        self.setFocusProxy(self.table)
        self._adopt_look()

    def _connect(self) -> None:
        table, chart = self.table, self.chart
        chart.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.verticalScrollBar().valueChanged.connect(chart.verticalScrollBar().setValue)
        table.picked.connect(self._on_picked)
        table.fold_asked.connect(self.fold)
        table.row_opened.connect(self.open)
        chart.row_picked.connect(self._on_row_picked)
        chart.row_opened.connect(self.open)
        look().changed.connect(self._adopt_look)

    # --- what is shown
    def show_sheet(self, sheet: PlanSheet, now: Minute) -> None:
        """Show a plan, with what was folded and selected before."""
        self.sheet, self._now = sheet, now
        self.lay()

    def group_by(self, grouping: Grouping) -> None:
        """Let bars stand together by something else, all unfolded."""
        self.grouping = grouping
        self._closed.clear()
        self.lay()

    def lay(self) -> None:
        """Lay the rows of the sheet anew."""
        if self.sheet is not None:
            self.laid = lay_rows(self.sheet, self.grouping)
            self._foldable = frozenset(
                row.key for place, row in enumerate(self.laid) if has_below(row, place)
            )
            self._closed &= self._foldable
            self._show_rows()

    def _show_rows(self) -> None:
        if self.sheet is None:
            return
        rows = unfolded(self.laid, self._closed)
        keys = {self._model.rows[place].key for place in self.table.picked_places()}
        top = self.chart.verticalScrollBar().value()
        self._model.show_rows(rows, self._foldable, self._closed)
        self.chart.show_rows(rows, self.sheet.links, self.sheet.hours, self._now)
        self.chart.verticalScrollBar().setValue(top)
        self.table.verticalScrollBar().setValue(top)
        places = [place for place, row in enumerate(rows) if row.key in keys]
        for number, place in enumerate(places):
            self.table.pick(place, more=number > 0)
        self._on_picked()  # a table whose rows are others tells of no selection that is gone

    # --- folding
    @Slot(object)
    def fold(self, place: int) -> None:
        """Fold a row, or unfold it."""
        key = self._model.rows[place].key
        if key in self._foldable:
            self._closed ^= {key}
            self._show_rows()
            self.table.pick(self._model.place_of(key))

    @Slot(object)
    def fold_all(self, is_folded: bool) -> None:
        """Fold all rows, or unfold them."""
        self._closed = set(self._foldable) if is_folded else set()
        self._show_rows()

    def is_folded(self, place: int) -> bool:
        """Tell whether rows are hidden below one."""
        return self._model.rows[place].key in self._closed

    def can_fold(self, place: int) -> bool:
        """Tell whether there are rows below one."""
        return self._model.rows[place].key in self._foldable

    # --- selection
    @property
    def rows(self) -> Sequence[ChartRow]:
        """The rows that are seen."""
        return self._model.rows

    @property
    def current(self) -> int:
        """The place of the row that has the keyboard, -1 if none has."""
        return self.table.currentIndex().row()

    def picked(self) -> list[PlanRow]:
        """Return the projects and tasks that are selected, each once."""
        found: dict[uuid.UUID, PlanRow] = {}
        for place in self.table.picked_places():
            row = self._model.rows[place].row
            if row is not None:
                found[row.id] = row
        return list(found.values())

    def pick_record(self, record_id: uuid.UUID) -> None:
        """Select a record, as far as it is seen."""
        places = (place for place, row in enumerate(self.rows) if row.id == record_id)
        place = next(places, -1)
        if place >= 0:
            self.table.pick(place)
            self.chart.reveal(place)

    @Slot(object)
    def open(self, place: int) -> None:
        """Open the record of a row; fold the head of a group."""
        row = self._model.rows[place]
        if row.row is not None:
            self.row_opened.emit(row.row.kind, row.row.id)
        else:
            self.fold(place)

    @Slot()
    def _on_picked(self) -> None:
        self.chart.picked = frozenset(self.table.picked_places())
        self.chart.viewport().update()
        self.table.viewport().update()

    @Slot(object, object)
    def _on_row_picked(self, place: int, more: bool) -> None:
        if more or place not in self.chart.picked:
            self.table.pick(place, more=more)

    @Slot()
    def _adopt_look(self) -> None:
        self.table.horizontalHeader().setFixedHeight(self.chart.head.height())

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width out when it is first known; later shares are the person's."""
        super().showEvent(event)
        if self._is_new:
            self._is_new = False
            table = min(look().px(TABLE_WIDTH), round(self.width() * MOST))
            self.splitter.setSizes([table, self.width() - table])
