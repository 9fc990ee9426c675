"""Offers to convert text of an old Vietnamese encoding, with an example before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.core.old_encodings import OLD_ENCODINGS, converted
from desktop.core.tables import TableInfo
from desktop.views.records.import_wizard.column_row import ElidedLabel
from desktop.views.records.import_wizard.page import colour, remark


class OldTextBar(QWidget):
    """A sentence, the encoding, an example, a button; hidden where no text looks so.

    Signals:
        asked: the encoding to convert from; "" = leave the text as it is.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repair = ""
        self._example = ""
        self._what = remark("", self, "warning")
        self._box = QComboBox(self)
        self._box.setAccessibleName(_("Old encoding"))
        for encoding, label in OLD_ENCODINGS.items():
            self._box.addItem(_(label), encoding)
        self._box.activated.connect(self._show_example)
        self._before = ElidedLabel("", self)
        self._after = ElidedLabel("", self)
        self._button = QPushButton(self)
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._on_button_clicked)
        self._titles = [QLabel(_("Before"), self), QLabel(_("After"), self)]
        for title in self._titles:
            colour(title, "muted")
        self._lay_out()
        self.hide()

    def show_table(self, table: TableInfo) -> None:
        """Show what is proposed for a file, or what was converted in it."""
        self._repair = table.repair
        proposed = table.repair or (table.proposed[0] if table.proposed else "")
        self.setVisible(bool(proposed))
        if not proposed:
            return
        if table.proposed:
            self._example = table.proposed[1]
        self._box.setCurrentIndex(self._box.findData(proposed))
        self._box.setEnabled(not self._repair)
        done = _("The text was converted from {encoding}.")
        offer = _("The text looks like {encoding}, from before Unicode. Convert it?")
        sentence = done if self._repair else offer
        name = _(OLD_ENCODINGS[proposed]).partition(":")[0]
        self._what.setText(sentence.format(encoding=name))
        self._button.setText(_("Take it back") if self._repair else _("Convert"))
        self._show_example()

    @Slot()
    def _show_example(self) -> None:
        after = converted(self._example, self._box.currentData())
        for label, text in ((self._before, self._example), (self._after, after)):
            label.setText(text)
            label.setToolTip(text)

    @Slot()
    def _on_button_clicked(self) -> None:
        self.asked.emit("" if self._repair else self._box.currentData())

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._what, 0, 0, 1, 2)
        for row, (title, label) in enumerate(
            zip(self._titles, (self._before, self._after), strict=True), 1
        ):
            grid.addWidget(title, row, 0)
            grid.addWidget(label, row, 1)
        grid.addWidget(self._box, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._button, 0, 3, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
