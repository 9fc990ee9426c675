"""What of a list's table is on the screen, as its painters want it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from desktop.core.entities import get_entity
from desktop.core.fields import Kind, value_kind
from desktop.core.i18n import _
from desktop.views.fields.cells import cell_look
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.records.lists.row_scene import RowScene, SceneColumn
from desktop.views.records.lists.table_selection import ranges, selected_block

if TYPE_CHECKING:
    from desktop.views.records.lists.row_surface import RowSurface

_BARE: Final = frozenset({Kind.INTEGER, Kind.MONEY, Kind.PERCENT, Kind.DATE, Kind.MOMENT})


class Scenes:
    """Makes the scenes of one surface."""

    def __init__(self, surface: RowSurface, model: RecordTableModel) -> None:
        self._surface = surface
        self._list = model

    def of(self, first: int, last: int) -> RowScene:
        """Return what is to be painted of the rows from `first` to `last`."""
        surface = self._surface
        chosen = surface.selectionModel()
        selection, current = chosen.selection(), chosen.currentIndex()
        rows = {
            row
            for top, _left, bottom, _right in ranges(selection)
            for row in range(max(first, top), min(last, bottom) + 1)
        }
        block = selected_block(self._list, selection)
        return RowScene(
            self._list,
            tuple(self._columns()),
            surface.viewport().width(),
            frozenset(rows),
            frozenset(block.columns if block and not surface.is_cards else ()),
            current.row(),
            current.column(),
            surface.hovered_row,
            surface.hasFocus() or surface.is_held,
            surface.devicePixelRatioF(),
        )

    def _columns(self) -> Iterator[SceneColumn]:
        model, surface = self._list, self._surface
        width = surface.viewport().width()
        query = model.query
        title = get_entity(query.entity).title if query else ""
        order, frozen = surface.columns.columns_in_order(), surface.frozen_column()
        if frozen >= 0:
            order = [*order[1:], frozen]  # painted over those that pass below it
        for logical in order:
            if logical >= len(model.fields):
                continue
            x = 0 if logical == frozen else surface.columnViewportPosition(logical)
            wide = surface.columnWidth(logical)
            if surface.is_cards or (x < width and x + wide > 0):
                field = model.field(logical)
                label = _(field.label) if value_kind(field) in _BARE else ""
                yield SceneColumn(
                    logical,
                    x,
                    wide,
                    cell_look(field),
                    is_title=field.name == title,
                    is_frozen=logical == frozen,
                    label=label,
                )
