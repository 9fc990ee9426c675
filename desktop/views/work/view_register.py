"""The ways to look at work, in the order in which they stand beside each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_
from desktop.core.quick_dataclass import dataclass
from desktop.views.work.work_tools import WorkTools
from desktop.views.work.work_view import WorkView


@dataclass(frozen=True, slots=True)
class ViewKind:
    """One way: its words, its picture, what makes it when it is first shown."""

    key: str
    label: str  # English msgid
    icon: str
    make: Callable[[WorkTools, QWidget], WorkView]


def _tree(tools: WorkTools, parent: QWidget) -> WorkView:
    from desktop.views.work.tree_view import TreeView

    return TreeView(tools, parent)


def _list(tools: WorkTools, parent: QWidget) -> WorkView:
    from desktop.views.work.list_of_tasks import TaskListView

    return TaskListView(tools, parent)


def _board(tools: WorkTools, parent: QWidget) -> WorkView:
    from desktop.views.work.board_view import BoardView

    return BoardView(tools, parent)


def _week(tools: WorkTools, parent: QWidget) -> WorkView:
    from desktop.views.work.week_view import WeekView

    return WeekView(tools, parent)


def _gantt(tools: WorkTools, parent: QWidget) -> WorkView:
    from desktop.views.work.gantt.gantt_view import GanttView

    return GanttView(tools, parent)


def _sheet(tools: WorkTools, parent: QWidget) -> WorkView:
    from desktop.views.work.time_sheet_view import TimeSheetView

    return TimeSheetView(tools, parent)


def _report(tools: WorkTools, parent: QWidget) -> WorkView:
    from desktop.views.work.report_view import ReportView

    return ReportView(tools, parent)


VIEW_KINDS: Final = (
    ViewKind("tree", N_("Tree"), "list-tree", _tree),
    ViewKind("list", N_("List"), "table-2", _list),
    ViewKind("board", N_("Board"), "square-kanban", _board),
    ViewKind("gantt", N_("Gantt"), "chart-gantt", _gantt),
    ViewKind("week", N_("Week plan"), "calendar-check", _week),
    ViewKind("sheet", N_("Time sheet"), "clock", _sheet),
    ViewKind("report", N_("Work report"), "clipboard-list", _report),
)
