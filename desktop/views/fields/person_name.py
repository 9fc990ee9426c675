"""The editor of people's names, which shows how the program understands them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.names import split_person_name
from desktop.views.fields.context import EditorContext
from desktop.views.fields.line import LineEditor


class PersonNameEditor(LineEditor):
    """A full name in Vietnamese order; behind it the given name, by which lists are sorted."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.given = self.add_note()
        self.given.hide()

    def value_shown(self) -> None:
        """Show the parts of the name."""
        name = split_person_name(self._typed or "")
        named = [
            _("Family name: {name}").format(name=name.family) if name.family else "",
            _("Middle name: {name}").format(name=name.middle) if name.middle else "",
            _("Given name: {name}").format(name=name.given) if name.given else "",
        ]
        self.line.setToolTip("\n".join(filter(None, named)))
        self.given.setText(named[2])
        self.given.setVisible(bool(name.family))
