"""The surface of the list of messages: rows painted whole, their heights, the pointer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.core.clock import Clock
from desktop.core.i18n import _
from desktop.core.mail.places import GROUP_LABELS
from desktop.core.mail.values import MailRow
from desktop.views.mail.list_model import COLUMNS, MailListModel
from desktop.views.mail.row_painter import CARD_HEIGHT, MailRowPainter, RowLook
from desktop.views.records.lists.table_selection import selected_rows
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport

RESTING: Final = 0.4  # seconds without a movement of the pointer
HEAD: Final = 26
NARROWED: Final = 66  # per cent of the usual widths of columns in such a table
WIDE: Final = 640  # pixels at 100 %: below, a table leaves out what matters less
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Flag = QItemSelectionModel.SelectionFlag


class MailSurface(QTableView):
    """Paints a MailListModel as cards or as lines.

    Signals:
        scrolled_to_top: the first row came into view.
        came_above: how many messages came above what the person looks at.
    """

    scrolled_to_top = Signal()
    came_above = Signal(object)

    def __init__(self, model: MailListModel, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seconds: Callable[[], float] = time.monotonic  # tests let it stand still
        self.pointer_moved_at = 0.0
        self.is_held = False  # a menu is open: rows must not move
        self.is_pressed = False
        self.painter = MailRowPainter()
        self.shows_people = False
        self._hovered = -1
        self._tall: list[int] = []  # rows that are as high as heads
        self._list = model
        self._clock = clock
        use_own_viewport(self, is_filled=False)
        self.setModel(model)
        self._prepare()
        model.rows_read.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        look().changed.connect(self._on_look_changed)

    def _prepare(self) -> None:
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        head = self.verticalHeader()
        head.hide()
        head.setMinimumSectionSize(1)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().hide()
        self._measure()

    def may_move(self) -> bool:
        """Tell whether rows may move now: nobody points at them or drags."""
        if self.is_held or self.is_pressed:
            return False
        return self._hovered < 0 or self.seconds() - self.pointer_moved_at > RESTING

    # --- sizes
    def _height(self) -> int:
        return look().row_height if self._list.is_table else look().px(CARD_HEIGHT)

    def _measure(self) -> None:
        head = self.verticalHeader()
        head.setUpdatesEnabled(False)
        head.setDefaultSectionSize(self._height())
        heads = self._list.layout_now.heads
        for row in self._tall:
            if row < head.count():
                head.resizeSection(row, self._height())
        for row in heads:
            head.resizeSection(row, look().px(HEAD))
        self._tall = heads[:]
        head.setUpdatesEnabled(True)
        self._fit_columns()
        self.viewport().update()

    def _fit_columns(self) -> None:
        room = self.viewport().width()
        if not self._list.is_table:
            self.setColumnWidth(0, room)
            return
        is_wide = room >= look().px(WIDE)
        scale = 100 if is_wide else NARROWED
        wide = sum(
            look().px(one.width * scale // 100) for one in COLUMNS if is_wide or one.is_always
        )
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, not is_wide and not column.is_always)
            fixed = look().px(column.width * scale // 100)
            self.setColumnWidth(number, fixed or max(look().px(100), room - wide))

    def _columns(self) -> dict[str, tuple[int, int]]:
        return {
            column.key: (self.columnViewportPosition(number), self.columnWidth(number))
            for number, column in enumerate(COLUMNS)
            if not self.isColumnHidden(number)
        }

    # --- staying in place
    def _rows_shown(self) -> tuple[int, int]:
        count = self._list.rowCount()
        if not count:
            return 0, -1
        last = self.rowAt(self.viewport().height() - 1)
        return max(0, self.rowAt(0)), count - 1 if last < 0 else last

    def _anchor(self) -> list[tuple[int, int, int]]:
        """Return messages on the screen, the one that is to stay first, with row and place."""
        if self.verticalScrollBar().value() == 0 and self._hovered < 0:
            return []
        first, last = self._rows_shown()
        start = self._hovered if first <= self._hovered <= last else first
        rows = sorted(range(first, last + 1), key=lambda row: (row < start, abs(row - start)))
        shown = self._list.layout_now
        return [
            (message, row, self.rowViewportPosition(row))
            for row in rows
            if (message := shown.message(row))
        ]

    def _stay(self, anchor: list[tuple[int, int, int]]) -> None:
        for message, old, y in anchor:
            row = self._list.layout_now.row(message)
            if row < 0:
                continue
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            place = self.verticalHeader().sectionPosition(row) - y
            self.verticalScrollBar().setValue(place)
            if row > old and self.verticalScrollBar().value() > 0:
                self.came_above.emit(row - old)
            return

    # --- painting
    def _paint(self, painter: QPainter, area: QRect) -> None:
        base = look().colour("base")
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            painter.fillRect(area, base)
            return
        last = self._list.rowCount() - 1 if last < 0 else last
        chosen = self._chosen_rows(first, last)
        now, columns = self._clock.now(), self._columns() if self._list.is_table else {}
        for row in range(first, last + 1):
            rect = QRect(
                0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row)
            )
            group = self._list.layout_now.group(row)
            message = self._list.row(row)
            if group is not None:
                label = _(GROUP_LABELS.get(group.key, group.key))
                is_folded = group.key in self._list.folded
                self.painter.paint_head(painter, rect, label, group, is_folded=is_folded)
            elif message is None:
                painter.fillRect(rect, base)
                painter.fillRect(0, rect.bottom(), rect.width(), 1, look().colour("border"))
            elif columns:
                shown = self._look(row, rect, message, chosen)
                self.painter.paint_line(painter, message, now, shown, columns)
            else:
                self.painter.paint_card(
                    painter, message, now, self._look(row, rect, message, chosen)
                )
        end = self.rowViewportPosition(last) + self.rowHeight(last)
        if end <= area.bottom():
            painter.fillRect(area.left(), end, area.width(), area.bottom() - end + 1, base)

    def _look(self, row: int, rect: QRect, message: MailRow, chosen: frozenset[int]) -> RowLook:
        return RowLook(
            rect,
            is_chosen=row in chosen,
            is_hovered=row == self._hovered,
            is_current=row == self.currentIndex().row() and self.hasFocus(),
            is_child=message.id in self._list.layout_now.children,
            is_unfolded=message.id in self._list.unfolded,
            shows_people=self.shows_people,
        )

    def _chosen_rows(self, first: int, last: int) -> frozenset[int]:
        rows: set[int] = set()
        for top, bottom in selected_rows(self.selectionModel().selection()):
            rows.update(range(max(first, top), min(last, bottom) + 1))
        return frozenset(rows)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    # --- Qt's names
    @Slot(object)
    def _on_scrolled(self, value: int) -> None:
        if value == 0:
            self.scrolled_to_top.emit()
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        self._hover(self.rowAt(at.y()) if self.viewport().rect().contains(at) else -1)

    @Slot()
    def _on_look_changed(self) -> None:
        self.painter.forget()
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows of the region that changed; what is not known of them is read."""
        painter = QPainter(self.viewport())
        self._paint(painter, event.rect())
        painter.end()
        self._list.show_rows(*self._rows_shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the whole width."""
        super().resizeEvent(event)
        self._fit_columns()
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Note that no button is held down."""
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
