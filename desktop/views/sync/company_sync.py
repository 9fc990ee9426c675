"""What the program has to do with the company's server, in all its windows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desktop.core.i18n import _
from desktop.core.sync_status import KeptEdit, SyncStatus
from desktop.views.admin.sections import SECTIONS
from desktop.views.admin.server_watch import ServerWatch
from desktop.views.dialogs import tell
from desktop.views.jobs import Jobs
from desktop.views.sharing.share_action import ShareAction
from desktop.views.shell.main_window import MainWindow
from desktop.views.shell.targets import Target, record
from desktop.views.shell.windows import Windows
from desktop.views.sync.encryption_offer import EncryptionOffer
from desktop.views.sync.file_watch import FileWatch
from desktop.views.sync.password_memory import PasswordMemory
from desktop.views.sync.sync_button import SyncButton
from desktop.views.sync.sync_watch import SyncWatch
from desktop.views.sync.sync_window import SyncWindow

ADMINISTRATION: Final = Target("administration")


class CompanySync(QObject):
    """Made once there is a worker; asks it whether there is a server, and offers to join one.

    Signals:
        over: this run ends; whether the program shall start again, as it must after joining.
    """

    over = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        windows: Windows,
        parent: QObject,
        *,
        joins: bool = False,
        password: str = "",
    ) -> None:
        """Begin with `begin`.

        Args:
            jobs: of the program.
            windows: all of them.
            parent: as long as it lives this does.
            joins: ask to join as soon as it is known that nobody did.
            password: for the server, which the program knew before it was started again.
        """
        super().__init__(parent)
        self._jobs = jobs
        self._windows = windows
        self._joins = joins
        self.watch = SyncWatch(jobs, self)
        self.memory = PasswordMemory(jobs, self.watch, self, password)
        self.watch.changed.connect(self._on_watch_changed)
        self.files = FileWatch(jobs, self.watch, self)
        self.server = ServerWatch(jobs, windows, self.watch, self)
        self._shown: SyncWindow | None = None
        for window in windows.every():
            self._on_windows_opened(window)
        windows.opened.connect(self._on_windows_opened)

    def begin(self) -> None:
        """Find out whether there is a server; returns at once."""
        if self.memory.password():
            self.memory.begin()
        else:
            self.watch.begin()

    @Slot(object)
    def _on_windows_opened(self, window: MainWindow) -> None:
        corner = _Corner(window, self)
        corner.show_status(self.watch.status)

    @Slot(object)
    def _on_watch_changed(self, status: SyncStatus) -> None:
        for window in self._windows.every():
            for corner in window.findChildren(_Corner):
                corner.show_status(status)
        active = self._windows.active
        if active is not None:
            server = f"{status.login}@{status.host}" if status.is_joined else ""
            active.settings.change(server=server)  # for the list of profiles
        if status.is_wiped:
            self._jobs.start(self._begin_empty(active), name=_("Syncing"))
        if self._joins and active is not None:
            self._joins = False
            if self.can_join():
                self.join(active)

    async def _begin_empty(self, window: MainWindow | None) -> None:
        """Tell that nothing is here any more, and begin anew: windows still show what they held."""
        if window is not None:
            window.keeper.empty()  # of all windows: they name records and what was searched for
        sentence = _("Your administrator removed the company's data from this computer.")
        await tell(window, sentence, _("The program opens again, with nothing in it."))
        self.over.emit(True)

    def can_join(self) -> bool:
        """Tell whether this profile may join: not the demo company, and not twice."""
        watch = self.watch
        return watch.is_known and not watch.status.is_joined and not self._windows.is_demo

    def join(self, window: MainWindow) -> None:
        """Ask how to join, over a window."""
        from desktop.views.sync.join_dialog import JoinDialog

        dialog = JoinDialog(window.jobs, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._on_dialog_accepted)
        dialog.password_left.connect(self.memory.remember)
        offer = EncryptionOffer(dialog, window)
        dialog.open()
        offer.begin()

    def show_window(self, window: MainWindow) -> None:
        """Show how it stands, over a window; one of it is enough."""
        if self._shown is None or not isValid(self._shown):
            self._shown = SyncWindow(window.jobs, self.watch, window, self.files)
            self._shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._shown.password_typed.connect(self.memory.remember)
            self._shown.left.connect(self._on_shown_left)
            self._shown.record_opened.connect(self._on_record_opened)
            self._shown.edit_asked.connect(self._on_edit_asked)
        self._shown.show()
        self._shown.raise_()
        self._shown.activateWindow()

    @Slot()
    def _on_dialog_accepted(self) -> None:
        self.over.emit(True)

    @Slot()
    def _on_shown_left(self) -> None:
        self.over.emit(True)  # who works here has other rights now, and nobody else does

    @Slot(str, object)
    def _on_record_opened(self, entity: str, record_id: uuid.UUID) -> None:
        window = self._windows.active
        if window is not None:
            self._windows.bring_forward(window)
            window.navigate(record(entity, record_id))

    @Slot(object)
    def _on_edit_asked(self, edit: KeptEdit) -> None:
        window = self._windows.active
        if window is not None:
            window.jobs.start(self._edit(window, edit), name=_("Reading"))

    async def _edit(self, window: MainWindow, edit: KeptEdit) -> None:
        from desktop.views.sync.resending import keep_as_draft

        target = await keep_as_draft(window.jobs, edit)
        self._windows.bring_forward(window)
        window.navigate(target)


class _Corner(QObject):
    """The button and the actions of one window; lives as long as the window."""

    def __init__(self, window: MainWindow, company: CompanySync) -> None:
        super().__init__(window)
        self._window = window
        self._company = company
        self._bound: set[str] = set()
        self._sharing = ShareAction(window)
        self.button = SyncButton(window.status)
        self.button.clicked.connect(self.show_window)
        window.status.add_button(self.button)

    def show_status(self, status: SyncStatus) -> None:
        """Offer what can be done as it stands; what never could be is shown in no menu."""
        self.button.show_status(status)
        if status.is_joined:
            self._offer("sync.show")
            self._offer("sync.now")
            self._offer("record.share")
            if status.administers and SECTIONS:
                self._offer("admin.show")
        elif self._company.can_join():
            self._offer("sync.join")
        self._window.commands.refresh()

    def _offer(self, key: str) -> None:
        if key in self._bound:
            return
        self._bound.add(key)
        acts: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
            "sync.join": (self.join, self._company.can_join),
            "sync.show": (self.show_window, self.is_joined),
            "sync.now": (self.sync_now, self.is_joined),
            "admin.show": (self.show_administration, self.administers),
            "record.share": (self._sharing.share, self._sharing.can_share),
        }
        act, may = acts[key]
        self._window.commands.bind(key, act, enabled=may, owner=self._window)

    def is_joined(self) -> bool:
        """Tell whether there is a server."""
        return self._company.watch.status.is_joined

    def administers(self) -> bool:
        """Tell whether the person may change users, units and roles."""
        return self._company.watch.status.administers

    def join(self) -> None:
        """Ask how to join."""
        self._company.join(self._window)

    def show_administration(self) -> None:
        """Show the page of the administration."""
        self._window.navigate(ADMINISTRATION)

    @Slot()
    def show_window(self) -> None:
        """Show how it stands."""
        self._company.show_window(self._window)

    def sync_now(self) -> None:
        """Ask for a round."""
        self._company.watch.ask_now()
