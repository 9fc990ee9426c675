"""Reads the names of the saved views of all lists, for the navigation."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.entities import UnknownEntityError, get_entity
from desktop.core.pages import ListQuery, Sort
from desktop.core.ports import Reads
from desktop.views.all_rows import Rows, read_rows
from desktop.views.jobs import Jobs
from desktop.views.shell.navigation_model import SavedView

ENTITY: Final = "saved_view"
QUERY: Final = ListQuery(ENTITY, ("name", "entity"), sort=Sort("name"))


class SavedViewReader(QObject):
    """Reads again whenever a view was saved, renamed or deleted.

    Signals:
        was_read: saved views by entity.
    """

    was_read = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        jobs.changes.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the names; returns at once."""
        try:
            get_entity(ENTITY)
        except UnknownEntityError:
            return

        def ask(reads: Reads) -> Rows:
            return read_rows(reads, QUERY)

        self._jobs.cards.submit(ask, self._on_rows_read, topic="saved views")

    def _on_rows_read(self, answer: Rows) -> None:
        found: dict[str, list[SavedView]] = {}
        for row in answer.rows:
            name, entity = row.texts[0], str(row.values[1])
            found.setdefault(entity, []).append(SavedView(entity, str(row.id), name))
        self.was_read.emit(found)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(ENTITY):
            self.read()
