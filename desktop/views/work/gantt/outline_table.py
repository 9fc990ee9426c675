"""The table at the left of the bars: titles in a tree, people, days; it has the keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.core.gantt.chart import ChartRow, Form
from desktop.views.icons import pixmap
from desktop.views.records.lists.cell_texts import CellTexts
from desktop.views.records.lists.table_selection import selected_rows
from desktop.views.theme import look
from desktop.views.widgets.own_viewport import use_own_viewport
from desktop.views.work.gantt.ink import is_bold
from desktop.views.work.gantt.row_table_model import COLUMNS, RowTableModel

INDENT: Final = 16
MARK: Final = 16
PADDING: Final = 6


class OutlineTable(QTableView):
    """Rows with a tree in the first column.

    Signals:
        fold_asked: the place of a row that is to be folded or unfolded.
        row_opened: the place of a row that was double clicked.
        key_pressed: a key event that no table uses; accepted if somebody took it.
        menu_asked: a global point where the menu of the selection is wanted.
        picked: other rows are selected.
    """

    fold_asked = Signal(object)
    row_opened = Signal(object)
    key_pressed = Signal(object)
    menu_asked = Signal(object)
    picked = Signal()

    def __init__(self, model: RowTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        use_own_viewport(self, is_filled=False)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # As below the chart: both are of one height, so that their rows stand side by side.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        )
        self._adopt_look()
        look().changed.connect(self._on_look_changed)

    def _adopt_look(self) -> None:
        now = look()
        self._plain = CellTexts(now.font())
        self._bold = CellTexts(now.font(weight=QFont.Weight.DemiBold))
        self.verticalHeader().setDefaultSectionSize(now.row_height)
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, now.px(column.width))

    def picked_places(self) -> list[int]:
        """Return the places of the selected rows from top to bottom."""
        spans = selected_rows(self.selectionModel().selection())
        return [place for first, last in spans for place in range(first, last + 1)]

    def pick(self, place: int, *, more: bool = False) -> None:
        """Select a row, or one more."""
        from PySide6.QtCore import QItemSelectionModel

        flag = QItemSelectionModel.SelectionFlag
        how = flag.Toggle if more else flag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._rows.index(place, 0), how | flag.Rows)

    # --- painting
    def _paint_row(self, painter: QPainter, place: int, *, is_picked: bool) -> None:
        row = self._rows.rows[place]
        top, high = self.rowViewportPosition(place), self.rowHeight(place)
        rect = QRect(0, top, self.viewport().width(), high)
        ground = "accent_soft" if is_picked else "rail" if row.form is Form.HEAD else "base"
        painter.fillRect(rect, look().colour(ground))
        painter.fillRect(0, rect.bottom(), rect.width(), 1, look().colour("border"))
        ink = look().colour("on_accent_soft" if is_picked else "text")
        texts = self._bold if is_bold(row) else self._plain
        painter.setFont(texts.font)
        for number, column in enumerate(COLUMNS):
            left, wide = self.columnViewportPosition(number), self.columnWidth(number)
            cell = QRect(left + PADDING, top, wide - 2 * PADDING, high - 1)
            if number == 0:
                cell.setLeft(self._fold_rect(place).right() + PADDING)
                self._paint_fold(painter, row, place)
            text = column.text(row)
            if text and cell.width() > 0:
                painter.setPen(self._ink(row, number, ink))
                painter.drawText(cell.x(), texts.baseline(top, high), texts.cut(text, cell.width()))
        if self.hasFocus() and self.currentIndex().row() == place:
            painter.fillRect(0, top, 3, high - 1, look().colour("accent"))

    def _ink(self, row: ChartRow, column: int, ink: QColor) -> QColor:
        is_late = row.row is not None and row.row.overdue and column == len(COLUMNS) - 2
        return look().colour("danger") if is_late else ink

    def _fold_rect(self, place: int) -> QRect:
        side = look().px(MARK)
        left = self.columnViewportPosition(0) + PADDING
        left += self._rows.rows[place].depth * look().px(INDENT)
        top = self.rowViewportPosition(place) + (self.rowHeight(place) - side) // 2
        return QRect(left, top, side, side)

    def _paint_fold(self, painter: QPainter, row: ChartRow, place: int) -> None:
        if row.key in self._rows.foldable:
            name = "chevron-right" if row.key in self._rows.closed else "chevron-down"
            rect = self._fold_rect(place)
            colour, ratio = look().colours.muted, self.devicePixelRatioF()
            painter.drawPixmap(rect.topLeft(), pixmap(name, rect.width(), colour, ratio))

    @Slot()
    def _on_look_changed(self) -> None:
        self._adopt_look()
        self.viewport().update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows of the region that changed."""
        painter = QPainter(self.viewport())
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        painter.fillRect(area, look().colour("base"))
        if first >= 0:
            last = len(self._rows.rows) - 1 if last < 0 else last
            picked = set(self.picked_places())
            for place in range(first, last + 1):
                self._paint_row(painter, place, is_picked=place in picked)
        painter.end()

    def selectionChanged(self, selected: object, deselected: object) -> None:
        """Tell that other rows are selected."""
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]  # Qt's own values
        self.picked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a row, or select."""
        place = self.rowAt(event.position().toPoint().y())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            fold = self._fold_rect(place).adjusted(-4, -6, 4, 6)
            is_fold = self._rows.rows[place].key in self._rows.foldable
            if is_fold and fold.contains(event.position().toPoint()):
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.fold_asked.emit(place)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        place = self.rowAt(event.position().toPoint().y())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.row_opened.emit(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            rect = self.visualRect(self.currentIndex())
            self.menu_asked.emit(self.viewport().mapToGlobal(rect.bottomLeft() + QPoint(40, 0)))
        else:
            self.menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the chart have its keys; the others move the selection."""
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: typing is no search here."""
