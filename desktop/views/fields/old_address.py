"""The old units of an address as they were typed, and the communes that they may be today."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QToolButton, QWidget

from desktop.core.dates import format_day
from desktop.core.i18n import _
from desktop.core.kinds.places import province_name
from desktop.core.old_addresses import Parts, candidates_of, gone_commune
from desktop.core.places import OLD_UNITS_UNTIL
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
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self.remove, 0, 1)
        layout.addWidget(self.candidates, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.candidates.activated.connect(self._on_candidates_activated)
        self.remove.clicked.connect(self.unwanted)
        self.hide()

    def text(self) -> str:
        """Return the old units as they were typed."""
        return self._text

    def show_parts(self, parts: Parts) -> None:
        """Show the old units of an address, or none.

        One whose commune is unknown or no more offers those of today that it may be moved to.
        """
        self._text = parts.get("legacy", "")
        gone = gone_commune(parts)
        self.remove.setEnabled(bool(self._text))
        self.setVisible(bool(self._text) or gone is not None)
        if gone is not None and gone.valid_until is not None:
            sentence = _("“{name}” was valid until {day} only.")
            last = format_day(gone.valid_until)
            self._label.setText(sentence.format(name=gone.name, day=last))
        else:
            sentence = _("Old address (until {day}): {text}")
            last = format_day(OLD_UNITS_UNTIL)
            self._label.setText(sentence.format(text=self._text, day=last) if self._text else "")
        self.candidates.clear()
        if self._text or gone is not None:
            self._fill(parts)
        self._arm()

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read only, or choose again."""
        self._readonly = readonly
        self._arm()

    def _fill(self, parts: Parts) -> None:
        self.candidates.addItem(_("Move to the new address…"), "")
        fitting = candidates_of(parts)[:_MOST]
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
