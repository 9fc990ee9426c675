"""What a window needs only after it was painted: dialogs, crash reports, saved views, drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.views.shell.app_mark import show_app_mark
from desktop.views.shell.backup_action import BackupAction
from desktop.views.shell.crash_dialog import CrashWatch
from desktop.views.shell.file_drops import FileDrops
from desktop.views.shell.news import News
from desktop.views.shell.person_export import PersonExport
from desktop.views.shell.print_action import PrintAction
from desktop.views.shell.protection_action import ProtectionAction
from desktop.views.shell.saved_view_reader import SavedViewReader
from desktop.views.shell.unsaved import UnsavedGuard
from desktop.views.shell.waiting_drafts import WaitingDrafts
from desktop.views.shell.window_dialogs import WindowDialogs
from desktop.views.shell.window_title import WindowTitle
from desktop.views.watchdog import StallWatchdog

if TYPE_CHECKING:
    from desktop.views.shell.main_window import MainWindow


class Companions(QObject):
    """Made once, after the first paint, so that the start need not wait for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        show_app_mark()
        logs = window.settings.profile.logs
        self.guard = UnsavedGuard(window)
        self.dialogs = WindowDialogs(window, logs)
        self.crashes = CrashWatch(logs, window.commands.trail, window)
        self.drops = FileDrops(window)
        self.backup = BackupAction(window)
        self.person_export = PersonExport(window)
        self.protection = ProtectionAction(window)
        self.printing = PrintAction(window)
        self.news = News(window)
        self.views = SavedViewReader(window.jobs, window)
        if window.windows is None or window.windows.is_last(window):
            self.drafts = WaitingDrafts(window)  # what other windows hold is not waiting
        self.title = WindowTitle(window)
        self._watchdog: StallWatchdog | None = None
        window.closed.connect(self.close)
        window.jobs.broken.connect(self.crashes.show_error)
        self.drops.dropped.connect(window.import_file)
        self.views.was_read.connect(window.guide.show_views)
        self.views.read()
        window.commands.refresh()

    def watch_over(self) -> None:
        """Do what one window does for all: catch what nobody caught, note stalls, look after."""
        if self._watchdog is None:
            self.backup.look_daily()
            self.crashes.install()
            self._watchdog = StallWatchdog(parent=self)
            self.news.tell_once()

    @property
    def is_watching(self) -> bool:
        """Whether this is the window that does so."""
        return self._watchdog is not None

    def close(self) -> None:
        """Stop watching."""
        if self._watchdog is not None:
            self._watchdog.stop()
            self._watchdog = None
            self.crashes.uninstall()
