"""Backups in the window: made by hand and each day, their screen, and a warning if they are old."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.backups import Shelf, is_too_old, shelf_from_json
from desktop.core.clock import SystemClock
from desktop.core.i18n import _
from desktop.views.shell.undo import Notice

if TYPE_CHECKING:
    from desktop.views.backups.backup_window import BackupWindow
    from desktop.views.shell.main_window import MainWindow

LOOK_MS: Final = 60 * 60 * 1000  # a program that runs for days backs up each day
FIRST_LOOK_MS: Final = 3 * 60 * 1000  # the worker backs up at its start; this comes after it


class BackupAction(QObject):
    """Carries out the actions of a window that concern backups."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shown: BackupWindow | None = None
        window.commands.bind("tools.backup", self.back_up, owner=window)
        window.commands.bind("tools.backups", self.show_backups, owner=window)
        window.status.warning_clicked.connect(self.show_backups)
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST_LOOK_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def look_daily(self) -> None:
        """Make a backup by itself each day; one window of the program does."""
        self._timer.start()

    def back_up(self) -> None:
        """Make a backup; returns at once."""
        self._window.jobs.start(self._back_up(), name=_("Backing up"))

    @Slot()
    def show_backups(self) -> None:
        """Show the screen of backups."""
        from desktop.views.backups.backup_window import BackupWindow

        if self._shown is None:
            window = self._window
            shown = BackupWindow(window.jobs, window.running, window.settings, window)
            shown.restore_asked.connect(window.restore_asked)
            shown.shelf_read.connect(self.show_state)
            shown.noticed.connect(self._on_shown_noticed)
            shown.finished.connect(self._on_shown_finished)
            self._shown = shown
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    @Slot(object)
    def show_state(self, shelf: Shelf) -> None:
        """Warn in the status bar if the last good backup is older than a week."""
        now = SystemClock().now()
        old = is_too_old(shelf.newest_good(now), now)
        self._window.status.show_warning(_("No good backup for a week") if old else "")

    async def look(self) -> None:
        """Make a backup if it is time for one, and warn if there is no recent one."""
        jobs = self._window.jobs
        warning = ""
        try:
            made = await jobs.ask("backup.if_due", {})
            warning = str(made.get("warning") or "") if isinstance(made, dict) else ""
        finally:
            folder = self._window.settings.settings.backup_folder
            self.show_state(shelf_from_json(await jobs.ask("backup.list", {"folder": folder})))
        if warning:
            self._window.snackbar.show_notice(Notice(warning, is_problem=True))

    async def _back_up(self) -> None:
        window = self._window
        folder = window.settings.settings.backup_folder
        arguments = {"folder": folder}
        made = await window.running.ask(window.jobs, _("Backing up"), "backup.run", arguments)
        facts = made if isinstance(made, dict) else {}
        sentence = _("The data was backed up and checked: {path}").format(path=facts.get("path"))
        warning = str(facts.get("warning") or "")
        window.snackbar.show_notice(Notice(warning or sentence, is_problem=bool(warning)))
        window.status.show_warning("")

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._timer.setInterval(LOOK_MS)
        if self._window.jobs.worker is not None:
            self._window.jobs.start(self.look(), name=_("Backing up"))

    @Slot(str)
    def _on_shown_noticed(self, sentence: str) -> None:
        self._window.snackbar.show_notice(Notice(sentence))

    @Slot()
    def _on_shown_finished(self) -> None:
        self._shown = None
