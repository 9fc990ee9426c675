"""What is asked about the look of rich text: where a link leads, and the colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QColorDialog, QInputDialog, QTextEdit, QWidget

from desktop.core.i18n import _
from desktop.core.kinds.rich import PLAIN, Style, safe_link
from desktop.views.fields.rich_document import char_format

_WEB: Final = "https://"


class LookQuestions(QObject):
    """Asks over `parent`, and gives what is selected in the text the look that was answered."""

    def __init__(self, text: QTextEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._window = parent
        self._link: QInputDialog | None = None
        self._colour: QColorDialog | None = None

    @Slot()
    def ask_link(self) -> None:
        """Ask where what is selected leads."""
        if self._link is None:
            self._link = QInputDialog(self._window)
            self._link.setWindowTitle(_("Link"))
            self._link.setLabelText(_("Web address, e-mail or phone; empty takes the link away:"))
            self._link.textValueSelected.connect(self.set_link)
        self._link.setTextValue(self._text.currentCharFormat().anchorHref() or _WEB)
        self._link.open()

    @Slot(str)
    def set_link(self, typed: str) -> None:
        """Let what is selected lead to what somebody typed; nothing unsafe is taken."""
        line = typed.strip()
        if "://" not in line and ":" not in line and "." in line:
            line = ("mailto:" if "@" in line else _WEB) + line
        link = "" if line == _WEB else safe_link(line)
        cursor = self._text.textCursor()
        form = char_format(Style(href=link)) if link else char_format(PLAIN)
        if cursor.hasSelection():
            cursor.setCharFormat(form)
        elif link:
            cursor.insertText(link.removeprefix("mailto:"), form)
        cursor.setPosition(cursor.selectionEnd())
        self._text.setTextCursor(cursor)
        self._text.setCurrentCharFormat(QTextCharFormat())

    @Slot()
    def ask_colour(self) -> None:
        """Ask for the colour of what is selected, or is typed next."""
        if self._colour is None:
            self._colour = QColorDialog(self._window)
            self._colour.setWindowTitle(_("Colour of the text…"))
            self._colour.colorSelected.connect(self._on_colour_selected)
        self._colour.open()

    @Slot(QColor)
    def _on_colour_selected(self, colour: QColor) -> None:
        form = QTextCharFormat()
        form.setForeground(colour)
        self._text.mergeCurrentCharFormat(form)
