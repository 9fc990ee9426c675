"""The editor of tax codes, which shows whether the check digit fits."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.views.fields.context import EditorContext
from desktop.views.fields.line import LineEditor


class TaxCodeEditor(LineEditor):
    """A tax code with a mark: right, or doubtful."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.right = self.line.add_own_action("check", _("The tax code is right"), "success")
        self.doubtful = self.line.add_own_action("triangle-alert", "", "warning")
        self.value_shown()

    def value_shown(self) -> None:
        """Show the mark that the code deserves."""
        warning = self.warning()
        is_known = self._typed is not None and not self.problem()
        self.right.setVisible(is_known and not warning)
        self.doubtful.setVisible(is_known and bool(warning))
        self.doubtful.setText(warning)
        self.doubtful.setToolTip(warning)
