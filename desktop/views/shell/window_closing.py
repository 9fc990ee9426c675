"""Closing all windows at once: one question about everything that is not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.views.shell.page_saving import PageSaving
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
        self._saving = PageSaving(self)
        self._saving.refused.connect(self._on_saving_refused)
        self._saving.finished.connect(self.begin)

    @Slot()
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
            # A refusal keeps every window open, with the reason in the form.
            self._saving.begin(pages)
        elif choice is Choice.DISCARD:
            for page in pages:
                discard = getattr(page, "discard", None)
                if callable(discard):
                    discard()
            self._windows.end()

    @Slot(object)
    def _on_saving_refused(self, page: QWidget) -> None:
        """Show the reason."""
        for window in self._windows.every():
            if page in window.workspace.unsaved():
                self._windows.bring_forward(window)
                window.workspace.bring(page)
