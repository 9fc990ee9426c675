"""The tree of projects and tasks: what is asked in it by keys, clicks and drops is done."""

from __future__ import annotations

import uuid
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.core.pages import Ref
from desktop.core.ports import Reads
from desktop.core.work.rows import PlanRow
from desktop.views.fields.context import EditorContext
from desktop.views.jobs import Jobs
from desktop.views.work.plan_deeds import PlanDeeds
from desktop.views.work.plan_reading import is_narrowed, read_below
from desktop.views.work.plan_tree import Line
from desktop.views.work.tree_places import Goal, dropped, indented, outdented, stepped
from desktop.views.work.tree_rows import TreeRows
from desktop.views.work.tree_surface import DropPlace
from desktop.views.work.tree_writing import TreeWriting


class TreePane(TreeRows):
    """A tree that is worked in.

    Signals:
        record_opened: entity and id of a row that is to be opened.
        menu_asked: a global point where the menu of the chosen rows is wanted.
        status_asked: a global point where the states of the chosen rows are wanted.
    """

    record_opened = Signal(str, object)
    menu_asked = Signal(object)
    status_asked = Signal(object)

    def __init__(
        self, jobs: Jobs, deeds: PlanDeeds, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self.deeds = deeds
        self.writing = TreeWriting(self, context)
        table = self.table
        table.fold_asked.connect(self.fold)
        table.tick_asked.connect(self._on_tick_asked)
        table.indent_asked.connect(self.indent)
        table.outdent_asked.connect(self.outdent)
        table.step_asked.connect(self._on_step_asked)
        table.delete_asked.connect(self.delete_chosen)
        table.open_asked.connect(self._on_open_asked)
        table.dropped.connect(self._on_dropped)
        table.menu_asked.connect(self.menu_asked)
        self.deeds.refused.connect(self.refresh)
        self.deeds.rested.connect(self.read_stale)

    def _must_wait(self) -> bool:
        return self.is_held or self.deeds.pending > 0

    @Slot(object)
    def fold(self, place: int) -> None:
        """Open a line that is closed, or close it."""
        line = self.lines.line(place)
        if line is None:
            return
        if line.is_open:
            self.lines.close(place)
            self.opened.discard(line.row.id)
            self.closed.add(line.row.id)
            return
        self.opened.add(line.row.id)
        self.closed.discard(line.row.id)
        if is_narrowed(self.scope):
            self.read()
            return
        scope, row, depth = self.scope, line.row, line.depth

        def ask(reads: Reads) -> tuple[uuid.UUID, list[Line]]:
            return row.id, read_below(reads, scope, row, depth)

        self.jobs.cards.submit(ask, self._on_below_read)

    def _on_below_read(self, answer: tuple[uuid.UUID, list[Line]]) -> None:
        record_id, lines = answer
        place = self.lines.tree.place(record_id)
        line = self.lines.line(place)
        if line is not None and not line.is_open:
            self.lines.open(place, lines)
            self.ask_totals()
            self.loaded.emit()

    @Slot()
    def indent(self) -> None:
        """Put the chosen rows one level deeper."""
        self._go(indented(self.lines.tree, self.table.chosen()))

    @Slot()
    def outdent(self) -> None:
        """Put the chosen rows one level up."""
        self._go(outdented(self.lines.tree, self.table.chosen()))

    def step(self, *, down: bool) -> None:
        """Put the chosen rows one place on among their siblings."""
        self._go(stepped(self.lines.tree, self.table.chosen(), down=down))

    def _go(self, found: tuple[list[PlanRow], Goal] | None) -> None:
        if found is None:
            return
        rows, goal = found
        if goal.parent is not None:
            self.opened.add(goal.parent.id)
            self.closed.discard(goal.parent.id)
        self.deeds.move(rows, goal.parent, goal.before)

    @Slot()
    def delete_chosen(self) -> None:
        """Put the chosen rows into the bin."""
        self.deeds.delete(self.chosen())

    def show_kept(self, row: PlanRow) -> None:
        """Show a row as it was just edited, before it is saved."""
        self.lines.patch(row)

    def note_children(self, record_id: uuid.UUID) -> None:
        """Show that something stands below a row now."""
        place = self.lines.tree.place(record_id)
        line = self.lines.line(place)
        self.opened.add(record_id)
        if line is not None and not line.row.has_children:
            line.is_open = True
            self.lines.patch(replace(line.row, has_children=True))

    @Slot(object)
    def _on_tick_asked(self, places: list[int]) -> None:
        rows = [row for row in map(self.lines.row_at, places) if row is not None]
        self.deeds.tick(rows)

    @Slot(object)
    def _on_step_asked(self, down: bool) -> None:
        self.step(down=down)

    @Slot(object)
    def _on_open_asked(self, place: int) -> None:
        row = self.lines.row_at(place)
        if row is not None:
            self.record_opened.emit(row.kind, row.id)

    @Slot(object, object)
    def _on_dropped(self, refs: list[Ref], drop: DropPlace) -> None:
        ids = [ref.id for ref in refs]
        self._go(dropped(self.lines.tree, ids, drop.line, is_into=drop.is_into))
