"""The editor of any number of records of a dictionary: chips, and a line that finds more."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Ref
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.chip import Chip
from desktop.views.fields.context import EditorContext
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.entry_layout import EntryLayout
from desktop.views.fields.record_choice import RecordChoice
from desktop.views.theme import look


class _TagLine(EditLine):
    """The line behind the chips.

    Signals:
        backed: Backspace where nothing stands before the cursor.
    """

    backed = Signal()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say when Backspace has nothing to delete."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backed.emit()
        super().keyPressEvent(event)


class TagsEditor(FieldEditor):
    """Chips with their titles; type to find more, or to make one that is missing."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._titles: dict[uuid.UUID, str] = {}
        self.chips: dict[uuid.UUID, Chip] = {}
        self.line = _TagLine(self)
        self.line.setMinimumWidth(look().px(120))
        self.line.setPlaceholderText(_("Type to search"))
        self._layout = EntryLayout(self, spacing=4)
        self._layout.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self.line)
        self.name_for_readers(self.line)
        self.choice = RecordChoice(field.target, context, self.line)
        self.choice.left_out = self.chips.keys
        self.choice.chosen.connect(self._on_choice_chosen)
        self.line.textEdited.connect(self._on_line_edited)
        self.line.left.connect(self._on_line_left)
        self.line.entered.connect(self.finished)
        self.line.backed.connect(self._on_line_backed)

    def value(self) -> Json:
        """Return the ids of the tags."""
        return self.kind.to_json(self.kind.normalise(self.field, [str(tag) for tag in self.chips]))

    def set_value(self, value: Json) -> None:
        """Show the tags of these ids; titles come a moment later."""
        ids = [uuid.UUID(tag) for tag in self.kind.from_json(value) or ()]
        for tag in [tag for tag in self.chips if tag not in ids]:
            self._drop(tag)
        for tag in ids:
            self._add(tag)
        self.line.clear()
        unknown = [tag for tag in ids if tag not in self._titles]
        self.choice.read_titles(unknown, self._take_titles)

    def problem(self) -> str:
        """Return that what is typed was not chosen, or ""."""
        return _("Choose an entry of the list.") if self.line.text().strip() else ""

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read only, or choose again."""
        self.line.setReadOnly(readonly)
        self.line.setVisible(not readonly)
        for chip in self.chips.values():
            chip.setEnabled(not readonly)

    def _add(self, tag: uuid.UUID) -> None:
        if tag in self.chips:
            return
        chip = Chip(tag, self)
        chip.setEnabled(not self.line.isReadOnly())
        if tag in self._titles:
            chip.show_title(self._titles[tag])
        chip.unwanted.connect(self._on_chip_unwanted)
        self.chips[tag] = chip
        self._layout.insert_before_last(chip)
        chip.show()
        self.updateGeometry()

    def _drop(self, tag: uuid.UUID) -> None:
        chip = self.chips.pop(tag)
        self._layout.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self.updateGeometry()

    def _take_titles(self, refs: Sequence[Ref]) -> None:
        if not isValid(self):  # the form was closed meanwhile
            return
        for ref in refs:
            self._titles[ref.id] = ref.title
            if ref.id in self.chips:
                self.chips[ref.id].show_title(ref.title)
        self.updateGeometry()

    @Slot(object)
    def _on_choice_chosen(self, ref: Ref) -> None:
        self._titles[ref.id] = ref.title
        self._add(ref.id)
        self.line.clear()
        self.edited.emit()

    @Slot(object)
    def _on_chip_unwanted(self, tag: uuid.UUID) -> None:
        self._drop(tag)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    @Slot()
    def _on_line_backed(self) -> None:
        if self.chips and not self.line.isReadOnly():
            self._on_chip_unwanted(next(reversed(self.chips)))

    @Slot(str)
    def _on_line_edited(self, _text: str) -> None:
        self.edited.emit()

    @Slot()
    def _on_line_left(self) -> None:
        self.choice.resolve(self.line.text())
