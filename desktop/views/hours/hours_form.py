"""Working hours as a setting: of the company, or my own where they are others."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.scheduling.company_hours import CompanyHours, Week, week_to_json
from desktop.views.hours.reading import HOURS_SHOWN_BY, read_hours
from desktop.views.hours.week_editor import WeekEditor
from desktop.views.jobs import Jobs

SAVING = N_("Saving")


class HoursForm(QWidget):
    """Shows a week and keeps each change at once; without `person` it is the company's."""

    def __init__(self, jobs: Jobs, person: uuid.UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._person = person
        self._hours: CompanyHours | None = None
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setForegroundRole(self.note.palette().ColorRole.PlaceholderText)
        self.alike = QCheckBox(_("I work as the company does"), self)
        self.alike.setVisible(person is not None)
        self.alike.clicked.connect(self._on_alike_clicked)
        self.week = WeekEditor(self)
        self.week.edited.connect(self._on_week_edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.note)
        layout.addWidget(self.alike)
        layout.addWidget(self.week, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.note.setText(
            _("Plans, free times and the diary reckon with these hours. Public holidays are free.")
            if person is None
            else _("Your tasks, free times and your diary reckon with these hours.")
        )
        self.setEnabled(False)
        jobs.changes.changed.connect(self._on_changed)
        self._read()

    def _read(self) -> None:
        self._jobs.cards.submit(
            read_hours, self._show, self._jobs.report, topic=f"working hours {id(self)}"
        )

    def _show(self, hours: CompanyHours) -> None:
        self._hours = hours
        is_alike = self._person is not None and self._person not in hours.own
        self.alike.setChecked(is_alike)
        self.week.setEnabled(not is_alike)
        self.week.show_week(hours.week_of(self._person))
        self.setEnabled(True)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(entity) for entity in HOURS_SHOWN_BY):
            self._read()

    @Slot()
    def _on_alike_clicked(self) -> None:
        if self._hours is None:
            return
        week = None if self.alike.isChecked() else week_to_json(self._hours.week)
        self._jobs.start(self._save("working_hours.set_mine", week), name=_(SAVING))

    @Slot(object)
    def _on_week_edited(self, week: Week) -> None:
        key = "working_hours.set_company" if self._person is None else "working_hours.set_mine"
        self._jobs.start(self._save(key, week_to_json(week)), name=_(SAVING))

    async def _save(self, key: str, week: list[Json] | None) -> None:
        try:
            await self._jobs.command(key, week=week)
        finally:
            self._read()
