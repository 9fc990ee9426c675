"""The dialogs of the window: settings, keys, help, about; each made when it is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from desktop.views.shell.help_pages import page_for

if TYPE_CHECKING:
    from desktop.views.shell.help_window import HelpWindow
    from desktop.views.shell.main_window import MainWindow


class WindowDialogs(QObject):
    """Opens the dialogs over the window; their modules are imported then."""

    def __init__(self, window: MainWindow, logs: Path) -> None:
        super().__init__(window)
        self._window = window
        self._logs = logs
        self._help: HelpWindow | None = None
        bind = window.commands.bind
        bind("tools.settings", self.show_settings, owner=window)
        bind("help.shortcuts", self.show_shortcuts, owner=window)
        bind("help.contents", self.show_help, owner=window)
        bind("help.about", self.show_about, owner=window)
        bind("help.logs", self.open_logs, owner=window)
        window.help_asked.connect(self.show_help_page)

    def show_settings(self) -> None:
        """Show the settings."""
        from desktop.views.shell.settings_dialog import SettingsDialog

        window = self._window
        parts = window.settings_parts
        self._open(SettingsDialog(window.settings, window.commands, window, parts))

    def show_shortcuts(self) -> None:
        """Show the cheat sheet."""
        from desktop.views.shell.shortcut_sheet import ShortcutSheet

        self._open(ShortcutSheet(self._window.commands, self._window))

    def show_about(self) -> None:
        """Show what the program is made of."""
        from desktop.views.shell.about_dialog import AboutDialog

        self._open(AboutDialog(self._window))

    def show_help(self) -> None:
        """Show the help page that fits what is in view."""
        self.show_help_page(page_for(self._window.workspace.current_target()))

    @Slot(str)
    def show_help_page(self, name: str) -> None:
        """Show a page of the help beside the window."""
        if self._help is None:
            from desktop.views.shell.help_window import HelpWindow

            self._help = HelpWindow(self._window)
        self._help.show_page(name)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def open_logs(self) -> None:
        """Show the folder of the log files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._logs)))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
