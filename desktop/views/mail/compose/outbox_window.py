"""What is on its way and what is not finished: the outbox and the drafts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.clock import local_zone
from desktop.core.i18n import N_, _
from desktop.core.mail.letters import (
    LETTERS,
    KeptLetter,
    Letters,
    LetterState,
    OutboxRow,
    RecipientState,
)
from desktop.views.dialogs import confirm
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.opening import LetterDesk
from desktop.views.theme import look

STATES: Final = {
    LetterState.DRAFT: N_("Draft"),
    LetterState.QUEUED: N_("Waits to be sent"),
    LetterState.TRANSMITTING: N_("Being sent"),
    LetterState.DEFERRED: N_("Will be tried again"),
    LetterState.ACCEPTED: N_("Sent, but not to everybody"),
    LetterState.FILED: N_("Sent, but not to everybody"),
    LetterState.REJECTED: N_("Not sent"),
    LetterState.UNCERTAIN: N_("Arrived or not?"),
}
_ID: Final = Qt.ItemDataRole.UserRole
_STATE: Final = Qt.ItemDataRole.UserRole + 1
_PROBLEM: Final = Qt.ItemDataRole.UserRole + 2
_TAKES_BACK: Final = frozenset({LetterState.QUEUED, LetterState.DEFERRED, LetterState.REJECTED})
_TRIES: Final = frozenset({LetterState.DEFERRED, LetterState.REJECTED})
_DROPS: Final = frozenset(
    {LetterState.DRAFT, LetterState.REJECTED, LetterState.ACCEPTED, LetterState.FILED}
)
_UNSURE: Final = frozenset({LetterState.UNCERTAIN})
Found = tuple[Sequence[KeptLetter], Sequence[OutboxRow]]


class OutboxWindow(QWidget):
    """A list, and what can be done with the letter that is chosen."""

    def __init__(self, jobs: Jobs, desk: LetterDesk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._jobs = jobs
        self._desk = desk
        self.setWindowTitle(_("Outbox and drafts"))
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([_("State"), _("To"), _("Subject"), _("When")])
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.setAccessibleName(_("Outbox and drafts"))
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.empty = QLabel(_("Nothing waits to be sent, and there is no draft."), self)
        self._row = QHBoxLayout()
        self.open = self._button(_("Open"), self._on_open)
        self.back = self._button(_("Take back and change"), self._on_open)
        self.again = self._button(_("Try again now"), self._on_again)
        self.arrived = self._button(_("It arrived"), self._on_arrived)
        self.resend = self._button(_("Send again"), self._on_resend)
        self._row.addStretch(1)
        self.drop = self._button(_("Remove"), self._on_drop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        for part in (self.empty, self.list, self.problem):
            layout.addWidget(part)
        layout.addLayout(self._row)
        self.resize(look().px(720), look().px(420))
        self.list.currentItemChanged.connect(self._show_deeds)
        self.list.itemActivated.connect(self._on_activated)
        jobs.changes.changed.connect(self._on_changed)
        self._show_deeds()

    @Slot()
    def refresh(self) -> None:
        """Read everything again."""
        self._jobs.letters.submit(_read, self._on_read, topic=f"outbox {id(self)}", asker=self)

    def _on_read(self, found: Found) -> None:
        chosen = self._chosen()
        self.list.clear()
        drafts, rows = found
        for row in rows:
            moment = row.due_at or row.queued_at
            self._add(row.id, row.state, row.people, row.subject, moment, _why(row))
        for one in drafts:
            letter = one.letter
            people = ", ".join(str(who) for who in (*letter.to, *letter.cc, *letter.bcc))
            self._add(letter.id, one.state, people, letter.subject, one.edited_at, "")
        for column in (0, 1, 3):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, min(self.list.columnWidth(column) + 12, 220))
        self.empty.setVisible(not self.list.topLevelItemCount())
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            if item is not None and (chosen is None or item.data(0, _ID) == chosen):
                self.list.setCurrentItem(item)
                break
        self._show_deeds()

    def _add(
        self,
        letter: uuid.UUID,
        state: LetterState,
        people: str,
        subject: str,
        moment: datetime | None,
        problem: str,
    ) -> None:
        at = "" if moment is None else moment.astimezone(local_zone()).strftime("%H:%M %d/%m/%Y")
        item = QTreeWidgetItem([_(STATES[state]), people, subject or _("(no subject)"), at])
        item.setData(0, _ID, letter)
        item.setData(0, _STATE, state)
        item.setData(0, _PROBLEM, problem)
        if problem:
            font = QFont(self.list.font())
            font.setWeight(QFont.Weight.DemiBold)
            item.setFont(0, font)
            item.setForeground(0, look().colour("danger"))
        self.list.addTopLevelItem(item)

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        made = QPushButton(text, self)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        self._row.addWidget(made)
        return made

    def _chosen(self) -> uuid.UUID | None:
        item: QTreeWidgetItem | None = self.list.currentItem()
        return None if item is None else item.data(0, _ID)

    def _state(self) -> LetterState | None:
        item: QTreeWidgetItem | None = self.list.currentItem()
        return None if item is None else LetterState(item.data(0, _STATE))

    @Slot()
    def _show_deeds(self) -> None:
        item: QTreeWidgetItem | None = self.list.currentItem()
        state = self._state()
        self.problem.setText("" if item is None else item.data(0, _PROBLEM))
        self.problem.setVisible(bool(self.problem.text()))
        self.open.setVisible(state is LetterState.DRAFT)
        for button, states in (
            (self.back, _TAKES_BACK),
            (self.again, _TRIES),
            (self.arrived, _UNSURE),
            (self.resend, _UNSURE),
            (self.drop, _DROPS),
        ):
            button.setVisible(state in states)

    @Slot(QTreeWidgetItem)
    def _on_activated(self, _item: QTreeWidgetItem) -> None:
        self._on_open()

    @Slot()
    def _on_open(self) -> None:
        letter, state = self._chosen(), self._state()
        if letter is None:
            return
        if state is LetterState.DRAFT:
            self._desk.open_draft(letter)
        elif state in _TAKES_BACK:
            self._desk.reclaim(letter)

    @Slot()
    def _on_again(self) -> None:
        self._do(_retry)

    @Slot()
    def _on_arrived(self) -> None:
        self._do(_arrived)

    @Slot()
    def _on_resend(self) -> None:
        self._jobs.start(self._resend(), name=_("Sending"))

    async def _resend(self) -> None:
        question = _("Send this letter again? If it did arrive, the recipients get it twice.")
        if await confirm(self, question, deed=_("Send again")):
            self._do(_not_arrived)

    @Slot()
    def _on_drop(self) -> None:
        self._jobs.start(self._drop(), name=_("Remove"))

    async def _drop(self) -> None:
        if self._state() in (LetterState.ACCEPTED, LetterState.FILED) or await confirm(
            self, _("Throw this letter away?"), deed=_("Throw the letter away")
        ):
            self._do(_drop)

    def _do(self, act: Callable[[Letters, uuid.UUID], None]) -> None:
        letter = self._chosen()
        if letter is not None:
            self._jobs.letters.submit(partial(_acted, act=act, letter=letter), self._on_done)

    def _on_done(self, _nothing: object) -> None:
        self._jobs.changes.changed.emit(Changes({LETTERS: frozenset()}))
        self._desk.send_due()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(LETTERS):
            self.refresh()


def _why(row: OutboxRow) -> str:
    lines = [row.problem] if row.problem else []
    lines += [
        f"{one.address}: {one.reply}"
        for one in row.recipients
        if one.state is RecipientState.REFUSED and one.reply not in row.problem
    ]
    return "\n".join(lines)


def _read(letters: Letters) -> Found:
    return letters.waiting(), letters.outbox()


def _acted(letters: Letters, act: Callable[[Letters, uuid.UUID], None], letter: uuid.UUID) -> None:
    act(letters, letter)


def _retry(letters: Letters, letter: uuid.UUID) -> None:
    letters.retry(letter)


def _arrived(letters: Letters, letter: uuid.UUID) -> None:
    letters.said(letter, sent=True)


def _not_arrived(letters: Letters, letter: uuid.UUID) -> None:
    letters.said(letter, sent=False)


def _drop(letters: Letters, letter: uuid.UUID) -> None:
    letters.drop(letter)
