"""One row of an editor that has one for each entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.views.fields.edit_line import EditLine
from desktop.views.icons import icon
from desktop.views.theme import look

NUMBER_WIDTH: Final = 140  # of a phone number with the mark behind it: the label gives way
PASTED: Final = 2  # signs that come at once were not typed


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one row."""

    text: str = ""
    label: str = ""


class EntryRow(QWidget):
    """One entry with its label, if the kind has labels, and a button that removes it.

    Signals:
        edited: the person changed something.
        left: the cursor left the entry.
        pasted: more than a sign came at once.
        unwanted: the row shall go.
        phone_asked: what can be done with the number is asked for.
    """

    edited = Signal()
    left = Signal()
    pasted = Signal(object)
    unwanted = Signal(object)
    phone_asked = Signal(object)

    def __init__(self, *, labelled: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = EditLine(self)
        self.label = EditLine(self) if labelled else None
        self.phone = self.line.add_own_action("phone", _("Call, Zalo, log…"))
        self.phone.setVisible(False)
        self.phone.triggered.connect(self._on_phone_triggered)
        self.doubt = self.line.add_own_action("triangle-alert", "", "warning")
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("x", "muted"))
        self.remove.setAutoRaise(True)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # an emptied row goes by itself
        self.remove.setToolTip(_("Remove"))
        self.remove.setAccessibleName(_("Remove"))
        self._length = 0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line, 3)
        if self.label is not None:
            self.label.setPlaceholderText(_("Label"))
            self.label.textEdited.connect(self._on_label_edited)
            layout.addWidget(self.label, 2)
            self.line.setMinimumWidth(look().px(NUMBER_WIDTH))
        layout.addWidget(self.remove)
        self.warn("")
        self.line.textEdited.connect(self._on_line_edited)
        self.line.left.connect(self.left)
        self.remove.clicked.connect(self._on_remove_clicked)

    def entry(self) -> Entry:
        """Return what stands in the row."""
        return Entry(self.line.text(), self.label.text() if self.label is not None else "")

    def show_entry(self, entry: Entry) -> None:
        """Write an entry into the row."""
        self.line.show_text(entry.text)
        self._length = len(entry.text)
        if self.label is not None:
            self.label.show_text(entry.label)

    def warn(self, sentence: str) -> None:
        """Show a mark with a sentence, or none."""
        self.doubt.setVisible(bool(sentence))
        self.doubt.setText(sentence)
        self.doubt.setToolTip(sentence)

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and copy only, or edit again."""
        self.line.setReadOnly(readonly)
        self.remove.setVisible(not readonly)
        if self.label is not None:
            self.label.setReadOnly(readonly)

    @Slot()
    def _on_phone_triggered(self) -> None:
        self.phone_asked.emit(self)

    @Slot(str)
    def _on_line_edited(self, text: str) -> None:
        came, self._length = len(text) - self._length, len(text)
        if came >= PASTED:
            self.pasted.emit(self)
        self.edited.emit()

    @Slot(str)
    def _on_label_edited(self, _text: str) -> None:
        self.edited.emit()

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.unwanted.emit(self)
