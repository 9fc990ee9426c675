"""Shows old addresses with the communes they may lie in today, before any of them is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from desktop.core.filters import Json
from desktop.core.i18n import _, ngettext
from desktop.core.kinds.places import province_name
from desktop.core.old_addresses import OldAddress
from desktop.views.records.command_questions import Question
from desktop.views.theme import look

WIDTH, HEIGHT = 860, 560
SHOWN: Final = 200  # more are done in a second go
NAME, OLD, NEW = range(3)


class AddressesDialog(QDialog):
    """One line for each old address; those whose ward was divided are ticked by hand."""

    def __init__(self, question: Question, found: Sequence[OldAddress]) -> None:
        super().__init__(question.window)
        self.setWindowTitle(_("Old addresses into new communes"))
        self._found = list(found[:SHOWN])
        self._boxes: list[QComboBox] = []
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels([_("Record"), _("Old address"), _("Commune of today")])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self._note = QLabel(self._sentence(len(question.ids), len(found)), self)
        self._note.setWordWrap(True)
        self._buttons = QDialogButtonBox(self)
        self._accept = self._buttons.addButton(
            _("Write the ticked ones"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._accept.setDefault(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (self._note, self.tree, self._buttons):
            layout.addWidget(widget)
        self._fill()
        self.tree.itemChanged.connect(self._on_tree_item_changed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.tree.setVisible(bool(found))
        self.resize(look().px(WIDTH), look().px(HEIGHT if found else 120))
        self._show_number()

    def answer(self) -> Mapping[str, Json]:
        """Return the communes of the ticked records by their ids."""
        chosen: dict[str, Json] = {
            one.id: box.currentData()
            for number, (one, box) in enumerate(zip(self._found, self._boxes, strict=True))
            if self._item(number).checkState(NAME) is Qt.CheckState.Checked and box.currentData()
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

    def _item(self, number: int) -> QTreeWidgetItem:
        item = self.tree.topLevelItem(number)
        if item is None:
            raise IndexError(number)
        return item

    def _fill(self) -> None:
        for one in self._found:
            item = QTreeWidgetItem(self.tree, [one.title, one.text])
            item.setToolTip(OLD, one.text)
            is_certain = len(one.candidates) == 1 and bool(one.proposed)
            state = Qt.CheckState.Checked if is_certain else Qt.CheckState.Unchecked
            item.setCheckState(NAME, state)
            box = QComboBox(self.tree)
            box.setAccessibleName(_("Commune of today"))
            if not one.proposed:
                box.addItem(_("Choose the commune of today"), "")
            for candidate in one.candidates:
                found = candidate.commune
                box.addItem(f"{found.name}, {province_name(found.province_code)}", found.code)
            box.setCurrentIndex(max(0, box.findData(one.proposed)))
            box.activated.connect(self._on_box_activated)
            self.tree.setItemWidget(item, NEW, box)
            self._boxes.append(box)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(OLD, QHeaderView.ResizeMode.Interactive)
        self.tree.setColumnWidth(NAME, look().px(220))
        self.tree.setColumnWidth(OLD, look().px(330))

    def _show_number(self) -> None:
        self._accept.setEnabled(bool(self.answer()["communes"]))

    @Slot()
    def _on_box_activated(self) -> None:
        """Whoever chooses a commune wants it."""
        for number, box in enumerate(self._boxes):
            if box is self.sender():
                chosen = Qt.CheckState.Checked if box.currentData() else Qt.CheckState.Unchecked
                self._item(number).setCheckState(NAME, chosen)
        self._show_number()

    @Slot()
    def _on_tree_item_changed(self, *_changed: object) -> None:
        self._show_number()
