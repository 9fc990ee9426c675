"""Last step: the import under way, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.imports.results import Counts
from desktop.views.dialogs import confirm
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.records.import_wizard.import_job import ImportJob, Outcome
from desktop.views.records.import_wizard.page import WizardPage, remark
from desktop.views.records.import_wizard.tiles import CountTiles
from desktop.views.theme import look

PICTURE: Final = 28


class RunPage(WizardPage):
    """Shows how far the import is; then its counts, the refused rows, and the way back.

    Signals:
        show_asked: the person wants to see the imported records.
    """

    show_asked = Signal()

    def __init__(
        self, draft: ImportDraft, jobs: Jobs, job: ImportJob, parent: QWidget | None = None
    ) -> None:
        super().__init__(draft, jobs, parent)
        self.job = job
        job.advanced.connect(self._on_job_advanced)
        job.ended.connect(self._on_job_ended)
        self._picture = QLabel(self)
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        self._detail = QLabel(self)
        self._detail.setWordWrap(True)
        self._hint = remark(_("You can close this window and work on; the import goes on."), self)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(_("Progress"))
        self._bar.setTextVisible(False)
        self._tiles = CountTiles(_("Created"), _("Updated"), self)
        self._records = self._button("list", _("Show the imported records"))
        self._records.clicked.connect(self.show_asked)
        self._errors = self._button("file-x", _("Open the refused rows"))
        self._errors.clicked.connect(self._on_errors_clicked)
        self._undo = self._button("undo-2", _("Take back this import"))
        self._undo.clicked.connect(self._on_undo_clicked)
        self._lay_out()

    def enter(self) -> None:
        """Begin the import."""
        self.job.start(self.draft.plan())
        self._begin(_("Importing “{name}”…").format(name=self.job.file_name))

    def take_back(self, run: str = "") -> None:
        """Take an import back: the one just run, or another."""
        self.job.undo(run)
        self._begin(_("Taking back the import…"))

    def is_ready(self) -> bool:
        """Tell whether the window may be closed for good."""
        return not self.job.is_running

    def next_text(self) -> str:
        """Close the window once all is done."""
        return "" if self.job.is_running else _("Close")

    def _button(self, picture: str, text: str) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._picture)
        top.addWidget(self._title, 1)
        row = QHBoxLayout()
        for button in (self._records, self._errors, self._undo):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(top)
        for widget in (self._bar, self._detail, self._hint, self._tiles):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def _begin(self, title: str) -> None:
        self._title.setFont(look().font("title", QFont.Weight.DemiBold))
        self._title.setText(title)
        self._show_picture("file-input", "accent")
        self._detail.setText("")
        self._hint.show()
        self._bar.setRange(0, 0)
        self._bar.show()
        for widget in (self._tiles, self._records, self._errors, self._undo):
            widget.hide()
        self.changed.emit()

    def _show_picture(self, name: str, role: str) -> None:
        side = look().px(PICTURE)
        self._picture.setPixmap(icon(name, role, side).pixmap(side, side))

    async def _ask_undo(self) -> None:
        question = _("Take back everything that this import wrote?")
        detail = _("Records that were changed since stay as they are.")
        if await confirm(self, question, detail, deed=_("Undo")):
            self.take_back()

    @Slot(object, object)
    def _on_job_advanced(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._detail.setText(_progress_text(done, of) if of else "")
        self._detail.setVisible(bool(of))

    @Slot(object)
    def _on_job_ended(self, outcome: Outcome) -> None:
        self._bar.hide()
        self._hint.hide()
        self._title.setText(outcome.title)
        self._detail.setText(outcome.detail)
        self._detail.setVisible(bool(outcome.detail))
        self._show_picture(*_PICTURES[outcome.kind])
        result = outcome.result
        counts = result.counts if result else Counts()
        self._tiles.show_counts(counts)
        self._tiles.setVisible(result is not None)
        wrote = bool(counts.created + counts.updated)
        self._records.setVisible(wrote)
        self._undo.setVisible(wrote)
        self._errors.setVisible(result is not None and bool(result.error_file))
        self.changed.emit()

    @Slot()
    def _on_errors_clicked(self) -> None:
        result = self.job.result
        if result is not None and result.error_file:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(result.error_file))))

    @Slot()
    def _on_undo_clicked(self) -> None:
        self.jobs.start(self._ask_undo(), name=_("Taking back an import"))


def _progress_text(done: int, of: int) -> str:
    text = ngettext("{done} of {count} row", "{done} of {count} rows", of)
    return text.format(done=format_number(done, language()), count=format_number(of, language()))


_PICTURES: Final = {
    "done": ("circle-check", "success"),
    "stopped": ("circle-pause", "warning"),
    "failed": ("circle-alert", "danger"),
    "undone": ("undo-2", "accent"),
}
