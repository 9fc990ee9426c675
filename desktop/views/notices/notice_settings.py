"""What a person is told, by which channels, and when nothing may come to the front."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QTime, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.entities import iter_entities
from desktop.core.i18n import N_, _
from desktop.core.notices.channels import APP, CHANNELS, is_configured
from desktop.core.notices.kinds import KINDS
from desktop.core.ports import Reads
from desktop.core.reminders.choices import Choices, read_choices, reminder_kind
from desktop.core.reminders.quiet_hours import QuietHours
from desktop.views.jobs import Jobs
from desktop.views.theme import look

WIDTH, HEIGHT = 820, 600
_CHOOSE: Final = N_("Choose what I am told")
_HOUR: Final = 60


class NoticeSettings(QDialog):
    """A tick for each kind and channel; every tick is kept at once."""

    def __init__(self, jobs: Jobs, me: uuid.UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._me = me
        self.ticks: dict[tuple[str, str], QCheckBox] = {}
        self.setWindowTitle(_("What I am told"))
        self.quiet = QCheckBox(_("Quiet hours: nothing comes to the front"), self)
        self.first = _time_edit(self, _("Quiet from"))
        self.last = _time_edit(self, _("Quiet until"))
        self.weekends = QCheckBox(_("Weekends are quiet"), self)
        self._place_parts()
        self.quiet.clicked.connect(self._on_quiet_edited)
        self.weekends.clicked.connect(self._on_quiet_edited)
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self._on_quiet_edited)
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self.setEnabled(False)
        jobs.cards.submit(self._ask, self._show, asker=self)

    def _ask(self, reads: Reads) -> Choices:
        return read_choices(reads, self._me)

    def _place_parts(self) -> None:
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(4, 4, 12, 4)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self._head(grid)
        for row, (kind, label) in enumerate(_rows(), 1):
            grid.addWidget(QLabel(label, inner), row, 0)
            for column, channel in enumerate(CHANNELS, 1):
                if kind.startswith("reminder:") and channel != APP:
                    continue
                grid.addWidget(self._tick(kind, channel, label), row, column)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        hours = QHBoxLayout()
        hours.setSpacing(8)
        for widget in (self.quiet, self.first, QLabel("–", self), self.last, self.weekends):
            hours.addWidget(widget)
        hours.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(area, 1)
        layout.addLayout(hours)
        layout.addWidget(buttons)

    def _head(self, grid: QGridLayout) -> None:
        for column, (channel, label) in enumerate(CHANNELS.items(), 1):
            text = _(label)
            if not is_configured(channel):
                text = _("{channel}\n(not configured)").format(channel=text)
            head = QLabel(text, self)
            head.setFont(look().font("note", 600))
            head.setForegroundRole(head.palette().ColorRole.PlaceholderText)
            grid.addWidget(head, 0, column)

    def _tick(self, kind: str, channel: str, label: str) -> QCheckBox:
        tick = self.ticks[(kind, channel)] = QCheckBox(self)
        tick.setObjectName(f"{kind} {channel}")
        tick.setAccessibleName(f"{label}: {_(CHANNELS[channel])}")
        tick.setEnabled(is_configured(channel))
        if not is_configured(channel):
            tick.setToolTip(_("Nothing sends by this channel yet."))
        tick.clicked.connect(self._on_tick_clicked)
        return tick

    def _show(self, choices: Choices) -> None:
        for (kind, channel), tick in self.ticks.items():
            wanted = choices.wants(kind, channel, default=channel == APP)
            tick.setChecked(wanted and is_configured(channel))
        quiet = choices.quiet
        self.quiet.setChecked(quiet.first != quiet.last)
        shown = quiet if quiet.first != quiet.last else QuietHours(22 * _HOUR, 7 * _HOUR)
        self.first.setTime(QTime(shown.first // _HOUR, shown.first % _HOUR))
        self.last.setTime(QTime(shown.last // _HOUR, shown.last % _HOUR))
        self.weekends.setChecked(quiet.weekends)
        self.setEnabled(True)
        self._settle()

    def _settle(self) -> None:
        for edit in (self.first, self.last):
            edit.setEnabled(self.quiet.isChecked())

    @Slot()
    def _on_tick_clicked(self) -> None:
        tick = self.sender()
        if isinstance(tick, QCheckBox):
            kind = tick.objectName().rpartition(" ")[0]
            channels = [c for c in CHANNELS if (kind, c) in self.ticks and self._is_on(kind, c)]
            self._jobs.start(self._choose(kind, channels), name=_(_CHOOSE))

    def _is_on(self, kind: str, channel: str) -> bool:
        return self.ticks[(kind, channel)].isChecked()

    @Slot()
    def _on_quiet_edited(self) -> None:
        self._settle()
        first, last = (
            edit.time().hour() * _HOUR + edit.time().minute() if self.quiet.isChecked() else 0
            for edit in (self.first, self.last)
        )
        hours = QuietHours(first, last, self.weekends.isChecked())
        self._jobs.start(self._rest(hours), name=_(_CHOOSE))

    async def _choose(self, kind: str, channels: list[str]) -> None:
        await self._jobs.command("notice_choice.choose", kind=kind, channels=channels)

    async def _rest(self, hours: QuietHours) -> None:
        await self._jobs.command("notice_choice.rest", quiet=hours.to_json())


def _rows() -> Iterator[tuple[str, str]]:
    """Yield the kinds with their labels: what others do, then what one is reminded of."""
    for kind in KINDS:
        yield kind.key, _(kind.label)
    for entity in iter_entities():
        if entity.reminds:
            label = _("Reminders: {records}").format(records=_(entity.plural))
            yield reminder_kind(entity.key), label


def _time_edit(parent: QWidget, name: str) -> QTimeEdit:
    made = QTimeEdit(parent)
    made.setDisplayFormat("HH:mm")
    made.setAccessibleName(name)
    return made
