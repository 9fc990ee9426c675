"""The view "Tree": projects and tasks in their order, with what narrows them and how deep."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.filters import Json
from desktop.core.i18n import _
from desktop.core.json_file import JsonObject
from desktop.core.work.rows import PlanRow
from desktop.views.icons import icon
from desktop.views.printing.printable import Printable
from desktop.views.widgets.lasting_menu import LastingMenu
from desktop.views.widgets.roomy_menu import RoomyMenu
from desktop.views.work.empty_work import EmptyWork
from desktop.views.work.plan_columns import COLUMNS, TITLE, toggled
from desktop.views.work.plan_print import PlanPrint
from desktop.views.work.row_menu import RowMenu, states_of
from desktop.views.work.tree_pane import TreePane
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import Shown, WorkView, concerns

MOST_LEVELS = 4
ALL_LEVELS = 99


class TreeView(WorkView):
    """A tree that is edited like an outline."""

    def __init__(self, tools: WorkTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds = tools.deeds
        self.pane = TreePane(tools.jobs, tools.deeds, tools.context, self)
        self._me = tools.me
        self._shown: Shown | None = None
        self._empty = EmptyWork(self.pane.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pane)
        self.setFocusProxy(self.pane)
        self._levels = self._button("list-tree", _("How deep it is open"))
        self._levels.clicked.connect(self._on_levels_clicked)
        self._columns = self._button("columns-3", _("Columns…"))
        self._columns.clicked.connect(self.choose_columns)
        self.pane.selection_changed.connect(self._on_selection_changed)
        self.pane.loaded.connect(self._on_loaded)
        self.pane.record_opened.connect(self.record_opened)
        self.pane.menu_asked.connect(self.menu_asked)
        self.pane.status_asked.connect(self._on_status_asked)
        self.pane.table.columns.menu_asked.connect(self._on_head_menu_asked)

    def _button(self, name: str, text: str) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(icon(name))
        made.setAutoRaise(True)
        made.setToolTip(text)
        made.setAccessibleName(text)
        return made

    # --- what the page asks
    def show_scope(self, shown: Shown) -> None:
        """Show a part of all work."""
        self._shown = shown
        self.pane.writing.defaults = shown.scope.defaults(self._me)
        self.pane.show_scope(shown.plan)

    def hear(self, changes: Changes) -> None:
        """Read again what was changed."""
        if concerns(changes):
            self.pane.refresh()

    def chosen(self) -> Sequence[PlanRow]:
        """Return the chosen rows."""
        return self.pane.chosen()

    def status_text(self) -> str:
        """Say how many rows are shown."""
        return self.pane.status_text()

    def new_task(self) -> bool:
        """Write a new task behind the line with the keyboard."""
        self.pane.table.setFocus()
        self.pane.writing.write_behind(self.pane.table.current_line())
        return True

    def choose(self, record_id: uuid.UUID) -> None:
        """Choose a row as soon as it is shown."""
        self.pane.choose(record_id)

    def printable(self) -> Printable | None:
        """Return the lines as they stand open."""
        title = self._shown.scope.label if self._shown else ""
        return PlanPrint(title, self.pane.lines.columns, self.pane.lines.tree.lines)

    def tools(self) -> Sequence[QWidget]:
        """Return the buttons of the tree."""
        return (self._levels, self._columns)

    def state(self) -> JsonObject:
        """Return columns and what is open."""
        return self.pane.state()

    def restore(self, state: Mapping[str, Json]) -> None:
        """Look so again."""
        self.pane.restore(state)

    # --- inside
    @Slot()
    def choose_columns(self) -> None:
        """Offer the columns, to be ticked."""
        self._show_columns(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _show_columns(self, at: QPoint) -> None:
        menu = LastingMenu(self)
        for column in COLUMNS:
            action = _ColumnAction(column.key, _(column.label), menu)
            action.setChecked(column.key in self.pane.keys)
            action.setEnabled(column.key != TITLE)
            action.toggled_column.connect(self._on_column_toggled)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    @Slot(object, object)
    def _on_head_menu_asked(self, _column: int, at: QPoint) -> None:
        self._show_columns(at)

    @Slot(str)
    def _on_column_toggled(self, key: str) -> None:
        self.pane.show_columns(toggled(self.pane.keys, key))

    @Slot()
    def _on_levels_clicked(self) -> None:
        menu = RoomyMenu(self)
        labels = [_("Only the top level")]
        labels += [_("{count} levels").format(count=n) for n in range(2, MOST_LEVELS + 1)]
        for levels, label in enumerate(labels):
            menu.addAction(self._level_action(levels, label, menu))
        menu.addAction(self._level_action(ALL_LEVELS, _("Everything"), menu))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._levels.mapToGlobal(self._levels.rect().bottomLeft()))

    def _level_action(self, levels: int, label: str, menu: QWidget) -> QAction:
        action = _LevelAction(levels, label, menu)
        action.chosen.connect(self._on_level_chosen)
        return action

    @Slot(object)
    def _on_level_chosen(self, levels: int) -> None:
        self.pane.open_levels(levels)

    @Slot(object)
    def _on_status_asked(self, at: QPoint) -> None:
        rows = self.pane.chosen()
        menu = RowMenu((), states_of(self._deeds.commands_for(rows)), self)
        menu.command_chosen.connect(self._on_command_chosen)
        menu.open_at(at)

    @Slot(str)
    def _on_command_chosen(self, key: str) -> None:
        self._deeds.run(key, self.pane.chosen())

    @Slot()
    def _on_selection_changed(self) -> None:
        self.selection_changed.emit()
        self.status_changed.emit()

    @Slot()
    def _on_loaded(self) -> None:
        is_searched = self._shown is not None and bool(self._shown.search)
        self._empty.show_if(is_empty=not self.pane.lines.tree.lines, is_searched=is_searched)
        self.status_changed.emit()


class _ColumnAction(QAction):
    """A column that is ticked.

    Signals:
        toggled_column: its key.
    """

    toggled_column = Signal(str)

    def __init__(self, key: str, label: str, parent: QObject) -> None:
        super().__init__(label, parent)
        self._key = key
        self.setCheckable(True)
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.toggled_column.emit(self._key)


class _LevelAction(QAction):
    """How deep the tree is opened.

    Signals:
        chosen: how many levels stand below the top.
    """

    chosen = Signal(object)

    def __init__(self, levels: int, label: str, parent: QObject) -> None:
        super().__init__(label, parent)
        self._levels = levels
        self.triggered.connect(self._on_triggered)

    @Slot()
    def _on_triggered(self) -> None:
        self.chosen.emit(self._levels)
