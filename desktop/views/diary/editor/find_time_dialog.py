"""The dialog that finds a time at which those who take part are free."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.clock import SystemClock, find_zone
from desktop.core.dates import format_day_long
from desktop.core.diary.free_slots import Hours, Party, Wish, best_slots, free_slots
from desktop.core.diary.free_slots import Slot as FreeSlot
from desktop.core.diary.time_spans import TimeSpan
from desktop.core.i18n import N_, _
from desktop.core.ports import Reads
from desktop.core.scheduling.company_hours import CompanyHours
from desktop.views.diary.editor.busy import Busy, Question, read_busy
from desktop.views.diary.editor.person import CHAIR, REQUIRED, RESOURCE, Person
from desktop.views.hours.reading import read_hours
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

SPANS: Final = ((7, N_("Within a week")), (14, N_("Within two weeks")), (31, N_("Within a month")))
HALF_HOUR: Final = timedelta(minutes=30)
MOST_SHOWN: Final = 60
_DAY_MINUTES: Final = 24 * 60
_SLOT: Final = Qt.ItemDataRole.UserRole
_MUST_COME: Final = frozenset({REQUIRED, CHAIR, RESOURCE})


class FindTimeDialog(QDialog):
    """Lists the times at which all who are required are free; `span` is the one that was chosen."""

    def __init__(
        self,
        jobs: Jobs,
        people: Mapping[uuid.UUID, Person],
        question: Question,
        span: TimeSpan,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._people = people
        self._question = question
        self._length = max(span.end - span.start, timedelta(minutes=5))
        self._from = max(span.start, self._now())
        self._busy: Busy | None = None
        self._hours = CompanyHours()
        self.span = span
        self.setWindowTitle(_("Find a time"))
        self.within = QComboBox(self)
        for days, label in SPANS:
            self.within.addItem(_(label), days)
        self.in_hours = QCheckBox(_("In working hours only"), self)
        self.in_hours.setChecked(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Times at which all are free"))
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setForegroundRole(self.told.palette().ColorRole.PlaceholderText)
        self._buttons = QDialogButtonBox(self)
        self.accepting = self._buttons.addButton(
            _("Take this time"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._read()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.within)
        head.addWidget(self.in_hours)
        head.addStretch(1)
        names = ", ".join(person.shown for person in self._people.values())
        whom = QLabel(_("For: {names}").format(names=names), self)
        whom.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(whom)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.told)
        layout.addWidget(self._buttons)
        self.accepting.setDefault(True)
        self.resize(look().px(520), look().px(460))
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self.within.currentIndexChanged.connect(self._on_within_changed)
        self.in_hours.toggled.connect(self._show)
        self.list.itemActivated.connect(self._on_item_activated)
        self.list.currentRowChanged.connect(self._offer)

    def _now(self) -> datetime:
        zone = find_zone(self._question.zone)
        return SystemClock().now().astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)

    @property
    def _until(self) -> datetime:
        day = self._from.date() + timedelta(days=int(self.within.currentData()))
        return datetime.combine(day, time())

    def _read(self) -> None:
        self._busy = None
        self.told.setText(_("Looking…"))
        asked = self._question
        question = Question(
            asked.who, self._from.date(), self._until.date(), asked.zone, asked.besides
        )

        def ask(reads: Reads) -> tuple[Busy, CompanyHours]:
            return read_busy(reads, question), read_hours(reads)

        self._jobs.cards.submit(ask, self._on_read, topic=f"find a time {id(self)}")

    def _on_read(self, answer: tuple[Busy, CompanyHours]) -> None:
        self._busy, self._hours = answer
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._busy is None:
            return
        self.list.clear()
        found = best_slots(self._slots(self._busy))[:MOST_SHOWN]
        for slot in found:
            item = QListWidgetItem(self._words(slot), self.list)
            item.setIcon(icon("circle-check", "muted") if not slot.missing else icon("user-x"))
            item.setData(_SLOT, slot)
        self.told.setText(
            "" if found else _("No common time was found. Look further, or invite fewer people.")
        )
        self.told.setVisible(not found)
        self.list.setCurrentRow(0)
        self._offer()

    def _slots(self, busy: Busy) -> list[FreeSlot]:
        parties = [
            Party(
                who,
                tuple(TimeSpan(one.start, one.end) for one in busy.get(who, ())),
                person.role in _MUST_COME,
            )
            for who, person in self._people.items()
        ]
        wish = Wish(TimeSpan(self._from, self._until), self._length, HALF_HOUR)
        hours = self._working() if self.in_hours.isChecked() else _all_day
        return free_slots(parties, wish, hours)

    def _working(self) -> Hours:
        """Return when all colleagues work who must come."""
        must = [one for one in self._people.values() if one.role in _MUST_COME]
        return self._hours.together([one.user for one in must if one.user is not None]).spans

    def _words(self, slot: FreeSlot) -> str:
        when = f"{format_day_long(slot.start.date())}  {slot.start:%H:%M}–{slot.end:%H:%M}"
        if not slot.missing:
            return when
        names = ", ".join(self._people[who].shown for who in slot.missing)
        return _("{when} · without {names}").format(when=when, names=names)

    @Slot()
    def _offer(self) -> None:
        self.accepting.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def _on_within_changed(self) -> None:
        self._read()

    @Slot(QListWidgetItem)
    def _on_item_activated(self, _item: QListWidgetItem) -> None:
        self._on_accepted()

    @Slot()
    def _on_accepted(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            slot: FreeSlot = item.data(_SLOT)
            self.span = TimeSpan(slot.start, slot.end)
            self.accept()


def _all_day(_day: object) -> tuple[tuple[int, int], ...]:
    return ((0, _DAY_MINUTES),)
