"""Looks for suggestions while a person types, not at every key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.views.fields.edit_line import EditLine
from desktop.views.fields.suggestions import SuggestionList

PAUSE_MS: Final = 60


class TypeAhead(QObject):
    """Asks for suggestions a moment after the last key, and at once for Down."""

    def __init__(
        self, line: EditLine, ask: Callable[[str], None], *, lists_all: bool = False
    ) -> None:
        """Watch `line`; with `lists_all`, opening it offers more than what it holds already."""
        super().__init__(line)
        self._lists_all = lists_all
        self._is_opened = False  # and nothing was typed since
        self.list = SuggestionList(line)
        self._line = line
        self._ask = ask
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask_now)
        line.textEdited.connect(self._on_line_edited)
        line.has_list = True
        line.opened.connect(self._on_line_opened)
        line.left.connect(self.stop)

    def is_awaited(self, text: str) -> bool:
        """Tell whether suggestions for `text` still fit what stands in the line."""
        is_fit = self._line.text() == text or (self._is_opened and not text)
        return self._line.hasFocus() and is_fit and not self._line.isReadOnly()

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

    @Slot()
    def _on_line_opened(self) -> None:
        self._is_opened = self._lists_all and not self._line.isModified()
        if self._is_opened and not self._line.isReadOnly():
            self._pause.stop()
            self._ask("")
        else:
            self.ask_now()

    @Slot(str)
    def _on_line_edited(self, _text: str) -> None:
        self._is_opened = False
        self.list.wait()
        self._pause.start()
