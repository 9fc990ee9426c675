"""Proposes names by any part of them, whatever accents and capitals are typed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop.core.words import fold

FOLDED = Qt.ItemDataRole.UserRole + 50  # of each item: its text as `fold` returns it


class FoldingCompleter(QCompleter):
    """Of an editable box; without accents a name is found like with them."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box.model(), box)
        self.setCompletionRole(FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        box.setCompleter(self)

    def note_names(self) -> None:
        """Take over the names in the box, once it is filled."""
        model = self.model()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            model.setData(index, fold(str(index.data())), FOLDED)

    # Qt overrides

    def splitPath(self, path: str) -> list[str]:
        """Return what is looked for."""
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return what the box shows once it was chosen."""
        return str(index.data())
