"""One condition in the filter builder: a field, a question, a value."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from desktop.core.entities import Entity
from desktop.core.field_paths import find_field, path_label
from desktop.core.fields import Field
from desktop.core.filter_words import Question, questions
from desktop.core.filters import Condition
from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.records.lists.builder_values import MakeEditor, ValuePart, value_part
from desktop.views.records.lists.field_menu import FieldMenu
from desktop.views.theme import look
from desktop.views.widgets.popup_box import PopupBox

FIELD_WIDTH: Final = 190
OPERATOR_WIDTH: Final = 170


class ConditionRow(QWidget):
    """A field, a question and a value.

    Signals:
        changed: what the row asks is another.
        removal_asked: the row itself.
    """

    changed = Signal()
    removal_asked = Signal(object)

    def __init__(
        self, entity: Entity, condition: Condition, make_editor: MakeEditor, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._entity = entity
        self._make_editor = make_editor
        self._path = condition.field
        self._questions: list[Question] = []
        self._part: ValuePart = ValuePart()
        self._box = PopupBox(self)
        self._box.setFixedWidth(look().px(FIELD_WIDTH))
        self._box.popup_asked.connect(self._on_box_popup_asked)
        self._choice = QComboBox(self)
        self._choice.setFixedWidth(look().px(OPERATOR_WIDTH))
        self._choice.setAccessibleName(_("Comparison"))
        self._choice.activated.connect(self._on_choice_activated)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._box)
        self._layout.addWidget(self._choice)
        self._layout.addWidget(self._part, 1)
        self._layout.addWidget(removal_button(self, self._on_remove_clicked))
        self._show_field()
        self._show_condition(condition)

    def condition(self) -> Condition | None:
        """Return what the row asks, None while it is not complete."""
        question = self._question()
        if not self._part.is_complete():
            return None
        return Condition(self._path, question.op, self._part.value())

    def focus_value(self) -> None:
        """Put the cursor into the value."""
        self._part.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _field(self) -> Field:
        return find_field(self._entity, self._path)

    def _question(self) -> Question:
        return self._questions[max(0, self._choice.currentIndex())]

    def _show_field(self) -> None:
        label = path_label(self._entity, self._path)
        self._box.show_text(label)
        self._box.setAccessibleName(_("Field: {field}").format(field=label))
        self._questions = list(questions(self._field))
        self._choice.clear()
        self._choice.addItems([_(question.label) for question in self._questions])

    def _show_condition(self, condition: Condition) -> None:
        for number, question in enumerate(self._questions):
            is_same = question.op is condition.op
            if is_same and (not question.fixed or question.fixed == condition.value):
                self._choice.setCurrentIndex(number)
                break
        self._show_part()
        self._part.set_value(condition.value)

    def _show_part(self) -> None:
        old, self._part = self._part, value_part(self._field, self._question(), self._make_editor)
        self._layout.replaceWidget(old, self._part)
        self._layout.setStretchFactor(self._part, 1)
        old.hide()
        old.deleteLater()
        self._part.changed.connect(self.changed)

    @Slot()
    def _on_box_popup_asked(self) -> None:
        menu = FieldMenu(self._entity, self)
        menu.path_chosen.connect(self._on_path_chosen)
        self._box.popup(menu)

    @Slot(object)
    def _on_path_chosen(self, path: str) -> None:
        self._path = path
        self._show_field()
        self._show_part()
        self.changed.emit()

    @Slot()
    def _on_choice_activated(self) -> None:
        value = self._part.value()
        self._show_part()
        with suppress(TypeError, ValueError):  # a value of the former question may be none of this
            self._part.set_value(value)
        self.changed.emit()

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removal_asked.emit(self)


def removal_button(parent: QWidget, slot: Callable[[], None]) -> QToolButton:
    """Return the button that takes a row away."""
    button = QToolButton(parent)
    button.setIcon(icon("x", "muted"))
    button.setAutoRaise(True)
    button.setToolTip(_("Remove"))
    button.setAccessibleName(_("Remove"))
    button.clicked.connect(slot)
    return button
