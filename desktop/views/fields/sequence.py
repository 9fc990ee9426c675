"""The editor of a number from a sequence: left empty, the program gives one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.views.fields.context import EditorContext
from desktop.views.fields.line import LineEditor


class SequenceEditor(LineEditor):
    """A code that may be typed and is given by the program where it is not."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        # One without gaps is given by a command of its own, once it is certain that it is wanted.
        self.line.setPlaceholderText(_("Not given yet") if field.gapless else _("Given when saved"))
