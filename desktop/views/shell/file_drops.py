"""Files dropped on the window: tables and calendars are offered for import."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

CALENDARS: Final = frozenset({".ics", ".ical", ".icalendar", ".vcs"})
TABLES: Final = CALENDARS | {".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv", ".txt", ".vcf"}


class FileDrops(QObject):
    """Takes files dropped anywhere on a window that no part of it takes.

    Signals:
        dropped: the path of a file, as text.
    """

    dropped = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    # Qt's names
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take one table."""
        if isinstance(event, QDragEnterEvent):
            if table_in(event.mimeData()):
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = table_in(event.mimeData())
            if path:
                event.acceptProposedAction()
                self.dropped.emit(path)
                return True
        return False


def table_in(data: QMimeData) -> str:
    """Return the path of the first table among dropped files, or ""."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return next((path for path in paths if Path(path).suffix.lower() in TABLES), "")
