"""The table of a statistic: a click or Enter on a number shows its records."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.core.i18n import _
from desktop.core.statistics import Statistics
from desktop.views.records.statistics.figure_model import FigureModel
from desktop.views.theme import look

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST, _MOST, _LABELS = 64, 160, 240  # widths at 100 %
_ROOM: Final = 24
_MEASURED: Final = 100  # rows whose numbers are measured


class FigureTable(QTableView):
    """Shows figures; the keyboard moves over them.

    Signals:
        chosen: row and column of a figure whose records are wanted.
        copy_asked: the table is to be copied.
    """

    chosen = Signal(object, object)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = FigureModel(self)
        self._pressed = QModelIndex()
        self.setModel(self._figures)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(True)
            header.setHighlightSections(False)
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().sectionClicked.connect(self._on_row_clicked)
        self.horizontalHeader().sectionClicked.connect(self._on_column_clicked)
        look().changed.connect(self._fit)
        self.retranslate()

    @property
    def figures(self) -> FigureModel:
        """What is shown."""
        return self._figures

    def retranslate(self) -> None:
        """Speak the language of now."""
        self.setAccessibleName(_("Statistics"))
        self.setAccessibleDescription(_("Enter shows the records of a number."))

    def show_statistics(self, statistics: Statistics | None) -> None:
        """Show other numbers."""
        self._figures.show(statistics)
        self._fit()
        if not self.currentIndex().isValid() and self._figures.rowCount():
            self.setCurrentIndex(self._figures.index(0, 0))

    @Slot()
    def _fit(self) -> None:
        """Make heads and columns as wide as their texts, within bounds."""
        metrics = self.fontMetrics()
        room = look().px(_ROOM)
        labels = max(map(metrics.horizontalAdvance, self._figures.labels()), default=0)
        self.verticalHeader().setFixedWidth(min(look().px(_LABELS), labels + room))
        self.verticalHeader().setDefaultSectionSize(look().row_height)
        for column in range(self._figures.columnCount()):
            head, *numbers = self._figures.column_texts(column, _MEASURED)
            wanted = max(map(metrics.horizontalAdvance, (head, max(numbers, key=len)))) + room
            width = min(max(wanted, look().px(_LEAST)), look().px(_MOST))
            self.setColumnWidth(column, width)

    def _on_row_clicked(self, row: int) -> None:
        self.chosen.emit(row, self._figures.columnCount() - 1)

    def _on_column_clicked(self, column: int) -> None:
        self.chosen.emit(self._figures.rowCount() - 1, column)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean this table from the list above it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast("QKeyEvent", event)
            is_delete = key.key() == Qt.Key.Key_Delete
            if key.matches(QKeySequence.StandardKey.Copy) or is_delete:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the records of a number, copy the table; leave everything else to Qt."""
        index = self.currentIndex()
        if event.key() in _ENTER and index.isValid():
            self.chosen.emit(index.row(), index.column())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() != Qt.Key.Key_Delete:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins."""
        self._pressed = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the records of the number that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_click = index.isValid() and index == self._pressed
        if is_click and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(index.row(), index.column())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that numbers lead somewhere."""
        super().mouseMoveEvent(event)
        is_over = self.indexAt(event.position().toPoint()).isValid()
        shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters lead nowhere in a table of numbers."""
