"""Choosing whose diaries stand beside each other."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.words import fold
from desktop.views.dialogs import show
from desktop.views.diary.columns import Column
from desktop.views.diary.diary_state import MOST_PEOPLE
from desktop.views.icons import icon
from desktop.views.theme import look

_COLUMN: Final = Qt.ItemDataRole.UserRole
PICTURES: Final = {"user": "circle-user", "unit": "network", "resource": "door-open"}


class PeopleDialog(QDialog):
    """Ticks up to six people, units, rooms or cars."""

    def __init__(
        self, offered: Sequence[Column], chosen: Sequence[uuid.UUID], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Side by side"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find a person, unit or room"))
        self.field.setAccessibleName(_("Find a person, unit or room"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("People, units, rooms"))
        order = {one: place for place, one in enumerate(chosen)}
        for column in sorted(offered, key=lambda one: order.get(one.id, len(order))):
            item = QListWidgetItem(icon(PICTURES[column.kind]), column.name, self.list)
            item.setData(_COLUMN, column.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = column.id in order
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        self.told = QLabel(self)
        self.told.setForegroundRole(self.told.palette().ColorRole.PlaceholderText)
        self._buttons = QDialogButtonBox(self)
        self._show = self._buttons.addButton(_("Show"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._show.setDefault(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        for part in (self.field, self.list, self.told, self._buttons):
            layout.addWidget(part)
        self.resize(look().px(400), look().px(480))
        self.field.textChanged.connect(self._on_text_changed)
        self.list.itemChanged.connect(self._on_item_changed)
        self._count()

    def chosen(self) -> list[uuid.UUID]:
        """Return what is ticked, in the order of the list."""
        return [
            item.data(_COLUMN)
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        wanted = fold(text)
        for item in self._items():
            item.setHidden(wanted not in fold(item.text()))

    @Slot(QListWidgetItem)
    def _on_item_changed(self, _item: QListWidgetItem) -> None:
        self._count()

    def _count(self) -> None:
        count = len(self.chosen())
        words = _("{count} of at most {most} chosen")
        self.told.setText(words.format(count=count, most=MOST_PEOPLE))
        self._show.setEnabled(1 <= count <= MOST_PEOPLE)


async def ask_people(
    offered: Sequence[Column], chosen: Sequence[uuid.UUID], parent: QWidget
) -> tuple[uuid.UUID, ...] | None:
    """Return who is chosen; None to leave everything as it is."""
    dialog = PeopleDialog(offered, chosen, parent)
    return tuple(dialog.chosen()) if await show(dialog) else None
