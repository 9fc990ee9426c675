"""The dialog that asks for the name of a saved view."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.theme import look


class NameDialog(QDialog):
    """Asks for the name of a view; a new one may be the one that the list opens with."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._line = QLineEdit(name, self)
        self._line.setMaxLength(80)
        self._line.setMinimumWidth(look().px(280))
        self._default = QCheckBox(_("Open the list with this view"), self)
        self._default.setVisible(not name)
        self._buttons = QDialogButtonBox(self)
        self._accept = self._buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._accept.setDefault(True)
        self._accept.setEnabled(bool(name))
        layout = QFormLayout(self)
        layout.addRow(_("Name"), self._line)
        layout.addRow(self._default)
        layout.addRow(self._buttons)
        self._line.textChanged.connect(self._on_text_changed)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._line.selectAll()

    def name(self) -> str:
        """Return the name given."""
        return " ".join(self._line.text().split())

    def is_default(self) -> bool:
        """Tell whether the list shall open with the view."""
        return self._default.isChecked()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._accept.setEnabled(bool(text.strip()))
