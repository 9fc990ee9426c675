"""The view "Gantt" of the page of work."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.grouped_numbers import format_number
from desktop.core.i18n import language, ngettext
from desktop.core.json_file import JsonObject
from desktop.core.work.rows import TASK, PlanRow
from desktop.views.printing.printable import Printable
from desktop.views.work.gantt.gantt_pane import GanttPane
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import Shown, WorkView


class GanttView(WorkView):
    """Bars over time, of the part of all work that the page is about."""

    has_details = False  # time needs all the room

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pane = GanttPane(tools.jobs, self, tools.running)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pane)
        self.setFocusProxy(self.pane)
        self.pane.record_opened.connect(self.record_opened)
        self.pane.rows_menu_asked.connect(self.menu_asked)
        self.pane.loaded.connect(self.status_changed)
        self.pane.frame.table.picked.connect(self._on_picked)
        tools.deeds.refused.connect(self.pane.shifting.give_up)

    # --- what the page asks
    def show_scope(self, shown: Shown) -> None:
        """Show a part of all work."""
        self.pane.show_scope(shown.plan, shown.scope.label)

    def hear(self, changes: Changes) -> None:
        """Read again what was changed."""
        self.pane.hear(changes)

    def chosen(self) -> Sequence[PlanRow]:
        """Return the selected rows."""
        return self.pane.picked()

    def status_text(self) -> str:
        """Say how many tasks there are."""
        sheet = self.pane.frame.sheet
        count = sum(row.kind == TASK for row in sheet.rows) if sheet is not None else 0
        words = ngettext("{count} task", "{count} tasks", count)
        return words.format(count=format_number(count, language()))

    def choose(self, record_id: uuid.UUID) -> None:
        """Select a row, if it is shown."""
        self.pane.frame.pick_record(record_id)

    def printable(self) -> Printable | None:
        """Return the plan as it is seen."""
        return self.pane.printable()

    def state(self) -> JsonObject:
        """Return how the chart looks."""
        return self.pane.state()

    def restore(self, state: Mapping[str, Json]) -> None:
        """Let it look so again."""
        self.pane.restore(state)

    @Slot()
    def _on_picked(self) -> None:
        self.selection_changed.emit()
        self.status_changed.emit()
