"""The file that brings everything from another computer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core.backups import BUNDLE_ENDING
from desktop.core.i18n import _
from desktop.views.dialogs import begin_in_documents
from desktop.views.icons import icon

INDENT: Final = 19


class MovedFile(QWidget):
    """A button that asks for the file, and its name beside it.

    Signals:
        chosen: a file was chosen.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file: Path | None = None
        self.choose = QPushButton(icon("folder-open"), "", self)
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.name = QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(INDENT, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.choose)
        layout.addWidget(self.name, 1)
        self.choose.setText(_("Open from a file…"))

    @Slot(str)
    def take(self, path: str) -> None:
        """Take a file."""
        self.file = Path(path)
        self.name.setText(self.file.name)
        self.chosen.emit()

    @Slot()
    def _on_choose_clicked(self) -> None:
        kinds = f"{_('Files of Lienhe')} (*{BUNDLE_ENDING} *.sqlite)"
        dialog = QFileDialog(self, _("Open from a file…"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        begin_in_documents(dialog)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Qt's names
    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.choose.setText(_("Open from a file…"))
