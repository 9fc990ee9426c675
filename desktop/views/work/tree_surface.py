"""The surface of the tree: lines painted whole, the pointer over them, what is dropped on them.

Header, selection, keyboard and accessibility stay those of QTableView; painting draws whole lines
in one pass, which is what tens of thousands of tasks need.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.core.quick_dataclass import dataclass
from desktop.views.record_mime import records_in
from desktop.views.records.lists.column_header import ColumnHeader
from desktop.views.records.lists.table_selection import selected_rows
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport
from desktop.views.work.plan_columns import TITLE
from desktop.views.work.tree_model import TreeModel
from desktop.views.work.tree_painter import TreePainter, TreeScene, title_rect

LEAST_TITLE, MOST_TITLE = 260, 640  # logical pixels
EDGE: Final = 0.27  # of a line's height above and below: a drop there goes between lines


@dataclass(frozen=True, slots=True)
class DropPlace:
    """Where something is dropped: on a line, or in front of it (beyond the last: at the end)."""

    line: int
    is_into: bool


class TreeSurface(QTableView):
    """Paints a TreeModel.

    Signals:
        dropped: records that were dropped, and the DropPlace.
    """

    dropped = Signal(object, object)

    def __init__(self, model: TreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self._painter = TreePainter()
        self._hovered = -1
        self._drop: DropPlace | None = None
        use_own_viewport(self, is_filled=False)
        self.columns = ColumnHeader(self)
        self.setHorizontalHeader(self.columns)
        self.setModel(model)
        self._prepare()
        look().changed.connect(self._on_look_changed)

    def _prepare(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        vertical.setDefaultSectionSize(look().row_height)

    def cell_rect(self, place: int, column: int) -> QRect:
        """Return where a cell is in the viewport."""
        return QRect(
            self.columnViewportPosition(column),
            self.rowViewportPosition(place),
            self.columnWidth(column),
            self.rowHeight(place),
        )

    def edit_rect(self, place: int, column: int) -> QRect:
        """Return where the editor of a cell stands: behind the marks of a title."""
        cell = self.cell_rect(place, column)
        line = self.lines.line(place)
        if line is None or self.lines.columns[column].key != TITLE:
            return cell
        return title_rect(cell, line.depth).adjusted(-6, 0, 6, 0)

    def place_columns(self, widths: dict[str, int]) -> None:
        """Give the columns the widths that the person chose, else those declared.

        A title that nobody made wide or narrow takes the room that is left, within bounds.
        """
        now = look()
        sizes = {c.key: widths.get(c.key, now.px(c.width)) for c in self.lines.columns}
        if TITLE not in widths:
            others = sum(size for key, size in sizes.items() if key != TITLE)
            left = self.width() - others - self.verticalScrollBar().sizeHint().width()
            least, most = now.px(LEAST_TITLE), now.px(MOST_TITLE)
            sizes[TITLE] = min(max(left, least), most)
        self.columns.place_columns(list(sizes.values()))

    def shown(self) -> range:
        """Return the lines on the screen."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        count = len(self.lines.tree)
        return range(max(first, 0), (last if last >= 0 else count - 1) + 1)

    def _scene(self) -> TreeScene:
        columns = tuple(
            (self.columnViewportPosition(n), self.columnWidth(n), column)
            for n, column in enumerate(self.lines.columns)
        )
        spans = selected_rows(self.selectionModel().selection())
        chosen = {row for row in self.shown() for low, high in spans if low <= row <= high}
        current = self.currentIndex()
        return TreeScene(
            columns,
            self.viewport().width(),
            chosen,
            (current.row(), current.column()),
            self._hovered,
            self.hasFocus(),
            self.devicePixelRatioF(),
        )

    def _paint(self, painter: QPainter, area: QRect) -> None:
        base = look().colour("base")
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            painter.fillRect(area, base)
            return
        last = len(self.lines.tree) - 1 if last < 0 else last
        scene = self._scene()
        width = self.viewport().width()
        for place in range(first, last + 1):
            line = self.lines.tree.lines[place]
            rect = QRect(0, self.rowViewportPosition(place), width, self.rowHeight(place))
            self._painter.paint_line(painter, scene, place, line, rect)
        end = self.rowViewportPosition(last) + self.rowHeight(last)
        if end <= area.bottom():
            painter.fillRect(area.left(), end, area.width(), area.bottom() - end + 1, base)

    def _paint_drop(self, painter: QPainter) -> None:
        """Show where what is dragged would go."""
        drop = self._drop
        if drop is None:
            return
        painter.setPen(QPen(look().colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width, count = self.viewport().width(), len(self.lines.tree)
        if drop.is_into:
            top, height = self.rowViewportPosition(drop.line), self.rowHeight(drop.line)
            painter.drawRect(QRect(1, top + 1, width - 3, height - 3))
            return
        line = min(drop.line, count - 1)
        y = self.rowViewportPosition(line) if line >= 0 else 1
        if drop.line >= count and line >= 0:
            y += self.rowHeight(line)
        painter.drawLine(0, y, width, y)

    def _drop_at(self, y: int) -> DropPlace:
        place = self.rowAt(y)
        if place < 0:
            return DropPlace(len(self.lines.tree), is_into=False)
        share = (y - self.rowViewportPosition(place)) / max(1, self.rowHeight(place))
        if share < EDGE:
            return DropPlace(place, is_into=False)
        if share > 1 - EDGE:
            return DropPlace(place + 1, is_into=False)
        return DropPlace(place, is_into=True)

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            for one in (self._hovered, place):
                if one >= 0:
                    width, height = self.viewport().width(), self.rowHeight(one)
                    self.viewport().update(0, self.rowViewportPosition(one), width, height)
            self._hovered = place

    @Slot()
    def _on_look_changed(self) -> None:
        self._painter.forget()
        self.verticalHeader().setDefaultSectionSize(look().row_height)
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines of the region that changed."""
        painter = QPainter(self.viewport())
        self._paint(painter, event.rect())
        self._paint_drop(painter)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take records."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where they would go."""
        super().dragMoveEvent(event)  # scrolls near the edges
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing more."""
        self._show_drop(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was dropped where."""
        self._show_drop(None)
        refs = records_in(event.mimeData())
        if refs:
            event.setDropAction(Qt.DropAction.CopyAction)  # Qt would remove what was moved
            event.accept()
            self.dropped.emit(refs, self._drop_at(event.position().toPoint().y()))

    def _judge(self, event: QDragMoveEvent) -> None:
        if records_in(event.mimeData()):
            self._show_drop(self._drop_at(event.position().toPoint().y()))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def _show_drop(self, drop: DropPlace | None) -> None:
        if drop != self._drop:
            self._drop = drop
            self.viewport().update()
