"""How it stands with the server: state, figures, what waits, what was refused, pausing, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.sync_status import SyncState, SyncStatus
from desktop.views.dialogs import show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.message_box import ASKS, message_box
from desktop.views.sync.files_page import FilesPage
from desktop.views.sync.history_choice import HistoryChoice
from desktop.views.sync.problem_desk import ProblemDesk
from desktop.views.sync.sync_facts import SyncFacts
from desktop.views.sync.sync_words import counted_words, leaving_words, long_words, note_words
from desktop.views.sync.waiting_page import WaitingPage
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.sync.file_watch import FileWatch
    from desktop.views.sync.sync_watch import SyncWatch

WIDTH, HEIGHT = 780, 580


class SyncWindow(QDialog):
    """Show it with `show`: it is not modal.

    Signals:
        record_opened: entity key and id of a record that something in the lists is about.
        edit_asked: a KeptEdit that is to be edited and sent again.
        password_typed: the password for the server.
        left: the profile has left the server.
    """

    record_opened = Signal(str, object)
    edit_asked = Signal(object)
    password_typed = Signal(str)
    left = Signal()

    def __init__(
        self, jobs: Jobs, watch: SyncWatch, parent: QWidget, files: FileWatch | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self.setWindowTitle(_("Company server"))
        self.state, self.note = QLabel(self), QLabel(self)
        self.state.setFont(look().font("title", 600))
        self.note.setForegroundRole(self.note.palette().ColorRole.PlaceholderText)
        for label in (self.state, self.note):
            label.setWordWrap(True)
        self.password = self._make_password()
        self.unlock = QPushButton(_("Connect"), self)
        self.figures = SyncFacts(jobs, self)
        self.now = QPushButton(icon("refresh-cw"), _("Sync now"), self)
        self.verify = QPushButton(icon("list-checks"), _("Compare now"), self)
        self.pause = QPushButton(self)
        self.leave = QPushButton(_("Leave the server…"), self)
        self.desk = ProblemDesk(jobs, watch, self)
        self.problems = self.desk.list
        self.waiting = WaitingPage(jobs, self)
        self.files = FilesPage(jobs, files, self)
        self.tabs = QTabWidget(self)
        for page in (self.desk, self.waiting, self.files):
            self.tabs.addTab(page, "")
        self._file_count = 0
        self._lay_out()
        self._connect()
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self._show(watch.status)
        if watch.status.waiting and not watch.status.problems:
            self.tabs.setCurrentWidget(self.waiting)

    def _make_password(self) -> QLineEdit:
        made = QLineEdit(self)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(_("Password for the server"))
        made.setAccessibleName(_("Password for the server"))
        return made

    def _lay_out(self) -> None:
        unlocking = QHBoxLayout()
        unlocking.addWidget(self.password, 1)
        unlocking.addWidget(self.unlock)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.now, self.verify, self.pause):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(self.state)
        layout.addWidget(self.note)
        layout.addLayout(unlocking)
        layout.addWidget(self.figures)
        layout.addLayout(buttons)
        layout.addWidget(HistoryChoice(self._jobs, self._watch, self))
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        for button in (self.unlock, self.now, self.verify, self.pause, self.leave):
            button.setAutoDefault(False)
        self.now.clicked.connect(self._watch.ask_now)
        self.verify.clicked.connect(self._on_verify_clicked)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.leave.clicked.connect(self._on_leave_clicked)
        self.unlock.clicked.connect(self._on_unlock_clicked)
        self.password.returnPressed.connect(self._on_unlock_clicked)
        for page in (self.desk, self.waiting, self.files):
            page.record_opened.connect(self.record_opened)
        self.desk.edit_asked.connect(self.edit_asked)
        self.files.counted.connect(self._on_files_counted)
        self._watch.changed.connect(self._show)

    @Slot(object)
    def _show(self, status: SyncStatus) -> None:
        if not status.is_joined:
            self.close()
            return
        self.state.setText(long_words(status))
        self.note.setText(note_words(status))
        self.note.setVisible(bool(self.note.text()))
        self.password.setVisible(status.needs_password)
        self.unlock.setVisible(status.needs_password)
        is_paused = status.state is SyncState.PAUSED
        self.pause.setText(_("Go on syncing") if is_paused else _("Pause"))
        self.now.setEnabled(not is_paused)
        self.verify.setEnabled(not is_paused and status.is_copied)
        self.figures.show_status(status)
        self.desk.show_count(status.problems)
        self.waiting.show_count(status.waiting)
        self.files.show_status(status)
        self._name_tabs(status)

    def _name_tabs(self, status: SyncStatus) -> None:
        counts = (status.problems, status.waiting, self._file_count)
        names = (_("Not taken over"), _("Waiting to be sent"), _("Files"))
        for place, (name, count) in enumerate(zip(names, counts, strict=True)):
            self.tabs.setTabText(place, counted_words(name, count))

    @Slot(object)
    def _on_files_counted(self, count: int) -> None:
        self._file_count = count
        self._name_tabs(self._watch.status)

    async def _ask(self, request: str, arguments: Mapping[str, Json]) -> None:
        self._watch.take(await self._jobs.ask(request, arguments))

    @Slot()
    def _on_verify_clicked(self) -> None:
        self._jobs.start(self._verify(), name=_("Comparing with the server"))

    async def _verify(self) -> None:
        self.figures.show_comparing()
        try:
            told = await self._jobs.ask("sync.verify", {})
        finally:
            self.figures.show_status(self._watch.status)
        self._watch.take(told)
        if self._watch.status.state is SyncState.OK:
            found = told.get("differences") if isinstance(told, dict) else None
            self.figures.show_differences(found if isinstance(found, int) else None)

    @Slot()
    def _on_pause_clicked(self) -> None:
        paused = self._watch.status.state is not SyncState.PAUSED
        self._jobs.start(self._pause(paused=paused), name=_("Syncing"))

    async def _pause(self, *, paused: bool) -> None:
        await self._ask("sync.pause", {"paused": paused})
        if not paused:
            self._watch.ask_now()

    @Slot()
    def _on_unlock_clicked(self) -> None:
        if self.password.text():
            self._jobs.start(self._unlock(self.password.text()), name=_("Syncing"))
            self.password.clear()

    async def _unlock(self, password: str) -> None:
        await self._ask("sync.unlock", {"password": password})
        self.password_typed.emit(password)
        self._watch.ask_now()

    @Slot()
    def _on_leave_clicked(self) -> None:
        self._jobs.start(self._leave(), name=_("Leaving"))

    async def _leave(self) -> None:
        told = await self._jobs.ask("sync.away_files", {})
        away = told if isinstance(told, int) else 0
        text = leaving_words(self._watch.status, away)
        box = message_box(ASKS, _("Leave the company server?"), text, self)
        leave = box.addButton(QMessageBox.StandardButton.Yes)
        leave.setText(_("Leave the server"))
        role = QMessageBox.ButtonRole.ActionRole
        bring = box.addButton(_("Download the files first"), role) if away else None
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        await show(box)
        if box.clickedButton() is leave:
            await self._ask("sync.leave", {})
            self.left.emit()
        elif bring is not None and box.clickedButton() is bring:
            await self._jobs.ask("sync.bring_all", {})
            self.tabs.setCurrentWidget(self.files)
            self._watch.ask_now()
