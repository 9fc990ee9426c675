"""A table on paper as it stands on the screen: the time sheet, the report."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, Qt

from desktop.core.changes import Changes
from desktop.views.printing.printable import Advance, today
from desktop.views.printing.sheet import Column, PrintLine, Sheet

_ROLE = Qt.ItemDataRole.DisplayRole


class SheetPrint:
    """A table whose first column names its rows and whose others are figures."""

    is_landscape = True
    is_chosen = False
    option = ""

    def __init__(self, title: str, note: str, model: QAbstractTableModel, texts: int = 1) -> None:
        """Take the table as it is now; its first `texts` columns are words."""
        self.title = title
        self._note = note
        columns = range(model.columnCount())
        head = Qt.Orientation.Horizontal
        self._columns = tuple(
            Column(str(model.headerData(n, head, _ROLE) or ""), is_number=n >= texts)
            for n in columns
        )
        self._lines = tuple(
            PrintLine(tuple(str(model.data(model.index(row, n), _ROLE) or "") for n in columns))
            for row in range(model.rowCount())
        )

    async def read(self, _advance: Advance, *, chosen: bool) -> Sheet:
        """Return the table."""
        return Sheet(self.title, self._note, today(), self._columns, self._lines)

    def is_stale(self, _changes: Changes) -> bool:
        """Tell that figures stay as they were when they were asked for."""
        return False
