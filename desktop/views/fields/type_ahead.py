"""Looks for suggestions while a person types, not at every key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.suggestions import SuggestionList

PAUSE_MS: Final = 60


class TypeAhead(QObject):
    """Asks for suggestions a moment after the last key, and at once for Alt+Down."""

    def __init__(self, line: EditLine, ask: Callable[[str], None]) -> None:
        super().__init__(line)
        self.list = SuggestionList(line)
        self._line = line
        self._ask = ask
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask_now)
        line.textEdited.connect(self._on_line_edited)
        line.opened.connect(self.ask_now)
        line.left.connect(self.stop)

    def is_awaited(self, text: str) -> bool:
        """Tell whether suggestions for `text` still fit what stands in the line."""
        return self._line.hasFocus() and self._line.text() == text and not self._line.isReadOnly()

    @Slot()
    def ask_now(self) -> None:
        """Ask for what stands in the line."""
        self._pause.stop()
        if not self._line.isReadOnly():
            self._ask(self._line.text())

    @Slot()
    def stop(self) -> None:
        """Ask no more and close the list."""
        self._pause.stop()
        self.list.forget()

    @Slot(str)
    def _on_line_edited(self, _text: str) -> None:
        self.list.wait()
        self._pause.start()
