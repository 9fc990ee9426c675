"""The editor of a reference to a record: its title, found while it is typed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop.core.fields import Field
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Ref
from desktop.views.fields.base import FieldEditor
from desktop.views.fields.context import EditorContext
from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.record_choice import RecordChoice


class LinkEditor(FieldEditor):
    """A line in which a record is found, cleared, opened, or made where it is missing."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._id: uuid.UUID | None = None
        self._title = ""
        self._problem = ""
        self.line = EditLine(self)
        self.line.setPlaceholderText(_("Type to search"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.name_for_readers(self.line)
        self.clear_action = self.line.add_own_action("x", _("Clear"))
        self.open_action = self.line.add_own_action("external-link", _("Open"))
        self.choice = RecordChoice(field.target, context, self.line)
        self.clear_action.triggered.connect(self._on_clear_triggered)
        self.open_action.triggered.connect(self._on_open_triggered)
        self.choice.chosen.connect(self._on_choice_chosen)
        self.line.textEdited.connect(self._on_line_edited)
        self.line.left.connect(self._on_line_left)
        self.line.entered.connect(self._on_line_entered)
        self._show()

    def value(self) -> Json:
        """Return the id of the record; while something else is typed, of the last one."""
        return None if self._id is None else str(self._id)

    def set_value(self, value: Json) -> None:
        """Show the record of that id; its title comes a moment later."""
        wanted = self.kind.from_json(value)
        if wanted != self._id:
            self._id, self._title = wanted, ""
        self._problem = ""
        self._show()
        if self._id is not None and not self._title:
            self.choice.read_titles([self._id], self._take_titles)

    def set_ref(self, ref: Ref) -> None:
        """Show a record whose title is known already."""
        self._id, self._title, self._problem = ref.id, ref.title, ""
        self._show()

    def problem(self) -> str:
        """Return that nothing was chosen for what is typed, or ""."""
        return self._problem

    def set_readonly(self, readonly: bool) -> None:
        """Let the person read and open only, or choose again."""
        self.line.setReadOnly(readonly)
        self._show()

    def focus_first(self) -> None:
        """Put the cursor here with the title selected."""
        super().focus_first()
        self.line.selectAll()

    def _show(self) -> None:
        self.line.show_text(self._title)
        is_known = self._id is not None
        self.clear_action.setVisible(is_known and not self.line.isReadOnly())
        self.open_action.setVisible(is_known and self.context.open_record is not None)

    def _take_titles(self, refs: Sequence[Ref]) -> None:
        if not isValid(self):  # the form was closed meanwhile
            return
        for ref in refs:
            if ref.id == self._id and not self._title:
                self._title = ref.title
        if self._id is not None and not self._title:
            self._title = _("(no such record any more)")
        if not self._problem and not self.line.isModified():
            self._show()

    def _choose(self, ref: Ref | None) -> None:
        self._id, self._title = (ref.id, ref.title) if ref else (None, "")
        self._problem = ""
        self._show()
        self.edited.emit()

    @Slot(str)
    def _on_line_edited(self, text: str) -> None:
        if text.strip():
            self._problem = "" if text == self._title else _("Choose an entry of the list.")
            self.edited.emit()
        else:
            self._choose(None)

    @Slot()
    def _on_line_left(self) -> None:
        if self._problem:
            self.choice.resolve(self.line.text())

    @Slot()
    def _on_line_entered(self) -> None:
        if not self._problem:
            self.finished.emit()

    @Slot(object)
    def _on_choice_chosen(self, ref: Ref) -> None:
        self._choose(ref)
        self.finished.emit()

    @Slot()
    def _on_clear_triggered(self) -> None:
        self._choose(None)
        self.focus_first()

    @Slot()
    def _on_open_triggered(self) -> None:
        if self._id is not None:
            self.choice.open(Ref(self.field.target, self._id, self._title))
