"""The head of the message being read: subject, people, when, and to which customer it belongs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.dates import format_moment
from desktop.core.i18n import _
from desktop.core.mail.values import MailView
from desktop.core.pages import Ref
from desktop.views.mail.people_line import PeopleLine
from desktop.views.theme import look
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.flow_layout import FlowLayout


class ReadingHead(QWidget):
    """Says of one message who wrote to whom.

    Signals:
        person_clicked: an Address, and a global point for its menu.
        record_clicked: a Ref that is to be opened.
        stranger_clicked: the sender is to be taken into the contacts.
    """

    person_clicked = Signal(object, object)
    record_clicked = Signal(object)
    stranger_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject = QLabel(self)
        self._subject.setWordWrap(True)
        self._subject.setTextFormat(Qt.TextFormat.PlainText)
        self._subject.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._when = QLabel(self)
        self._when.setForegroundRole(self._when.palette().ColorRole.PlaceholderText)
        self._from = PeopleLine(self)
        self._lines = {key: PeopleLine(self) for key in ("to", "cc", "bcc", "reply_to")}
        self._records = QWidget(self)
        self._chips: list[tuple[Chip, Ref | None]] = []
        self._flow = FlowLayout(self._records, spacing=4)
        for line in (self._from, *self._lines.values()):
            line.person_clicked.connect(self.person_clicked)
        self._lay_out()
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._from, 1)
        first.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 6)
        layout.setSpacing(5)
        layout.addWidget(self._subject)
        layout.addLayout(first)
        for line in self._lines.values():
            layout.addWidget(line)
        layout.addWidget(self._records)

    def show_message(self, view: MailView) -> None:
        """Show whom a message is from and to."""
        self._subject.setText(view.row.subject or _("(no subject)"))
        self._when.setText(format_moment(view.row.at))
        self._from.show_people("", view.sender)
        self._lines["to"].show_people(_("To:"), view.to)
        self._lines["cc"].show_people(_("Cc:"), view.cc)
        self._lines["bcc"].show_people(_("Bcc:"), view.bcc)
        others = {one.address.lower() for one in view.reply_to}
        is_other = bool(others - {one.address.lower() for one in view.sender})
        self._lines["reply_to"].show_people(_("Replies go to:"), view.reply_to if is_other else ())

    def show_records(self, records: Sequence[Ref], *, is_stranger: bool) -> None:
        """Show whom in the CRM the message is about; of a stranger, that one may be taken in."""
        for chip, _record in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [(Chip(one.title, parent=self._records), one) for one in records]
        if is_stranger:
            self._chips.append((Chip(_("Add to contacts…"), parent=self._records), None))
        for chip, record in self._chips:
            chip.show_state(on=record is not None)
            chip.clicked.connect(self._on_chip_clicked)
            self._flow.addWidget(chip)
            chip.show()
        self._records.setVisible(bool(self._chips))

    def chips(self) -> list[Chip]:
        """Return the chips of records, and that of a stranger."""
        return [chip for chip, _record in self._chips]

    @Slot()
    def _on_chip_clicked(self) -> None:
        sender = self.sender()
        for chip, record in self._chips:
            if chip is sender and record is not None:
                self.record_clicked.emit(record)
            elif chip is sender:
                self.stranger_clicked.emit()

    @Slot()
    def _on_look_changed(self) -> None:
        self._subject.setFont(look().font("title", QFont.Weight.DemiBold))
