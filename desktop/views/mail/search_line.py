"""The line above the list: quick filters and what is searched for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.mail.places import QuickFilter
from desktop.views.icons import icon
from desktop.views.theme import look
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.flow_layout import FlowLayout

TYPING_MS: Final = 120
LABELS: Final = {
    QuickFilter.UNREAD: N_("Unread"),
    QuickFilter.FLAGGED: N_("With a flag"),
    QuickFilter.FILES: N_("With a file"),
    QuickFilter.KNOWN: N_("People I know"),
    QuickFilter.TO_ME: N_("To me"),
}
_DOWN: Final = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchLine(QWidget):
    """Narrows the list down; what narrows it is seen and cleared at once.

    Signals:
        changed: words or filters are others.
        left: the keyboard goes back into the list.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit(self)
        self._line.setClearButtonEnabled(True)
        self._line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._line.textChanged.connect(self._on_text_changed)
        self._line.installEventFilter(self)
        self._problem = QLabel(self)
        self._problem.setWordWrap(True)
        self._problem.hide()
        chips = QWidget(self)
        self._flow = FlowLayout(chips, spacing=4)
        self._chips = {one: Chip("", parent=chips) for one in LABELS}
        for chip in self._chips.values():
            chip.clicked.connect(self._on_chip_clicked)
            self._flow.addWidget(chip)
        self._title = QLabel(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self.changed)
        self._lay_out(chips)
        look().changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.retranslate()

    def _lay_out(self, chips: QWidget) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._line, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 6)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(chips)
        layout.addWidget(self._problem)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._line.setPlaceholderText(_("Search in this folder"))
        self._line.setAccessibleName(_("Search in this folder"))
        self._line.setToolTip(
            _("Words, or: from:minh to:me subject:quote has:file is:unread after:01/11/2026")
        )
        for one, chip in self._chips.items():
            chip.show_text(_(LABELS[one]))

    # --- what is asked
    @property
    def words(self) -> str:
        """What was typed."""
        return self._line.text().strip()

    @property
    def only(self) -> frozenset[QuickFilter]:
        """The filters that are on."""
        return frozenset(one for one, chip in self._chips.items() if chip.is_on)

    def show_place(self, title: str, only: frozenset[QuickFilter]) -> None:
        """Show another place, with the filters that are kept of it and without words."""
        self._title.setText(title)
        self._pause.stop()
        self._line.blockSignals(True)
        self._line.clear()
        self._line.blockSignals(False)
        for one, chip in self._chips.items():
            chip.show_state(on=one in only)
        self.show_problem("")

    def show_problem(self, sentence: str) -> None:
        """Say what of the words was not understood."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def start(self) -> None:
        """Take the keyboard."""
        self._line.selectAll()
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Let everything be seen again."""
        self._line.clear()
        for chip in self._chips.values():
            chip.show_state(on=False)
        self._pause.stop()
        self.changed.emit()

    @Slot()
    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            chip.show_state(on=not chip.is_on)
            self.changed.emit()

    @Slot(str)
    def _on_text_changed(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _on_look_changed(self) -> None:
        self._title.setFont(look().font("lead", 600))

    # Qt's names
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Go into the list with Down or Enter; Esc clears first, then goes."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _DOWN:
            self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            if self._line.text():
                self._line.clear()
            self.left.emit()
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
