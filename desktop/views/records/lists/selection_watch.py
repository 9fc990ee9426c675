"""Tells once, not for every key that Shift holds, that another selection stands in a list."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.place_keeper import PlaceKeeper
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.lists.table_selection import NOTHING, Selection, selection_of


class SelectionWatch(QObject):
    """Watches one table; an exchange of rows that keeps the selection is no change.

    Signals:
        changed: the Selection.
    """

    changed = Signal(object)

    def __init__(self, table: RowTable, model: RecordTableModel, keeper: PlaceKeeper) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._keeper = keeper
        self._last = NOTHING
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        chosen = table.selectionModel()
        chosen.selectionChanged.connect(self._on_changed)
        chosen.currentChanged.connect(self._on_changed)
        keeper.settled.connect(self._on_changed)
        model.dataChanged.connect(self._on_data_changed)

    def selection(self) -> Selection:
        """Return what is selected now."""
        return selection_of(self._model, self._table.selectionModel())

    @Slot()
    def _on_changed(self) -> None:
        if not self._keeper.is_moving:
            self._soon.start()

    @Slot()
    def _on_data_changed(self) -> None:
        if not self._last.is_known:
            self._soon.start()  # the ids of rows that were selected before they were read

    @Slot()
    def _tell(self) -> None:
        now = self.selection()
        if self._keeper.is_moving or _is_alike(now, self._last):
            return
        self._last = now
        self.changed.emit(now)


def _is_alike(now: Selection, last: Selection) -> bool:
    """Tell whether the same records are selected, wherever they stand."""
    if now.current != last.current or now.count != last.count:
        return False
    if now.is_known and last.is_known:
        return set(now.ids) == set(last.ids)
    return now.spans == last.spans and now.list_id == last.list_id
