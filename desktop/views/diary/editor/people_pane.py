"""Who takes part in an event: chosen, with their roles and answers, and when they are busy."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.diary.own_calendar import attendee_id
from desktop.core.diary.time_spans import TimeSpan
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.ports import Reads
from desktop.views.diary.editor.busy import Busy, Question, clashes, read_busy
from desktop.views.diary.editor.people_line import PeopleLine
from desktop.views.diary.editor.people_table import PeopleTable
from desktop.views.diary.editor.person import Person
from desktop.views.diary.editor.seats import Seats, read_seats, too_small
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.theme import look

_PAUSE_MS: Final = 150  # while a time is typed
_ONE_DAY: Final = timedelta(days=1)


class PeoplePane(QWidget):
    """A line to add somebody, the table, and a word on who is busy.

    Signals:
        edited: somebody was added, taken off, or has another role.
        warned: a sentence on who is busy at that time, "" if nobody is.
        time_chosen: a moment on the wall that the person pointed at.
        find_asked: the person wants a time to be found.
    """

    edited = Signal()
    warned = Signal(str)
    time_chosen = Signal(object)
    find_asked = Signal()

    def __init__(self, jobs: Jobs, me: uuid.UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._me = me
        self._event: uuid.UUID | None = None
        self._base: list[Person] = []
        self._span: TimeSpan | None = None
        self._zone = ""
        self.busy: Busy = {}
        self._seats: Seats = {}
        self.line = PeopleLine(jobs, self)
        self.finder = QPushButton(icon("calendar-search"), _("Find a time…"), self)
        self.remove = QPushButton(icon("user-minus"), _("Take off"), self)
        self.mail = QPushButton(icon("send"), _("Invite by e-mail…"), self)
        self.problem = self._problem_label()
        self.warning = ""  # who is busy at that time, in words
        self.table = PeopleTable(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        self.table.show_people([])

    # --- what it holds
    def people(self) -> list[Person]:
        """Return who takes part, as it is shown."""
        return list(self.table.people)

    def load(self, people: Sequence[Person], event: uuid.UUID | None) -> None:
        """Show who takes part in an event; they are the base of later edits."""
        self._event = event
        self.mail.setVisible(event is not None)
        self._base = list(people)
        self._show(self._base)

    def take(self, people: Sequence[Person]) -> None:
        """Show others, as if the person had chosen them."""
        self._show(people)
        self.edited.emit()

    def is_dirty(self) -> bool:
        """Tell whether somebody was added, taken off, or has another role."""
        return [self._said(one) for one in self._base] != [self._said(one) for one in self.people()]

    def added(self) -> list[dict[str, Json]]:
        """Return whom to invite, or to give another role."""
        base = {self._said(one) for one in self._base}
        return [one.guest() for one in self.people() if self._said(one) not in base]

    def gone(self) -> list[str]:
        """Return the records of those who were taken off."""
        kept = {one.key for one in self.people()}
        event = self._event
        if event is None:
            return []
        gone = [one for one in self._base if one.key not in kept]
        return [str(one.row or attendee_id(event, one.key)) for one in gone]

    def rebase(self, event: uuid.UUID, people: Sequence[Person]) -> None:
        """These were saved as who takes part in an event."""
        self._event = event
        self.mail.show()
        self._base = list(people)

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or change again."""
        self.line.setReadOnly(readonly)
        self.remove.setEnabled(not readonly)
        self.mail.setEnabled(not readonly)
        self.table.set_readonly(readonly)

    # --- when
    def show_time(self, span: TimeSpan | None, zone: str) -> None:
        """Know when the event is, on the wall of a zone."""
        self._span, self._zone = span, zone
        self.table.show_busy(self.busy, span)
        self._warn()
        if span is not None:
            self._pause.start()

    def who(self) -> dict[uuid.UUID, Person]:
        """Return those whose times can be known, by their calendars; me among them."""
        known = {one.calendar: one for one in self.people() if one.calendar is not None}
        if self._me is not None and self._me not in known:
            known[self._me] = Person(user=self._me, name=_("Me"))
        return known

    def question(self, first: datetime, last: datetime) -> Question:
        """Return what asks when they are busy between two moments on the wall."""
        who = frozenset(self.who())
        return Question(who, first.date(), last.date(), self._zone, self._event)

    @property
    def zone(self) -> str:
        """The zone on whose wall times are shown."""
        return self._zone

    @Slot()
    def _read(self) -> None:
        span = self._span
        if span is None:
            return
        question = self.question(span.start, max(span.start, min(span.end, span.start + _ONE_DAY)))

        rooms = [one.resource for one in self.people() if one.resource is not None]

        def ask(reads: Reads) -> tuple[Busy, Seats]:
            return read_busy(reads, question), read_seats(reads, rooms)

        self._jobs.cards.submit(ask, self._on_read, topic=f"busy {id(self)}")

    def _on_read(self, answer: tuple[Busy, Seats]) -> None:
        self.busy, self._seats = answer
        self.table.show_busy(self.busy, self._span)
        self._warn()

    def _warn(self) -> None:
        text = ""
        if self._span is not None:
            found = clashes(self.busy, self._span)
            names = [one.shown for who, one in self.who().items() if who in found]
            if names:
                text = _("Busy at that time: {names}.").format(names=", ".join(names))
        text = f"{text} {too_small(self.people(), self._seats, self._me)}".strip()
        self.warning = text
        self.warned.emit(text)

    # --- making and showing
    def _show(self, people: Sequence[Person]) -> None:
        self.table.show_people(people)
        self.table.show_busy(self.busy, self._span)
        self._pause.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line, 1)
        head.addWidget(self.remove)
        head.addWidget(self.finder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.problem)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.mail, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        for button in (self.finder, self.remove, self.mail):
            button.setAutoDefault(False)
        self._pause.timeout.connect(self._read)
        self.line.chosen.connect(self._on_line_chosen)
        self.line.refused.connect(self._on_line_refused)
        self.finder.clicked.connect(self.find_asked)
        self.remove.clicked.connect(self._on_remove_clicked)
        self.mail.clicked.connect(self._on_mail_clicked)
        self.table.role_chosen.connect(self._on_role_chosen)
        self.table.unwanted.connect(self._on_unwanted)
        self.table.time_chosen.connect(self.time_chosen)

    @Slot()
    def _on_mail_clicked(self) -> None:
        if self._event is not None:
            from desktop.views.mail.compose.inviting import invite  # not with the first event

            self._jobs.start(invite(self._jobs, self._event, self), name=_("Invite by e-mail…"))

    def _problem_label(self) -> QLabel:
        made = QLabel(self)
        made.setWordWrap(True)
        palette = made.palette()
        palette.setColor(QPalette.ColorRole.WindowText, look().colour("danger"))
        made.setPalette(palette)
        made.hide()
        return made

    @staticmethod
    def _said(person: Person) -> tuple[str, str]:
        return person.key, person.role

    @Slot(object)
    def _on_line_chosen(self, person: Person) -> None:
        people = self.people()
        if person.key in {one.key for one in people}:
            sentence = _("{name} takes part already.").format(name=person.shown)
            self._on_line_refused(sentence)
            return
        known = {one.key: one for one in self._base}
        self.take([*people, known.get(person.key, person)])

    @Slot(str)
    def _on_line_refused(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    @Slot()
    def _on_remove_clicked(self) -> None:
        person = self.table.person_at(self.table.currentIndex())
        if person is not None:
            self._on_unwanted(person)

    @Slot(object)
    def _on_unwanted(self, person: Person) -> None:
        self.take([one for one in self.people() if one.key != person.key])

    @Slot(object, str)
    def _on_role_chosen(self, person: Person, role: str) -> None:
        changed = dataclasses.replace(person, role=role)
        self.take([changed if one.key == person.key else one for one in self.people()])
