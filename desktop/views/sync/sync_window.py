"""How it stands with the server: state, what waits, what was not taken over, pausing, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import N_, _, language
from desktop.core.sync_status import SyncState, SyncStatus
from desktop.views.dialogs import show
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.message_box import ASKS, message_box
from desktop.views.sync.problem_desk import ProblemDesk
from desktop.views.sync.sync_words import last_words, long_words
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.views.sync.sync_watch import SyncWatch

WIDTH, LOW, HEIGHT = 760, 300, 560  # low: nothing was refused
FACTS = {
    "server": N_("Server"),
    "login": N_("Login"),
    "last": N_("Last sync"),
    "waiting": N_("Waiting to be sent"),
}


class SyncWindow(QDialog):
    """Show it with `show`: it is not modal.

    Signals:
        record_opened: entity key and id of a record that a problem is about.
        edit_asked: a KeptEdit that is to be edited and sent again.
    """

    record_opened = Signal(str, object)
    edit_asked = Signal(object)

    def __init__(self, jobs: Jobs, watch: SyncWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self.setWindowTitle(_("Company server"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.state = QLabel(self)
        self.state.setFont(look().font("title", 600))
        self.state.setWordWrap(True)
        self.facts = {name: QLabel(self) for name in FACTS}
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password for the server"))
        self.password.setAccessibleName(_("Password for the server"))
        self.unlock = QPushButton(_("Connect"), self)
        self.now = QPushButton(icon("refresh-cw"), _("Sync now"), self)
        self.pause = QPushButton(self)
        self.leave = QPushButton(_("Leave the server…"), self)
        self.desk = ProblemDesk(jobs, watch, self)
        self.problems = self.desk.list
        self._lay_out()
        self._connect()
        self.resize(look().px(WIDTH), look().px(LOW))
        self._show(watch.status)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(6)
        for name, text in FACTS.items():
            label = QLabel(_(text), self)
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            form.addRow(label, self.facts[name])
        unlocking = QHBoxLayout()
        unlocking.addWidget(self.password, 1)
        unlocking.addWidget(self.unlock)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.now, self.pause):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(self.state)
        layout.addLayout(unlocking)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self.desk, 1)
        layout.addStretch(0)

    def _connect(self) -> None:
        for button in (self.unlock, self.now, self.pause, self.leave):
            button.setAutoDefault(False)
        self.now.clicked.connect(self._watch.ask_now)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.leave.clicked.connect(self._on_leave_clicked)
        self.unlock.clicked.connect(self._on_unlock_clicked)
        self.password.returnPressed.connect(self._on_unlock_clicked)
        self.desk.record_opened.connect(self.record_opened)
        self.desk.edit_asked.connect(self.edit_asked)
        self._watch.changed.connect(self._show)

    @Slot(object)
    def _show(self, status: SyncStatus) -> None:
        if not status.is_joined:
            self.close()
            return
        self.state.setText(long_words(status))
        self.facts["server"].setText(status.host)
        self.facts["login"].setText(status.login)
        self.facts["last"].setText(last_words(status))
        self.facts["waiting"].setText(format_number(status.waiting, language()))
        self.password.setVisible(status.needs_password)
        self.unlock.setVisible(status.needs_password)
        is_paused = status.state is SyncState.PAUSED
        self.pause.setText(_("Go on syncing") if is_paused else _("Pause"))
        self.now.setEnabled(not is_paused)
        if status.problems and self.height() < look().px(HEIGHT):
            self.resize(self.width(), look().px(HEIGHT))
        self.desk.show_count(status.problems)

    async def _ask(self, request: str, arguments: Mapping[str, Json]) -> None:
        self._watch.take(await self._jobs.ask(request, arguments))

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
        self._watch.ask_now()

    @Slot()
    def _on_leave_clicked(self) -> None:
        self._jobs.start(self._leave(), name=_("Leaving"))

    async def _leave(self) -> None:
        sentence = _("Everything stays on this computer, but nothing is exchanged any more.")
        if self._watch.status.waiting:
            sentence += " " + _("What still waits is not sent.")
        box = message_box(ASKS, _("Leave the company server?"), sentence, self)
        leave = box.addButton(QMessageBox.StandardButton.Yes)
        leave.setText(_("Leave the server"))
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        await show(box)
        if box.clickedButton() is leave:
            await self._ask("sync.leave", {})
