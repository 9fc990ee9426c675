"""Saves some pages together, and tells what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.views.shell.page_store import is_dirty
from desktop.views.shell.screens import Saves, connect


class PageSaving(QObject):
    """Listens to each page until it was saved or refused: what is saved later is no answer.

    Signals:
        saved: a page that holds nothing more to save.
        refused: the first page that could not be saved, or was typed in meanwhile.
        finished: all were saved.
    """

    saved = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[QWidget] = []
        self._is_refused = False

    def begin(self, pages: Sequence[QWidget]) -> None:
        """Save these pages, and listen to no others any more."""
        for page in tuple(self._waiting):
            self._leave(page)
        self._waiting, self._is_refused = list(pages), False
        for page in pages:
            connect(page, "saved", self._on_page_saved)
            connect(page, "refused", self._on_page_refused)
        for page in pages:
            if isinstance(page, Saves):
                page.save()

    def _leave(self, page: QWidget) -> None:
        self._waiting.remove(page)
        if isValid(page):
            for name, slot in (("saved", self._on_page_saved), ("refused", self._on_page_refused)):
                if hasattr(page, name):
                    getattr(page, name).disconnect(slot)

    def _on_page_saved(self, *_record_id: object) -> None:
        page = self.sender()
        if not isinstance(page, QWidget):
            return
        if is_dirty(page):
            self._refuse(page)
            return
        self._leave(page)
        self.saved.emit(page)
        if not self._waiting and not self._is_refused:
            self.finished.emit()

    def _on_page_refused(self) -> None:
        page = self.sender()
        if isinstance(page, QWidget):
            self._refuse(page)

    def _refuse(self, page: QWidget) -> None:
        self._leave(page)
        if not self._is_refused:
            self._is_refused = True
            self.refused.emit(page)
