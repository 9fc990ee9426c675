"""The server itself: how it stands, its copies, going back to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.core.server_alarms import alarms
from desktop.core.server_state import ServerState, ServerTask, state_from_json
from desktop.views.admin.server_alarm_list import AlarmList
from desktop.views.admin.server_copies import ServerCopies
from desktop.views.admin.server_words import (
    agent_words,
    devices_words,
    due_words,
    outcome_words,
    schedule_words,
    server_words,
    task_words,
)
from desktop.views.icons import icon
from desktop.views.jobs import Jobs

BUSY_MS: Final = 2_000  # while something is done
IDLE_MS: Final = 30_000
FACTS: Final = {
    "server": N_("Server"),
    "agent": N_("Background service"),
    "schedule": N_("Automatic backups"),
    "devices": N_("Joined computers"),
    "due": N_("Due today"),
}


class ServerSection(QWidget):
    """Asks the server while it is looked at."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._state: ServerState | None = None
        self._is_asking = False
        self.alarms = AlarmList(self)
        self.facts = {name: QLabel(self) for name in FACTS}
        self.labels = {name: QLabel(_(text), self) for name, text in FACTS.items()}
        self.change = QPushButton(icon("calendar-clock"), _("Schedule of backups…"), self)
        self.doing = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.stop = QPushButton(_("Stop it"), self)
        self.copies = ServerCopies(self)
        self.now = QPushButton(icon("database-backup"), _("Back up now"), self)
        self.trial = QPushButton(icon("shield-check"), _("Bring back for trial"), self)
        self.back = QPushButton(icon("archive-restore"), _("Go back to it…"), self)
        self._timer = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect()
        self._show_task(None)
        self._enable()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.alarms)
        layout.addLayout(self._facts())
        layout.addLayout(self._row(self.doing, self.bar, self.stop))
        layout.addWidget(self.copies, 1)
        layout.addLayout(self._row(self.now, self.trial, self.back, None, self.change))

    def _facts(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(6)
        for name, label in self.labels.items():
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            text = self.facts[name]
            text.setWordWrap(True)
            form.addRow(label, text)
        return form

    def _row(self, *widgets: QWidget | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            if widget is None:
                row.addStretch(1)
            else:
                row.addWidget(widget)
        return row

    def _connect(self) -> None:
        for button in (self.change, self.stop, self.now, self.trial, self.back):
            button.setAutoDefault(False)
        self._timer.timeout.connect(self.read)
        self.change.clicked.connect(self._on_change_clicked)
        self.stop.clicked.connect(self._on_stop_clicked)
        self.now.clicked.connect(self._on_now_clicked)
        self.trial.clicked.connect(self._on_trial_clicked)
        self.back.clicked.connect(self._on_back_clicked)
        self.copies.currentItemChanged.connect(self._enable)

    # --- what is known
    @Slot()
    def read(self) -> None:
        """Ask how the server stands; returns at once."""
        self._ask("server.state", {})

    def _ask(self, request: str, arguments: Mapping[str, Json]) -> None:
        if not self._is_asking or request != "server.state":
            self._is_asking = True
            self._jobs.start(self._asked(request, arguments), name=_("Asking the server"))

    async def _asked(self, request: str, arguments: Mapping[str, Json]) -> None:
        try:
            self.take(await self._jobs.ask(request, arguments))
        except AppError as error:
            self.alarms.show_problem(str(error))
        finally:
            self._is_asking = False
            self._go_on()

    def _go_on(self) -> None:
        if self.isVisible():
            is_busy = self._state is not None and self._state.running is not None
            self._timer.start(BUSY_MS if is_busy else IDLE_MS)

    def take(self, told: Json) -> None:
        """Show how the server stands by its answer."""
        state = state_from_json(told)
        if state is None:
            self.alarms.show_problem(_("You lack the right to do this."))
            return
        self._state = state
        self.alarms.show_alarms(state, alarms(state), outcome_words(state))
        words = {
            "server": server_words(state),
            "agent": agent_words(state),
            "schedule": schedule_words(state),
            "devices": devices_words(state),
            "due": due_words(state),
        }
        for name, text in words.items():
            self.facts[name].setText(text)
            self.facts[name].setVisible(bool(text))
            self.labels[name].setVisible(bool(text))
        self._show_task(state.running)
        self.copies.show_state(state)
        self._enable()

    def _show_task(self, task: ServerTask | None) -> None:
        if self.stop.hasFocus():
            self.copies.setFocus()
        for widget in (self.doing, self.bar, self.stop):
            widget.setVisible(task is not None)
        if task is None:
            return
        self.doing.setText(task_words(task))
        self.bar.setRange(0, 100 if task.of else 0)
        self.bar.setValue(100 * task.done // task.of if task.of else 0)
        self.stop.setEnabled(not task.is_cancelled and task.step != "swapping")

    @Slot()
    def _enable(self) -> None:
        state, chosen = self._state, self.copies.chosen()
        can = state is not None and state.has_agent and state.running is None
        if not can and any(one.hasFocus() for one in (self.now, self.trial, self.back)):
            self.copies.setFocus()  # or the keyboard would go to the search of the window
        self.change.setEnabled(state is not None)
        self.now.setEnabled(can)
        self.trial.setEnabled(can and chosen is not None)
        self.back.setEnabled(can and chosen is not None and chosen.is_good)

    # --- what can be done
    def _show(self, dialog: QDialog) -> None:
        dialog.accepted.connect(self.read)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_change_clicked(self) -> None:
        from desktop.views.admin.server_dialogs import ScheduleDialog

        if self._state is not None:
            self._show(ScheduleDialog(self._jobs, self._state, self))

    @Slot()
    def _on_stop_clicked(self) -> None:
        task = None if self._state is None else self._state.running
        if task is not None:
            self._ask("server.cancel", {"task": task.id})

    @Slot()
    def _on_now_clicked(self) -> None:
        self._ask("server.ask", {"kind": "backup"})

    @Slot()
    def _on_trial_clicked(self) -> None:
        chosen = self.copies.chosen()
        if chosen is not None:
            self._ask("server.ask", {"kind": "try", "name": chosen.name})

    @Slot()
    def _on_back_clicked(self) -> None:
        from desktop.views.admin.server_dialogs import RestoreServerDialog

        chosen = self.copies.chosen()
        if chosen is not None:
            self._show(RestoreServerDialog(self._jobs, chosen, self))

    # Qt overrides
    def showEvent(self, event: QShowEvent) -> None:
        """Begin to ask."""
        super().showEvent(event)
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask no more."""
        super().hideEvent(event)
        self._timer.stop()
