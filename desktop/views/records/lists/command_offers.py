"""Which commands fit the records that are selected in a list, read beside it.

Few records are looked at as soon as they are selected, so that menus need not wait; of many every
command is offered, and those that it fits are picked when it runs.
"""

from __future__ import annotations

import uuid
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.commands import CommandFacts
from desktop.core.fitting import decides, fitting_commands
from desktop.core.ports import Reads
from desktop.views.jobs import Jobs
from desktop.views.records.form_editors import FormEditors
from desktop.views.records.lists.selection_watch import SelectionWatch
from desktop.views.records.lists.table_selection import Selection

PATIENCE: Final = 150  # ms that a menu waits for an answer; without one it offers everything


class CommandOffers(QObject):
    """Answers for one list, as the records were when they were read last.

    Signals:
        settled: what was asked for by `settle` is known, or shall not be waited for any longer.
    """

    settled = Signal()

    def __init__(
        self, entity: str, jobs: Jobs, editors: FormEditors, watch: SelectionWatch
    ) -> None:
        super().__init__(watch)
        self._entity = entity
        self._jobs = jobs
        self._editors = editors
        self._asked: frozenset[uuid.UUID] = frozenset()
        self._fitting: frozenset[str] | None = None  # of those; None: not known
        self._deciding: frozenset[str] = frozenset()  # commands that do not fit every record
        self._watch = watch
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._on_patience_timeout)
        watch.changed.connect(self._ask)
        jobs.changes.changed.connect(self._on_changed)

    def offered(self) -> tuple[CommandFacts, ...]:
        """Return the commands that fit the selected records, as far as it is known."""
        found = self._editors.runner.commands_of(self._entity)
        return tuple(facts for facts in found if self.may_fit(facts.key))

    def may_fit(self, key: str) -> bool:
        """Tell whether a command fits one of the selected records, or whether that is not known."""
        if self._fitting is None or self._asked != frozenset(self._watch.selection().ids):
            return True
        return key in self._fitting or key not in self._deciding

    def settle(self) -> None:
        """Tell by `settled`, now or soon, when the answers for the selection of now are there."""
        chosen = self._watch.selection()
        if self._asked != frozenset(chosen.ids):
            self._ask(chosen)
        if self._fitting is None and self._asked:
            self._patience.start()
        else:
            self.settled.emit()

    @Slot(object)
    def _ask(self, chosen: Selection) -> None:
        self._asked = frozenset(chosen.ids)
        self._fitting = None
        mine = (facts for facts in self._editors.commands if facts.entity == self._entity)
        commands = tuple(facts for facts in mine if decides(facts))
        self._deciding = frozenset(facts.key for facts in commands)
        if not commands:
            self._asked = frozenset()
        if not self._asked:
            return
        ids = chosen.ids

        def ask(reads: Reads) -> tuple[frozenset[uuid.UUID], frozenset[str]]:
            return frozenset(ids), fitting_commands(reads, commands, ids)

        topic = f"offers {id(self)}"
        self._jobs.cards.submit(ask, self._on_read, self._on_failed, topic=topic)

    def _on_read(self, answer: tuple[frozenset[uuid.UUID], frozenset[str]]) -> None:
        asked, fitting = answer
        if asked == self._asked:
            self._fitting = fitting
            self._stop_waiting()

    def _on_failed(self, _error: Exception) -> None:
        self._stop_waiting()  # everything is offered; running it tells what is wrong

    def _stop_waiting(self) -> None:
        if self._patience.isActive():
            self._patience.stop()
            self.settled.emit()

    @Slot()
    def _on_patience_timeout(self) -> None:
        self.settled.emit()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        touched = changes.ids.get(self._entity)
        if touched is not None and self._asked:
            self._ask(self._watch.selection())
