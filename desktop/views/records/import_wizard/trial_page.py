"""Fifth step: what the import would do, before anything is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QTabWidget, QWidget

from desktop.core.errors import AppError
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language, ngettext
from desktop.core.imports.plan import plan_to_json
from desktop.core.imports.results import Trial, trial_from_json
from desktop.views.jobs import Jobs
from desktop.views.records.import_wizard.draft import ImportDraft
from desktop.views.records.import_wizard.page import WizardPage, remark
from desktop.views.records.import_wizard.problem_box import ProblemBox
from desktop.views.records.import_wizard.tiles import CountTiles
from desktop.views.records.import_wizard.trial_lists import trial_lists

if TYPE_CHECKING:
    import asyncio


class TrialPage(WizardPage):
    """Looks all rows through, then shows what would become of them, and why."""

    def __init__(self, draft: ImportDraft, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(draft, jobs, parent)
        self._task: asyncio.Task[None] | None = None
        self._what = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(_("Progress"))
        self._bar.setTextVisible(False)
        self._tiles = CountTiles(_("To be created"), _("To be updated"), self)
        self._problem = ProblemBox(self)
        self._notes = remark("", self, "warning")
        self._tabs = QTabWidget(self)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        for widget in (self._what, self._tiles, self._problem, self._notes):
            self.body.addWidget(widget)
        self.body.insertLayout(1, row)
        self.body.addWidget(self._tabs, 1)
        self.body.addStretch(0)

    def enter(self) -> None:
        """Look the rows through, unless that was done for the same answers."""
        self.draft.trial = None
        self._begin()
        self._task = self.jobs.start(self._try(), name=_("Checking the rows"))

    def leave(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def is_ready(self) -> bool:
        """Tell whether the import would change anything."""
        trial = self.draft.trial
        return trial is not None and trial.counts.created + trial.counts.updated > 0

    def next_text(self) -> str:
        """Say how many rows will be imported."""
        trial = self.draft.trial
        if trial is None:
            return _("Import")
        count = trial.counts.created + trial.counts.updated
        text = ngettext("Import {count} row", "Import {count} rows", count)
        return text.format(count=format_number(count, language()))

    async def _try(self) -> None:
        arguments = {"plan": plan_to_json(self.draft.plan())}
        try:
            found = await self.jobs.ask("import.try", arguments, self._advance)
        except AppError as error:
            self._what.setText(_("The rows could not be checked."))
            self._bar.hide()
            self._problem.tell(str(error))
            return
        if isinstance(found, dict):
            self.draft.trial = trial_from_json(found)
            self._show(self.draft.trial)

    def _begin(self) -> None:
        self._what.setText(_("Checking the rows; nothing is changed yet…"))
        self._bar.setRange(0, 0)
        self._bar.show()
        for widget in (self._tiles, self._problem, self._notes, self._tabs):
            widget.hide()
        self.changed.emit()

    def _advance(self, done: int, of: int, _what: str) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _show(self, trial: Trial) -> None:
        self._bar.hide()
        self._what.setText(_verdict(trial))
        self._tiles.show_counts(trial.counts)
        self._tiles.show()
        self._notes.setText("\n".join(trial.notes))
        self._notes.setVisible(bool(trial.notes))
        old = [self._tabs.widget(number) for number in range(self._tabs.count())]
        self._tabs.clear()
        for tree in filter(None, old):
            tree.deleteLater()
        for title, tree in trial_lists(trial, self.draft, self._tabs):
            self._tabs.addTab(tree, title)
        self._tabs.setVisible(self._tabs.count() > 0)
        self.changed.emit()


def _verdict(trial: Trial) -> str:
    counts = trial.counts
    if not counts.rows:
        return _("There are no rows below the header.")
    if not counts.created + counts.updated:
        return _("This import would change nothing.")
    if counts.failed:
        return _("The refused rows are left out and kept in a file to be corrected.")
    return _("Everything fits. Nothing is changed until you import.")
