"""Says below an address what a ward that is no more became, and takes it at one click."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.core.dates import format_day
from desktop.core.former_wards import FormerWard, former_wards
from desktop.core.i18n import _
from desktop.core.kinds.places import province_name
from desktop.core.places import OLD_UNITS_UNTIL
from desktop.views.fields.note_label import NoteLabel
from desktop.views.widgets.flow_layout import FlowLayout

MOST: Final = 6


class FormerWardHint(QWidget):
    """Hidden until somebody typed the name of such a ward.

    Signals:
        taken: the code of a commune of today, and the old ward as it stood in addresses.
    """

    taken = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = NoteLabel(self)
        self._label.setWordWrap(True)
        self._offers = QWidget(self)
        self._flow = FlowLayout(self._offers, spacing=4)
        self.buttons: dict[QToolButton, tuple[str, str]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self._offers)
        self.hide()

    def look_for(self, text: str, province: str) -> None:
        """Offer what a ward of that name became, in a province of today if one is chosen."""
        self.forget()
        found = former_wards(text, province) if text.strip() else []
        names = " · ".join(ward.address for ward in found)
        day = format_day(OLD_UNITS_UNTIL)
        sentence = _("Was there until {day}: {wards}. Today it is:")
        self._label.setText(sentence.format(wards=names, day=day))
        for ward in found:
            self._offer(ward, is_one_of=len(found) > 1)
        self.setVisible(bool(self.buttons))

    def forget(self) -> None:
        """Offer nothing."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = {}
        self.hide()

    def _offer(self, ward: FormerWard, *, is_one_of: bool) -> None:
        for candidate in ward.candidates[: MOST - len(self.buttons)]:
            button = QToolButton(self._offers)
            unit = candidate.commune
            text = f"{unit.name}, {province_name(unit.province_code)}"
            if candidate.is_default and len(ward.candidates) > 1:
                text = _("{commune} (most of the old ward)").format(commune=text)
            button.setText(f"{text} ({ward.district})" if is_one_of else text)
            button.setProperty("outlined", True)
            button.clicked.connect(self._on_button_clicked)
            self._flow.addWidget(button)
            self.buttons[button] = (unit.code, ward.address)

    @Slot()
    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton) and button in self.buttons:
            self.taken.emit(*self.buttons[button])
