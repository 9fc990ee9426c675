"""Keeps keys that come before the rows they are meant for, and presses them when those are there.

Who opens a list and goes on typing means its rows, however long they take to be read; without
this, the keys would go to no row at all, or to one of the list before.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent

from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.row_table import RowTable

MOST: Final = 32  # keys; a key that is held down brings more
PATIENCE: Final = 3.0  # seconds after which nobody expects them any more
_KEYS: Final = frozenset({
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_F2,
    Qt.Key.Key_Delete,
})  # fmt: skip


class EarlyKeys(QObject):
    """Watches one table; letters are not kept, as they go to the filter line at once."""

    def __init__(self, table: RowTable, model: RecordTableModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._kept: list[QKeyEvent] = []
        self._last = 0.0
        table.installEventFilter(self)
        model.state_changed.connect(self._on_model_state_changed)

    @Slot()
    def _on_model_state_changed(self) -> None:
        if self._kept and not self._model.is_behind:
            QTimer.singleShot(0, self, self._press)

    @Slot()
    def _press(self) -> None:
        is_late = time.monotonic() - self._last > PATIENCE
        kept, self._kept = self._kept, []
        for event in kept:
            if is_late or not self._table.hasFocus():
                return
            QCoreApplication.sendEvent(self._table, event)

    # Qt override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a key for the rows to come."""
        if event.type() == QEvent.Type.FocusOut:
            self._kept.clear()
        elif isinstance(event, QKeyEvent) and self._is_early(event):
            if len(self._kept) < MOST:
                self._kept.append(event.clone())
            self._last = time.monotonic()
            return True
        return super().eventFilter(watched, event)

    def _is_early(self, event: QKeyEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        return is_press and self._model.is_behind and event.key() in _KEYS
