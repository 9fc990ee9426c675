"""The first rows of a sheet, as they will be read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.i18n import _
from desktop.core.tables import CellValue, SheetInfo, column_letter
from desktop.views.theme import look

SHOWN_ROWS: Final = 20
SHOWN_COLUMNS: Final = 50
_NUMBER_WIDTH, _LEAST, _MOST = 44, 70, 260
_SIGN: Final = 8  # logical pixels of an average letter


class SheetPreview(QTreeWidget):
    """A table of at most 20 rows; the header row stands out, what is above it is faint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAccessibleName(_("Preview"))
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)

    def show_sheet(self, sheet: SheetInfo) -> None:
        """Show the rows around the header and the first ones below it."""
        self.clear()
        count = min(max(map(len, sheet.head), default=0), SHOWN_COLUMNS)
        self.setColumnCount(count + 1)
        self.setHeaderLabels(["", *map(column_letter, range(count))])
        for number, row in enumerate(sheet.head[: sheet.first_data_row + SHOWN_ROWS]):
            texts = [cell_as_text(cell) for cell in row[:count]]
            item = QTreeWidgetItem([str(number + 1), *texts])
            item.setForeground(0, QBrush(look().colour("muted")))
            self._mark(item, number, sheet)
            self.addTopLevelItem(item)
        self._set_widths(sheet, count)

    def _mark(self, item: QTreeWidgetItem, number: int, sheet: SheetInfo) -> None:
        if sheet.header_row is None or number > sheet.header_row:
            return
        is_header = number == sheet.header_row
        for column in range(self.columnCount()):
            if is_header:
                item.setFont(column, look().font("text", QFont.Weight.DemiBold))
                item.setBackground(column, QBrush(look().colour("accent_soft")))
                item.setForeground(column, QBrush(look().colour("on_accent_soft")))
            else:
                item.setForeground(column, QBrush(look().colour("disabled")))

    def _set_widths(self, sheet: SheetInfo, count: int) -> None:
        self.setColumnWidth(0, look().px(_NUMBER_WIDTH))
        self.headerItem().setTextAlignment(0, Qt.AlignmentFlag.AlignRight)
        for column in range(count):
            rows = sheet.head[sheet.header_row or 0 :][:SHOWN_ROWS]
            cells = [row[column] for row in rows if column < len(row)]
            longest = max((len(cell_as_text(cell)) for cell in cells), default=0)
            width = min(max(longest * _SIGN + 16, _LEAST), _MOST)
            self.setColumnWidth(column + 1, look().px(width))


def cell_as_text(cell: CellValue) -> str:
    """Return how a cell looks to a person."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, bool):
        return _("Yes") if cell else _("No")
    return str(cell).replace("\n", " ⏎ ")
