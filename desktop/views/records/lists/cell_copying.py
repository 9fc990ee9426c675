"""Copying rows or cells of a list to the clipboard, for spreadsheets and for text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.clipboard_table import CopiedCell, html_line, html_table, tsv_line
from desktop.core.fields import Field, Kind, value_kind
from desktop.core.i18n import _, ngettext
from desktop.core.kinds import kind_of
from desktop.core.pages import Row
from desktop.core.quick_dataclass import dataclass
from desktop.views.items.record_table_model import RecordTableModel
from desktop.views.items.row_layout import size_of
from desktop.views.jobs import Jobs
from desktop.views.records.lists.row_reading import RowReading
from desktop.views.records.lists.row_table import RowTable
from desktop.views.records.lists.table_selection import selected_block, selected_positions
from desktop.views.records.work_display import WorkDisplay
from desktop.views.widgets.clipboard_data import put_on_clipboard

MOST_ROWS: Final = 200_000
_TYPED: Final = frozenset({Kind.INTEGER, Kind.MONEY, Kind.PERCENT, Kind.DATE, Kind.MOMENT})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is copied: columns by their logical numbers, and whether their heads come first."""

    columns: tuple[tuple[int, Field], ...]
    header: tuple[str, ...]

    def lines(self, row: Row) -> tuple[str, str]:
        """Return a row as a line of text and of HTML; runs in the reader's thread."""
        cells = [_cell(row, number, field) for number, field in self.columns]
        return tsv_line([cell.text for cell in cells]), html_line(cells)


class CellCopying(QObject):
    """Copies what is selected in a table.

    Signals:
        copied: a sentence on what was copied.
        refused: a sentence on why nothing was.
    """

    copied = Signal(str)
    refused = Signal(str)

    def __init__(
        self, table: RowTable, model: RecordTableModel, jobs: Jobs, display: WorkDisplay | None
    ) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._jobs = jobs
        self._display = display
        self._reading: RowReading | None = None
        self._shown: Any = None
        self._wanted = _Wanted((), ())

    def copy(self, *, with_header: bool = False) -> None:
        """Copy the selected cells, or whole rows; many rows come in a moment."""
        selection = self._table.selectionModel().selection()
        spans = selected_positions(self._model, selection)
        count = size_of(spans)
        if not count:
            return
        if count > MOST_ROWS:
            self.refused.emit(
                _("At most {limit} rows can be copied; export the list instead.").format(
                    limit=MOST_ROWS
                )
            )
            return
        self._stop()
        self._wanted = self._columns(with_header=with_header)
        self._reading = RowReading(self._jobs, self._model, spans, self._wanted.lines, self)
        self._reading.advanced.connect(self._on_reading_advanced)
        self._reading.finished.connect(self._on_reading_finished)
        self._reading.failed.connect(self._on_reading_failed)
        self._reading.start()

    def _columns(self, *, with_header: bool) -> _Wanted:
        block = selected_block(self._model, self._table.selectionModel().selection())
        order = self._table.columns.columns_in_order()
        chosen = [c for c in order if block is None or c in block.columns]
        columns = tuple((column, self._model.field(column)) for column in chosen)
        return _Wanted(columns, tuple(_(f.label) for _c, f in columns) if with_header else ())

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self._shown is not None and self._display is not None:
            self._display.end(self._shown)
            self._shown = None

    @Slot(object, object)
    def _on_reading_advanced(self, done: int, of: int) -> None:
        if self._display is None or self._reading is None:
            return
        if self._shown is None:
            self._shown = self._display.begin(_("Copying"), self._stop)
        self._display.advance(self._shown, done, of)

    @Slot(object)
    def _on_reading_finished(self, lines: Sequence[tuple[str, str]]) -> None:
        header = self._wanted.header
        head = tsv_line(header) if header else ""
        text = head + "".join([text for text, _html in lines])
        put_on_clipboard(text, html_table([markup for _text, markup in lines], header))
        self._reading = None
        self._stop()
        count = len(lines)
        self.copied.emit(
            ngettext("{count} row copied.", "{count} rows copied.", count).format(count=count)
        )

    @Slot(object)
    def _on_reading_failed(self, error: Exception) -> None:
        self._reading = None
        self._stop()
        self._jobs.report(error)


def _cell(row: Row, column: int, field: Field) -> CopiedCell:
    text = row.texts[column]
    if value_kind(field) not in _TYPED:
        return CopiedCell(text)
    exported: Any = kind_of(field).export(field, row.values[column])
    return CopiedCell(text, exported)
