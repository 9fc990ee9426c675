"""The people of a message as chips, each with what can be done with that person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.core.i18n import _
from desktop.core.mail.values import Address
from desktop.views.mail.person_chip import PersonChip
from desktop.views.widgets.flow_layout import FlowLayout

SHOWN: Final = 4  # people before the rest is behind a chip


class PeopleLine(QWidget):
    """A label and chips of addresses.

    Signals:
        person_clicked: an Address, and the global point below its chip.
    """

    person_clicked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setForegroundRole(self._label.palette().ColorRole.PlaceholderText)
        self._box = QWidget(self)
        self._flow = FlowLayout(self._box, spacing=4)
        self._chips: list[PersonChip] = []
        self._people: tuple[Address, ...] = ()
        self._is_whole = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._label.setContentsMargins(0, 4, 0, 0)  # on the line of the words in the chips
        layout.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._box, 1)

    @property
    def people(self) -> tuple[Address, ...]:
        """Whom it shows, with those behind the last chip."""
        return self._people

    def show_people(self, label: str, people: Sequence[Address]) -> None:
        """Show people; the line is hidden where there are none."""
        self._label.setText(label)
        self._label.setVisible(bool(label))
        self._people = tuple(people)
        self._is_whole = False
        self._fill()
        self.setVisible(bool(people))

    def _fill(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        shown = self._people if self._is_whole else self._people[:SHOWN]
        self._chips = [PersonChip(str(one), one, self._box) for one in shown]
        rest = len(self._people) - len(shown)
        if rest:
            self._chips.append(PersonChip(_("{count} more").format(count=rest), None, self._box))
        for chip in self._chips:
            chip.clicked.connect(self._on_chip_clicked)
            self._flow.addWidget(chip)
            chip.show()

    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if not isinstance(chip, PersonChip):
            return
        if chip.person is None:
            self._is_whole = True
            self._fill()
        else:
            at = chip.mapToGlobal(chip.rect().bottomLeft())
            self.person_clicked.emit(chip.person, at)
