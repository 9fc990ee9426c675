"""Tells once when a list has something to see; what waits for that may begin then."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from desktop.views.items.record_table_model import RecordTableModel

UNSEEN: Final = 500  # ms after which rows count as shown in a window that nobody sees


class FirstShown(QObject):
    """Watches a list's model and what paints it.

    Signals:
        shown: the first records are on the screen, or what is said where there are none.
    """

    shown = Signal()

    def __init__(self, model: RecordTableModel, painted: SignalInstance, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._has_told = False
        painted.connect(self._tell)
        model.modelReset.connect(self._on_model_reset)
        model.state_changed.connect(self._on_model_state_changed)

    @Slot()
    def _on_model_reset(self) -> None:
        if self._model.rowCount() and not self._has_told:
            QTimer.singleShot(UNSEEN, self, self._tell)

    @Slot()
    def _on_model_state_changed(self) -> None:
        if self._model.error or self._model.total == 0:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        if not self._has_told:
            self._has_told = True
            QTimer.singleShot(0, self, self.shown.emit)
