"""The list of the server's copies."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.core.i18n import N_, _
from desktop.core.server_state import CentreCopy, ServerState
from desktop.views.admin.server_words import copy_words
from desktop.views.icons import icon
from desktop.views.theme import look

HEADS: Final = (
    N_("Made on"),
    N_("Asked by"),
    N_("Customers"),
    N_("File size"),
    N_("Brought back for trial"),
    N_("Second folder"),
)
WIDTHS: Final = (130, 124, 92, 92, 154, 86)
NUMBERS: Final = (2, 3)
TRIED: Final = 4
_COPY: Final = Qt.ItemDataRole.UserRole
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ServerCopies(QTreeWidget):
    """Shows the copies; one can be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderLabels([_(head) for head in HEADS])
        for column in NUMBERS:
            self.headerItem().setTextAlignment(column, _RIGHT)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(_("Copies of the server"))
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, look().px(width))

    def show_state(self, state: ServerState) -> None:
        """Show the copies; the chosen one stays chosen, else it is the newest."""
        before = self.chosen()
        self.clear()
        for copy in state.copies:
            item = self._item(copy)
            self.addTopLevelItem(item)
            if before is not None and before.name == copy.name:
                self.setCurrentItem(item)
        first = self.topLevelItem(0)
        if self.currentItem() is None and first is not None:
            self.setCurrentItem(first)

    def chosen(self) -> CentreCopy | None:
        """Return the copy that is chosen."""
        item = self.currentItem()
        found = item.data(0, _COPY) if item else None
        return found if isinstance(found, CentreCopy) else None

    def _item(self, copy: CentreCopy) -> QTreeWidgetItem:
        item = QTreeWidgetItem(copy_words(copy))
        for column in NUMBERS:
            item.setTextAlignment(column, _RIGHT)
        item.setData(0, _COPY, copy)
        item.setToolTip(0, copy.name)
        item.setToolTip(TRIED, copy.problem)
        name, role = ("circle-check", "success") if copy.is_good else ("circle-alert", "danger")
        if copy.is_sound and not copy.is_good:
            name, role = "circle-question-mark", "muted"
        item.setIcon(TRIED, icon(name, role))
        return item
