"""Backing up by hand: the worker copies and checks the data, the snackbar says where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.i18n import _
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow


class BackupAction(QObject):
    """Carries out the action "Back up now" of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.commands.bind("tools.backup", self.back_up, owner=window)

    def back_up(self) -> None:
        """Make a backup; returns at once."""
        self._window.jobs.start(self._back_up(), name=_("Backing up"))

    async def _back_up(self) -> None:
        window = self._window
        made = await window.running.ask(window.jobs, _("Backing up"), "backup.run", {})
        sentence = _("The data was backed up and checked: {path}").format(path=made)
        window.snackbar.show_notice(Notice(sentence))
