"""How it stands with the server: state, what waits, what was not taken over, pausing, leaving."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import _, language
from desktop.core.sync_status import SyncProblem, SyncState, SyncStatus, problems_from_json
from desktop.core.sync_status import status_from_json as read_status
from desktop.views.dialogs import confirm
from desktop.views.icons import icon
from desktop.views.jobs import Jobs
from desktop.views.sync.problem_list import ProblemList
from desktop.views.sync.sync_words import last_words, long_words
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.core.pages import Ref
    from desktop.core.ports import Reads
    from desktop.views.sync.sync_watch import SyncWatch

WIDTH, HEIGHT = 760, 560


class SyncWindow(QDialog):
    """Show it with `show`: it is not modal.

    Signals:
        record_opened: entity key and id of a record that a problem is about.
    """

    record_opened = Signal(str, object)

    def __init__(self, jobs: Jobs, watch: SyncWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._watch = watch
        self._shown = -1  # problems that are shown
        self.setWindowTitle(_("Company server"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.state = QLabel(self)
        self.state.setFont(look().font("lead", 600))
        self.state.setWordWrap(True)
        self.facts = {name: QLabel(self) for name in ("server", "login", "last", "waiting")}
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("Password for the server"))
        self.password.setAccessibleName(_("Password for the server"))
        self.unlock = QPushButton(_("Go on"), self)
        self.now = QPushButton(icon("refresh-cw"), _("Sync now"), self)
        self.pause = QPushButton(self)
        self.leave = QPushButton(_("Leave the server…"), self)
        self.head = QLabel(self)
        self.head.setFont(look().font("lead", 600))
        self.problems = ProblemList(self)
        self._lay_out()
        self._connect()
        self.resize(look().px(WIDTH), look().px(HEIGHT))
        self._show(watch.status)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(6)
        for name, text in (
            ("server", _("Server")),
            ("login", _("Login")),
            ("last", _("Last sync")),
            ("waiting", _("Waiting to be sent")),
        ):
            form.addRow(text, self.facts[name])
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
        layout.addWidget(self.head)
        layout.addWidget(self.problems, 1)

    def _connect(self) -> None:
        for button in (self.unlock, self.now, self.pause, self.leave):
            button.setAutoDefault(False)
        self.now.clicked.connect(self._watch.ask_now)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.leave.clicked.connect(self._on_leave_clicked)
        self.unlock.clicked.connect(self._on_unlock_clicked)
        self.password.returnPressed.connect(self._on_unlock_clicked)
        self.problems.solved.connect(self._on_problem_solved)
        self.problems.record_opened.connect(self.record_opened)
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
        is_locked = status.state is SyncState.LOCKED
        self.password.setVisible(is_locked)
        self.unlock.setVisible(is_locked)
        is_paused = status.state is SyncState.PAUSED
        self.pause.setText(_("Go on syncing") if is_paused else _("Pause"))
        self.now.setEnabled(not is_paused)
        self.head.setText(_("Not taken over") if status.problems else _("Nothing was refused."))
        self.problems.setVisible(bool(status.problems))
        if status.problems != self._shown:
            self._shown = status.problems
            self._jobs.start(self._read_problems(), name=_("Reading"))

    async def _read_problems(self) -> None:
        found = problems_from_json(await self._jobs.ask("sync.problems", {}))
        self.problems.show_problems(found, await self._titles(found))

    async def _titles(self, problems: list[SyncProblem]) -> dict[str, str]:
        wanted: dict[str, list[uuid.UUID]] = {}
        for one in problems:
            if one.entity and one.id:
                wanted.setdefault(one.entity, []).append(uuid.UUID(one.id))

        def ask(reads: Reads) -> list[Ref]:
            return [ref for entity, ids in wanted.items() for ref in reads.refs(entity, ids)]

        return {str(ref.id): ref.title for ref in await self._jobs.read(ask)}

    async def _ask(self, request: str, arguments: Mapping[str, Json]) -> None:
        self._watch.take(read_status(await self._jobs.ask(request, arguments)))

    @Slot()
    def _on_pause_clicked(self) -> None:
        paused = self._watch.status.state is not SyncState.PAUSED
        self._jobs.start(self._ask("sync.pause", {"paused": paused}), name=_("Syncing"))

    @Slot()
    def _on_unlock_clicked(self) -> None:
        self._jobs.start(self._unlock(self.password.text()), name=_("Syncing"))
        self.password.clear()

    async def _unlock(self, password: str) -> None:
        await self._ask("sync.unlock", {"password": password})
        self._watch.ask_now()

    @Slot(int, str)
    def _on_problem_solved(self, number: int, choice: str) -> None:
        work = self._solve(number, choice)
        self._jobs.start(work, name=_("Saving"))

    async def _solve(self, number: int, choice: str) -> None:
        await self._ask("sync.solve", {"problem": number, "choice": choice})
        self._watch.ask_now()

    @Slot()
    def _on_leave_clicked(self) -> None:
        self._jobs.start(self._leave(), name=_("Leaving"))

    async def _leave(self) -> None:
        waiting = self._watch.status.waiting
        sentence = _("Everything stays on this computer, but nothing is exchanged any more.")
        if waiting:
            sentence += " " + _("What still waits is not sent.")
        if await confirm(self, _("Leave the company server?"), sentence):
            await self._ask("sync.leave", {})
