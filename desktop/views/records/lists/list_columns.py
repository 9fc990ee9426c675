"""The columns of a list as a person arranged them: order and widths.

Where they leave room, the column that names the records takes some of it, unless it was sized.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.entities import get_entity
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.list_state import ListState, own_width
from desktop.views.records.lists.row_table import RowTable
from desktop.views.theme import look

SPARE: Final = 240  # logical pixels that the name takes at most of the room that is left


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
        self._given: dict[str, int] = {}  # widths on the screen that the program gave
        table.columns.arranged.connect(self.arranged)
        table.columns.fit_asked.connect(table.fit_column)
        table.resized.connect(self._on_table_resized)
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
        sizes = {name: header.sectionSize(at) for at, name in enumerate(names)}
        own = {n: px * 100 // scale for n, px in sizes.items() if px != self._given.get(n)}
        return replace(state, columns=tuple(order), widths={**state.widths, **own})

    def _names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self._model.fields)

    def _title(self) -> str:
        query = self._model.query
        return get_entity(query.entity).title if query else ""

    @Slot()
    def _on_model_reset(self) -> None:
        if self._names() != self._placed:
            self._place()

    @Slot()
    def _place(self) -> None:
        state, title = self._state, self._title()
        if state is None or not self._model.fields:
            return
        self._placed = self._names()
        widths = {
            field.name: look().px(state.width(field, is_title=field.name == title))
            for field in self._model.fields
        }
        if title in widths:
            others = sum(widths.values()) - widths[title]
            widths[title] = self._title_width(state, title, others)
        self._table.columns.place_columns(list(widths.values()))
        self._given = widths

    def _title_width(self, state: ListState, title: str, others: int) -> int:
        """Return the pixels of the column that names the records beside those of the `others`."""
        column = self._model.field(self._names().index(title))
        wanted = state.width(column, is_title=True)
        width = look().px(wanted)
        if wanted != own_width(column, is_title=True):
            return width  # somebody sized it
        spare = self._table.columns.width() - others - width
        return width + max(0, min(spare, look().px(SPARE)))

    @Slot()
    def _on_table_resized(self) -> None:
        names, title, state = self._names(), self._title(), self._state
        if state is None or names != self._placed or title not in self._given:
            return
        header, at = self._table.columns, names.index(title)
        if header.sectionSize(at) != self._given[title]:
            return
        others = sum(header.sectionSize(other) for other in range(len(names)) if other != at)
        width = self._title_width(state, title, others)
        if width != self._given[title]:
            self._given[title] = width
            header.give_width(at, width)
