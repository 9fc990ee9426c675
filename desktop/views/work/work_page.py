"""The page "Work": what can be done with the rows that are chosen in any of its views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.work.rows import PROJECT, TASK, PlanRow
from desktop.views.work.row_menu import Deed, RowMenu
from desktop.views.work.template_dialog import make_from_template
from desktop.views.work.work_frame import WorkFrame
from desktop.views.work.work_scope import ALL, OF_CUSTOMER, OF_PROJECT, WorkScope
from desktop.views.work.work_tools import WorkTools

BAR: Final = (
    "record.new",
    "-",
    "record.open",
    "record.delete",
    "-",
    "task.finish",
    "task.report",
    "task.assign",
    "-",
    "list.import",
)


class WorkPage(WorkFrame):
    """Carries out the actions of the window and of the menu of rows.

    Signals:
        create_requested: entity and values of a new record.
    """

    create_requested = Signal(str, object)
    bar_keys = BAR

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._awaits_project = False
        self.head.new_asked.connect(self.new_record)
        self.head.projects_asked.connect(self._on_projects_asked)
        self.menu_asked.connect(self._on_menu_asked)

    # --- actions
    def new_record(self) -> None:
        """Write a new task in its place, else ask for it in the short form."""
        if not self.view.new_task():
            self.create_requested.emit(TASK, self.scope.defaults(self.tools.me))

    def new_project(self) -> None:
        """Ask for a new project, below the one that is shown; once made, it is seen here."""
        values: dict[str, Json] = {}
        if self.scope.kind == OF_PROJECT:
            values["parent_id"] = str(self.scope.id)
        if self.scope.kind == OF_CUSTOMER:
            values["account_id"] = str(self.scope.id)
        self._awaits_project = True
        self.create_requested.emit(PROJECT, values)

    def new_from_template(self) -> None:
        """Ask for a plan that a new project is made of, and show the project alone."""
        self.tools.jobs.start(self._make_from_template(), name=_("Saving"))

    async def _make_from_template(self) -> None:
        made = await make_from_template(self.tools)
        if made is None:
            return
        refs = await self.tools.jobs.read(lambda reads: reads.refs(PROJECT, [made]))
        for ref in refs:
            self.show_scope(WorkScope(OF_PROJECT, ref.id, ref.title))

    def _show_made(self, refs: list[Ref]) -> None:
        """Show a project that was just made: in the plan if it stands there, else alone."""
        for ref in refs:
            if self.scope.kind in (ALL, OF_PROJECT):
                self.view.choose(ref.id)
            else:
                self.show_scope(WorkScope(OF_PROJECT, ref.id, ref.title))

    def open_selected(self) -> None:
        """Open the chosen row."""
        for row in list(self.view.chosen())[:1]:
            self.record_opened.emit(row.kind, row.id)

    def can_open_selected(self) -> bool:
        """Tell whether one row is chosen."""
        return len(self.view.chosen()) == 1

    def delete_selected(self) -> None:
        """Put the chosen rows into the bin."""
        self.tools.deeds.delete(self.view.chosen())

    def can_delete_selected(self) -> bool:
        """Tell whether something is chosen."""
        return bool(self.view.chosen())

    def run_command(self, key: str) -> None:
        """Run a command on the chosen tasks."""
        self.tools.deeds.run(key, self.view.chosen())

    def can_run_command(self, key: str) -> bool:
        """Tell whether a command fits all chosen tasks."""
        rows = self.view.chosen()
        return bool(rows) and any(facts.key == key for facts in self.tools.deeds.commands_for(rows))

    def refresh(self) -> None:
        """Read everything again."""
        self._ask()

    def start_quick_filter(self) -> None:
        """Put the keyboard into the filter line."""
        self.head.filter.begin()

    def clear_filter(self) -> None:
        """Show everything again."""
        self.head.clear_filter()

    def import_file(self) -> None:
        """Ask for the import of tasks."""
        self.tools.import_into(TASK)

    def _menu_deeds(self, rows: Sequence[PlanRow]) -> list[Deed | None]:
        if not rows:
            return [
                Deed(_("New task"), "square-check", self.new_record),
                Deed(_("New project"), "folder-kanban", self.new_project),
            ]
        opened = [Deed(_("Open"), "square-arrow-out-up-right", self.open_selected)]
        made = [Deed(_("New task"), "plus", self.new_record)]
        gone = [Deed(_("Delete"), "trash-2", self.delete_selected, is_danger=True)]
        one = rows[0]
        whole = []
        if len(rows) == 1 and one.kind == PROJECT:
            whole = [Deed(_("Show this project alone"), "focus", self.show_chosen_project)]
        return [*(opened if len(rows) == 1 else []), *made, *whole, None, *gone]

    def show_chosen_project(self) -> None:
        """Show the chosen project alone."""
        for row in list(self.view.chosen())[:1]:
            self.show_scope(WorkScope(OF_PROJECT, row.id, row.title))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        super()._on_changed(changes)
        made = changes.ids.get(PROJECT, frozenset())
        if self._awaits_project and changes.command == f"{PROJECT}.create" and made:
            self._awaits_project = False

            def ask(reads: Reads) -> list[Ref]:
                return reads.refs(PROJECT, list(made))

            self.tools.jobs.cards.submit(ask, self._show_made)

    @Slot(object)
    def _on_projects_asked(self, at: QPoint) -> None:
        words = _("New project from a template…")
        deeds = [
            Deed(_("New project"), "folder-plus", self.new_project),
            Deed(words, "layout-template", self.new_from_template),
        ]
        RowMenu(deeds, (), self).open_at(at)

    @Slot(object)
    def _on_menu_asked(self, at: QPoint) -> None:
        rows = self.view.chosen()
        menu = RowMenu(self._menu_deeds(rows), self.tools.deeds.commands_for(rows), self)
        menu.command_chosen.connect(self.run_command)
        menu.open_at(at)
