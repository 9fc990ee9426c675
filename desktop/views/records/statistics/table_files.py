"""Taking the table of a statistic elsewhere: to the clipboard, or by the worker into a file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.clipboard_table import CopiedCell, html_line, html_table, tsv_line
from desktop.core.clock import SystemClock, local_day
from desktop.core.entities import Entity
from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.statistics import Figure, Statistics
from desktop.views.dialogs import choose_file_to_save
from desktop.views.jobs import Jobs
from desktop.views.records.statistics.figure_model import number_text
from desktop.views.records.work_display import WorkDisplay

REQUEST: Final = "statistics.export"
ENDINGS: Final = (".xlsx", ".csv")


class TableFiles(QObject):
    """Copies and exports tables.

    Signals:
        noticed: a sentence on what was done.
    """

    noticed = Signal(str)

    def __init__(
        self, entity: Entity, jobs: Jobs, pane: QWidget, display: WorkDisplay | None
    ) -> None:
        super().__init__(pane)
        self._entity = entity
        self._jobs = jobs
        self._pane = pane
        self._display = display

    def copy(self, statistics: Statistics) -> None:
        """Put the whole table on the clipboard, for spreadsheets and for text."""
        from desktop.views.widgets.clipboard_data import put_on_clipboard

        header = ("", *_column_labels(statistics))
        lines = [
            [CopiedCell(label), *(_copied(figure) for figure in line)]
            for label, line in _lines(statistics)
        ]
        texts = [tsv_line([cell.text for cell in line]) for line in lines]
        markup = html_table([html_line(line) for line in lines], header)
        put_on_clipboard(tsv_line(header) + "".join(texts), markup)
        count = len(lines)
        self.noticed.emit(
            ngettext("{count} row copied.", "{count} rows copied.", count).format(count=count)
        )

    def export(self, statistics: Statistics, heading: str) -> None:
        """Ask for a file and have the table written there."""
        work = self._export(statistics, heading)
        self._jobs.start(work, name=_("Export the table…"))

    async def _export(self, statistics: Statistics, heading: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        day = local_day(SystemClock().now()).isoformat()
        title = _("Statistics of {records}").format(records=_(self._entity.plural).lower())
        name = str(Path(folder, f"{title} {day}{ENDINGS[0]}"))
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        chosen = await choose_file_to_save(self._pane, _("Export"), name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        await self.write(statistics, heading, path if path.suffix else path.with_suffix(ENDINGS[0]))

    async def write(self, statistics: Statistics, heading: str, path: Path) -> None:
        """Have the worker write the table."""
        arguments = {**table_to_json(statistics, heading, self._entity.key), "path": str(path)}
        title = _("Exporting the statistics")
        if self._display is None:
            await self._jobs.ask(REQUEST, arguments)
        else:
            await self._display.ask(self._jobs, title, REQUEST, arguments)
        self.noticed.emit(_("The table was exported to {name}.").format(name=path.name))


def table_to_json(statistics: Statistics, heading: str, entity: str) -> dict[str, Json]:
    """Return what the worker writes: heads, labels, and numbers as texts that it types."""
    rows: list[Json] = [
        [label, *(None if one.value is None else str(one.value) for one in line)]
        for label, line in _lines(statistics)
    ]
    columns: list[Json] = [heading, *_column_labels(statistics)]
    return {"entity": entity, "columns": columns, "rows": rows}


def _column_labels(statistics: Statistics) -> list[str]:
    return [*(head.label for head in statistics.columns), _("Total")]


def _lines(statistics: Statistics) -> list[tuple[str, tuple[Figure, ...]]]:
    labels = [*(head.label for head in statistics.rows), _("Total")]
    return list(zip(labels, statistics.figures, strict=True))


def _copied(figure: Figure) -> CopiedCell:
    value = figure.value
    return CopiedCell(number_text(value), Decimal(value) if value is not None else None)
