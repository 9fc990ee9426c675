"""The surface of a list's table: rows and cards painted whole, their heights, the pointer.

Header, selection model, keyboard and accessibility stay QTableView's; painting asks the model for
whole rows and draws them in one pass, which keeps 60 frames a second over a million rows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.views.items.record_table_model import Index, RecordTableModel
from desktop.views.records.lists.card_painter import CARD_HEIGHT, CardPainter
from desktop.views.records.lists.column_header import ColumnHeader
from desktop.views.records.lists.row_painter import RowPainter
from desktop.views.records.lists.scenes import Scenes
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport

if TYPE_CHECKING:
    from desktop.views.records.lists.sticky_head import StickyHead

Hint = QAbstractItemView.ScrollHint
HEAD_SHARE: Final = 1.3  # height of a group's head in rows
MOST_TALL_HEADS: Final = 2_000
_BARS: Final = (
    Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
    Qt.ScrollBarPolicy.ScrollBarAsNeeded,
)
FITTED: Final = (48, 480)  # least and greatest width of a column fitted to its content


class RowSurface(QTableView):
    """Paints a RecordTableModel as rows or as cards.

    Signals:
        scrolled_to_top: the first row came into view.
        rows_painted: rows were painted for the first time.
    """

    scrolled_to_top = Signal()
    rows_painted = Signal()

    def __init__(self, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_held = False  # a cell is edited, a menu is open: rows must not move
        self.is_pressed = False  # a mouse button is held down over the rows
        self.seconds: Callable[[], float] = time.monotonic  # now; tests let it stand still
        self.pointer_moved_at = 0.0
        self.hovered_row = -1
        use_own_viewport(self, is_filled=False)
        self._list = model
        self._is_cards = False
        self._has_painted = False
        self._tall: list[int] = []
        self._sticky: StickyHead | None = None
        self._rows = RowPainter()
        self._cards = CardPainter(self._rows)
        self.columns = ColumnHeader(self)
        self.setHorizontalHeader(self.columns)
        self.setModel(model)
        self._scenes = Scenes(self, model)
        self.setCornerWidget(_corner(self))
        self._prepare()
        model.modelReset.connect(self._on_model_reset)
        look().changed.connect(self._on_look_changed)

    def _prepare(self) -> None:
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(1)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(look().row_height)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def is_cards(self) -> bool:
        """Whether records are shown as cards of two lines."""
        return self._is_cards

    def show_cards(self, *, on: bool) -> None:
        """Show cards, or rows with columns; the first row on the screen stays."""
        first = max(0, self.rowAt(0))
        self._is_cards = on
        self.columns.setVisible(not on)
        policy = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if on else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        self.setHorizontalScrollBarPolicy(policy)
        self._measure_rows()
        self.put_row_at(first, 0)

    def rows_on_screen(self) -> int:
        """Return how many rows fit on the screen."""
        return self.viewport().height() // max(1, self._height()) + 2

    def rows_shown(self) -> tuple[int, int]:
        """Return the first and last row on the screen; (0, -1) if there is none."""
        count = self._list.rowCount()
        if not count:
            return 0, -1
        last = self.rowAt(self.viewport().height() - 1)
        return max(0, self.rowAt(0)), count - 1 if last < 0 else last

    def put_row_at(self, row: int, y: int) -> None:
        """Scroll so that the top of `row` stands `y` pixels below the top of the list."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) - y)

    def fit_column(self, column: int) -> None:
        """Make a column as wide as what is on the screen of it needs."""
        first, last = self.rows_shown()
        records = [self._list.record(row) for row in range(first, last + 1)]
        texts = [record.texts[column] for record in records if record]
        head = str(self._list.headerData(column, Qt.Orientation.Horizontal) or "")
        width = self._rows.width_of(self._list.field(column), head, texts)
        self.columns.resizeSection(column, max(FITTED[0], min(FITTED[1], width)))

    def frozen_column(self) -> int:
        """Return the column that stays while the others scroll sideways; -1 for none."""
        return -1

    def announce(self, sentence: str) -> None:
        """Let screen readers say something."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # not at start

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _height(self) -> int:
        return look().px(CARD_HEIGHT) if self._is_cards else look().row_height

    def _measure_rows(self) -> None:
        """Give every row its height: setting it for all takes a while with a million of them."""
        vertical = self.verticalHeader()
        vertical.setUpdatesEnabled(False)
        height, count = self._height(), vertical.count()
        if vertical.defaultSectionSize() != height:
            vertical.setDefaultSectionSize(height)
        for row in self._tall:
            if row < count:
                vertical.resizeSection(row, height)
        heads = self._list.layout.head_rows
        self._tall = heads[:] if len(heads) <= MOST_TALL_HEADS else []
        tall = round(look().row_height * HEAD_SHARE)
        for row in self._tall:
            vertical.resizeSection(row, tall)
        vertical.setUpdatesEnabled(True)
        self._keep_head()
        self.viewport().update()

    def _keep_head(self) -> None:
        """Keep the head of the group in view at the top."""
        heads = self._list.layout.head_rows
        if heads and self._sticky is None:
            from desktop.views.records.lists.sticky_head import StickyHead  # not at start

            self._sticky = StickyHead(self)
        if self._sticky is not None:
            self._sticky.place(heads)

    def paint_head(self, painter: QPainter, row: int, top: int, height: int) -> None:
        """Draw the head of a group somewhere else."""
        paint = (self._cards if self._is_cards else self._rows).paint_row
        paint(painter, self._scenes.of(row, row), row, top, height)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            for one in (self.hovered_row, row):
                self._update_row(one)
            self.hovered_row = row

    def _update_row(self, row: int) -> None:
        if row >= 0:
            rect = QRect(
                0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row)
            )
            self.viewport().update(rect)

    @Slot()
    def _on_model_reset(self) -> None:
        self._measure_rows()

    @Slot()
    def _on_look_changed(self) -> None:
        self._rows.forget()
        self._cards.forget()
        self._measure_rows()

    @Slot(object)
    def _on_scrolled(self, value: int) -> None:
        self._hover(self._row_under_pointer())
        self._keep_head()
        if value == 0:
            self.scrolled_to_top.emit()

    def _row_under_pointer(self) -> int:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.rowAt(at.y()) if self.viewport().rect().contains(at) else -1

    def _paint(self, painter: QPainter, area: QRect) -> None:
        """Draw the rows within `area`, and the ground below the last."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        base = look().colour("base")
        if first < 0:
            painter.fillRect(area, base)
            return
        last = self._list.rowCount() - 1 if last < 0 else last
        scene = self._scenes.of(first, last)
        paint = (self._cards if self._is_cards else self._rows).paint_row
        for row in range(first, last + 1):
            paint(painter, scene, row, self.rowViewportPosition(row), self.rowHeight(row))
        end = self.rowViewportPosition(last) + self.rowHeight(last)
        if end <= area.bottom():
            painter.fillRect(area.left(), end, area.width(), area.bottom() - end + 1, base)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows of the region that changed."""
        painter = QPainter(self.viewport())
        self._paint(painter, event.rect())
        painter.end()  # a stack that is being looked at keeps the painter alive
        self._list.show_rows(*self.rows_shown())
        if not self._has_painted and self._list.rowCount():
            self._has_painted = True
            self.rows_painted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note that a button is held down."""
        self.is_pressed = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Note that none is."""
        self.is_pressed = False
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self.is_pressed = event.buttons() != Qt.MouseButton.NoButton
        self.pointer_moved_at = self.seconds()
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self.is_pressed = False
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew: the ground reaches to the edge."""
        super().resizeEvent(event)
        self._keep_head()
        self.viewport().update()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a row into view, not below the head that is kept at the top."""
        super().scrollTo(index, hint)
        if self._sticky is None:
            return
        hidden = self._sticky.cover - self.rowViewportPosition(index.row())
        if 0 < hidden <= self._sticky.cover:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - hidden)


def _corner(parent: QWidget) -> QWidget:
    """Return what fills the corner between the scroll bars: the ground of the list."""
    corner = QWidget(parent)
    corner.setBackgroundRole(QPalette.ColorRole.Base)
    corner.setAutoFillBackground(True)
    return corner
