"""Tells administrators in every window when something is wrong with the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QToolButton

from desktop.core.errors import AppError
from desktop.core.i18n import _, ngettext
from desktop.core.server_alarms import Alarm, alarms
from desktop.core.server_state import state_from_json
from desktop.core.sync_status import SyncState, SyncStatus
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.targets import Target
from desktop.views.shell.windows import Windows

if TYPE_CHECKING:
    from desktop.views.sync.sync_watch import SyncWatch

WELL_MS: Final = 2 * 60_000
ALARMED_MS: Final = 60_000  # somebody may be mending it just now
ADMINISTRATION: Final = Target("administration")
SECTION: Final = "server"


class ServerButton(QToolButton):
    """In the status bar of a window; hidden while nothing is wrong."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.status)
        self._window = window
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon("server-crash", "danger"))
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_alarms(self, found: list[tuple[Alarm, str]]) -> None:
        """Say how much is wrong, and in the tip what."""
        count = len(found)
        text = ngettext("Server: {count} alarm", "Server: {count} alarms", count or 1)
        self.setText(text.format(count=count))
        self.setAccessibleName(self.text())
        self.setToolTip("\n".join(sentence for _alarm, sentence in found))
        self.setVisible(bool(found))

    @Slot()
    def _on_clicked(self) -> None:
        from desktop.views.admin.administration_page import AdministrationPage

        self._window.navigate(ADMINISTRATION)
        page = self._window.findChild(AdministrationPage)
        if page is not None:
            page.show_section(SECTION)


class ServerWatch(QObject):
    """Asks the server now and then, once it is known that the person administers it."""

    def __init__(self, jobs: Jobs, windows: Windows, watch: SyncWatch, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._windows = windows
        self._watch = watch
        self._found: list[tuple[Alarm, str]] = []
        self._is_asking = False
        self._has_failed = False
        self._is_barred = False  # the person changes users, but does not administer the server
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ask)
        for window in windows.every():
            self._on_windows_opened(window)
        windows.opened.connect(self._on_windows_opened)
        watch.changed.connect(self._on_watch_changed)

    @Slot(object)
    def _on_windows_opened(self, window: MainWindow) -> None:
        button = ServerButton(window)
        window.status.add_button(button)
        button.show_alarms(self._found)

    @Slot(object)
    def _on_watch_changed(self, status: SyncStatus) -> None:
        if not status.administers or self._is_barred:
            self._timer.stop()
            self._show([])
        elif status.state is SyncState.OK and (self._has_failed or not self._timer.isActive()):
            self._ask()

    @Slot()
    def _ask(self) -> None:
        if not self._is_asking and self._watch.status.state is SyncState.OK:
            self._is_asking = True
            self._jobs.start(self._asked(), name=_("Asking the server"))

    async def _asked(self) -> None:
        self._has_failed = True
        try:
            state = state_from_json(await self._jobs.ask("server.state", {}))
            self._is_barred = state is None
            self._show([] if state is None else alarms(state))
            self._has_failed = False
        except AppError:
            return  # the button beside this one says what is wrong with the connection
        finally:
            self._is_asking = False
            self._timer.start(ALARMED_MS if self._found else WELL_MS)

    def _show(self, found: list[tuple[Alarm, str]]) -> None:
        self._found = found
        for window in self._windows.every():
            for button in window.findChildren(ServerButton):
                button.show_alarms(found)
