"""Pasting a table from a spreadsheet over the cells of a list, after a look at what changes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.core.clipboard_table import from_tsv
from desktop.core.entities import get_entity
from desktop.core.i18n import _
from desktop.core.pages import Row
from desktop.core.ports import Reads
from desktop.core.words import fold
from desktop.views.dialogs import show
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.items.row_layout import Span, size_of
from desktop.views.jobs import Jobs
from desktop.views.records.lists.pasted_cells import (
    PasteColumn,
    changes_of,
    pasted_cells,
    spread,
    titles_in,
)
from desktop.views.records.lists.row_reading import RowReading
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.lists.table_selection import selected_block, selected_positions

MOST_CELLS: Final = 20_000
LONGEST: Final = 5_000_000  # signs on the clipboard


class CellPasting(QObject):
    """Pastes into what is selected in a table.

    Signals:
        refused: a sentence on why nothing can be pasted.
    """

    refused = Signal(str)

    def __init__(self, table: RowTable, model: RecordTableModel, jobs: Jobs) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._jobs = jobs

    def paste(self) -> None:
        """Read the clipboard and ask whether its table shall be pasted."""
        table = self._clipboard()
        columns = self._columns()
        if table is None or not columns:
            return
        selection = self._table.selectionModel().selection()
        block = selected_block(self._model, selection)
        spans = selected_positions(self._model, selection)
        width = len(block.columns) if block else 1
        texts = spread(table, max(1, size_of(spans)), width)
        if len(texts) * len(texts[0]) > MOST_CELLS:
            self.refused.emit(_("This table is too large to paste; import it as a file instead."))
            return
        self._jobs.start(self._paste(texts, columns, spans), name=_("Pasting"))

    def _clipboard(self) -> list[list[str]] | None:
        text = QGuiApplication.clipboard().text()
        if not text.strip("\r\n"):
            return None
        try:
            return from_tsv(text) if len(text) <= LONGEST else None
        except csv.Error:
            self.refused.emit(_("The clipboard holds no table that can be pasted."))
            return None

    def _columns(self) -> list[PasteColumn]:
        """Return the columns from the selected block's first, or the current, to the right."""
        order = self._table.columns.columns_in_order()
        block = selected_block(self._model, self._table.selectionModel().selection())
        current = self._table.currentIndex().column()
        if block is not None:
            current = min(block.columns, key=order.index)
        if current not in order:
            return []
        return [PasteColumn(c, self._model.field(c)) for c in order[order.index(current) :]]

    async def _paste(
        self, texts: list[list[str]], columns: list[PasteColumn], spans: Sequence[Span]
    ) -> None:
        notes = []
        targets = self._targets(spans, len(texts))
        if size_of(targets) < len(texts):
            notes.append(_("The list ends before the pasted table does; the rest is left out."))
        if len(texts[0]) > len(columns):
            notes.append(_("There are fewer columns to the right than in the pasted table."))
        rows = await self._rows(targets)
        ids = await self._ids(texts, columns)

        def id_of(entity: str, title: str) -> str | None:
            return ids.get((entity, title))

        query = self._model.query
        title = get_entity(query.entity).title if query else ""
        names = [field.name for field in self._model.fields]
        place = names.index(title) if title in names else 0
        cells = pasted_cells(rows, columns, texts, id_of, place)
        if query is None or not cells:
            self.refused.emit(_("The cells hold just that already."))
            return
        from desktop.views.records.lists.paste_dialog import PasteDialog  # not at start

        if await show(PasteDialog(cells, notes, self._table.window())):
            changes = changes_of(cells)
            await self._jobs.command(f"{query.entity}.change_each", changes=changes)

    def _targets(self, spans: Sequence[Span], wanted: int) -> list[Span]:
        """Return the positions of `wanted` records from the selection's first on."""
        total = self._model.total or 0
        if size_of(spans) == wanted:
            return list(spans)
        first = spans[0][0] if spans else self._model.layout.position(
            max(0, self._table.currentIndex().row())
        )  # fmt: skip
        return [(first, min(first + wanted, total) - 1)] if 0 <= first < total else []

    async def _rows(self, spans: Sequence[Span]) -> list[Row]:
        import asyncio  # not at start

        done: asyncio.Future[list[Row]] = asyncio.get_event_loop().create_future()
        reading = RowReading(self._jobs, self._model, spans, _itself, self)
        reading.finished.connect(done.set_result)
        reading.failed.connect(done.set_exception)
        reading.start()
        try:
            return await done
        finally:
            reading.cancel()

    async def _ids(
        self, texts: list[list[str]], columns: list[PasteColumn]
    ) -> dict[tuple[str, str], str]:
        """Return the ids of the records that the texts name, by entity and folded title."""
        wanted = sorted(titles_in(texts, columns))

        def ask(reads: Reads) -> dict[tuple[str, str], str]:
            found: dict[tuple[str, str], str] = {}
            for entity, title in wanted:
                for hit in reads.choices(entity, title):
                    found.setdefault((entity, fold(hit.ref.title)), str(hit.ref.id))
            return found

        return await self._jobs.read(ask) if wanted else {}


def _itself(row: Row) -> Any:  # noqa: ANN401 - what RowReading makes is its caller's
    return row
