"""The heads of a list's columns: flat, with the arrow of the order, moved and sized by hand."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.core.kinds import kind_of
from desktop.core.pages import Sort
from desktop.views.icons import pixmap
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.theme import look

LEAST_WIDTH: Final = 40
PADDING: Final = 8
ARROW: Final = 14


class ColumnHeader(QHeaderView):
    """A horizontal header over a RecordTableModel.

    Signals:
        sort_asked: the logical number of a column whose head was clicked.
        fit_asked: the logical number of a column whose edge was double-clicked.
        menu_asked: a column (or -1) and a global point.
        arranged: the person moved or sized columns.
    """

    sort_asked = Signal(object)
    fit_asked = Signal(object)
    menu_asked = Signal(object, object)
    arranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sort: Sort | None = None
        self._is_arranging = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(LEAST_WIDTH)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.sectionClicked.connect(self._on_section_clicked)
        self.sectionHandleDoubleClicked.connect(self._on_handle_double_clicked)
        self.sectionMoved.connect(self._on_arranged)
        self.sectionResized.connect(self._on_arranged)
        look().changed.connect(self._on_look_changed)

    def show_sort(self, sort: Sort | None) -> None:
        """Draw the arrow at the column that orders the list."""
        self._sort = sort
        self._paint_again()

    def place_columns(self, widths: list[int]) -> None:
        """Put the columns in their logical order, with these widths."""
        self._is_arranging = True
        for logical, width in enumerate(widths[: self.count()]):
            visual = self.visualIndex(logical)
            if visual != logical:
                self.moveSection(visual, logical)
            self.resizeSection(logical, max(LEAST_WIDTH, width))
        self._is_arranging = False

    def give_width(self, logical: int, width: int) -> None:
        """Size a column by the program, not by the person."""
        self._is_arranging = True
        self.resizeSection(logical, max(LEAST_WIDTH, width))
        self._is_arranging = False

    def columns_in_order(self) -> list[int]:
        """Return the logical numbers of the columns from left to right."""
        return [self.logicalIndex(visual) for visual in range(self.count())]

    def _list_model(self) -> RecordTableModel | None:
        model = self.model()
        return model if isinstance(model, RecordTableModel) else None

    def _arrow_of(self, logical: int) -> str:
        model = self._list_model()
        query = model.query if model else None
        if self._sort is None or query is None or logical >= len(query.columns):
            return ""
        if query.columns[logical] != self._sort.field:
            return ""
        return "arrow-down" if self._sort.descending else "arrow-up"

    @Slot(object)
    def _on_section_clicked(self, logical: int) -> None:
        self.sort_asked.emit(logical)

    @Slot(object)
    def _on_handle_double_clicked(self, logical: int) -> None:
        self.fit_asked.emit(logical)

    @Slot()
    def _on_arranged(self) -> None:
        if not self._is_arranging:
            self.arranged.emit()

    @Slot()
    def _on_look_changed(self) -> None:
        self.updateGeometries()
        self._paint_again()

    def _paint_again(self) -> None:
        """Paint all heads; asked for the viewport, PySide would make all its widget classes."""
        self.headerDataChanged(Qt.Orientation.Horizontal, 0, self.count() - 1)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the height of a row of the list, at least."""
        return QSize(super().sizeHint().width(), max(26, look().row_height))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_asked.emit(self.logicalIndexAt(event.pos()), QPoint(event.globalPos()))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt names it in calls
        """Draw one head."""
        now = look()
        painter.save()
        is_hovered = rect.contains(self.mapFromGlobal(self.cursor().pos()))
        painter.fillRect(rect, now.colour("hover" if is_hovered else "alternate"))
        painter.setPen(now.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight() + QPoint(0, 6), rect.bottomRight() - QPoint(0, 6))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        arrow = self._arrow_of(logicalIndex)
        if arrow:
            side = now.px(ARROW)
            ratio = self.devicePixelRatioF()
            at = QPoint(inner.right() - side + 1, inner.center().y() - side // 2)
            painter.drawPixmap(at, pixmap(arrow, side, now.colours.accent, ratio))
            inner.setRight(inner.right() - side - 2)
        painter.setFont(now.font("note", QFont.Weight.DemiBold))
        painter.setPen(now.colour("text" if arrow else "muted"))
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, self._alignment(logicalIndex), elided)
        painter.restore()

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        """Follow the pointer."""
        super().mouseMoveEvent(e)
        self._paint_again()

    def _alignment(self, logical: int) -> Qt.AlignmentFlag:
        model = self._list_model()
        is_right = model is not None and logical < len(model.fields)
        if is_right and model is not None and kind_of(model.field(logical)).right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
