"""Groups of conditions in the filter builder, joined by "and" or "or"."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.entities import Entity
from desktop.core.field_paths import find_field
from desktop.core.filter_words import questions
from desktop.core.filters import Condition, Filter, Group
from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.records.lists.builder_condition import ConditionRow, removal_button
from desktop.views.records.lists.builder_values import MakeEditor
from desktop.views.records.lists.field_menu import FieldMenu
from desktop.views.theme import look

DEEPEST: Final = 4


class GroupBox(QWidget):
    """Conditions and groups of which all, or any, must hold.

    Signals:
        changed: what the group asks is another.
        removal_asked: the group itself.
    """

    changed = Signal()
    removal_asked = Signal(object)

    def __init__(
        self,
        entity: Entity,
        group: Filter,
        make_editor: MakeEditor,
        parent: QWidget,
        depth: int = 0,
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._make_editor = make_editor
        self._depth = depth
        self._rows: list[ConditionRow | GroupBox] = []
        self._joining = QComboBox(self)
        for is_any, is_negated, label in _joinings():
            self._joining.addItem(label, (is_any, is_negated))
        self._joining.setAccessibleName(_("How the conditions are joined"))
        self._joining.activated.connect(self._on_joining_activated)
        head = QHBoxLayout()
        head.addWidget(self._joining)
        head.addStretch(1)
        if depth:
            head.addWidget(removal_button(self, self._on_remove_clicked))
        self._lines = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12 if depth else 0, 10 if depth else 0, 8 if depth else 0, 8)
        layout.addLayout(head)
        layout.addLayout(self._lines)
        layout.addLayout(self._make_buttons())
        self.show_group(group)

    def group(self) -> Filter:
        """Return what the group asks; conditions that are not complete are left out."""
        is_any, is_negated = self._joining.currentData()
        items: list[Condition | Group] = []
        for row in self._rows:
            made = row.group() if isinstance(row, GroupBox) else row.condition()
            if made is not None and made != Group():
                items.append(made)
        return Group(tuple(items), is_any, is_negated and bool(items))

    @property
    def is_empty(self) -> bool:
        """Tell whether it has no row at all."""
        return not self._rows

    def show_group(self, group: Filter) -> None:
        """Show a filter."""
        for row in tuple(self._rows):
            self._take_out(row)
        wanted = (group.any_of, group.negated)
        index = [(a, n) for a, n, _label in _joinings()].index(wanted)
        self._joining.setCurrentIndex(index)
        for item in group.items:
            self._add(item)

    def add_condition(self, path: str) -> None:
        """Add a row that asks about a field."""
        question = questions(find_field(self._entity, path))[0]
        row = self._add(Condition(path, question.op, question.fixed or None))
        if isinstance(row, ConditionRow):
            row.focus_value()
        self.changed.emit()

    def _make_buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        add = QPushButton(icon("plus"), _("Condition"), self)
        add.clicked.connect(self._on_add_clicked)
        buttons.addWidget(add)
        group = QPushButton(icon("plus"), _("Group"), self)
        group.clicked.connect(self._on_group_clicked)
        group.setVisible(self._depth < DEEPEST)
        buttons.addWidget(group)
        for button in (add, group):
            button.setAutoDefault(False)
            button.setFlat(True)
        buttons.addStretch(1)
        return buttons

    def _add(self, item: Condition | Group) -> ConditionRow | GroupBox:
        row: ConditionRow | GroupBox
        if isinstance(item, Condition):
            row = ConditionRow(self._entity, item, self._make_editor, self)
        else:
            row = GroupBox(self._entity, item, self._make_editor, self, self._depth + 1)
        row.changed.connect(self.changed)
        row.removal_asked.connect(self._on_removal_asked)
        self._rows.append(row)
        self._lines.addWidget(row)
        return row

    def _take_out(self, row: ConditionRow | GroupBox) -> None:
        self._rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _on_add_clicked(self) -> None:
        menu = FieldMenu(self._entity, self)
        menu.path_chosen.connect(self._on_path_chosen)
        menu.popup(self.cursor().pos())

    @Slot(object)
    def _on_path_chosen(self, path: str) -> None:
        self.add_condition(path)

    @Slot()
    def _on_group_clicked(self) -> None:
        self._add(Group(any_of=not self._joining.currentData()[0]))
        self.changed.emit()

    @Slot()
    def _on_joining_activated(self) -> None:
        self.changed.emit()

    @Slot(object)
    def _on_removal_asked(self, row: ConditionRow | GroupBox) -> None:
        self._take_out(row)
        self.changed.emit()

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removal_asked.emit(self)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame a group within a group."""
        if not self._depth:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().colour("border"), 1))
        painter.setBrush(look().colour("alternate"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


def _joinings() -> list[tuple[bool, bool, str]]:
    return [
        (False, False, _("All of these hold")),
        (True, False, _("At least one of these holds")),
        (False, True, _("Not all of these hold")),
        (True, True, _("None of these holds")),
    ]
