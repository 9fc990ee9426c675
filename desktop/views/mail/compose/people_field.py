"""Recipients of a letter: chips, and a line in which more are typed or found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.core.emails import email_key, parse_email, parse_emails
from desktop.core.i18n import _
from desktop.core.mail.values import Address
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.suggestions import Suggestion
from desktop.views.fields.type_ahead import TypeAhead
from desktop.views.jobs import Jobs
from desktop.views.mail.compose.people_finding import (
    Found,
    ask_known,
    find_people,
    merged,
    people_of_group,
    read_addresses,
)
from desktop.views.style_marks import rounded
from desktop.views.theme import look
from desktop.views.widgets.chip import Chip, ChipMark
from desktop.views.widgets.flow_layout import FlowLayout

LINE_WIDTH: Final = 170
_EDGE: Final = {False: "outline", True: "accent"}
_ENDS: Final = (Qt.Key.Key_Comma, Qt.Key.Key_Semicolon)


class _Line(EditLine):
    """Takes what was pasted as addresses."""

    pasted = Signal(str)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take over addresses at once."""
        self.pasted.emit(source.text())

    def paste(self) -> None:
        """Take over what the clipboard has."""
        from PySide6.QtGui import QGuiApplication

        self.pasted.emit(QGuiApplication.clipboard().text())

    def sizeHint(self) -> QSize:
        """Return room for a name."""
        return QSize(look().px(LINE_WIDTH), super().sizeHint().height())


class _PersonChip(Chip):
    """One recipient; a click writes the address into the line again."""

    def __init__(self, person: Address, parent: QWidget) -> None:
        super().__init__(str(person), ChipMark.REMOVES, parent)
        self.person = person
        self.setToolTip(f"{person.name} <{person.address}>" if person.name else person.address)


class PeopleField(QWidget):
    """The recipients of one kind.

    Signals:
        edited: the people are others.
        told: a sentence about what was typed, "" when it is settled.
    """

    edited = Signal()
    told = Signal(str)

    def __init__(self, jobs: Jobs, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._chips: list[_PersonChip] = []
        self._known: Sequence[Address] = ()
        self.line = _Line(self)
        self.line.setFrame(False)
        self.line.setAccessibleName(label)
        around = QVBoxLayout(self)
        around.setContentsMargins(5, 3, 5, 3)
        self._flow = FlowLayout(spacing=4)
        around.addLayout(self._flow)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.ahead = TypeAhead(self.line, self._ask)
        self.ahead.list.picked.connect(self._on_picked)
        self.line.entered.connect(self.take_typed)
        self.line.left.connect(self.take_typed)
        self.line.pasted.connect(self._on_pasted)
        self.line.installEventFilter(self)

    def people(self) -> tuple[Address, ...]:
        """Return the recipients."""
        return tuple(chip.person for chip in self._chips)

    def show_people(self, people: Iterable[Address]) -> None:
        """Show these recipients instead."""
        for chip in tuple(self._chips):
            self._drop(chip)
        self._add(people)

    def add(self, people: Iterable[Address]) -> None:
        """Add recipients that are not there yet."""
        if self._add(people):
            self.edited.emit()

    def is_settled(self) -> bool:
        """Tell whether nothing stands in the line that is no recipient."""
        return not self.line.text().strip()

    @Slot()
    def take_typed(self) -> None:
        """Make recipients of what was typed; what is none stays, and is told."""
        text = self.line.text().strip()
        if not text:
            self.told.emit("")
            return
        found = read_addresses(text)
        rest = [one.address for one in parse_emails(text) if not one.is_valid]
        self.line.setText("; ".join(rest))
        self.add(found)
        if rest and not self.ahead.list.isVisible():
            self.told.emit(_("“{address}” is no e-mail address.").format(address=rest[0]))
        elif not rest:
            self.told.emit(_slip(text))

    def _add(self, people: Iterable[Address]) -> bool:
        known = {email_key(chip.person.address) for chip in self._chips}
        before = len(self._chips)
        for person in people:
            if email_key(person.address) in known:
                continue
            known.add(email_key(person.address))
            chip = _PersonChip(person, self)
            chip.removed.connect(self._on_chip_removed)
            chip.clicked.connect(self._on_chip_clicked)
            self._chips.append(chip)
            self._flow.removeWidget(self.line)
            self._flow.addWidget(chip)
            self._flow.addWidget(self.line)
            chip.show()
        if len(self._chips) == before:
            return False
        self._order_of_tab()
        self.updateGeometry()
        return True

    def _order_of_tab(self) -> None:
        for first, second in zip(self._chips, [*self._chips[1:], self.line], strict=True):
            QWidget.setTabOrder(first, second)

    def _drop(self, chip: _PersonChip) -> None:
        self._chips.remove(chip)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.updateGeometry()

    @Slot()
    def _on_chip_removed(self) -> None:
        chip = self.sender()
        if isinstance(chip, _PersonChip) and chip in self._chips:
            self._drop(chip)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit()

    @Slot()
    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, _PersonChip) and chip in self._chips and self.is_settled():
            self._drop(chip)
            one = chip.person
            self.line.setText(f"{one.name} <{one.address}>" if one.name else one.address)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit()

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        if "@" not in text:
            self.line.insert(text)
            self.line.textEdited.emit(self.line.text())
            return
        self.line.setText(" ".join(filter(None, (self.line.text(), text))))
        self.take_typed()

    # --- what is offered
    def _ask(self, text: str) -> None:
        if not text.strip():
            self.ahead.list.forget()
            return
        self._known = ()
        self._jobs.letters.submit(
            partial(ask_known, text=text),
            self._on_known,
            self._on_unknown,
            topic=f"known {id(self)}",
            asker=self,
        )
        self._jobs.cards.submit(
            partial(find_people, text=text),
            partial(self._offer, text),
            topic=f"people {id(self)}",
            asker=self,
        )

    def _on_known(self, known: Sequence[Address]) -> None:
        self._known = known

    def _on_unknown(self, _error: Exception) -> None:
        self._known = ()

    def _offer(self, text: str, found: Sequence[Found]) -> None:
        if not isValid(self) or not self.ahead.is_awaited(text):
            return
        rows = merged(self._known, found, text)
        self.ahead.list.offer([Suggestion(row.text, row.detail, row) for row in rows])

    @Slot(object)
    def _on_picked(self, suggestion: Suggestion) -> None:
        found = suggestion.data
        if not isinstance(found, Found):
            return
        self.line.clear()
        self.told.emit("")
        if found.group is None:
            self.add(found.people)
            return
        self._jobs.cards.submit(
            partial(people_of_group, group=found.group), self.add, topic="", asker=self
        )

    # --- Qt overrides
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of a field."""
        del event
        painter = QPainter(self)
        has_cursor = self.line.hasFocus()
        rounded(painter, self.rect(), look().colour("base"), look().colour(_EDGE[has_cursor]))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End an address with a comma, and take the last recipient away with Backspace."""
        if watched is self.line and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if watched is not self.line or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENDS and read_addresses(self.line.text()):
            self.ahead.list.forget()
            self.take_typed()
            return True
        is_empty = not self.line.text()
        if event.key() == Qt.Key.Key_Backspace and is_empty and self._chips:
            self._drop(self._chips[-1])
            self.edited.emit()
            return True
        return False


def _slip(text: str) -> str:
    """Return what was probably meant by an address that looks mistyped."""
    one = parse_email(text)
    if not one.suggestion:
        return ""
    return _("“{address}” may be mistyped: {suggestion}?").format(
        address=one.address, suggestion=one.suggestion
    )
