"""The view "List": the list of tasks as every entity has one, narrowed to the scope."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Filter, Json
from desktop.core.json_file import JsonObject
from desktop.core.work.rows import TASK, PlanRow
from desktop.views.shell.list_page import HasCurrentRecord
from desktop.views.shell.screens import KeepsView, ShowsTarget, TakesFocus, TellsStatus, connect
from desktop.views.shell.targets import LIST, Target
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import Shown, WorkView


class TaskListView(WorkView):
    """Shows the list of tasks; its own head filters, groups, counts and prints."""

    has_filter = False

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._asked: Filter | None = None
        self._list = tools.make_list(TASK)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        self.setFocusProxy(self._list)
        connect(self._list, "selection_changed", self._on_selection_changed)
        connect(self._list, "record_opened", self.record_opened.emit)
        connect(self._list, "status_changed", self._on_status_changed)
        connect(self._list, "create_requested", self._on_create_requested)
        connect(self._list, "import_requested", self._on_import_requested)

    def show_scope(self, shown: Shown) -> None:
        """Narrow the list down, unless it shows that scope already, perhaps filtered further."""
        if shown.tasks != self._asked and isinstance(self._list, ShowsTarget):
            self._asked = shown.tasks
            self._list.show_target(
                Target(LIST, TASK, filter=shown.tasks, whole=not shown.tasks.items)
            )

    def hear(self, changes: Changes) -> None:
        """Leave it to the list, which hears of changes itself."""

    def chosen(self) -> Sequence[PlanRow]:
        """Return the one record that the keyboard is on."""
        found = self._list.current_record() if isinstance(self._list, HasCurrentRecord) else None
        return () if found is None else (PlanRow(found, TASK, None, ""),)

    def status_text(self) -> str:
        """Return what the list says."""
        return self._list.status_text() if isinstance(self._list, TellsStatus) else ""

    def acting(self) -> QWidget:
        """Return the list, which carries out the actions of lists."""
        return self._list

    def state(self) -> JsonObject:
        """Return how the list looks."""
        return self._list.view_state() if isinstance(self._list, KeepsView) else {}

    def restore(self, state: Mapping[str, Json]) -> None:
        """Look so again."""
        if state and isinstance(self._list, KeepsView):
            self._list.restore_view_state(state)

    def choose(self, record_id: uuid.UUID) -> None:
        """Leave the choice to the list."""

    def focus_first(self) -> None:
        """Put the keyboard into the list."""
        if isinstance(self._list, TakesFocus):
            self._list.focus_first()

    def _on_selection_changed(self, *_selection: object) -> None:
        self.selection_changed.emit()

    def _on_status_changed(self, *_text: object) -> None:
        self.status_changed.emit()

    def _on_import_requested(self, *_entity: object) -> None:
        self._tools.import_into(TASK)

    def _on_create_requested(self, entity: str, values: object = None) -> None:
        self._tools.create(entity, values if isinstance(values, Mapping) else {})
