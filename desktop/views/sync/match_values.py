"""The values of a record of mine beside those of the company's; which of mine are taken over."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.core.entities import get_entity
from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.join_plan import Alike
from desktop.core.kinds import kind_of
from desktop.core.wire import from_wire
from desktop.views.theme import look

HEADS: Final = (N_("Take mine"), N_("Mine"), N_("The company's"))
_WIDTHS: Final = (190, 240)
_NAME: Final = Qt.ItemDataRole.UserRole


class MatchValues(QWidget):
    """Lists the fields that differ, each with a box.

    Signals:
        taken: field, and whether mine is taken over.
    """

    taken = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_filling = False
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(_("Values side by side"))
        self.list.setHeaderLabels([_(head) for head in HEADS])
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(column, look().px(width))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.list.itemChanged.connect(self._on_item_changed)

    def show_pair(self, pair: Alike, taken: AbstractSet[str], *, choosable: bool) -> None:
        """Show what differs; boxes are there where values can be chosen."""
        self._is_filling = True
        self.list.clear()
        entity = get_entity(pair.entity)
        for name, (mine, theirs) in pair.values.items():
            field = entity.field(name)
            if mine == theirs:
                continue
            texts = [_(field.label), value_of(field, mine), value_of(field, theirs)]
            item = QTreeWidgetItem(texts)
            item.setData(0, _NAME, name)
            if choosable and mine:
                is_taken = name in taken
                state = Qt.CheckState.Checked if is_taken else Qt.CheckState.Unchecked
                item.setCheckState(0, state)
            self.list.addTopLevelItem(item)
        self._is_filling = False

    @Slot(QTreeWidgetItem, object)
    def _on_item_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        if not self._is_filling:
            is_taken = item.checkState(0) is Qt.CheckState.Checked
            self.taken.emit(str(item.data(0, _NAME)), is_taken)


def value_of(field: Field, value: Json) -> str:
    """Return a value of the wire as people read it, in one line."""
    if value in (None, "", []):
        return ""
    kind = kind_of(field)
    try:
        text = kind.format_stored(field, from_wire(kind.storage, value))
    except (ValueError, TypeError, KeyError):
        text = str(value)
    return " ".join(text.split())
