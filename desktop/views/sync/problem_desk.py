"""What the server did not take over, read, answered one by one or all at once."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.sync_status import SyncProblem, problems_from_json
from desktop.views.dialogs import confirm, show
from desktop.views.jobs import Jobs
from desktop.views.sync.problem_list import ProblemList
from desktop.views.sync.problem_words import editable, field_of, linked
from desktop.views.theme import look

if TYPE_CHECKING:
    from desktop.core.pages import Ref
    from desktop.core.ports import Reads
    from desktop.views.sync.sync_watch import SyncWatch


class ProblemDesk(QWidget):
    """The list of problems under a head, with the answers for all conflicts.

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
        self._shown: list[SyncProblem] = []
        self.head = QLabel(self)
        self.head.setFont(look().font("lead", 600))
        self.all_mine = QPushButton(_("Take mine everywhere"), self)
        self.all_theirs = QPushButton(_("Keep the server's everywhere"), self)
        self.list = ProblemList(self)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        for button in (self.all_mine, self.all_theirs):
            button.setAutoDefault(False)
            button.hide()
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        self.list.solved.connect(self._on_list_solved)
        self.list.record_opened.connect(self.record_opened)
        self.all_mine.clicked.connect(self._on_all_mine_clicked)
        self.all_theirs.clicked.connect(self._on_all_theirs_clicked)

    def show_count(self, count: int) -> None:
        """Show that so many are open, and which; returns at once."""
        self.head.setText(_("Decide what stays.") if count else _("Nothing was refused."))
        self.head.setFont(look().font("lead", 600) if count else look().font("text"))
        role = QPalette.ColorRole
        self.head.setForegroundRole(role.WindowText if count else role.PlaceholderText)
        self.list.setVisible(bool(count))
        if count or self._shown:
            self._jobs.start(self._read(), name=_("Reading"))

    async def _read(self, *, anew: bool = False) -> None:
        found = problems_from_json(await self._jobs.ask("sync.problems", {}))
        if found == self._shown and not anew:
            return
        self._shown = found
        is_many = len([one for one in found if one.is_conflict]) > 1
        self.all_mine.setVisible(is_many)
        self.all_theirs.setVisible(is_many)
        self.list.show_problems(found, await self._titles(found))

    async def _titles(self, problems: list[SyncProblem]) -> dict[str, str]:
        wanted: dict[str, set[uuid.UUID]] = {}
        for one in problems:
            for entity, record_id in linked(one):
                wanted.setdefault(entity, set()).add(record_id)

        def ask(reads: Reads) -> list[Ref]:
            return [ref for entity, ids in wanted.items() for ref in reads.refs(entity, list(ids))]

        return {str(ref.id): ref.title for ref in await self._jobs.read(ask)}

    @Slot(object, str)
    def _on_list_solved(self, problem: SyncProblem, choice: str) -> None:
        self._jobs.start(self._solve(problem, choice), name=_("Saving"))

    async def _solve(self, problem: SyncProblem, choice: str) -> None:
        told: dict[str, Json] = {"problem": problem.n, "choice": choice}
        if choice == "edit":
            self.edit_asked.emit(editable(problem))
            told["choice"] = "seen"
        elif choice == "merged":
            told["value"] = problem.merged
        elif choice == "merge":
            value = await self._merge(problem)
            if value is None:
                await self._read(anew=True)
                return
            told |= {"choice": "merged", "value": value}
        await self._tell([told])

    async def _merge(self, problem: SyncProblem) -> str | None:
        from desktop.views.sync.merge_dialog import MergeDialog

        field = field_of(problem)
        if field is None:
            return None
        dialog = MergeDialog(problem, field, self)
        return dialog.value() if await show(dialog) else None

    async def _tell(self, answers: list[dict[str, Json]]) -> None:
        try:
            for told in answers:
                self._watch.take(await self._jobs.ask("sync.solve", told))
        finally:
            await self._read(anew=True)
        self._watch.ask_now()

    @Slot()
    def _on_all_mine_clicked(self) -> None:
        self._jobs.start(self._answer_all("mine"), name=_("Saving"))

    @Slot()
    def _on_all_theirs_clicked(self) -> None:
        self._jobs.start(self._answer_all("theirs"), name=_("Saving"))

    async def _answer_all(self, choice: str) -> None:
        open_now = [one for one in self._shown if one.is_conflict]
        deeds = {"mine": self.all_mine.text(), "theirs": self.all_theirs.text()}
        question = _("Answer all {count} conflicts alike?").format(count=len(open_now))
        detail = _("The other values stay in the history of the records.")
        if await confirm(self, question, detail, deed=deeds[choice]):
            await self._tell([{"problem": one.n, "choice": choice} for one in open_now])
