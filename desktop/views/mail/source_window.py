"""Shows a message as it came: headers and all."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.theme import look

MOST: Final = 1_000_000  # bytes that are shown


class SourceWindow(QDialog):
    """A window that only reads."""

    def __init__(self, source: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Source of the message"))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlainText(
            source[:MOST].decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
        )
        self.text.setAccessibleName(self.windowTitle())
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        self.resize(look().px(760), look().px(560))
