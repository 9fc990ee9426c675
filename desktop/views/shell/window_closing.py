"""Closing all windows at once: one question about everything that is not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.shell.screens import connect
from desktop.views.shell.unsaved import Choice, ask_unsaved

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow
    from desktop.views.shell.windows import Windows


class QuitGuard(QObject):
    """Asks once for all windows, and closes none of them before everything is saved."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows)
        self._windows = windows
        self._is_asking = False
        self._saving: set[QWidget] = set()

    def begin(self) -> None:
        """Ask if there is anything to ask about, and then close."""
        window = self._windows.active
        if window is None or self._is_asking:
            return
        unsaved = self._unsaved()
        if not unsaved:
            self._windows.end()
            return
        # The question stands over a window that it is about.
        window = window if window in unsaved else next(iter(unsaved))
        self._windows.bring_forward(window)
        self._is_asking = True
        window.jobs.start(self._decide(window, unsaved), name=_("Closing"))

    def _unsaved(self) -> dict[MainWindow, list[QWidget]]:
        found = {window: window.workspace.unsaved() for window in self._windows.every()}
        return {window: pages for window, pages in found.items() if pages}

    async def _decide(self, asked: MainWindow, unsaved: dict[MainWindow, list[QWidget]]) -> None:
        titles = [
            window.workspace.title_of(page) for window, pages in unsaved.items() for page in pages
        ]
        try:
            choice = await ask_unsaved(asked, titles)
        finally:
            self._is_asking = False
        pages = [page for pages in self._unsaved().values() for page in pages]
        if choice is Choice.SAVE:
            self._save(pages)
        elif choice is Choice.DISCARD:
            for page in pages:
                discard = getattr(page, "discard", None)
                if callable(discard):
                    discard()
            self._windows.end()

    def _save(self, pages: list[QWidget]) -> None:
        """Save all; a refusal keeps every window open, with the reason in the form."""
        self._saving = set(pages)
        for page in pages:
            connect(page, "saved", self._on_page_saved)
            page.save()  # type: ignore[attr-defined]  # only pages that can be saved are dirty

    def _on_page_saved(self, *_record_id: object) -> None:
        page = self.sender()
        if isinstance(page, QWidget) and page in self._saving:
            self._saving.remove(page)
            page.saved.disconnect(self._on_page_saved)  # type: ignore[attr-defined]  # as above
            if not self._saving:
                self._windows.end()
