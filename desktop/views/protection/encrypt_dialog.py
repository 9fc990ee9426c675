"""Asks what is needed to encrypt a plain profile: what opens it, and the recovery key kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.protection import Choice
from desktop.views.jobs import Jobs
from desktop.views.protection.opening_choice import OpeningChoice
from desktop.views.protection.recovery_page import RecoveryPage
from desktop.views.protection.small_text import heading, remark
from desktop.views.theme import look

WIDTH: Final = 560


class EncryptDialog(QDialog):
    """Two steps; accepted, `choice` tells what was chosen."""

    def __init__(self, jobs: Jobs, key: bytes, parent: QWidget, *, has_safe: bool) -> None:
        super().__init__(parent)
        self._key = key
        self.setWindowTitle(_("Encryption of the data"))
        self.opening = OpeningChoice(self)
        self.opening.know_safe(has_safe=has_safe)
        self.recovery = RecoveryPage(jobs, self)
        self.recovery.show_key(key)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.opening)
        self._stack.addWidget(self.recovery)
        self._head = heading("", self)
        sentence = _(
            "The program starts again once all is encrypted. What lies elsewhere stays as it is: "
            "copies in the second folder, files that were exported."
        )
        self.note = remark(sentence, self)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go_on = box.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self._on_go_on_clicked)
        box.rejected.connect(self.reject)
        self.opening.changed.connect(self._show_state)
        self.recovery.changed.connect(self._show_state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for widget in (self._head, self._stack, self.note, box):
            layout.addWidget(widget, int(widget is self._stack))
        self.setMinimumWidth(look().px(WIDTH))
        self._show_state()
        self.opening.focus_first()

    def choice(self) -> Choice:
        """Return what was chosen."""
        return Choice(self._key, self.opening.password())

    @Slot()
    def _show_state(self) -> None:
        is_last = self._stack.currentWidget() is self.recovery
        self._head.setText(_("Keep the recovery key") if is_last else _("What opens your data?"))
        self.note.setVisible(is_last)
        self.go_on.setText(_("Encrypt now") if is_last else _("Next"))
        page = self.recovery if is_last else self.opening
        self.go_on.setEnabled(page.is_answered())

    @Slot()
    def _on_go_on_clicked(self) -> None:
        if self._stack.currentWidget() is self.recovery:
            self.accept()
            return
        self._stack.setCurrentWidget(self.recovery)
        self._show_state()
        self.recovery.focus_first()
