"""A short muted text beside a value."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.theme import look


class NoteLabel(QLabel):
    """A label in the typeface of notes, whatever the size of text becomes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._on_look_changed()
        look().changed.connect(self._on_look_changed)

    @Slot()
    def _on_look_changed(self) -> None:
        self.setFont(look().font("note"))
