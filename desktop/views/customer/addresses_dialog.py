"""Shows old addresses with the communes they may lie in today, before any of them is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.kinds.places import province_name
from desktop.core.old_addresses import OldAddress
from desktop.views.records.command_questions import Question
from desktop.views.theme import look

WIDTH, HEIGHT = 860, 560
SHOWN: Final = 200  # more are done in a second go


class AddressesDialog(QDialog):
    """One line for each old address; those whose ward was divided are ticked by hand."""

    def __init__(self, question: Question, found: Sequence[OldAddress]) -> None:
        super().__init__(question.window)
        self.setWindowTitle(_("Old addresses into new communes"))
        self._found = list(found[:SHOWN])
        self._boxes: list[QComboBox] = []
        self.ticks: list[QCheckBox] = []
        self._rows = QScrollArea(self)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it
        self._rows.setWidgetResizable(True)
        self._rows.setFrameShape(QFrame.Shape.NoFrame)
        self._note = QLabel(self._sentence(len(question.ids), len(found)), self)
        self._note.setWordWrap(True)
        self._buttons = QDialogButtonBox(self)
        self._accept = self._buttons.addButton(
            _("Write the ticked ones"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._accept.setDefault(True)
        self._accept.setVisible(bool(found))
        role = QDialogButtonBox.StandardButton
        self._buttons.addButton(role.Cancel if found else role.Close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (self._note, self._rows, self._buttons):
            layout.addWidget(widget)
        self._fill()
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._rows.setVisible(bool(found))
        self.resize(look().px(WIDTH), look().px(HEIGHT if found else 120))
        self._show_number()

    def answer(self) -> Mapping[str, Json]:
        """Return the communes of the ticked records by their ids."""
        lines = zip(self._found, self.ticks, self._boxes, strict=True)
        chosen: dict[str, Json] = {
            one.id: box.currentData()
            for one, tick, box in lines
            if tick.isChecked() and box.currentData()
        }
        return {"communes": chosen}

    def _sentence(self, asked: int, found: int) -> str:
        if not found:
            return _("None of the chosen addresses waits for a commune of today.")
        text = ngettext(
            "{count} old address can be placed. What was typed stays with it.",
            "{count} old addresses can be placed. What was typed stays with them.",
            found,
        ).format(count=found)
        if found > SHOWN:
            text += " " + _("The first {count} are shown.").format(count=SHOWN)
        return text

    def _fill(self) -> None:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for column, head in enumerate((_("Record"), _("Old address"), _("Commune of today"))):
            label = QLabel(head, page)
            label.setFont(look().font("note", 600))
            grid.addWidget(label, 0, column)
        for row, one in enumerate(self._found, start=1):
            self._add_line(grid, row, one)
        grid.setRowStretch(len(self._found) + 1, 1)
        self._rows.setWidget(page)

    def _add_line(self, grid: QGridLayout, row: int, one: OldAddress) -> None:
        tick = QCheckBox(one.title.replace("&", "&&"))
        tick.setChecked(len(one.candidates) == 1 and bool(one.proposed))
        tick.toggled.connect(self._show_number)
        text = QLabel(one.text)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        box = QComboBox()
        box.setAccessibleName(_("Commune of today"))
        if not one.proposed:
            box.addItem(_("Choose the commune of today"), "")
        for candidate in one.candidates:
            found = candidate.commune
            box.addItem(f"{found.name}, {province_name(found.province_code)}", found.code)
        box.setCurrentIndex(max(0, box.findData(one.proposed)))
        box.activated.connect(self._on_box_activated)
        for column, widget in enumerate((tick, text, box)):
            grid.addWidget(widget, row, column)
        self.ticks.append(tick)
        self._boxes.append(box)

    @Slot()
    def _show_number(self) -> None:
        self._accept.setEnabled(bool(self.answer()["communes"]))

    @Slot()
    def _on_box_activated(self) -> None:
        """Whoever chooses a commune wants it."""
        for tick, box in zip(self.ticks, self._boxes, strict=True):
            if box is self.sender():
                tick.setChecked(bool(box.currentData()))
        self._show_number()
