"""Offers at the start what was typed before and never saved: after a crash, or a power cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from desktop.core.i18n import ngettext
from desktop.core.pages import Draft
from desktop.core.ports import Drafts
from desktop.views.shell.targets import Target, new_record, record
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow

REOPEN: Final = "draft.reopen"
MOST: Final = 10  # forms opened at once, the newest first


class WaitingDrafts(QObject):
    """Knows the drafts that were left, and opens their forms when asked to.

    A card offers by itself to bring back what was typed in it; a new record has no card yet, so its
    form is opened with what stood in it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._drafts: list[Draft] = []
        window.commands.bind(REOPEN, self.reopen, enabled=self.has_any, owner=window)
        window.jobs.drafts.submit(_read_all, self._on_read, self._on_read_failed)

    def has_any(self) -> bool:
        """Tell whether anything waits."""
        return bool(self._drafts)

    def reopen(self) -> None:
        """Open the forms."""
        drafts, self._drafts = self._drafts[:MOST], self._drafts[MOST:]
        for draft in drafts:
            self._window.navigate(_target(draft))
        self._window.commands.refresh()

    def _on_read(self, drafts: list[Draft]) -> None:
        register = self._window.register
        self._drafts = [draft for draft in drafts if register.can_show(_target(draft))]
        if not self._drafts:
            return
        text = ngettext(
            "{count} form from before was not saved.",
            "{count} forms from before were not saved.",
            len(self._drafts),
        ).format(count=len(self._drafts))
        self._window.commands.refresh()
        self._window.snackbar.show_notice(Notice(text, REOPEN, is_problem=True))

    def _on_read_failed(self, _error: Exception) -> None:
        """Say nothing: why the journal cannot be opened is told already."""


def _read_all(drafts: Drafts) -> list[Draft]:
    return drafts.waiting()


def _target(draft: Draft) -> Target:
    if draft.record_id is not None:
        return record(draft.entity, draft.record_id)
    return new_record(draft.entity, draft.values, draft.key.rpartition("/")[2])
