"""The columns of a list as a person arranged them: order and widths."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.entities import get_entity
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.list_state import ListState
from desktop.views.records.lists.row_table import RowTable
from desktop.views.theme import look


class ListColumns(QObject):
    """Puts the columns of a ListState on a table, and reads them back.

    Signals:
        arranged: the person moved or sized columns.
    """

    arranged = Signal()

    def __init__(self, table: RowTable, model: RecordTableModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._state: ListState | None = None
        self._placed: tuple[str, ...] = ()
        table.columns.arranged.connect(self.arranged)
        table.columns.fit_asked.connect(table.fit_column)
        model.modelReset.connect(self._on_model_reset)
        look().changed.connect(self._place)

    def show(self, state: ListState) -> None:
        """Use the widths of a state from now on."""
        self._state = state
        if self._names() == state.columns:
            self._place()

    def arranged_state(self, state: ListState) -> ListState:
        """Return the state with order and widths as they are on the screen."""
        names = self._names()
        if not names or set(names) != set(state.columns):
            return state
        header, scale = self._table.columns, look().font_scale
        order = [names[logical] for logical in header.columns_in_order() if logical < len(names)]
        sizes = {name: header.sectionSize(at) * 100 // scale for at, name in enumerate(names)}
        return replace(state, columns=tuple(order), widths={**state.widths, **sizes})

    def _names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self._model.fields)

    @Slot()
    def _on_model_reset(self) -> None:
        if self._names() != self._placed:
            self._place()

    @Slot()
    def _place(self) -> None:
        if self._state is None or not self._model.fields:
            return
        self._placed = self._names()
        query = self._model.query
        title = get_entity(query.entity).title if query else ""
        widths = [
            self._state.width(field, is_title=field.name == title) for field in self._model.fields
        ]
        self._table.columns.place_columns([look().px(width) for width in widths])
