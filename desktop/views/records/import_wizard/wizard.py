"""The window in which a file is imported, step by step; the import itself goes on without it."""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import get_entity
from desktop.core.i18n import N_, _
from desktop.views.dialogs import confirm
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.columns_page import ColumnsPage
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.records.import_wizard.file_page import FilePage
from desktop.views.records.import_wizard.import_job import ImportJob, Outcome
from desktop.views.records.import_wizard.options_page import OptionsPage
from desktop.views.records.import_wizard.page import WizardPage
from desktop.views.records.import_wizard.run_page import RunPage
from desktop.views.records.import_wizard.sheet_page import SheetPage
from desktop.views.records.import_wizard.trial_page import TrialPage
from desktop.views.records.work_display import WorkDisplay
from desktop.views.theme import look
from desktop.views.widgets.step_bar import StepBar

STEPS: Final = (
    N_("File"),
    N_("Table"),
    N_("Columns"),
    N_("Options"),
    N_("Check"),
    N_("Import"),
)
WIDTH, HEIGHT = 880, 600


class ImportWizard(QDialog):
    """Leads from a file to imported records. Show it with `show`: it is not modal.

    Closed while an import runs, it only hides, and tells the end of it by `noticed`.

    Signals:
        records_requested: entity key and Filter of the records just imported.
        noticed: a sentence for the person, who does not see this window.
    """

    records_requested = Signal(str, object)
    noticed = Signal(str)

    def __init__(
        self,
        jobs: Jobs,
        entity: str,
        path: str = "",
        display: WorkDisplay | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import from a file"))
        self._jobs = jobs
        self._path = path
        self.draft = ImportDraft(get_entity(entity))
        self.job = ImportJob(jobs, display, self)
        self.job.ended.connect(self._on_job_ended)
        self._steps = StepBar([_(step) for step in STEPS], self)
        self._stack = QStackedWidget(self)
        self.pages = self._make_pages()
        self._back = QPushButton(_("Back"), self)
        self._next = QPushButton(self)
        self._close = QPushButton(self)
        self._stop = QPushButton(_("Stop the import"), self)
        self._lay_out()
        room = self.screen().availableSize() - QSize(40, 80)  # for the frame
        self.resize(QSize(look().px(WIDTH), look().px(HEIGHT)).boundedTo(room))
        self._go_to(0)
        if path:
            self.look_at(path)

    def look_at(self, path: str) -> None:
        """Begin with a file."""
        if not self.job.is_running:
            self._go_to(0)
            self._file_page.look_at(path)

    @property
    def step(self) -> int:
        """The step in view, from 0."""
        return self._stack.currentIndex()

    def _make_pages(self) -> tuple[WizardPage, ...]:
        draft, jobs = self.draft, self._jobs
        self._file_page = FilePage(draft, jobs, self)
        self._file_page.undo_asked.connect(self._on_undo_asked)
        self._run_page = RunPage(draft, jobs, self.job, self)
        self._run_page.show_asked.connect(self._on_show_asked)
        pages = (
            self._file_page,
            SheetPage(draft, jobs, self),
            ColumnsPage(draft, jobs, self),
            OptionsPage(draft, jobs, self),
            TrialPage(draft, jobs, self),
            self._run_page,
        )
        for page in pages:
            page.changed.connect(self._on_page_changed)
            page.finished.connect(self._on_next_clicked)
            self._stack.addWidget(page)
        return pages

    def _lay_out(self) -> None:
        self._next.setDefault(True)
        for button in (self._back, self._close, self._stop):
            button.setAutoDefault(False)
        self._back.clicked.connect(self._on_back_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._close.clicked.connect(self.close)
        self._stop.clicked.connect(self.job.stop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addStretch(1)
        for button in (self._stop, self._next, self._close):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self._steps)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row)

    def _go_to(self, step: int) -> None:
        self.pages[self.step].leave()
        self._stack.setCurrentIndex(step)
        self._steps.go_to(step)
        self.pages[step].enter()
        self._show_buttons()

    def _show_buttons(self) -> None:
        page = self.pages[self.step]
        is_last = page is self._run_page
        is_running = self.job.is_running
        self._back.setVisible(self.step > 0 and not is_running)
        self._back.setText(_("Import another file") if is_last else _("Back"))
        self._stop.setVisible(is_running)
        self._close.setVisible(is_running or not is_last)
        self._close.setText(_("Go on in the background") if is_running else _("Cancel"))
        text = page.next_text()
        self._next.setText(text)
        self._next.setVisible(bool(text))
        self._next.setEnabled(page.is_ready())

    async def _undo_earlier(self, run: uuid.UUID) -> None:
        question = _("Take back everything that this import wrote?")
        detail = _("Records that were changed since stay as they are.")
        if await confirm(self, question, detail, deed=_("Undo")):
            self._stack.setCurrentWidget(self._run_page)
            self._steps.go_to(len(STEPS) - 1)
            self._run_page.take_back(str(run))

    @Slot()
    def _on_page_changed(self) -> None:
        self._show_buttons()

    @Slot()
    def _on_back_clicked(self) -> None:
        if self.pages[self.step] is self._run_page:
            self.draft.table = None
            self._go_to(0)
        else:
            self._go_to(self.step - 1)

    @Slot()
    def _on_next_clicked(self) -> None:
        if not self.pages[self.step].is_ready():
            return
        if self.pages[self.step] is self._run_page:
            self.close()
        else:
            self._go_to(self.step + 1)

    @Slot()
    def _on_show_asked(self) -> None:
        self.records_requested.emit(*self.job.imported_records())
        self.close()

    @Slot(object)
    def _on_undo_asked(self, run: uuid.UUID) -> None:
        self._jobs.start(self._undo_earlier(run), name=_("Taking back an import"))

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        self._show_buttons()
        if not self.isVisible():
            name = self.job.file_name
            self.noticed.emit(f"{name}: {outcome.title}" if name else outcome.title)
            self.deleteLater()

    # Qt's names
    def closeEvent(self, event: QCloseEvent) -> None:
        """Go away for good, or only out of sight while an import runs."""
        if self.job.is_running:
            event.ignore()
            self.hide()
            return
        self.pages[self.step].leave()
        super().closeEvent(event)
        self.deleteLater()

    def reject(self) -> None:
        """Treat Escape as the closing button."""
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on only where the button that goes on may be pressed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._next.isEnabled():
            return
        super().keyPressEvent(event)
