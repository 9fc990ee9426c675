"""The editor of one value of a closed list."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QWidget

from desktop.core.fields import Field, Option
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.words import fold
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.theme import look

_SAME_WORD_SECONDS: Final = 1.0
_DOT: Final = 12
_INSET: Final = 8  # of the text, from the edge of the box


class _FoldedList(QListView):
    """The open list; letters typed find labels without their accents."""

    def __init__(self, combo: ChoiceCombo) -> None:
        super().__init__(combo)
        self._combo = combo

    # Qt overrides

    def keyboardSearch(self, search: str) -> None:
        """Go to the next label that begins with what was typed."""
        row = self._combo.row_typed(search, self.currentIndex().row())
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))


class ChoiceCombo(QComboBox):
    """A combo box of options with their colours; letters find labels without their accents."""

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._typed = ""
        self._typed_at = 0.0
        self.setView(_FoldedList(self))
        self.setIconSize(QSize(_DOT, _DOT))
        self.setMaxVisibleItems(20)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel, which passes it
        self.addItem("", None)
        for option in self._options:
            self.addItem(_(option.label), option.value)
        self._recolour()
        look().changed.connect(self._recolour)

    def choose(self, value: str | None) -> None:
        """Show `value`; one that is not in the list is added to it."""
        row = self.findData(value) if value is not None else 0
        if row < 0:
            self.addItem(str(value), value)
            row = self.count() - 1
        self.setCurrentIndex(row)

    def chosen(self) -> str | None:
        """Return the value shown."""
        value: str | None = self.currentData()
        return value

    def row_typed(self, letters: str, current: int) -> int:
        """Return the row that quickly typed letters mean, or -1."""
        now = time.monotonic()
        goes_on = now - self._typed_at < _SAME_WORD_SECONDS
        self._typed = self._typed + letters if goes_on else letters
        self._typed_at = now
        wanted = fold(self._typed)
        is_one_letter = len(set(wanted)) == 1  # repeated, it goes through all that begin with it
        wanted = wanted[0] if is_one_letter else wanted
        first = current + 1 if is_one_letter else current
        rows = [(first + step) % self.count() for step in range(self.count())]
        labels = {row: fold(self.itemText(row)) for row in rows}
        found = [row for row in rows if labels[row].startswith(wanted)]
        found += [row for row in rows if f" {wanted}" in labels[row]]
        return found[0] if found else -1

    @Slot()
    def _recolour(self) -> None:
        for row, option in enumerate(self._options, start=1):
            if option.colour:
                self.setItemIcon(row, colour_dot(look().badge(option.colour)[1]))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what belongs here while nothing is chosen; Qt does so only without an entry."""
        super().paintEvent(event)
        if not self.currentText() and self.placeholderText():
            painter = QPainter(self)
            painter.setPen(look().colour("muted"))
            room = self.rect().adjusted(_INSET, 0, -3 * _INSET, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.placeholderText())
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by letters, accents optional."""
        text = event.text()
        if text.strip() and text.isprintable() and not event.modifiers():
            row = self.row_typed(text, self.currentIndex())
            if row >= 0 and row != self.currentIndex():
                self.setCurrentIndex(row)
                self.activated.emit(row)
            event.accept()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: nobody means to change a value by scrolling past it."""
        event.ignore()


class ChoiceEditor(FieldEditor):
    """One value of a closed list, or none."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.combo = ChoiceCombo(field.options, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        self.setFocusProxy(self.combo)
        self.name_for_readers(self.combo)
        self.combo.activated.connect(self._on_combo_activated)

    def value(self) -> Json:
        """Return the value shown."""
        return self.combo.chosen()

    def set_value(self, value: Json) -> None:
        """Show `value`."""
        self.combo.choose(self.kind.from_json(value))

    def set_readonly(self, readonly: bool) -> None:
        """Let the person see only, or choose again."""
        self.combo.setEnabled(not readonly)

    @Slot()
    def _on_combo_activated(self) -> None:
        self.edited.emit()
        self.finished.emit()


def colour_dot(colour: QColor) -> QIcon:
    """Return a filled circle."""
    picture = QPixmap(_DOT * 2, _DOT * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour)
    painter.setBrush(colour)
    painter.drawEllipse(2, 2, _DOT - 4, _DOT - 4)
    painter.end()
    return QIcon(picture)
