"""Small choices on the options page: what to do with unknown names, a value for all rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.core.entities import Entity
from desktop.core.fields import Field, Kind
from desktop.core.i18n import N_, _
from desktop.core.imports.plan import Missing
from desktop.views.theme import look

MISSING_LABELS: Final = {
    Missing.CREATE: N_("Create them"),
    Missing.ME: N_("Put me in charge"),
    Missing.EMPTY: N_("Leave the field empty"),
    Missing.FAIL: N_("Refuse the row"),
}
TAGS_EXAMPLE: Final = N_("For example: Trade fair 2026, VIP")
WIDTH: Final = 320


class MissingBox(QWidget):
    """What is done with unknown names of one entity.

    Signals:
        chosen: the entity's key, and the Missing.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        entity: Entity,
        ways: Sequence[Missing],
        current: Missing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entity = entity.key
        self._box = QComboBox(self)
        self._box.setAccessibleName(_(entity.label))
        for way in ways:
            self._box.addItem(_(MISSING_LABELS[way]), way)
        self._box.setCurrentIndex(max(self._box.findData(current), 0))
        self._box.activated.connect(self._on_box_activated)
        _lay_out(self, self._box)

    @Slot()
    def _on_box_activated(self) -> None:
        self.chosen.emit(self._entity, Missing(self._box.currentData()))  # Qt made it a text


class ValueEdit(QWidget):
    """A text that a field gets in every row, as it would stand in a cell.

    Signals:
        edited: itself.
    """

    edited = Signal(object)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = field.name

    def text(self) -> str:
        """Return the text, "" for none."""
        raise NotImplementedError

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit(self)


class _ChosenValue(ValueEdit):
    def __init__(self, field: Field, text: str, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._box = QComboBox(self)
        self._box.setAccessibleName(_(field.label))
        for option in field.options:
            self._box.addItem(_(option.label), option.value)
        self._box.setCurrentIndex(max(self._box.findData(text or field.default), 0))
        self._box.activated.connect(self._on_edited)
        _lay_out(self, self._box)

    def text(self) -> str:
        return str(self._box.currentData())


class _TypedValue(ValueEdit):
    def __init__(self, field: Field, text: str, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._line = QLineEdit(text, self)
        self._line.setAccessibleName(_(field.label))
        if field.kind is Kind.TAGS:
            self._line.setPlaceholderText(_(TAGS_EXAMPLE))
        self._line.textEdited.connect(self._on_edited)
        _lay_out(self, self._line)

    def text(self) -> str:
        return self._line.text()


def make_value_edit(field: Field, text: str, parent: QWidget) -> ValueEdit:
    """Return the editor of a value for all rows."""
    kind = _ChosenValue if field.kind is Kind.CHOICE else _TypedValue
    return kind(field, text, parent)


def _lay_out(outer: QWidget, inner: QWidget) -> None:
    layout = QHBoxLayout(outer)
    layout.setContentsMargins(0, 0, 0, 0)
    inner.setFixedWidth(look().px(WIDTH))
    layout.addWidget(inner)
    layout.addStretch(1)
    outer.setFocusProxy(inner)
