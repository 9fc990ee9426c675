"""Sender, recipients and subject of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.mail.letters import Letter, Sender
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.people_field import PeopleField
from desktop.views.theme import look


class LetterHead(QWidget):
    """The upper part of the window of a letter.

    Signals:
        edited: something is different.
        sender_chosen: the Sender that was chosen in place of another.
        told: a sentence about a recipient, "" when it is settled.
    """

    edited = Signal()
    sender_chosen = Signal(object)
    told = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._senders: tuple[Sender, ...] = ()
        self.sender_box = QComboBox(self)
        self.sender_box.setAccessibleName(_("Sender"))
        self.to = PeopleField(jobs, _("To"), self)
        self.cc = PeopleField(jobs, _("Cc"), self)
        self.bcc = PeopleField(jobs, _("Bcc"), self)
        self.subject = QLineEdit(self)
        self.subject.setAccessibleName(_("Subject"))
        self.subject.setMaxLength(500)
        self.more = QToolButton(self)
        self.more.setText(_("Cc, Bcc"))
        self.more.setAutoRaise(True)
        self._labels: dict[QWidget, QLabel] = {}
        self._lay_out()
        self.show_copies(is_wanted=False)
        self._connect()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 4, 12, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Sender"), self.sender_box),
            (_("To"), self.to),
            (_("Cc"), self.cc),
            (_("Bcc"), self.bcc),
            (_("Subject"), self.subject),
        )
        for row, (text, widget) in enumerate(fields):
            label = self._labels[widget] = QLabel(text, self)
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            label.setBuddy(widget)
            if isinstance(widget, PeopleField):
                label.setContentsMargins(0, look().px(7), 0, 0)
            place = Qt.AlignmentFlag.AlignTop if isinstance(widget, PeopleField) else None
            self._grid.addWidget(label, row, 0, place or Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(widget, row, 1, 1, 1 if widget is self.to else 2)
        self._grid.addWidget(self.more, 1, 2, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.more.clicked.connect(self._on_more_clicked)
        self.sender_box.currentIndexChanged.connect(self._on_sender_changed)
        self.subject.textEdited.connect(self.edited)
        for field in (self.to, self.cc, self.bcc):
            field.edited.connect(self.edited)
            field.told.connect(self.told)
            field.line.textEdited.connect(self.edited)

    def offer_senders(self, senders: Sequence[Sender], letter: Letter) -> None:
        """Offer the addresses that the person writes under, and show that of the letter."""
        with QSignalBlocker(self.sender_box):
            self.sender_box.clear()
            self._senders = tuple(senders)
            for number, one in enumerate(self._senders):
                name = f"{one.address.name} <{one.address.address}>"
                self.sender_box.addItem(name if one.address.name else one.address.address)
                is_it = (one.account, one.identity) == (letter.account, letter.identity)
                if is_it:
                    self.sender_box.setCurrentIndex(number)
        self.sender_box.setEnabled(bool(self._senders))

    def chosen_sender(self) -> Sender | None:
        """Return under which address the letter is written."""
        place = self.sender_box.currentIndex()
        return self._senders[place] if 0 <= place < len(self._senders) else None

    def show_letter(self, letter: Letter) -> None:
        """Show recipients and subject of a letter."""
        self.to.show_people(letter.to)
        self.cc.show_people(letter.cc)
        self.bcc.show_people(letter.bcc)
        self.subject.setText(letter.subject)
        self.subject.setCursorPosition(0)
        if letter.cc or letter.bcc:
            self.show_copies(is_wanted=True)

    def take_typed(self) -> bool:
        """Make recipients of what stands in the lines; False: something there is nobody."""
        for field in (self.to, self.cc, self.bcc):
            field.ahead.stop()
            field.take_typed()
        return all(field.is_settled() for field in (self.to, self.cc, self.bcc))

    def show_copies(self, *, is_wanted: bool) -> None:
        """Show the lines of copies."""
        for field in (self.cc, self.bcc):
            field.setVisible(is_wanted)
            self._labels[field].setVisible(is_wanted)
        self.more.setVisible(not is_wanted)

    @Slot()
    def _on_more_clicked(self) -> None:
        self.show_copies(is_wanted=True)
        self.cc.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_sender_changed(self) -> None:
        found = self.chosen_sender()
        if found is not None:
            self.sender_chosen.emit(found)
            self.edited.emit()
