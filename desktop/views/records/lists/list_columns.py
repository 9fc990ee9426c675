"""The columns of a list as a person arranged them: order and widths.

Where they leave room, the column that names the records takes some of it, and then those with long
texts, unless they were sized.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.entities import get_entity
from desktop.core.fields import Kind
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.list_state import ListState, own_width
from desktop.views.records.lists.row_table import RowTable
from desktop.views.theme import look

# Logical pixels that a column takes at most of the room that is left.
OF_TITLE: Final = 240
OF_PERSON: Final = 40  # people's names are short
OF_OTHERS: Final = 120
GROWING: Final = frozenset(
    (Kind.TEXT, Kind.LONG_TEXT, Kind.RICH_TEXT, Kind.LINK, Kind.EMAILS, Kind.PHONES, Kind.ADDRESS)
)
NOTHING: Final[Mapping[str, int]] = MappingProxyType({})


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
        state = self._state
        if state is None or not self._model.fields:
            return
        self._placed = self._names()
        self._given = self._widths(state, NOTHING)
        self._table.columns.place_columns(list(self._given.values()))

    def _widths(self, state: ListState, sized: Mapping[str, int]) -> dict[str, int]:
        """Return the pixels of each column; those of the `sized` stay as they are."""
        title = self._title()
        widths: dict[str, int] = {}
        growing: list[tuple[str, int]] = []  # with the most that each takes, the title first
        for field in self._model.fields:
            is_title = field.name == title
            wanted = state.width(field, is_title=is_title)
            widths[field.name] = sized.get(field.name, look().px(wanted))
            if field.name in sized or wanted != own_width(field, is_title=is_title):
                continue  # somebody sized it
            if is_title:
                most = OF_PERSON if field.kind is Kind.PERSON_NAME else OF_TITLE
                growing.insert(0, (field.name, most))
            elif field.kind in GROWING:
                growing.append((field.name, OF_OTHERS))
        spare = max(0, self._table.columns.width() - sum(widths.values()))
        for place, (name, most) in enumerate(growing):
            share = spare if name == title else spare // (len(growing) - place)
            taken = min(share, look().px(most))
            widths[name] += taken
            spare -= taken
        return widths

    @Slot()
    def _on_table_resized(self) -> None:
        names, state = self._names(), self._state
        if state is None or names != self._placed or set(names) != set(self._given):
            return
        header = self._table.columns
        sizes = {name: header.sectionSize(at) for at, name in enumerate(names)}
        sized = {name: size for name, size in sizes.items() if size != self._given[name]}
        widths = self._widths(state, sized)
        for at, name in enumerate(names):
            if name not in sized and widths[name] != sizes[name]:
                self._given[name] = widths[name]
                header.give_width(at, widths[name])
