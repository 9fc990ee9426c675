"""Second step: which sheet, which row holds the headers, how a text file is to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from desktop.core.errors import AppError
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.tables import TableFormat, table_from_json
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.records.import_wizard.old_text_bar import OldTextBar
from desktop.views.records.import_wizard.page import WizardPage, colour, labelled, remark
from desktop.views.records.import_wizard.sheet_preview import SheetPreview

if TYPE_CHECKING:
    import asyncio

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1258": "Windows-1258",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
DELIMITERS: Final = {
    ",": N_("Comma (,)"),
    ";": N_("Semicolon (;)"),
    "\t": N_("Tab"),
    "|": N_("Vertical bar (|)"),
}
_MOST_HEADER_ROWS: Final = 50


class SheetPage(WizardPage):
    """Shows the first rows as they will be read, and lets the reading be corrected."""

    def __init__(self, draft: ImportDraft, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(draft, jobs, parent)
        self._task: asyncio.Task[None] | None = None
        self._sheets = _box(_("Sheet"), self)
        self._sheets.activated.connect(self._on_sheets_activated)
        self._has_header = QCheckBox(_("Headers are in row"), self)
        self._has_header.clicked.connect(self._on_header_changed)
        self._row = QSpinBox(self)
        self._row.setAccessibleName(_("Row of the headers"))
        self._row.setKeyboardTracking(False)
        self._row.valueChanged.connect(self._on_header_changed)
        self._encoding = _box(_("Encoding"), self)
        self._delimiter = _box(_("Cells are separated by"), self)
        for box in (self._encoding, self._delimiter):
            box.activated.connect(self._on_reading_changed)
        self._choices = [labelled(box, self) for box in self._boxes()]
        self._size = QLabel(self)
        self._notes = remark("", self, "warning")
        self._preview = SheetPreview(self)
        self._old_text = OldTextBar(self)
        self._old_text.asked.connect(self._on_old_text_asked)
        self._lay_out()

    def enter(self) -> None:
        """Show the file."""
        self._show_file()

    def leave(self) -> None:
        """Stop reading."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def is_ready(self) -> bool:
        """Tell whether there are rows to import."""
        sheet = self.draft.sheet
        return sheet is not None and sheet.row_count > sheet.first_data_row

    def _boxes(self) -> tuple[QComboBox, ...]:
        return self._sheets, self._encoding, self._delimiter

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for choice in self._choices:
            row.addWidget(choice)
        row.addWidget(self._has_header)
        row.addWidget(self._row)
        row.addStretch(1)
        row.addWidget(self._size)
        self.body.addLayout(row)
        self.body.addWidget(self._old_text)
        self.body.addWidget(self._notes)
        self.body.addWidget(self._preview, 1)

    def _show_file(self) -> None:
        table = self.draft.table
        if table is None:
            return
        is_csv, is_card = table.format is TableFormat.CSV, self.draft.has_cards
        shown = (len(table.sheets) > 1, is_csv or is_card, is_csv)
        self._has_header.setHidden(is_card)
        self._row.setHidden(is_card)
        for choice, is_shown in zip(self._choices, shown, strict=True):
            choice.setVisible(is_shown)
        self._old_text.show_table(table)
        self._sheets.clear()
        for sheet in table.sheets:
            self._sheets.addItem(sheet.name, sheet)
        _fill(self._encoding, ENCODINGS, table.encoding)
        _fill(
            self._delimiter, {sign: _(name) for sign, name in DELIMITERS.items()}, table.delimiter
        )
        self._show_sheet()

    def _show_sheet(self) -> None:
        table, sheet = self.draft.table, self.draft.sheet
        if table is None or sheet is None:
            return
        self._sheets.setCurrentIndex([one.index for one in table.sheets].index(sheet.index))
        self._show_header_row(sheet.header_row, min(len(sheet.head), _MOST_HEADER_ROWS))
        self._size.setText(self._size_text())
        notes = (*table.notes, *sheet.notes)
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        colour(self._size, "muted")
        self._preview.show_sheet(sheet)
        self.changed.emit()

    def _show_header_row(self, row: int | None, most: int) -> None:
        self._row.blockSignals(True)
        self._row.setRange(1, max(most, 1))
        if row is not None:
            self._row.setValue(row + 1)
        self._row.blockSignals(False)
        self._has_header.setChecked(row is not None)
        self._row.setEnabled(row is not None)

    def _size_text(self) -> str:
        sheet = self.draft.sheet
        if sheet is None:
            return ""
        count = max(sheet.row_count - sheet.first_data_row, 0)
        number = format_number(count, language())
        if not sheet.is_exact:
            return _("about {count} rows").format(count=number)
        return ngettext("{count} row", "{count} rows", count).format(count=number)

    async def _read_again(self, repair: str) -> None:
        table = self.draft.table
        if table is None:
            return
        arguments = {
            "path": str(table.path),
            "encoding": self._encoding.currentData() if table.encoding else "",
            "delimiter": self._delimiter.currentData() if table.delimiter else "",
            "repair": repair,
        }
        try:
            found = await self.jobs.ask("import.look", arguments)
        except AppError as error:
            self._notes.setText(str(error))
            self._notes.show()
            return
        if isinstance(found, dict):
            self.draft.use_table(table_from_json(found))
            self._show_file()

    @Slot()
    def _on_sheets_activated(self) -> None:
        self.draft.use_sheet(self._sheets.currentData())
        self._show_sheet()

    @Slot()
    def _on_header_changed(self) -> None:
        has_header = self._has_header.isChecked()
        self.draft.use_header_row(self._row.value() - 1 if has_header else None)
        self._show_sheet()

    @Slot()
    def _on_reading_changed(self) -> None:
        table = self.draft.table
        self._on_old_text_asked("" if table is None else table.repair)

    @Slot(str)
    def _on_old_text_asked(self, encoding: str) -> None:
        self.leave()
        self._task = self.jobs.start(self._read_again(encoding), name=_("Reading a file"))


def _box(name: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _fill(box: QComboBox, items: dict[str, str], current: str) -> None:
    box.clear()
    for value, label in items.items():
        box.addItem(label, value)
    if current and current not in items:
        box.addItem(current, current)
    box.setCurrentIndex(box.findData(current))
