"""Writing in the tree: cells that are edited, and new tasks line by line as in an outline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Slot

from desktop.core.entities import get_entity
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.work.rows import PROJECT, TASK, PlanRow
from desktop.views.fields.context import EditorContext
from desktop.views.work.cell_edit import Cell, CellEdit
from desktop.views.work.plan_tree import Line, PlanTree
from desktop.views.work.plan_values import is_summed, value_of, with_value
from desktop.views.work.tree_places import deepest, goal_of, new_place

if TYPE_CHECKING:
    from desktop.views.work.tree_pane import TreePane

MOST_PASTED: Final = 500  # lines at once: more than that is what the import is for


class TreeWriting(QObject):
    """Opens editors over the cells of a tree and has saved what is typed in them."""

    def __init__(self, pane: TreePane, context: EditorContext) -> None:
        super().__init__(pane)
        self._pane = pane
        self._context = context
        self.defaults: Mapping[str, Json] = {}  # values of every new task here
        self.edit = CellEdit(pane.table)
        self.edit.kept.connect(self._on_kept)
        self.edit.dropped.connect(self._on_dropped)
        self.edit.tabbed.connect(self._on_tabbed)
        self.edit.pasted.connect(self._on_pasted)
        pane.table.edit_asked.connect(self.begin)
        pane.table.sibling_asked.connect(self.write_behind)

    # --- cells of rows that exist
    @Slot(object, object, object)
    def begin(self, place: int, column: int, typed: str | None) -> None:
        """Edit a cell; letters that were typed on a cell without an editor edit the title."""
        row = self._pane.lines.row_at(place)
        if row is None or not self.edit.keep():
            return
        name = self._pane.lines.columns[column].edited_field(row)
        if name == "status" and typed is None:
            rect = self._pane.table.cell_rect(place, column)
            corner = rect.bottomLeft() + QPoint(0, 1)
            self._pane.status_asked.emit(self._pane.table.viewport().mapToGlobal(corner))
            return
        if typed is not None and (name == "status" or not name):
            column = self._pane.table.title_column()
            name = self._pane.lines.columns[column].edited_field(row)
        if not self._begin(row, column, name, typed):
            self._refuse(row, column)

    def _begin(self, row: PlanRow, column: int, name: str, typed: str | None) -> bool:
        if not name or not row.may_edit or is_summed(row, name):
            return False
        field = get_entity(row.kind).field(name)
        cell = Cell(row.id, column, field, value_of(row, name))
        self._pane.is_held = self.edit.begin(cell, self._context, typed)
        return self._pane.is_held

    def _refuse(self, row: PlanRow, column: int) -> None:
        said = self._pane.lines.columns[column]
        sentence = _("“{field}” cannot be edited in the list.")
        if not row.may_edit:
            sentence = _("You may see this, but not change it.")
        elif is_summed(row, said.edited_field(row)):
            sentence = _("This is the sum of the tasks below.")
        cell = Cell(row.id, column, get_entity(row.kind).field(get_entity(row.kind).title), None)
        self.edit.tell(cell, sentence.format(field=_(said.label)))

    # --- new tasks
    @Slot(object)
    def write_behind(self, place: int) -> None:
        """Begin a new task behind a line; -1 begins one at the end."""
        if not self.edit.keep():
            return
        line = self._pane.lines.line(place)
        if line is not None and line.row.kind == PROJECT and not line.is_open:
            self._pane.opened.add(line.row.id)
            if line.row.has_children:
                self._pane.fold(place)
        at, depth = new_place(self._pane.lines.tree, place)
        self._write(at, depth)

    def _write(self, place: int, depth: int) -> None:
        row = PlanRow(new_id(), TASK, None, "", status="new")
        self._pane.is_held = True
        self._pane.lines.insert_line(place, Line(row, depth))
        self._pane.table.choose([place])
        column = self._pane.table.title_column()
        field = get_entity(TASK).field("title")
        self.edit.begin(Cell(row.id, column, field, "", is_new=True), self._context)

    def _make(self, cell: Cell, title: str) -> int:
        """Have a task saved that was written here; return its place."""
        tree = self._pane.lines.tree
        place = tree.place(cell.record_id)
        depth = tree.lines[place].depth
        # The line itself stands at the place: look at what stands around it.
        goal = goal_of(_without(self._pane, place), place, depth)
        host = goal.parent
        values: dict[str, Json] = {**self.defaults, "title": title}
        if host is not None and host.kind == PROJECT:
            values["project_id"] = str(host.id)
        elif host is not None:
            values["parent_id"] = str(host.id)
            values["project_id"] = str(host.project) if host.project else None
        values = {name: value for name, value in values.items() if value is not None}
        row = tree.lines[place].row
        project = host.id if host and host.kind == PROJECT else host.project if host else None
        parent = host.id if host else None
        self._pane.lines.patch(replace(row, title=title, parent=parent, project=project))
        if host is not None:
            self._pane.note_children(host.id)
        self._pane.deeds.add(cell.record_id, values, parent, goal.before)
        return place

    # --- what the editor says
    @Slot(object, object, object)
    def _on_kept(self, cell: Cell, value: Json, by_enter: bool) -> None:
        if cell.is_new:
            place = self._make(cell, str(value))
            depth = self._pane.lines.tree.lines[place].depth
            if by_enter:
                self._write(self._pane.lines.tree.end_of(place), depth)
            else:
                self._pane.release()
            return
        row = self._pane.lines.row_at(self._pane.lines.tree.place(cell.record_id))
        self._pane.release()
        if row is not None:
            self._pane.lines.patch(with_value(row, cell.field.name, value))
            self._pane.deeds.save(row, {cell.field.name: [cell.base, value]})

    @Slot(object)
    def _on_dropped(self, cell: Cell) -> None:
        place = self._pane.lines.tree.place(cell.record_id)
        if cell.is_new and place >= 0:
            self._pane.lines.remove_line(place)
            self._pane.table.choose([max(place - 1, 0)])
            self._pane.table.setFocus()
            self._pane.refresh()
        self._pane.release()

    @Slot(object, object)
    def _on_tabbed(self, cell: Cell, by: int) -> None:
        if cell.is_new:
            self._deepen(cell, by)
        else:
            self._step(cell, by)

    @Slot(object)
    def _on_pasted(self, lines: list[str]) -> None:
        """Write a task of each line; tabs before a line say how deep it stands below the first."""
        stood = _tabs(lines[0])
        for line in lines[:MOST_PASTED]:
            for _step in range(abs(_tabs(line) - stood)):
                if self.edit.cell is not None:
                    self._deepen(self.edit.cell, 1 if _tabs(line) > stood else -1)
            stood = _tabs(line)
            self.edit.write(line.strip().split("\t")[0])

    def _deepen(self, cell: Cell, by: int) -> None:
        """Write the new task one level deeper or higher."""
        tree = self._pane.lines.tree
        place = tree.place(cell.record_id)
        line = tree.lines[place]
        # What follows must not hang on it by accident: no deeper than the next line allows.
        least = tree.lines[place + 1].depth if place + 1 < len(tree) else 0
        wanted = line.depth + by
        if least <= wanted <= deepest(tree, place):
            line.depth = wanted
            self._pane.lines.patch(line.row)
            self.edit.place()

    def _step(self, cell: Cell, by: int) -> None:
        """Go on to the next cell that can be edited, in the order of the columns."""
        table, lines = self._pane.table, self._pane.lines
        place = lines.tree.place(cell.record_id)
        if not self.edit.keep():
            return
        order = table.columns.columns_in_order()
        at = order.index(cell.column)
        for _number in range(2 * len(order)):
            at += by
            if not 0 <= at < len(order):
                at, place = at % len(order), place + by
            row = lines.row_at(place)
            if row is None:
                return
            name = lines.columns[order[at]].edited_field(row)
            if name and name != "status" and self._begin(row, order[at], name, None):
                table.setCurrentIndex(lines.index(place, order[at]))
                return


def _tabs(line: str) -> int:
    """Return how many tabs stand before a line: empty cells, if it comes from a spreadsheet."""
    return len(line) - len(line.lstrip("\t"))


def _without(pane: TreePane, place: int) -> PlanTree:
    """Return the tree without the line that is just written."""
    lines = pane.lines.tree.lines
    return PlanTree([*lines[:place], *lines[place + 1 :]])
