"""What is selected in a list: records by their places, and blocks of cells, never single indexes.

"All of a million" is one span; ids are asked for only where they are needed.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import field
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

from desktop.core.pages import ListQuery
from desktop.core.ports import Reads
from desktop.core.quick_dataclass import dataclass
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.items.row_layout import Span, merge_spans, size_of

IDS_AT_ONCE: Final = 200  # up to so many, the ids of a selection are told with it


@dataclass(frozen=True)
class Selection:
    """The selected records of a list.

    `ids` holds them all if they are few and were read already; otherwise ask `read_ids` in a
    reader thread. `is_whole` says that the whole list is selected, so its query stands for it.
    """

    query: ListQuery | None = None
    list_id: int = 0
    spans: tuple[Span, ...] = ()
    ids: tuple[uuid.UUID, ...] = ()
    is_whole: bool = False
    current: uuid.UUID | None = None
    records: int | None = None  # how many, if some stand in several of the places
    count: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        places = size_of(self.spans)
        object.__setattr__(self, "count", places if self.records is None else self.records)

    @property
    def is_known(self) -> bool:
        """Whether `ids` holds all selected records."""
        return len(self.ids) == self.count

    def read_ids(self, reads: Reads) -> list[uuid.UUID]:
        """Return the ids of the selected records; call it in the list reader's thread."""
        if self.is_known:
            return list(self.ids)
        found = [
            one
            for first, last in self.spans
            for one in reads.ids_between(self.list_id, first, last)
        ]
        return list(dict.fromkeys(found))  # some may stand in several groups


NOTHING: Final = Selection()


@dataclass(frozen=True, slots=True)
class CellBlock:
    """Neighbouring cells: positions of records, and columns by their logical numbers."""

    spans: tuple[Span, ...]
    columns: tuple[int, ...]


def ranges(selection: QItemSelection) -> list[tuple[int, int, int, int]]:
    """Return the ranges of a selection as top, left, bottom, right."""
    parts = [selection.at(number) for number in range(selection.count())]
    return [(part.top(), part.left(), part.bottom(), part.right()) for part in parts]


def selected_rows(selection: QItemSelection) -> list[Span]:
    """Return the rows in which something is selected."""
    return merge_spans([(top, bottom) for top, _left, bottom, _right in ranges(selection)])


def selected_positions(model: RecordTableModel, selection: QItemSelection) -> tuple[Span, ...]:
    """Return the positions of the records in which something is selected."""
    spans: list[Span] = []
    for first, last in selected_rows(selection):
        spans += model.layout.positions(first, last)
    return tuple(merge_spans(spans))


def selection_of(model: RecordTableModel, chosen: QItemSelectionModel) -> Selection:
    """Return what is selected in a table over `model`."""
    current = model.record(chosen.currentIndex().row())
    spans = selected_positions(model, chosen.selection())
    count = size_of(spans)
    is_whole = count > 0 and (count == model.total or _holds_every_row(model, chosen.selection()))
    if is_whole and model.total:
        spans = ((0, model.total - 1),)
        count = model.total
    ids = _known_ids(model, spans) if count <= IDS_AT_ONCE else ()
    return Selection(
        model.query,
        model.list_id,
        spans,
        ids,
        is_whole,
        current.id if current else None,
        _records(model, ids, is_whole=is_whole),
    )


def selected_block(model: RecordTableModel, selection: QItemSelection) -> CellBlock | None:
    """Return the selected cells if they are fewer columns than all, else None."""
    columns = {
        column
        for _top, left, _bottom, right in ranges(selection)
        for column in range(left, right + 1)
    }
    if not columns or len(columns) == model.columnCount():
        return None
    return CellBlock(selected_positions(model, selection), tuple(sorted(columns)))


def select_positions(
    model: RecordTableModel, chosen: QItemSelectionModel, spans: Sequence[Span]
) -> None:
    """Select the records at these positions, and no others."""
    selection = QItemSelection()
    last_column = model.columnCount() - 1
    for first, last in spans:
        for top, bottom in model.layout.rows(first, last):
            selection.append(
                QItemSelectionRange(model.index(top, 0), model.index(bottom, last_column))
            )
    chosen.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _records(model: RecordTableModel, ids: tuple[uuid.UUID, ...], *, is_whole: bool) -> int | None:
    """Return how many records are selected, where some stand in several places."""
    if model.records == model.total:
        return None
    if is_whole:
        return model.records
    return len(ids) or None


def _holds_every_row(model: RecordTableModel, selection: QItemSelection) -> bool:
    rows = selected_rows(selection)
    return model.total is not None and rows == [(0, model.rowCount() - 1)]


def _known_ids(model: RecordTableModel, spans: Sequence[Span]) -> tuple[uuid.UUID, ...]:
    ids: list[uuid.UUID] = []
    for first, last in spans:
        for position in range(first, last + 1):
            row = model.record_at(position)
            if row is None:
                return ()
            ids.append(row.id)
    return tuple(dict.fromkeys(ids))
