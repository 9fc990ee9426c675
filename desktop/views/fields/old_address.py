"""The old units of an address as they were typed, and the communes that they may be today."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from desktop.core.addresses import Address, suggestions
from desktop.core.i18n import _
from desktop.core.kinds.places import province_name
from desktop.views.fields.note_label import NoteLabel
from desktop.views.icons import icon

_MOST: Final = 20


class OldAddress(QWidget):
    """Shows the old units; hidden where there are none.

    Signals:
        chosen: the code of the commune of today that the person picked.
        unwanted: the old units shall go.
    """

    chosen = Signal(object)
    unwanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._readonly = False
        self._label = NoteLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.candidates = QComboBox(self)
        self.candidates.setAccessibleName(_("Commune of today"))
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("x", "muted"))
        self.remove.setAutoRaise(True)
        self.remove.setToolTip(_("Remove the old address"))
        self.remove.setAccessibleName(_("Remove the old address"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.candidates)
        layout.addWidget(self.remove)
        self.candidates.activated.connect(self._on_candidates_activated)
        self.remove.clicked.connect(self.unwanted)
        self.hide()

    def text(self) -> str:
        """Return the old units as they were typed."""
        return self._text

    def show_text(self, text: str, *, is_placed: bool) -> None:
        """Show old units; those without a commune of today offer what they may have become."""
        self._text = text
        self.setVisible(bool(text))
        self._label.setText(_("Old address: {text}").format(text=text) if text else "")
        self.candidates.clear()
        if text and not is_placed:
            self._fill()
        self._arm()

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read only, or choose again."""
        self._readonly = readonly
        self._arm()

    def _fill(self) -> None:
        self.candidates.addItem(_("Choose the commune of today"), "")
        fitting = suggestions(Address(legacy=self._text))[:_MOST]
        for candidate in fitting:
            found = candidate.commune
            text = f"{found.name}, {province_name(found.province_code)}"
            likeliest = _("{commune} (most of the old ward)").format(commune=text)
            is_one_of = candidate.is_default and len(fitting) > 1
            self.candidates.addItem(likeliest if is_one_of else text, found.code)

    def _arm(self) -> None:
        self.candidates.setVisible(self.candidates.count() > 1 and not self._readonly)
        self.remove.setVisible(not self._readonly)

    @Slot()
    def _on_candidates_activated(self) -> None:
        code = self.candidates.currentData()
        if code:
            self.chosen.emit(code)
