"""Asks what is to become of records with something not saved, before they are closed."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.core.i18n import _, ngettext
from desktop.views.dialogs import show
from desktop.views.message_box import ASKS, message_box
from desktop.views.shell.page_saving import PageSaving

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow


class Choice(StrEnum):
    """What a person wants done with unsaved changes."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class UnsavedGuard(QObject):
    """Asks for the window, and closes when it may."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asking = False
        self._closing = False
        self._saving = PageSaving(self)
        self._saving.saved.connect(self._on_saving_saved)
        self._saving.refused.connect(self._on_saving_refused)
        self._saving.finished.connect(self._on_saving_finished)
        window.unsaved_found.connect(self._on_window_unsaved_found)
        window.closing_held.connect(self._on_window_closing_held)

    @Slot(object)
    def _on_window_unsaved_found(self, pages: Sequence[QWidget]) -> None:
        self._ask(pages, closing=False)

    @Slot(object)
    def _on_window_closing_held(self, pages: Sequence[QWidget]) -> None:
        self._ask(pages, closing=True)

    def _ask(self, pages: Sequence[QWidget], *, closing: bool) -> None:
        if not self._asking:
            self._asking = True
            self._window.jobs.start(self._decide(list(pages), closing=closing), name=_("Closing"))

    async def _decide(self, pages: list[QWidget], *, closing: bool) -> None:
        try:
            titles = [self._window.workspace.title_of(page) for page in pages]
            choice = await ask_unsaved(self._window, titles)
        finally:
            self._asking = False
        if choice is Choice.SAVE:
            self._save(pages, closing=closing)
        elif choice is Choice.DISCARD:
            for page in pages:
                discard = getattr(page, "discard", None)
                if callable(discard):
                    discard()
            self._finish(pages, closing=closing)

    def _save(self, pages: list[QWidget], *, closing: bool) -> None:
        """Save all; each is closed when it says that it was saved, so a refusal keeps it open."""
        self._closing = closing
        self._saving.begin(pages)

    @Slot(object)
    def _on_saving_saved(self, page: QWidget) -> None:
        self._window.workspace.close_page(page)

    @Slot(object)
    def _on_saving_refused(self, page: QWidget) -> None:
        self._window.workspace.bring(page)

    @Slot()
    def _on_saving_finished(self) -> None:
        if self._closing:
            self._window.close()

    def _finish(self, pages: list[QWidget], *, closing: bool) -> None:
        for page in pages:
            self._window.workspace.close_page(page)
        if closing:
            self._window.close_for_good()


async def ask_unsaved(parent: QWidget, titles: Sequence[str]) -> Choice:
    """Ask whether to save, to throw away or to stay; staying is what Esc does."""
    count = len(titles)
    question = ngettext("Save the changes?", "Save the changes in {count} records?", count).format(
        count=count
    )
    box = message_box(ASKS, question, "\n".join(titles[:8]), parent)
    save = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("Throw away"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(save)
    await show(box)
    if box.clickedButton() is save:
        return Choice.SAVE
    return Choice.DISCARD if box.clickedButton() is discard else Choice.CANCEL
