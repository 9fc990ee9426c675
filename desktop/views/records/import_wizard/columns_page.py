"""Third step: which column fills which field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.imports.file_fields import field_of
from desktop.core.tables import SheetColumn
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.column_row import ColumnRow
from desktop.views.records.import_wizard.draft import MOST_COLUMNS, ImportDraft
from desktop.views.records.import_wizard.map_bar import MapBar
from desktop.views.records.import_wizard.page import WizardPage, remark
from desktop.views.records.import_wizard.sheet_preview import cell_as_text
from desktop.views.theme import look

if TYPE_CHECKING:
    import asyncio

HEADS: Final = (N_("Column"), N_("First values"), "", N_("Field"), "")
NOT_IMPORTED: Final = N_("– do not import –")
_SAMPLES: Final = 3
_SAMPLES_SENT: Final = 40
_LONGEST_SAMPLE: Final = 200


class ColumnsPage(WizardPage):
    """A row for each column of the file; the field was guessed and can be changed."""

    def __init__(self, draft: ImportDraft, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(draft, jobs, parent)
        self._task: asyncio.Task[None] | None = None
        self._rows: list[ColumnRow] = []
        self._shown: object = None  # the sheet and entity that the rows were made for
        self._fields = QStandardItemModel(self)
        self._hint = remark(
            _("Several columns may fill one field, such as two telephone numbers."), self
        )
        self._problem = remark("", self, "danger")
        self._area = QScrollArea(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._maps = MapBar(draft, jobs, self)
        self._maps.used.connect(self._show)
        self.body.addWidget(self._maps)
        self.body.addWidget(self._hint)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._problem)

    def enter(self) -> None:
        """Ask for suggestions where there are none yet, and show the columns."""
        if self.draft.uses:
            self._show()
        else:
            self._task = self.jobs.start(self._match(), name=_("Recognising columns"))

    def leave(self) -> None:
        """Stop asking."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def is_ready(self) -> bool:
        """Tell whether anything would be imported, and no field is filled twice."""
        return bool(self.draft.uses) and not self.draft.used_twice()

    async def _match(self) -> None:
        columns = [_column_to_json(column) for column in self.draft.columns]
        arguments: dict[str, Json] = {
            "entity": self.draft.entity.key,
            "columns": columns,
            "cards": self.draft.has_cards,
        }
        try:
            found = await self.jobs.ask("import.match", arguments)
        except AppError as error:
            self._problem.setText(str(error))
            found = []
        self.draft.match(list(_matches(found)))
        await self._maps.offer()
        self._show()

    @Slot()
    def _show(self) -> None:
        wanted = (self.draft.sheet, self.draft.entity)
        if self._shown != wanted:
            self._shown = wanted
            self._fill_fields()
            self._make_rows()
        for row in self._rows:
            row.show_use(self.draft.uses.get(row.column, ""))
        self._judge()

    def _fill_fields(self) -> None:
        self._fields.clear()
        self._fields.appendRow(_item(_(NOT_IMPORTED), ""))
        for one in self.draft.fields():
            mark = " *" if one.required and one.default is None else ""
            self._fields.appendRow(_item(_(one.label) + mark, one.name))

    def _make_rows(self) -> None:
        inside = QWidget(self._area)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(look().density.gap)
        for place, head in enumerate(HEADS):
            grid.addWidget(remark(_(head), inside), 0, place)
        self._rows = []
        for number, column in enumerate(self.draft.columns, 1):
            texts = [cell_as_text(cell) for cell in column.samples[:_SAMPLES]]
            row = ColumnRow(column, ", ".join(texts), self._fields, inside)
            row.chosen.connect(self._on_row_chosen)
            for place, widget in enumerate(row.widgets):
                grid.addWidget(widget, number, place)
            self._rows.append(row)
        for place, stretch in enumerate((3, 4, 0, 3, 0)):
            grid.setColumnStretch(place, stretch)
        grid.setRowStretch(len(self._rows) + 1, 1)
        self._area.setWidget(inside)
        self._area.setMinimumSize(QSize(0, look().px(200)))

    def _judge(self) -> None:
        """Mark each row, and say what keeps the person from going on or will fail."""
        twice = self.draft.used_twice()
        for row in self._rows:
            sure = self.draft.confidence.get(row.column, 0.0)
            row.judge(sure, is_twice=row.column in twice)
        self._problem.setText(self._sentence(twice))
        self._problem.setVisible(bool(self._problem.text()))
        self.changed.emit()

    def _sentence(self, twice: set[int]) -> str:
        lacking = self.draft.lacking()
        if twice:
            name = field_of(self.draft.entity, self.draft.uses[min(twice)]).label
            return _("“{field}” takes one column only; choose which.").format(field=_(name))
        if not self.draft.uses:
            return _("Choose a field for at least one column.")
        if lacking:
            labels = ", ".join(_(one.label) for one in lacking)
            return _("No column fills {fields}: rows that are new will be refused.").format(
                fields=labels
            )
        sheet = self.draft.sheet
        if sheet is not None and len(sheet.columns) > MOST_COLUMNS:
            return _("Only the first {count} columns are shown.").format(count=MOST_COLUMNS)
        return ""

    @Slot(object, str)
    def _on_row_chosen(self, column: object, name: str) -> None:
        if isinstance(column, SheetColumn):
            self.draft.use_column(column.index, name)
            self._judge()


def _matches(found: Json) -> Iterator[tuple[int, str, float]]:
    """Yield column, field and confidence of the worker's answer."""
    for match in found if isinstance(found, list) else ():
        if isinstance(match, list):
            column, name, sure = match
            if isinstance(column, int) and isinstance(sure, int | float):
                yield column, str(name), float(sure)


def _column_to_json(column: SheetColumn) -> Json:
    samples: list[Json] = [
        cell_as_text(cell)[:_LONGEST_SAMPLE] for cell in column.samples[:_SAMPLES_SENT]
    ]
    return {"index": column.index, "header": column.header, "samples": samples}


def _item(label: str, name: str) -> QStandardItem:
    item = QStandardItem(label)
    item.setData(name, Qt.ItemDataRole.UserRole)
    return item
