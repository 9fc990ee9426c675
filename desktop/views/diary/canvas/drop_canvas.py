"""What falls onto a diary from elsewhere: records of the program, files, calendars."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from desktop.views.diary.canvas.titled_canvas import TitledCanvas
from desktop.views.record_mime import RECORDS


class DropCanvas(TitledCanvas):
    """A surface that shows where something dragged would fall, and tells when it did."""

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, records and calendars."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where they would fall."""
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show it no more."""
        self.drop_span = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what fell where."""
        span, self.drop_span = self.slot_at(event.position().toPoint()), None
        self.viewport().update()
        if span is not None and can_take(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(event.mimeData(), span)

    def _judge(self, event: QDragMoveEvent) -> None:
        self.drop_span = self.slot_at(event.position().toPoint()) if can_take(event) else None
        if self.drop_span is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        self.viewport().update()


def can_take(event: QDropEvent) -> bool:
    """Tell whether a diary can make something of what is dragged: records, files, calendars."""
    data = event.mimeData()
    return data.hasFormat(RECORDS) or data.hasUrls() or data.hasFormat("text/calendar")
