"""Working hours, the days one works, and a second time zone beside the hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.core.dates import weekday_name
from desktop.core.diary.periods import WEEK, Period, View, work_days_from
from desktop.core.i18n import _
from desktop.views.dialogs import show
from desktop.views.diary.diary_state import DAY_MINUTES, DiaryState
from desktop.views.jobs import Jobs
from desktop.views.theme import look
from desktop.views.widgets.folding_completer import FoldingCompleter

STEP: Final = 30  # minutes
SLOTS: Final = (15, 30, 60)
_NONE: Final = ""
_SOME_DAY: Final = date(2024, 1, 1)


class HoursDialog(QDialog):
    """What is chosen is kept with the look of the diary."""

    def __init__(
        self, state: DiaryState, zones: list[str], parent: QWidget, *, is_decided: bool = False
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._is_decided = is_decided  # the hours are those of the settings
        self.setWindowTitle(_("Working hours and time zones"))
        options = state.options
        self.start = self._times(options.work_start, 0, DAY_MINUTES - STEP, _("Work begins"))
        self.end = self._times(options.work_end, STEP, DAY_MINUTES, _("Work ends"))
        self.slot = QComboBox(self)
        self.slot.setAccessibleName(_("Lines of the hours"))
        for minutes in SLOTS:
            self.slot.addItem(_("{count} minutes").format(count=minutes), minutes)
        self.slot.setCurrentIndex(self.slot.findData(options.slot))
        monday = Period(View.WEEK, _SOME_DAY).days
        self.days = [QCheckBox(weekday_name(day, short=True), self) for day in monday]
        for number, box in enumerate(self.days):
            box.setChecked(number in state.work_days)
            box.setAccessibleName(weekday_name(monday[number]))
        self.zone = self._zones(zones, options.second_zone)
        self._buttons = QDialogButtonBox(self)
        self._buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()

    def state(self) -> DiaryState:
        """Return what is chosen; what makes no sense stays as it was."""
        start, end = int(self.start.currentData()), int(self.end.currentData())
        options = self._state.options
        if end <= start:
            start, end = options.work_start, options.work_end
        typed = self.zone.currentText().strip()
        row = self.zone.findText(typed)
        zone = str(self.zone.itemData(row)) if row >= 0 else options.second_zone
        days = work_days_from([n for n, box in enumerate(self.days) if box.isChecked()])
        return replace(
            self._state,
            work_days=days,
            options=replace(
                options,
                work_start=start,
                work_end=end,
                slot=int(self.slot.currentData()),
                weekend=frozenset(range(WEEK)) - frozenset(days),
                second_zone=zone,
            ),
        )

    def _times(self, chosen: int, first: int, last: int, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        for minute in range(first, last + 1, STEP):
            box.addItem(f"{minute // 60:02d}:{minute % 60:02d}", minute)
        box.setCurrentIndex(max(0, box.findData(chosen // STEP * STEP)))
        return box

    def _zones(self, zones: list[str], chosen: str) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(_("Second time zone"))
        box.addItem(_("None"), _NONE)
        for zone in zones:
            box.addItem(zone, zone)
        FoldingCompleter(box).note_names()
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _lay_out(self) -> None:
        hours, days = QHBoxLayout(), QHBoxLayout()
        hours.addWidget(self.start)
        hours.addWidget(self.end)
        hours.addStretch(1)
        if self._is_decided:
            self.start.hide()
            self.end.hide()
            told = QLabel(_("As set in Tools, Settings, Working hours"), self)
            told.setWordWrap(True)
            hours.insertWidget(0, told, 1)
        for box in self.days:
            days.addWidget(box)
        days.addStretch(1)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        form.addRow(_("Working hours"), hours)
        form.addRow(_("Working days"), days)
        form.addRow(_("Lines of the hours"), self.slot)
        form.addRow(_("Second time zone"), self.zone)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(look().px(480))


async def ask_hours(
    jobs: Jobs, state: DiaryState, parent: QWidget, *, is_decided: bool
) -> DiaryState | None:
    """Return what is chosen; None if nothing is. `is_decided`: working hours are a setting."""
    dialog = HoursDialog(state, await jobs.aside(all_zones), parent, is_decided=is_decided)
    return dialog.state() if await show(dialog) else None


def all_zones() -> list[str]:
    """Return the IANA names of places, sorted; reads many files."""
    from zoneinfo import available_timezones

    return sorted(zone for zone in available_timezones() if "/" in zone and _is_place(zone))


def _is_place(zone: str) -> bool:
    return not zone.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))
