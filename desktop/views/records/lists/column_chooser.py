"""The dialog in which a list's columns are chosen and put in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.collation import sort_key
from desktop.core.entities import Entity
from desktop.core.i18n import _
from desktop.core.words import fold
from desktop.views.records.lists.list_state import own_state, shown_fields
from desktop.views.theme import look

_NAME: Final = Qt.ItemDataRole.UserRole
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnChooser(QDialog):
    """Lists all fields: ticked are the columns, in their order; drag or Alt with arrows moves."""

    def __init__(
        self, entity: Entity, columns: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self.setWindowTitle(_("Columns"))
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(_("Find a field"))
        self._search.setAccessibleName(_("Find a field"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_search_changed)
        self._list = QListWidget(self)
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setAccessibleName(_("Columns"))
        self._list.installEventFilter(self)
        self._list.itemChanged.connect(self._on_item_changed)
        self._hint = QLabel(_("Drag a line, or press Alt with an arrow key, to move a column."))
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(self._hint.palette().ColorRole.PlaceholderText)
        self._buttons = self._make_buttons()
        self._reset = QPushButton(_("Reset to default"), self)
        self._reset.setAutoDefault(False)
        self._reset.clicked.connect(self._on_reset_clicked)
        below = QHBoxLayout()
        below.addWidget(self._reset)
        below.addStretch(1)
        below.addWidget(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        for widget in (self._search, self._list, self._hint):
            layout.addWidget(widget)
        layout.addLayout(below)
        self.resize(look().px(420), look().px(520))
        self._fill(columns)

    def columns(self) -> tuple[str, ...]:
        """Return the names of the chosen fields in their order."""
        items = [self._list.item(row) for row in range(self._list.count())]
        return tuple(str(item.data(_NAME)) for item in items if _is_ticked(item))

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self._accept = buttons.addButton(_("Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self, columns: Sequence[str]) -> None:
        self._list.clear()
        fields = shown_fields(self._entity)
        labels = {field.name: _(field.label) for field in fields}
        others = sorted((n for n in labels if n not in columns), key=lambda n: sort_key(labels[n]))
        for name in (*(name for name in columns if name in labels), *others):
            item = QListWidgetItem(labels[name], self._list)
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if name in columns else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self._list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        if 0 <= row + by < self._list.count():
            item = self._list.takeItem(row)
            self._list.insertItem(row + by, item)
            self._list.setCurrentRow(row + by)

    @Slot(str)
    def _on_search_changed(self, text: str) -> None:
        wanted = fold(text)
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(wanted not in fold(item.text()))

    @Slot()
    def _on_item_changed(self) -> None:
        self._accept.setEnabled(bool(self.columns()))

    @Slot()
    def _on_reset_clicked(self) -> None:
        self._search.clear()
        self._fill(own_state(self._entity).columns)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the current line with Alt and an arrow key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
                return True
        return super().eventFilter(watched, event)


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked
