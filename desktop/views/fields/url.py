"""The editor of web addresses."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.core.fields import Field
from desktop.core.i18n import _
from desktop.core.urls import may_open
from desktop.views.fields.context import EditorContext
from desktop.views.fields.line import LineEditor


class UrlEditor(LineEditor):
    """A web address that the browser can be sent to."""

    def __init__(self, field: Field, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self.open_action = self.line.add_own_action("external-link", _("Open in the browser"))
        self.open_action.triggered.connect(self._on_open_triggered)
        self.value_shown()

    def value_shown(self) -> None:
        """Offer to open only what is a web address: anything else might start a program."""
        self.open_action.setVisible(bool(self._typed) and may_open(self._typed))

    @Slot()
    def _on_open_triggered(self) -> None:
        if self.context.open_url is not None:
            self.context.open_url(self._typed)
        else:
            QDesktopServices.openUrl(QUrl(self._typed))
