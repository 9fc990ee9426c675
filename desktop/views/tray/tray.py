"""The icon beside the clock: brings the program forward, begins things, says what is due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.core.i18n import N_, _
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.shell.app_mark import app_mark
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.shell.targets import HOME, Target
from desktop.views.shell.windows import Windows, never
from desktop.views.tray.due import DueToday
from desktop.views.widgets.roomy_menu import RoomyMenu

PROGRAM: Final = "Lienhe"
SECONDS: Final = 10
OPEN: Final = N_("Open Lienhe")
STILL_RUNS: Final = N_("Lienhe goes on here. Quit it in this menu or with Ctrl+Q.")


class Tray(QObject):
    """The icon and its menu; the last window may hide behind it."""

    def __init__(
        self, windows: Windows, jobs: Jobs, settings: SettingsKeeper, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._windows = windows
        self._settings = settings
        self._has_told = False  # that the program goes on: once in a run
        self.menu = RoomyMenu()
        self.entries: dict[str, QAction] = {}
        for name, symbol, act in (
            ("open", "app-window", self.open),
            ("new.account", "building-2", self.new_customer),
            ("new.call", "phone", self.log_call),
            ("app.quit", "power", self.quit),
        ):
            self._add(name, symbol, act)
        self.icon = QSystemTrayIcon(app_mark(), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_icon_activated)
        self.icon.messageClicked.connect(self._on_icon_message_clicked)
        self.due = DueToday(jobs, settings, self)
        self.due.found.connect(self._on_due_found)
        windows.hides_last = self.hides_last
        self.retranslate()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.icon.show()
        self.due.look()

    def _add(self, name: str, symbol: str, act: Callable[[], None]) -> None:
        entry = self.entries[name] = QAction(icon(symbol), "", self)
        entry.triggered.connect(act)
        self.menu.addAction(entry)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        window = self._windows.active
        self.icon.setToolTip(PROGRAM)
        for name, entry in self.entries.items():
            if name == "open":
                entry.setText(_(OPEN))
            elif window is not None:
                entry.setText(window.commands.label(name))

    def hides_last(self) -> bool:
        """Tell whether the last window is hidden where it would be closed; say so once."""
        hides = self._settings.settings.close_to_tray
        if hides and not self._has_told:
            self._has_told = True
            self.icon.showMessage(PROGRAM, _(STILL_RUNS), self.icon.icon(), SECONDS * 1000)
        return hides

    def tell(self, title: str, lines: list[str]) -> None:
        """Show a message of the desktop."""
        self.icon.showMessage(title, "\n".join(lines), self.icon.icon(), SECONDS * 1000)

    def remove(self) -> None:
        """Take the icon away; hidden windows are shown again."""
        self._windows.hides_last = never
        for window in self._windows.every():
            window.show()
        self.icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    # --- what the menu does
    @Slot()
    def open(self) -> None:
        """Bring the window forward that was worked in last."""
        window = self._windows.active
        if window is not None:
            self._windows.bring_forward(window)

    @Slot()
    def new_customer(self) -> None:
        """Begin a customer."""
        self._begin("account")

    @Slot()
    def log_call(self) -> None:
        """Begin a call."""
        self._begin("call")

    @Slot()
    def quit(self) -> None:
        """Close all windows."""
        self._windows.quit()

    def _begin(self, entity: str) -> None:
        self.open()
        window = self._windows.active
        if window is not None:
            window.create_record(entity, {})

    # --- what happens
    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_icon_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open()

    @Slot()
    def _on_icon_message_clicked(self) -> None:
        self.open()
        window = self._windows.active
        if window is not None and window.register.can_show(Target(HOME)):
            window.navigate(Target(HOME))

    @Slot(object)
    def _on_due_found(self, lines: list[str]) -> None:
        self.icon.showMessage(_("Today"), "\n".join(lines), self.icon.icon(), SECONDS * 1000)

    # Qt's names
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and watched is QApplication.instance():
            self.retranslate()
        return False
