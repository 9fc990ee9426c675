"""First step: which file, into which records; and the imports of late."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.core.entities import get_entity
from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.imports.importable import importable_entities
from desktop.core.tables import table_from_json
from desktop.views.dialogs import choose_file_to_open, choose_file_to_save
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.records.import_wizard.page import WizardPage, remark
from desktop.views.records.import_wizard.problem_box import ProblemBox
from desktop.views.records.import_wizard.recent_imports import RecentImports
from desktop.views.widgets.drop_zone import DropZone

if TYPE_CHECKING:
    import asyncio

ENDINGS: Final = ("xlsx", "xls", "xlsm", "xlsb", "ods", "csv", "tsv", "txt", "vcf")
KINDS: Final = N_("Spreadsheets and contact cards")
ALL_FILES: Final = N_("All files")


class FilePage(WizardPage):
    """Takes a file and looks at it.

    Signals:
        undo_asked: the id of an earlier import that is to be taken back.
    """

    undo_asked = Signal(object)

    def __init__(self, draft: ImportDraft, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(draft, jobs, parent)
        self._task: asyncio.Task[None] | None = None
        self._entities = QComboBox(self)
        self._zone = DropZone(
            (
                _("Drop an Excel, CSV or vCard file here"),
                _("Choose a file…"),
                _("Excel (.xlsx, .xls), OpenDocument (.ods), CSV or vCard (.vcf), of any size."),
            ),
            file_in,
            self,
        )
        self._zone.dropped.connect(self.look_at)
        self._zone.browse_asked.connect(self._on_zone_browse_asked)
        self._reading = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(_("Progress"))
        self._problem = ProblemBox(self)
        self._template = QPushButton(icon("file-down"), _("Save a template…"), self)
        self._template.setToolTip(_("A workbook with the right headers, an example and a list"))
        self._template.setAutoDefault(False)
        self._template.clicked.connect(self._on_template_clicked)
        self._told = remark("", self, "success")
        self._told.hide()
        self.recent = RecentImports(jobs, self)
        self.recent.undo_asked.connect(self.undo_asked)
        self._lay_out()
        self._fill_entities()
        self._show_reading("")

    def enter(self) -> None:
        """Show the imports of late and what is chosen."""
        self.recent.refresh()
        self._entities.setCurrentIndex(self._entities.findData(self.draft.entity.key))
        self._zone.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Stop reading."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._show_reading("")

    def is_ready(self) -> bool:
        """Tell whether a file was understood."""
        return self.draft.table is not None

    @Slot(str)
    def look_at(self, path: str) -> None:
        """Find out what table a file holds, and go on if there is one."""
        self.leave()
        self.draft.table = None
        self._task = self.jobs.start(self._look(path), name=_("Reading a file"))
        self._show_reading(Path(path).name)
        self.changed.emit()

    async def _look(self, path: str) -> None:
        try:
            found = await self.jobs.ask("import.look", {"path": path})
        except AppError as error:
            self._show_reading("")
            self._problem.tell(str(error))
            return
        self._show_reading("")
        if isinstance(found, dict):
            self.draft.use_table(table_from_json(found))
            self.changed.emit()
            self.finished.emit()

    async def _browse(self) -> None:
        endings = " ".join(f"*.{ending}" for ending in ENDINGS)
        kinds = f"{_(KINDS)} ({endings});;{_(ALL_FILES)} (*)"
        path = await choose_file_to_open(self, _("Import a file"), kinds)
        if path:
            self.look_at(path)

    async def _save_template(self) -> None:
        entity = self.draft.entity
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = _("Template – {records}.xlsx").format(records=_(entity.plural))
        kinds = f"{_('Excel workbook')} (*.xlsx)"
        title = _("Save a template")
        chosen = await choose_file_to_save(self, title, str(Path(folder, name)), kinds)
        if chosen:
            await self._write_template(Path(chosen).with_suffix(".xlsx"))

    async def _write_template(self, path: Path) -> None:
        arguments: dict[str, Json] = {"entity": self.draft.entity.key, "path": str(path)}
        self._told.hide()
        try:
            await self.jobs.ask("import.template", arguments)
        except AppError as error:
            self._problem.tell(str(error))
            return
        self._problem.tell("")
        self._told.setText(
            _("The template was saved as “{path}”. Fill it in, then drop it here.").format(
                path=path
            )
        )
        self._told.show()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        label = QLabel(_("Import into"), self)
        label.setBuddy(self._entities)
        row.addWidget(label)
        row.addWidget(self._entities)
        row.addStretch(1)
        row.addWidget(self._template)
        self.body.addLayout(row)
        for widget in (self._told, self._zone, self._reading, self._bar, self._problem):
            self.body.addWidget(widget)
        self.body.addWidget(self.recent, 1)
        self.body.addStretch(0)

    def _fill_entities(self) -> None:
        for entity in importable_entities():
            self._entities.addItem(icon(entity.icon), _(entity.plural), entity.key)
        self._entities.setAccessibleName(_("Import into"))
        self._entities.activated.connect(self._on_entities_activated)

    def _show_reading(self, name: str) -> None:
        self._reading.setText(_("Reading “{name}”…").format(name=name))
        self._reading.setVisible(bool(name))
        self._bar.setVisible(bool(name))
        self._problem.tell("")

    @Slot()
    def _on_template_clicked(self) -> None:
        self.jobs.start(self._save_template(), name=_("Save a template"))

    @Slot()
    def _on_zone_browse_asked(self) -> None:
        self.jobs.start(self._browse(), name=_("Import a file"))

    @Slot()
    def _on_entities_activated(self) -> None:
        self.draft.use_entity(get_entity(self._entities.currentData()))
        self.changed.emit()


def file_in(data: QMimeData) -> str:
    """Return the path of the first file dropped; whether it is a table, its content tells."""
    return next((url.toLocalFile() for url in data.urls() if url.isLocalFile()), "")
