"""A dialog that asks the server when it is accepted, and stays open until it was done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.views.jobs import Jobs
from desktop.views.theme import look

WIDTH = 480


class ServerDialog(QDialog):
    """A form above a sentence that tells what went wrong, if anything did."""

    def __init__(self, jobs: Jobs, title: str, deed: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.buttons = QDialogButtonBox(self)
        self.do = self.buttons.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do.setDefault(True)
        cancel = self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.setMinimumWidth(look().px(WIDTH))

    def lay_out(self, note: str, *more: QWidget) -> None:
        """Put a note, the form and more below each other."""
        told = QLabel(note, self)
        told.setWordWrap(True)
        told.setForegroundRole(told.palette().ColorRole.PlaceholderText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(told)
        layout.addLayout(self.form)
        for widget in more:
            layout.addWidget(widget, 1)
        if more and self.focusWidget() is None:
            more[0].setFocus(Qt.FocusReason.OtherFocusReason)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    def add_row(self, label: str, widget: QWidget) -> None:
        """Add a labelled field; one begins to type in the first."""
        told = QLabel(label, self)
        told.setBuddy(widget)
        widget.setAccessibleName(label)
        self.form.addRow(told, widget)
        if self.form.rowCount() == 1:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def small_button(self, text: str) -> QPushButton:
        """Return a button that Enter does not press."""
        made = QPushButton(text, self)
        made.setAutoDefault(False)
        return made

    def tell(self, sentence: str) -> None:
        """Show what went wrong; "" hides it."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    async def ask(self, request: str, arguments: Mapping[str, Json]) -> None:
        """Ask the server; the dialog is over once it was done."""
        self.buttons.setEnabled(False)
        self.tell("")
        try:
            await self._jobs.ask(request, arguments)
        except AppError as error:
            self.tell(str(error))
            self.buttons.setEnabled(True)
            return
        self.accept()

    def send(self) -> None:
        """Do what the dialog is for; called when it is accepted."""
        raise NotImplementedError

    @Slot()
    def _on_accepted(self) -> None:
        self.send()

    # Qt's names
    def reject(self) -> None:
        """Give up, unless the server is just being asked."""
        if self.buttons.isEnabled():
            super().reject()
